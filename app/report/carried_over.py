"""The text held against last year's: which paragraphs are still its words, and what of last year's they say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from app.report.findings import Finding, raised
from app.report.links import Known, Written, declared, written
from app.report.prose import Number
from app.report.report import Report
from app.report.text import place_said

_YEAR = re.compile(r"(?<!\d)(20\d\d)(?=\s*年)")
_TITLE = re.compile("《[^》]*》")
_OF_THEN = ("unaccounted", "contradicted", "identity")
_QUOTED, _TOLD = 16, 4  # characters, numbers


def last_year_written(report: Report, key: str) -> tuple[Written, ...]:
    """The paragraphs of last year's text, with last year's figures in the places of its links."""
    texts = report.last_year_text
    numbers = declared(paragraph for text in texts.values() for paragraph in text.split("\n"))
    known = Known(report.form, report.last_year, {}, report.organ, report.year - 1, numbers)
    return tuple(written(paragraph, known) for paragraph in texts.get(key, "").split("\n"))


def unchanged(report: Report, key: str, now: Sequence[str]) -> tuple[frozenset[int], frozenset[int]]:
    """The places of the paragraphs that stand in both years, in this year's text and in last year's.

    Linked numbers, which follow the tables, make no difference.
    """
    before = [paragraph.text for paragraph in last_year_written(report, key)]
    sides = _forms(report.text.get(key, ""), now), _forms(report.last_year_text.get(key, ""), before)
    words = [frozenset().union(*side) - {""} for side in sides]
    here, there = (
        frozenset(place for place, forms in enumerate(side) if forms & other)
        for side, other in zip(sides, reversed(words), strict=True)
    )
    return here, there


def _forms(text: str, printed: Sequence[str]) -> list[frozenset[str]]:
    """Each paragraph as it is written and as it is printed, without spaces."""
    return [
        frozenset("".join(form.split()) for form in forms) for forms in zip(text.split("\n"), printed, strict=False)
    ]


def carried_over(
    report: Report, printed: Mapping[str, Sequence[Written]], numbers: Iterable[Number]
) -> Iterator[Finding]:
    """A warning for each paragraph that is last year's and speaks of last year: by a year, or by typed numbers."""
    typed: dict[tuple[str, int], list[str]] = {}
    for number in numbers:
        if number.state in _OF_THEN or (number.state == "declared" and _declares(report, number)):
            typed.setdefault((number.section, number.paragraph), []).append(number.number)
    for key in (key for key in report.last_year_text if key in printed):
        for place in sorted(unchanged(report, key, [one.text for one in printed[key]])[0]):
            paragraph = printed[key][place]
            old = list(dict.fromkeys((*_years(report.year, paragraph), *typed.get((key, place), ()))))
            if old:
                yield _told(report, key, paragraph.text, old)


def _declares(report: Report, number: Number) -> bool:
    return bool(declared([report.text[number.section].split("\n")[number.paragraph]]))


def _years(year: int, paragraph: Written) -> Iterator[str]:
    """Last year, and the year that was the next one then, where they are typed and stand in no document's name."""
    linked = [(mark.start, mark.end) for mark in paragraph.marks]
    text = _TITLE.sub(lambda title: "　" * len(title[0]), paragraph.text)
    for found in _YEAR.finditer(text):
        if int(found[1]) in (year - 1, year) and not any(start <= found.start() < end for start, end in linked):
            yield f"{found[1]}年"


def _told(report: Report, key: str, text: str, old: Sequence[str]) -> Finding:
    beginning = text[:_QUOTED] + ("…" if len(text) > _QUOTED else "")
    what = "、".join(old[:_TOLD]) + ("等" if len(old) > _TOLD else "")
    rule = report.form.checks["text.last_year"].text
    message = f"{place_said(report.form, key)}中“{beginning}”一段写着{what}。{rule}。"
    return replace(raised(report.form, "text.last_year", message, section=key), quote=text)
