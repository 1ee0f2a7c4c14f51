"""Accounts for every number of the text: where it comes from, and whether it agrees with the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from app.form import FigureId, Reading
from app.report.account import Entry, account
from app.report.circumstances import Circumstance
from app.report.complaints import complaints
from app.report.findings import Finding
from app.report.judging import value_of
from app.report.links import Known, Written
from app.report.values import Value

_ASPECT = re.compile(r"\s*[（(]?[一二三四五六七八九十\d]{1,2}[）)、.．]")
_LONGEST_HEADING = 30


@dataclass(frozen=True, slots=True)
class Number:
    """A number of the text, from `start` to `end` of its printed paragraph, and where it comes from.

    `state` is linked, matched, identity, declared, unaccounted or contradicted; `reading` is what its words name and
    `value` what that comes to. `number` is what stands there, also a word such as 未收到 for zero. A link to any of
    `links` may stand in its place: each says the same, or, where it is contradicted, what the table has instead.
    `sure`: it agrees with one of them and with nothing else that its words may mean.
    """

    section: str
    paragraph: int
    start: int
    end: int
    number: str
    sentence: str
    state: str
    reading: Reading | None = None
    value: Value | None = None
    links: tuple[FigureId, ...] = ()
    sure: bool = False

    @property
    def figures(self) -> tuple[FigureId, ...]:
        """The figures that its words name."""
        return self.reading.figures if self.reading else ()

    def to_json(self) -> dict[str, object]:
        """The number as the command line gives it."""
        return {
            "section": self.section,
            "number": self.number,
            "sentence": self.sentence,
            "state": self.state,
            "figures": list(self.figures),
        }


def prose(known: Known, printed: Mapping[str, Sequence[Written]]) -> tuple[tuple[Number, ...], tuple[Finding, ...]]:
    """The numbers of the whole text, by section as printed, and what does not agree."""
    numbers: list[Number] = []
    findings: list[Finding] = []
    for section, paragraphs in printed.items():
        for place, (lead, paragraph) in enumerate(zip(leads(paragraphs), paragraphs, strict=True)):
            here, found = paragraph_prose(known, section, place, paragraph, lead)
            numbers += here
            findings += found
    return tuple(numbers), tuple(findings)


def leads(paragraphs: Sequence[Written]) -> Iterator[str]:
    """For each paragraph the sub-heading that it stands under; "" where there is none."""
    lead = ""
    for paragraph in paragraphs:
        yield lead
        is_line = len(paragraph.text) <= _LONGEST_HEADING and not paragraph.text.endswith(("。", "；"))
        if is_line or _ASPECT.match(paragraph.text):
            lead = paragraph.text[:_LONGEST_HEADING]


def paragraph_prose(
    known: Known, section: str, place: int, paragraph: Written, lead: str = ""
) -> tuple[tuple[Number, ...], tuple[Finding, ...]]:
    """The numbers of one paragraph, the `place`th of its section, under the sub-heading `lead`.

    A change inside a paragraph alters no other paragraph's account, unless it is the sub-heading of others.
    """
    judged = account(known, paragraph, lead)
    numbers = tuple(
        Number(
            section,
            place,
            entry.found.start,
            entry.found.end,
            paragraph.text[entry.found.start : entry.found.end],
            paragraph.text[entry.sentence.start : entry.sentence.end].strip(),
            entry.verdict.state,
            entry.verdict.reading,
            entry.verdict.value,
            links := _links(known, entry),
            len(links) == 1 and _agreeing(known, entry) == 1,
        )
        for entry in judged.entries
    )
    return numbers, tuple(complaints(known.form, section, paragraph.text, judged))


def _links(known: Known, entry: Entry) -> tuple[FigureId, ...]:
    """The figures, each alone, that could be shown where this number is typed, in the measure that it has there."""
    found = entry.found
    if entry.circumstance is not Circumstance.PLAIN or found.rounded or found.is_rate or entry.is_zero_word:
        return ()
    if found.is_money and found.unit != "万元":
        return ()
    named = [reading.plus[0] for reading in entry.readings if len(reading.figures) == 1]
    alike = [figure for figure in named if known.form.figures[figure].is_money == found.is_money]
    match entry.verdict.state:
        case "matched":
            return tuple(dict.fromkeys(figure for figure in alike if known.figures.get(figure) == found.value))
        case "contradicted":
            return tuple(dict.fromkeys(alike))
    return ()


def _agreeing(known: Known, entry: Entry) -> int:
    """How many of the sums that its words may mean come to this number."""
    return sum(value_of(reading, known.figures) == entry.found.value for reading in entry.readings)
