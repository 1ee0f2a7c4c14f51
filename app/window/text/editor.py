"""An editor for the report's paragraphs: plain text, with the indent drawn and nothing to format."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from app.report.text import section_named
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.text.linked_numbers import LINK, LinkedNumbers

_LINE = 150.0  # per cent
_LARGER = 1.2  # than the window's type: this is read, not scanned
_OURS = "application/x-nianbao-text"


class TextEditor(QTextEdit):
    """`left` when the focus goes, so that what was typed can be kept; `whole_pasted` when it is the whole report's."""

    left = Signal()
    whole_pasted = Signal(list)

    def __init__(self, document: Document, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the report's own undo knows of the text, too
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._form = document.report.form
        self._links = LinkedNumbers(document, self.document(), looks)
        self._unknown = _Unknown(self, looks)
        self._lay_out()
        self.textChanged.connect(self._take_up)
        document.changed.connect(self._show_values)

    @property
    def is_composing(self) -> bool:
        """Whether an input method is at work on characters that are not yet entered."""
        return bool(self.textCursor().block().layout().preeditAreaText())

    @property
    def text(self) -> str:
        """The paragraphs, one a line, without empty ones and without spaces before them."""
        lines = (line.strip("\u3000 \t") for line in self._links.source(self.document()).split("\n"))
        return "\n".join(line for line in lines if line)

    @property
    def length(self) -> int:
        """How many characters are printed, without spaces."""
        return len("".join(self._links.shown(self.document()).split()))

    def show_text(self, text: str) -> None:
        """Shows these paragraphs and keeps the caret where it was."""
        position = self.textCursor().position()
        self.clear()
        self._links.insert(QTextCursor(self.document()), text)
        self._lay_out()
        cursor = self.textCursor()
        cursor.setPosition(min(position, self.document().characterCount() - 1))
        self.setTextCursor(cursor)

    @Slot()
    def _take_up(self) -> None:
        """A link becomes a number once it is written to its end."""
        if not self.is_composing and LINK.search(self.textCursor().block().text()):
            self.blockSignals(True)
            self._links.take_up(self.textCursor())
            self.blockSignals(False)

    @Slot(object)
    def _show_values(self, _figures: object) -> None:
        """Lays the text out again, as numbers may have become longer or shorter."""
        self.document().markContentsDirty(0, self.document().characterCount())
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
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_links"):
            self._lay_out()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Files dropped here are for the window."""
        return source.hasText() and not source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paragraphs only, without the spaces that others indent with."""
        text = bytes(source.data(_OURS).data()).decode() if source.hasFormat(_OURS) else source.text()
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if sum(section_named(self._form, line.strip()) is not None for line in lines if line.strip()) > 1:
            self.whole_pasted.emit(lines)
            return
        paragraphs = [line.strip("\u3000 \t") for line in lines]
        kept = paragraphs if len(paragraphs) == 1 else [paragraph for paragraph in paragraphs if paragraph]
        self._links.insert(self.textCursor(), "\n".join(kept))

    def createMimeDataFromSelection(self) -> QMimeData:
        """Plain text with the numbers as they are shown; for this program also with their links."""
        data = QMimeData()
        data.setText(self._links.selected(self.textCursor(), as_shown=True))
        data.setData(_OURS, self._links.selected(self.textCursor(), as_shown=False).encode())
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


class _Unknown(QSyntaxHighlighter):
    """Links that name nothing, with a wavy line under them."""

    def __init__(self, editor: QTextEdit, looks: Looks) -> None:
        super().__init__(editor.document())
        self._looks = looks
        looks.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        look.setUnderlineColor(self._looks.colours.error)
        for link in LINK.finditer(text):
            self.setFormat(link.start(), link.end() - link.start(), look)
