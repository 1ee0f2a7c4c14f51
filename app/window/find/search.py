"""What is found in an open report. Spaces and the width of characters make no difference, except to replacing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.form import Figure, FigureId
from app.report.report import Report
from app.report.text import stands_with, text_keys
from app.report.values import shown
from app.window.standing import Line

_AROUND = 14  # characters of a text that are shown before and after what was found
_IGNORED = "·，,“”"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure of the tables."""

    figure: FigureId


@dataclass(frozen=True, slots=True)
class InText:
    """From `start` to before `end` in the editor of a text, by its key."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class InUnits:
    """A unit of the report."""

    unit: str


Place = Cell | InText | InUnits | Line


@dataclass(frozen=True, slots=True)
class Hit:
    """One place that was found; `group` is the heading that it is listed under."""

    group: str
    words: str
    place: Place


@dataclass(frozen=True, slots=True)
class Spread:
    """A text as it is read, and the position in its editor of each character."""

    text: str
    positions: Sequence[int]


def search(wanted: str, report: Report, lines: Sequence[Line], texts: Mapping[str, Spread]) -> list[Hit]:
    """Everything that `wanted` is found in, in the order of the tabs; findings last."""
    folded = fold(wanted)
    if not folded:
        return []
    return [*_sections(folded, report, texts), *_units(folded, report), *_lines(folded, lines)]


def search_exactly(wanted: str, report: Report, texts: Mapping[str, Spread]) -> list[Hit]:
    """Where the texts have `wanted` just as it is written: nothing else is to be replaced."""
    return [
        _hit(f"{section.ordinal} {section.short}", key, texts[key], match.start(), match.end())
        for section in report.form.sections
        for key in text_keys(report.form)
        if wanted and key in texts and stands_with(report.form, key) == section
        for match in re.finditer(re.escape(wanted), texts[key].text)
    ]


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """The text without what makes no difference to a search."""
    return "".join(_fold(char) for char in text)


@lru_cache(maxsize=20_000)
def _fold(char: str) -> str:
    return "".join(
        one for one in unicodedata.normalize("NFKC", char).casefold() if not one.isspace() and one not in _IGNORED
    )


def _sections(folded: str, report: Report, texts: Mapping[str, Spread]) -> Iterator[Hit]:
    for section in report.form.sections:
        group = f"{section.ordinal} {section.short}"
        for figure in report.form.figures_of(section.table):
            value = shown(report.figures.get(figure.id))
            if folded in fold(_labels(figure)) or _is_value(folded, value):
                yield Hit(group, f"{figure.name}　{value}", Cell(figure.id))
        for key in text_keys(report.form):
            if key in texts and stands_with(report.form, key) == section:
                yield from _passages(folded, group, key, texts[key])


def _labels(figure: Figure) -> str:
    return "\n".join((figure.place, figure.name, *figure.row.label, *figure.column.label))


def _is_value(folded: str, value: str) -> bool:
    """A number is meant whole, unless its decimals are left off."""
    return folded == value or ("." in folded and value.startswith(folded))


def _passages(folded: str, group: str, key: str, spread: Spread) -> Iterator[Hit]:
    places = [at for at, char in enumerate(spread.text) for _ in _fold(char)]
    whole, last = fold(spread.text), -1
    for match in re.finditer(re.escape(folded), whole):
        first, end = places[match.start()], places[match.end() - 1]
        if first <= last or "\n" in spread.text[first:end]:  # each may be replaced: once, and within its paragraph
            continue
        last = end
        yield _hit(group, key, spread, first, last + 1)


def _hit(group: str, key: str, spread: Spread, start: int, end: int) -> Hit:
    before, after = spread.text[max(0, start - _AROUND) : start], spread.text[end : end + _AROUND]
    words = f"…{before.rpartition(chr(10))[2]}{spread.text[start:end]}{after.partition(chr(10))[0]}…"
    return Hit(group, words, InText(key, spread.positions[start], spread.positions[end - 1] + 1))


def _units(folded: str, report: Report) -> Iterator[Hit]:
    for unit in dict.fromkeys((*report.units, *report.returns)):
        if folded in fold(unit):
            sent = report.returns.get(unit)
            yield Hit("单位", f"{unit}　{sent.file if sent else '未报'}", InUnits(unit))


def _lines(folded: str, lines: Sequence[Line]) -> Iterator[Hit]:
    for line in lines:
        if folded in fold(line.text):
            yield Hit("问题", f"{line.mark.value}：{line.text}", line)
