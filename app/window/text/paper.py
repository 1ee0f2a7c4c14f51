"""A sheet to write on: plain text with the indent, the wide lines and the margins of an official document, drawn."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QMouseEvent, QTextBlockFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from app.window.text.linked_numbers import units
from app.window.text.words import word_at

_LINE = 150.0  # per cent
_LARGER = 1.2  # than the window's type: this is read, not scanned
_MARGIN = 2  # characters


class Paper(QTextEdit):
    """There is nothing to format: the type follows the window's."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QTextEdit.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.lay_out()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Leaves the menu to the window, which knows how to undo; it is about the place that was clicked."""
        if event.reason() is QContextMenuEvent.Reason.Mouse and not self.textCursor().hasSelection():
            self.setTextCursor(self.cursorForPosition(event.pos()))
        event.ignore()

    def lay_out(self) -> None:
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
        page = self.document().rootFrame().frameFormat()
        em = QFontMetrics(type_face).horizontalAdvance("国")
        page.setMargin(em // 2)
        page.setLeftMargin(_MARGIN * em)
        page.setRightMargin(_MARGIN * em)
        self.document().rootFrame().setFrameFormat(page)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.lay_out()

    def select(self, start: int, end: int) -> None:
        """Selects from the first position to before the second, and brings it into view."""
        self.setTextCursor(self.between(start, end))
        self.ensureCursorVisible()

    def between(self, start: int, end: int) -> QTextCursor:
        """A cursor that selects from the first position to before the second."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Selects a number whole, and words without the particles between them."""
        super().mouseDoubleClickEvent(event)
        block = self.cursorForPosition(event.position().toPoint()).block()
        start, end = word_at(units(block.text()), self.letter_at(event.position().toPoint()) - block.position())
        self.select(block.position() + start, block.position() + end)

    def letter_at(self, point: QPoint) -> int:
        """The character under this point."""
        cursor = self.cursorForPosition(point)
        return cursor.position() - (self.cursorRect(cursor).left() > point.x())
