"""The usual sub-headings of a text section, such as （一）主动公开方面。: which are written, which stand empty."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.form import Section

_NUMBERS = "一二三四五六七八九十"
_NUMBERED = re.compile(rf"[（(]([{_NUMBERS}])[）)]")
_LEAD = re.compile(r"[^。；，：\n]{1,30}")


def headings(section: Section) -> tuple[str, ...]:
    """The sub-headings in their order, each as it is written; none where the section has none."""
    if not section.heading:
        return ()
    return tuple(
        section.heading.format(number=number, part=part) for number, part in zip(_NUMBERS, section.parts, strict=False)
    )


def opens(section: Section, paragraph: str) -> int | None:
    """The place of the sub-heading that a paragraph opens with, in whatever words; None where it opens with none."""
    numbered = _NUMBERED.match(paragraph)
    if not section.heading or numbered is None:
        return None
    lead = _LEAD.match(paragraph, numbered.end())
    named = [place for place, part in enumerate(section.parts) if lead is not None and part in lead[0]]
    place = max(named, key=lambda at: len(section.parts[at])) if named else _NUMBERS.index(numbered[1])
    return place if place < len(section.parts) else None


def lacking(section: Section, paragraphs: Sequence[str]) -> tuple[int, ...]:
    """The places of the sub-headings that the text does not have."""
    written = {opens(section, paragraph) for paragraph in paragraphs}
    return tuple(place for place in range(len(headings(section))) if place not in written)


def place_of(section: Section, place: int, paragraphs: Sequence[str]) -> int:
    """Before which paragraph this sub-heading belongs: the first that opens with a later one, else at the end."""
    for at, paragraph in enumerate(paragraphs):
        opened = opens(section, paragraph)
        if opened is not None and opened > place:
            return at
    return len(paragraphs)


def used(section: Section, paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs less those sub-headings that have nothing under them."""
    bare = set(headings(section))
    return tuple(
        paragraph
        for paragraph, after in zip(paragraphs, (*paragraphs[1:], None), strict=False)
        if paragraph not in bare or not (after is None or opens(section, after) is not None)
    )
