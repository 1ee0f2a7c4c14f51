"""An editor for the report's paragraphs: plain text, with the indent drawn and nothing to format."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QTextBlockFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from app.report.text import section_named
from app.window.document import Document
from app.window.find.search import Spread
from app.window.looks.palette import Looks
from app.window.text.linked_numbers import LINK, PLACE, LinkedNumbers, units
from app.window.text.located import BLANK, Located, kept, same_ends
from app.window.text.underlines import Underlines

_LINE = 150.0  # per cent
_LARGER = 1.2  # than the window's type: this is read, not scanned
_OURS = "application/x-nianbao-text"


class TextEditor(QTextEdit):
    """The words of one section, or of another part of the report's text.

    `left` when the focus goes, so that what was typed can be kept; `whole_pasted` when it is the whole report's.
    """

    left = Signal()
    whole_pasted = Signal(list)

    def __init__(self, document: Document, section: str, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the report's own undo knows of the text, too
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.form = document.report.form
        self._judge = document.judge
        self._looks = looks
        self.links = LinkedNumbers(document, self.document(), looks)
        self.numbers = Located(document, section, self.links, self.document())
        self._underlines = Underlines(self.document(), self.numbers, looks)
        self._lay_out()
        self.textChanged.connect(self._take_up)
        self.links.changed.connect(self._show_values)

    @property
    def is_composing(self) -> bool:
        """Whether an input method is at work on characters that are not yet entered."""
        return bool(self.textCursor().block().layout().preeditAreaText())

    @property
    def text(self) -> str:
        """The paragraphs, one a line, without empty ones and without spaces before them."""
        return kept(self.links.source(self.document()))

    @property
    def length(self) -> int:
        """How many characters are printed, without spaces."""
        return len("".join(self.links.shown(self.document()).split()))

    def settle(self) -> None:
        """Keeps what was typed and judges it, so that what is known of its numbers is true."""
        self.left.emit()
        self._judge()

    def show_text(self, text: str) -> None:
        """Shows these paragraphs. What is the same stays as it is; the caret goes to what is not."""
        before, after = self.links.letters_in(self.document()), self.links.letters(text)
        head, tail = same_ends(before, after)
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._width(before[:head]))
        cursor.setPosition(self._width(before[: len(before) - tail]), QTextCursor.MoveMode.KeepAnchor)
        self.links.insert(cursor, "".join(after[head : len(after) - tail]))
        if before:
            self.setTextCursor(cursor)
        self._lay_out()

    def _width(self, letters: list[str]) -> int:
        return sum(1 if len(letter) > 1 else len(units(letter)) for letter in letters)

    def spread(self) -> Spread:
        """The text as it is read, for a search."""
        chars, positions = zip(*self.links.spread(self.document()), strict=True)
        return Spread("".join(chars), positions)

    def mark_found(self, found: Sequence[tuple[int, int]]) -> None:
        """Marks what a search found, from the first position to before the second."""
        marks = []
        for start, end in found:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._between(start, end)  # type: ignore[attr-defined]
            mark.format.setBackground(self._looks.colours.warning_fill)  # type: ignore[attr-defined]
            marks.append(mark)
        self.setExtraSelections(marks)

    def select(self, start: int, end: int) -> None:
        """Selects from the first position to before the second, and brings it into view."""
        self.setTextCursor(self._between(start, end))
        self.ensureCursorVisible()

    def _between(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

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

    def _lay_out(self) -> None:
        """Two characters of indent and wide lines, as in an official document; drawn, not typed."""
        type_face = QApplication.font()
        type_face.setPointSizeF(type_face.pointSizeF() * _LARGER)
        if self.document().defaultFont() != type_face:
            self.document().setDefaultFont(type_face)
        layout = QTextBlockFormat()
        layout.setTextIndent(2 * QFontMetrics(type_face).horizontalAdvance("国"))
        layout.setLineHeight(_LINE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(layout)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "links"):
            self._lay_out()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files dropped here are for the window."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paragraphs only, without the spaces that others indent with."""
        text = bytes(source.data(_OURS).data()).decode() if source.hasFormat(_OURS) else source.text()
        lines = text.replace(PLACE, "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if sum(section_named(self.form, line.strip()) is not None for line in lines if line.strip()) > 1:
            self.whole_pasted.emit(lines)
            return
        paragraphs = [line.strip(BLANK) for line in lines]
        kept = paragraphs if len(paragraphs) == 1 else [paragraph for paragraph in paragraphs if paragraph]
        self.links.insert(self.textCursor(), "\n".join(kept))

    def createMimeDataFromSelection(self) -> QMimeData:
        """Plain text with the numbers as they are shown; for this program also with their links."""
        data = QMimeData()
        data.setText(self.links.selected(self.textCursor(), as_shown=True))
        data.setData(_OURS, self.links.selected(self.textCursor(), as_shown=False).encode())
        return data

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
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()
