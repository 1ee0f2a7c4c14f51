"""An editor for the report's paragraphs: plain text, with the indent drawn and nothing to format."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QTextEdit, QToolTip, QWidget

from app.report.links import LINK
from app.report.text import section_named
from app.window.document import Document
from app.window.find.search import Spread
from app.window.looks.marks import draw_mark
from app.window.looks.palette import Looks
from app.window.standing import Mark
from app.window.text.chooser import Chooser
from app.window.text.guard import composed, touched
from app.window.text.linked_numbers import PLACE, LinkedNumbers, around, units
from app.window.text.located import Located, Span, kept, same_ends
from app.window.text.number_words import about_link, words_of
from app.window.text.paper import Paper
from app.window.text.pasted import lines_of, plain_text
from app.window.text.underlines import Underlines

_BRACES = ("{", "｛")
_FORMATS = (QKeySequence.StandardKey.Bold, QKeySequence.StandardKey.Italic, QKeySequence.StandardKey.Underline)
_OURS = "application/x-nianbao-text"


class TextEditor(Paper):
    """The words of one section, or of another part of the report's text.

    `left` when the focus goes, so that what was typed can be kept; `whole_pasted` when it is the whole report's.
    `link_touched` tells where a linked number is that a key would have changed, `told` says something in passing.
    """

    left = Signal()
    whole_pasted = Signal(list)
    link_touched = Signal(int)
    told = Signal(str)

    prompt = ""
    """What an empty text asks for, where the first character will stand."""

    def __init__(self, document: Document, section: str, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setUndoRedoEnabled(False)  # the report's own undo knows of the text, too
        self.form = document.report.form
        self._section = section
        self._judge = document.judge
        self._looks = looks
        self.links = LinkedNumbers(document, self.document(), looks)
        self.numbers = Located(document, section, self.links, self.document())
        self._underlines = Underlines(self.document(), self.numbers, looks)
        self.chooser = Chooser(document, self)
        self.chooser.chosen.connect(self._put_link)
        self.textChanged.connect(self._take_up)
        self.links.changed.connect(self._show_values)

    @property
    def is_composing(self) -> bool:
        """Whether an input method is at work on characters that are not yet entered."""
        return bool(self.textCursor().block().layout().preeditAreaText())

    @property
    def text(self) -> str:
        """The paragraphs, one a line, without empty ones and without spaces around them.

        What is being looked up in the list of figures is not yet part of it.
        """
        if self.chooser.isHidden():
            return kept(self.links.source(self.document()))
        return kept("".join(self.links.selected(part, as_shown=False) for part in around(self.chooser.written)))

    @property
    def length(self) -> int:
        """How many characters are printed, without spaces."""
        plain = units(self.document().toPlainText())
        links = (self.links.link_at(found.start()) or "" for found in re.finditer(PLACE, plain))
        shown = "".join(self.links.words(link) or link for link in links)
        return len("".join((plain.replace(PLACE, "") + shown).split()))

    def settle(self) -> None:
        """Keeps what was typed and judges it, so that what is known of its numbers is true."""
        self.left.emit()
        self._judge()

    def show_text(self, text: str) -> None:
        """Shows these paragraphs. What is the same stays as it is; the caret goes to what is not."""
        before, after = self.links.letters_in(self.document()), self.links.letters(text)
        head, tail = same_ends(before, after)
        cursor = self.between(self._width(before[:head]), self._width(before[: len(before) - tail]))
        self.links.insert(cursor, "".join(after[head : len(after) - tail]))
        if before:
            self.setTextCursor(cursor)
        self.lay_out()

    def _width(self, letters: list[str]) -> int:
        return sum(1 if len(letter) > 1 else len(units(letter)) for letter in letters)

    def spread(self) -> Spread:
        """The text as it is read, for a search."""
        chars, positions = zip(*self.links.spread(self.document()), strict=True)
        return Spread("".join(chars), positions)

    def go_to_words(self, words: str) -> None:
        """Selects these words, where they stand in the text as it is read."""
        spread = self.spread()
        at = spread.text.find(words) if words else -1
        if at >= 0:
            self.select(spread.positions[at], spread.positions[at + len(words)])
            self.setFocus()

    def mark_found(self, found: Sequence[tuple[int, int]]) -> None:
        """Marks what a search found, from the first position to before the second."""
        marks = []
        for start, end in found:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self.between(start, end)  # type: ignore[attr-defined]
            mark.format.setBackground(self._looks.colours.warning_fill)  # type: ignore[attr-defined]
            marks.append(mark)
        self.setExtraSelections(marks)

    @Slot()
    def _take_up(self) -> None:
        """A link becomes a number once it is written to its end."""
        if not self.is_composing and LINK.search(self.textCursor().block().text()):
            self.blockSignals(True)
            self.links.take_up(self.textCursor())
            self.blockSignals(False)

    @Slot()
    def _show_values(self) -> None:
        """Lays the text out again, as numbers may have become longer or shorter; the first line in sight stays."""
        first = self.cursorForPosition(QPoint(0, 0))
        top = self.cursorRect(first).top()
        self.document().markContentsDirty(0, self.document().characterCount())
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect(first).top() - top)
        self.viewport().update()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files dropped here are for the window."""
        return (source.hasText() or source.hasHtml()) and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paragraphs only, without the spaces that others indent with."""
        text = bytes(source.data(_OURS).data()).decode() if source.hasFormat(_OURS) else plain_text(source)
        lines = lines_of(text.replace(PLACE, ""))
        headed = [section_named(self.form, line) for line in lines if line]
        if sum(section is not None for section in headed) > 1:
            self.whole_pasted.emit(lines)
            return
        if headed and headed[0] is not None and headed[0].id == self._section:
            lines.remove(next(line for line in lines if line))  # the tab has the heading already
        paragraphs = lines
        if len(paragraphs) > 1:
            paragraphs = [paragraph for paragraph in paragraphs if paragraph]
        self.links.insert(self.textCursor(), "\n".join(paragraphs))
        self.ensureCursorVisible()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Plain text with the numbers as they are shown; for this program also with their links."""
        data = QMimeData()
        data.setText(self.links.selected(self.textCursor(), as_shown=True))
        data.setData(_OURS, self.links.selected(self.textCursor(), as_shown=False).encode())
        return data

    def offer_figures(self) -> None:
        """Opens the list of figures at the caret, as a brace does."""
        self.setFocus()
        if not self.isReadOnly():
            self.textCursor().insertText("{")
            self.chooser.open(self.textCursor().position() - 1)

    def offer_figures_for(self, span: Span) -> None:
        """Opens the list of figures for a number that stands in the text."""
        self.select(span.end, span.end)
        self.setFocus()
        self.chooser.open(span.start)

    @Slot(str)
    def _put_link(self, link: str) -> None:
        self.links.insert(self.chooser.written, link)
        self.chooser.hide()
        self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The open list, and linked numbers, come before the text."""
        if self.chooser.takes(event):
            return
        if any(event.matches(key) for key in _FORMATS):
            self.told.emit("字体和对齐由公文版式统一设置。")
            return
        at = None if self.isReadOnly() else touched(self.links, self.textCursor(), event)
        if at is not None:
            self._touch(at)
            return
        if event.matches(QKeySequence.StandardKey.InsertLineSeparator):  # a report has paragraphs only
            self.textCursor().insertBlock()
            return
        super().keyPressEvent(event)
        if event.text().endswith(_BRACES) and not self.isReadOnly():
            self.chooser.open(self.textCursor().position() - 1)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Chinese punctuation has a brace, too."""
        at = None if self.isReadOnly() else composed(self.links, self.textCursor(), event)
        if at is not None:
            QGuiApplication.inputMethod().reset()
            self._touch(at)
            return
        super().inputMethodEvent(event)
        if event.commitString().endswith(_BRACES):
            self.chooser.open(self.textCursor().position() - 1)

    def _touch(self, at: int) -> None:
        self.select(at, at + 1)
        self.link_touched.emit(at)

    def viewportEvent(self, event: QEvent) -> bool:
        """A number says under the mouse what it is."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.about(self.letter_at(event.pos())), self)
            return True
        return super().viewportEvent(event)

    def about(self, position: int) -> str:
        """What is known of the number in this place."""
        span = next((span for span in self.numbers.spans if span.start <= position < span.end), None)
        link = self.links.link_at(position)
        if span is not None:
            return words_of(self.form, span.number, link)
        return about_link(self.form, link) if link else ""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Beside each line with a number that disagrees with the tables stands its mark."""
        super().paintEvent(event)
        size = self.fontMetrics().height()
        painter = QPainter(self.viewport())
        if self.document().isEmpty() and not self.is_composing:
            begin = self.cursorRect().adjusted(2, 0, 0, 0)
            painter.setFont(self.document().defaultFont())
            painter.setPen(self._looks.colours.quiet)
            painter.drawText(begin.left(), begin.top() + self.fontMetrics().ascent(), self.prompt)
        painter.translate(0, -self.verticalScrollBar().value())
        self.links.draw_selected(painter, self.textCursor())
        painter.resetTransform()
        top, bottom = QPoint(0, event.rect().top()), QPoint(self.viewport().width(), event.rect().bottom())
        first, last = self.cursorForPosition(top).position(), self.cursorForPosition(bottom).position()
        for span in self.numbers.spans:
            if span.number.state == "contradicted" and first <= span.start <= last:
                line = self.cursorRect(self.between(span.start, span.start))
                within = QRectF(size // 2, line.center().y() - size / 2, size, size)
                draw_mark(painter, Mark.WARNING, within, self._looks.colours.warning)

    def event(self, event: QEvent) -> bool:
        """Undo and redo are the window's."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            if any(event.matches(key) for key in keys):
                event.ignore()
                return False
        return super().event(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.chooser.hide()
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()
