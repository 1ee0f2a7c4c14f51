"""What stands on the pages from top to bottom, each paragraph with the style of the template that it is set in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.writers.content import DRAFT_UNDER_TITLE, Printed, PrintedSection, PrintedTable, lead_in
from app.writers.signature import indents

BODY, LEAD_IN, AFTER_TABLE = "年报正文", "年报小标题", "年报表后"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`lead` is the sub-heading at its beginning, which is set off in the character style `LEAD_IN`.

    One that stands at the right ends `from_right` characters from the edge.
    """

    style: str
    text: str
    lead: str = ""
    from_right: float | None = None
    keeps_next: bool = False


def body(content: Printed) -> Iterator[Paragraph | PrintedTable]:
    """The whole report without what stands at the head and the foot of each page."""
    yield Paragraph("Title", "\n".join(content.title_lines))
    if content.draft:
        yield Paragraph("年报草稿", DRAFT_UNDER_TITLE)
    yield Paragraph(BODY, "")
    for text in content.preamble:
        yield _paragraph(text)
    for section in content.sections:
        yield from _section(section)
    yield from _signature(content.signature)


def _section(section: PrintedSection) -> Iterator[Paragraph | PrintedTable]:
    yield Paragraph("heading 1", section.title)
    if section.table:
        yield section.table
        yield Paragraph(AFTER_TABLE, "")
    for text in section.paragraphs:
        yield _paragraph(text)


def _signature(lines: Sequence[str]) -> Iterator[Paragraph]:
    """A line below the text; all of it on one page."""
    if lines:
        yield Paragraph(BODY, "", keeps_next=True)
    for line, characters in zip(lines, indents(lines), strict=True):
        yield Paragraph(BODY, line, from_right=characters, keeps_next=line is not lines[-1])


def _paragraph(text: str) -> Paragraph:
    """A paragraph of the body with its sub-heading, which may be all of it."""
    lead = lead_in(text)
    return Paragraph("heading 2", text) if lead == text else Paragraph(BODY, text[len(lead) :], lead)
