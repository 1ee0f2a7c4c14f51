"""An editor for the report's paragraphs: plain text, with the indent drawn and nothing to format."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QSyntaxHighlighter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from app.window.palette import Looks

_LINK = re.compile(r"[{｛][^{}｛｝\n]{1,80}[}｝]")
_LINE = 160.0  # per cent


class TextEditor(QTextEdit):
    """`left` when the focus goes, so that what was typed can be kept."""

    left = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)  # the report's own undo knows of the text, too
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAnywhere)
        self._links = _Links(self, looks)
        self._lay_out()

    @property
    def is_composing(self) -> bool:
        """Whether an input method is at work on characters that are not yet entered."""
        return bool(self.textCursor().block().layout().preeditAreaText())

    @property
    def text(self) -> str:
        """The paragraphs, one a line, without empty ones and without spaces before them."""
        lines = (line.strip("\u3000 \t") for line in self.toPlainText().split("\n"))
        return "\n".join(line for line in lines if line)

    def show_text(self, text: str) -> None:
        """Shows these paragraphs and keeps the caret where it was."""
        position = self.textCursor().position()
        self.setPlainText(text)
        self._lay_out()
        cursor = self.textCursor()
        cursor.setPosition(min(position, len(text)))
        self.setTextCursor(cursor)

    def _lay_out(self) -> None:
        """Two characters of indent and wide lines, as in an official document; drawn, not typed."""
        layout = QTextBlockFormat()
        layout.setTextIndent(2 * self.fontMetrics().horizontalAdvance("国"))
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
        lines = source.text().replace("\r\n", "\n").replace("\r", "\n").split("\n")
        paragraphs = [line.strip("\u3000 \t") for line in lines]
        kept = paragraphs if len(paragraphs) == 1 else [paragraph for paragraph in paragraphs if paragraph]
        self.textCursor().insertText("\n".join(kept))

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


class _Links(QSyntaxHighlighter):
    """Numbers that come from the tables, with a fine dotted line under them."""

    def __init__(self, editor: QTextEdit, looks: Looks) -> None:
        super().__init__(editor.document())
        self._looks = looks
        looks.changed.connect(self.rehighlight)

    def highlightBlock(self, text: str) -> None:
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        look.setUnderlineColor(self._looks.colours.faint)
        look.setForeground(self._looks.colours.accent)
        for link in _LINK.finditer(text):
            self.setFormat(link.start(), link.end() - link.start(), look)
