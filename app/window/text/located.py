"""Where the numbers of a section stand in its editor: as judged last, and moved along with what is typed since."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QTextDocument

from app.report.prose import Number
from app.window.document import Document
from app.window.text.linked_numbers import LinkedNumbers, Run, blocks, units

BLANK = "\u3000 \t\u00a0\u2002\u2003"
"""What is dropped around a paragraph when it is kept."""


@dataclass(frozen=True, slots=True)
class Span:
    """A number from `start` to `end` of the editor's text."""

    start: int
    end: int
    number: Number


class Located(QObject):
    """`changed` when other numbers, or other judgements of them, are known than before."""

    changed = Signal()

    def __init__(self, document: Document, section: str, links: LinkedNumbers, text: QTextDocument) -> None:
        super().__init__(text)
        self.spans: list[Span] = []
        self._document = document
        self._section = section
        self._links = links
        self._text = text
        self._before = ""
        text.contentsChange.connect(self._move)
        document.judged.connect(self.locate)

    @Slot()
    def locate(self) -> None:
        """Takes over what the last review said, unless other words stand in the editor than were judged."""
        if kept(self._links.source(self._text)) != self._document.report.text.get(self._section, ""):
            return
        numbers = [number for number in self._document.review.numbers if number.section == self._section]
        found = list(
            located(((block.position(), list(self._links.runs(block))) for block in blocks(self._text)), numbers)
        )
        if found != self.spans:
            self.spans = found
            self.changed.emit()

    @Slot()
    def _move(self) -> None:
        before, self._before = self._before, units(self._text.toPlainText())
        self.spans = moved(self.spans, before, self._before)

    def at(self, position: int) -> Span | None:
        """The number that the caret stands in or beside."""
        return next((span for span in self.spans if span.start <= position <= span.end), None)


def kept(text: str) -> str:
    """The paragraphs, one a line, without empty ones and without spaces around them."""
    lines = (line.strip(BLANK) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def located(paragraphs: Iterable[tuple[int, Sequence[Run]]], numbers: Iterable[Number]) -> Iterator[Span]:
    """The numbers, in their order, in paragraphs that begin at these positions."""
    printed = []
    for position, runs in paragraphs:
        line = "".join(run.shown for run in runs)
        if line.strip(BLANK):
            printed.append((position, runs, len(line) - len(line.lstrip(BLANK))))
    for number in numbers:
        position, runs, indent = printed[number.paragraph]
        start, end = number.start + indent, number.end + indent
        yield Span(position + _place(runs, start, is_end=False), position + _place(runs, end, is_end=True), number)


def _place(runs: Sequence[Run], offset: int, *, is_end: bool) -> int:
    """Where this place of the printed paragraph is in the editor; links are whole."""
    place = 0
    for run in runs:
        if offset < len(run.shown) or (is_end and offset == len(run.shown)):
            return place + (int(is_end) if run.is_link else len(units(run.shown[:offset])))
        offset -= len(run.shown)
        place += run.width
    return place


def moved(spans: list[Span], before: str, after: str) -> list[Span]:
    """The spans where they stand after a change of the text; those that it touches are gone."""
    if before == after or not spans:
        return spans
    head, tail = same_ends(before, after)
    shift = len(after) - len(before)
    found = []
    for span in spans:
        if span.end <= head:
            found.append(span)
        elif span.start >= len(before) - tail:
            found.append(Span(span.start + shift, span.end + shift, span.number))
    return found


def same_ends(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many of their first letters, and how many of the last beyond these, two texts have in common."""
    shorter = min(len(before), len(after))
    head = _alike(shorter, lambda low, high: before[low:high] == after[low:high])
    one, other = len(before), len(after)
    tail = _alike(shorter - head, lambda low, high: before[one - high : one - low] == after[other - high : other - low])
    return head, tail


def _alike(most: int, same: Callable[[int, int], bool]) -> int:
    """How many from 0 on are the same; compared in halves, as a long text is at every key."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if same(low, middle):
            low = middle
        else:
            high = middle - 1
    return low
