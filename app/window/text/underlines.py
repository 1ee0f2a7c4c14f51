"""The lines under what is typed: numbers by what the last review said of them, and links that name nothing."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtGui import QColor, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from app.report.links import LINK
from app.report.prose import Number
from app.window.looks.palette import Colours, Looks
from app.window.text.linked_numbers import units
from app.window.text.located import Located, Span

_Style = QTextCharFormat.UnderlineStyle


class Underlines(QSyntaxHighlighter):
    """A wave where something can be done: grey to link, red and tinted to mend; dashes where nothing is known."""

    def __init__(self, text: QTextDocument, located: Located, looks: Looks) -> None:
        super().__init__(text)
        self._located = located
        self._looks = looks
        located.changed.connect(self.rehighlight)
        looks.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        colours = self._looks.colours
        for link in LINK.finditer(units(text)):
            self.setFormat(link.start(), link.end() - link.start(), _marked(colours.error, colours.error_fill))
        begin = self.currentBlock().position()
        end = begin + self.currentBlock().length()
        spans = self._located.spans
        for span in spans[bisect_left(spans, begin, key=_start) : bisect_left(spans, end, key=_start)]:
            if look := look_of(span.number, colours):
                self.setFormat(span.start - begin, span.end - span.start, look)


def _start(span: Span) -> int:
    return span.start


def look_of(number: Number, colours: Colours) -> QTextCharFormat | None:
    """How a number looks; None where it is accounted for and nothing is left to do."""
    match number.state:
        case "contradicted":
            return _marked(colours.warning, colours.warning_fill)
        case "matched" if number.links:
            return _line(_Style.WaveUnderline, colours.quiet)
        case "unaccounted":
            return _line(_Style.DashUnderline, colours.faint)
    return None


def _marked(line: QColor, ground: QColor) -> QTextCharFormat:
    look = _line(_Style.WaveUnderline, line)
    look.setBackground(ground)
    return look


def _line(style: _Style, colour: QColor) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setUnderlineStyle(style)
    look.setUnderlineColor(colour)
    return look
