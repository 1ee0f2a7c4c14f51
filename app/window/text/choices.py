"""What can be put into a text as a link, and which of it is meant by a few characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.report.links import declared
from app.report.report import Report
from app.report.values import shown

_NO_LETTER = re.compile(r"[\s·、，。“”（）()0-9.]+")


@dataclass(frozen=True, slots=True)
class Choice:
    """`name` and `value` as the list shows them; `words` are what is searched, besides the value."""

    link: str
    name: str
    value: str
    where: str
    words: str
    is_detail: bool = False

    def fits(self, typed: str) -> bool:
        """Whether these characters stand in its words, in this order, or are its value."""
        letters = iter(self.words)
        return typed == self.value or all(letter in letters for letter in typed)


def choices(report: Report) -> tuple[Choice, ...]:
    """The organ, the years, the numbers that the text declares, and every figure by its name."""
    return (*_words(report), *_declared(report), *_figures(report))


def fitting(choices: Sequence[Choice], typed: str) -> list[Choice]:
    """Those that fit what was typed: first where it stands in one piece, totals before their parts."""
    typed = typed.replace(" ", "").replace("·", "")
    found = [choice for choice in choices if choice.fits(typed)]
    return sorted(found, key=lambda choice: (typed != choice.value and typed not in choice.words, choice.is_detail))


def _figures(report: Report) -> Iterator[Choice]:
    form = report.form
    parts = {part for parts in form.totals.values() for part in parts}
    for figure in form.figures.values():
        where = f"表{form.section_of(figure.table).ordinal}"
        words = _letters(where, figure.name, *figure.row.label, *figure.column.label)
        is_detail = figure.id in parts and not figure.column.total
        yield Choice(f"{{{figure.id}}}", figure.name, shown(report.figures.get(figure.id)), where, words, is_detail)


def _declared(report: Report) -> Iterator[Choice]:
    paragraphs = (paragraph for text in report.text.values() for paragraph in text.split("\n"))
    for name, value in declared(paragraphs).items():
        if value is not None:
            yield Choice(f"{{{name}}}", name, shown(value), "文中声明", name)


def _words(report: Report) -> Iterator[Choice]:
    for link, name, value in (
        ("{organ}", "编报机关", report.organ or "××"),
        ("{year}", "报告年度", str(report.year)),
        ("{next_year}", "下一年度", str(report.year + 1)),
    ):
        yield Choice(link, name, value, "", name)


def _letters(*words: str) -> str:
    return _NO_LETTER.sub("", "".join(words))
