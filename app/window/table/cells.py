"""Draws the cells of a statutory table, and edits figures in place.

Drawn from the prepared looks alone: going through `data()` for every role would cost more than a frame.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.report.values import Value
from app.window.looks.marks import colour_of, draw_mark
from app.window.looks.palette import Looks
from app.window.standing import Mark
from app.window.table.entry import NotANumber, typed
from app.window.table.figures import Look
from app.window.table.model import TableModel

Index = QModelIndex | QPersistentModelIndex
_CENTRE = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextDontClip
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_WHOLE = Qt.TextFlag.TextDontClip  # a row may be less high than a line with its leading
_TEXT_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | _WHOLE)
_TEXT_RIGHT = int(_RIGHT | _WHOLE)
_ONE_A_LINE = re.compile(".、?")
Enter = Callable[[Any, Value | None], bool]
"""Takes a figure's value; False where it is not taken."""
_MOVES = {
    Qt.Key.Key_Return: "down",
    Qt.Key.Key_Enter: "down",
    Qt.Key.Key_Down: "below",
    Qt.Key.Key_Up: "above",
    Qt.Key.Key_Tab: "right",
    Qt.Key.Key_Backtab: "left",
}


class TableCells(QStyledItemDelegate):
    """`finished` says where to go after a figure was entered; `refused` why it was not.

    `abandoned` names the figure whose cell was left by Esc. `editor` is where the clerk is typing; what is not taken
    stays in it. `font` is what entries are written in.
    """

    finished = Signal(str)
    refused = Signal(str)
    abandoned = Signal(object)

    def __init__(self, model: TableModel, enter: Enter, looks: Looks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor: QLineEdit | None = None
        self._at = QPersistentModelIndex()
        self._enter = enter
        self._model = model
        self._looks = looks
        self.use_font(QFont())

    def use_font(self, font: QFont) -> None:
        """The font of the table, from which the bold one of totals follows."""
        self.font, self._bold = QFont(font), QFont(font)
        self._bold.setBold(True)
        self._metrics, self._bold_metrics = QFontMetrics(font), QFontMetrics(self._bold)
        self._em = self._metrics.horizontalAdvance("国")
        self._padding = self._em // 2

    def width_of(self, figure: str) -> int:
        """What the figure needs, in bold and with its margins."""
        return self._bold_metrics.horizontalAdvance(figure) + 2 * self._padding

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = self._model.looks.get((index.row(), index.column()))
        if look is None:
            return
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.setFont(self.font)
        self._ground(painter, rect, look, selected=bool(state & QStyle.StateFlag.State_Selected))
        if look.role in ("entry", "total", "past"):
            self._figure(painter, rect, look)
        else:
            self._words(painter, rect, look)
        colours = self._looks.colours
        left, top, width, height = rect.x(), rect.y(), rect.width(), rect.height()
        painter.fillRect(left + width - 1, top, 1, height, colours.line)
        painter.fillRect(left, top + height - 1, width, 1, colours.line)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colours.accent, 2))
            painter.drawRect(rect.adjusted(1, 1, -1, -1))

    def _ground(self, painter: QPainter, rect: QRect, look: Look, *, selected: bool) -> None:
        colours = self._looks.colours
        if selected:
            painter.fillRect(rect, colours.selected)
        elif look.mark is Mark.ERROR:
            painter.fillRect(rect, colours.error_fill)
        elif look.mark is Mark.WARNING:
            painter.fillRect(rect, colours.warning_fill)
        else:
            ground = {"heading": colours.head, "head": colours.head, "total": colours.total}
            painter.fillRect(rect, ground.get(look.role, colours.paper))

    def _figure(self, painter: QPainter, rect: QRect, look: Look) -> None:
        colours = self._looks.colours
        inner = rect.adjusted(self._padding, 0, -self._padding, 0)
        if look.missing and look.role == "entry":
            painter.setPen(QPen(colours.faint, 1, Qt.PenStyle.DotLine))
            y = rect.bottom() - max(3, rect.height() // 5)
            painter.drawLine(inner.left(), y, inner.right(), y)
        if look.text:
            painter.setPen(colours.quiet if look.role == "past" else colours.ink)
            if look.role == "total":
                painter.setFont(self._bold)
                painter.drawText(inner, _TEXT_RIGHT, look.text)
                painter.setFont(self.font)
            else:
                painter.drawText(inner, _TEXT_RIGHT, look.text)
        if look.overridden:
            self._pencil(painter, rect)
        elif look.carried:
            self._lock(painter, rect)
        if look.arrived:
            self._dot(painter, rect)
        if look.mark is not None:
            self._corner(painter, rect, look)

    def _corner(self, painter: QPainter, rect: QRect, look: Look) -> None:
        """A corner in the colour of the mark, and the mark itself beside it."""
        assert look.mark is not None
        colours = self._looks.colours
        colour = colours.quiet if look.mark is Mark.DONE else colour_of(look.mark, colours)
        side = self._metrics.height() * 0.4
        corner = QPointF(rect.left(), rect.top())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([corner, corner + QPointF(side, 0), corner + QPointF(0, side)]))
        painter.restore()
        size = self._metrics.height() * 0.65
        left = rect.left() + (self._metrics.height() if look.overridden or look.carried else side)
        draw_mark(painter, look.mark, QRectF(left, rect.center().y() - size / 2, size, size), colour)
        if look.culprit:
            painter.setPen(QPen(colour, 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _dot(self, painter: QPainter, rect: QRect) -> None:
        """In the upper right corner: the last import changed this figure."""
        reach = self._padding * 0.4
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._looks.colours.accent)
        painter.drawEllipse(QPointF(rect.right() - 2 * reach, rect.top() + 2 * reach), reach, reach)
        painter.restore()

    def _pencil(self, painter: QPainter, rect: QRect) -> None:
        size = self._metrics.height() * 0.5
        left, top = rect.left() + self._metrics.height() * 0.35, rect.center().y() - size / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._looks.colours.accent, 2.5))
        painter.drawLine(QPointF(left + size * 0.3, top + size * 0.7), QPointF(left + size, top))
        painter.setPen(QPen(self._looks.colours.accent, 1))
        painter.drawLine(QPointF(left, top + size), QPointF(left + size * 0.3, top + size * 0.7))
        painter.restore()

    def _lock(self, painter: QPainter, rect: QRect) -> None:
        size = self._metrics.height() * 0.5
        left, top = rect.left() + 4, rect.center().y() - size / 2
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._looks.colours.quiet, 1.2))
        painter.drawArc(QRectF(left + size * 0.25, top, size * 0.5, size * 0.8), 0, 180 * 16)
        painter.fillRect(QRectF(left, top + size * 0.4, size, size * 0.6), self._looks.colours.quiet)
        painter.restore()

    def _words(self, painter: QPainter, rect: QRect, look: Look) -> None:
        painter.setPen(self._looks.colours.ink)
        padding, em = self._padding, self._em
        if rect.width() <= 2 * em:
            painter.drawText(rect, int(_CENTRE), "\n".join(_ONE_A_LINE.findall(look.text)))
        elif look.role == "label" and rect.height() < 2 * self._metrics.lineSpacing():
            inner = rect.adjusted(padding, 0, -padding, 0)
            text = self._metrics.elidedText(look.text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, _TEXT_LEFT, text)
        else:
            painter.drawText(rect.adjusted(2, 0, -2, 0), int(_CENTRE), _broken(look.text, rect.width() // em))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setFrame(False)
        editor.setFont(self.font)
        editor.setAlignment(_RIGHT)
        editor.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        self.editor, self._at = editor, QPersistentModelIndex(index)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """What is typed stays, also where the figure changes behind it."""
        assert isinstance(editor, QLineEdit)
        if not editor.isModified():
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        self.editor = None if editor is self.editor else self.editor
        super().destroyEditor(editor, index)

    def setModelData(self, editor: QWidget, model: object, index: Index) -> None:
        """The cell is left by other ways than keys: what is typed has been entered when the focus went."""

    def _entered(self, editor: QLineEdit) -> bool:
        """Enters what is typed and closes the editor; where it is not taken it stays, with a word why."""
        if editor is not self.editor:
            return True
        if editor.text() != self._at.data(Qt.ItemDataRole.EditRole):
            try:
                value = typed(editor.text())
            except NotANumber as error:
                self.refused.emit(str(error))
                return False
            if not self._enter(self._model.figure(self._at), value):
                return False
        self._close(editor)
        return True

    @Slot()
    def take(self) -> None:
        """Enters what is typed, if anything is."""
        if self.editor is not None:
            self._entered(self.editor)

    @property
    def untaken(self) -> str:
        """What is being typed, with the figure's place; "" where nothing is, or nothing else than stands there."""
        if self.editor is None or self.editor.text() == self._at.data(Qt.ItemDataRole.EditRole):
            return ""
        figure = self._model.figure(self._at)
        return f"{self._model.form.figures[figure].place}{self.editor.text()}" if figure else ""

    def abandon(self) -> None:
        """Leaves the cell as it was, if anything is being typed."""
        if self.editor is not None:
            self._close(self.editor)
            self.abandoned.emit(self._model.figure(self._at))

    def _close(self, editor: QLineEdit) -> None:
        """Always without a hint: the view takes some hints for Tab and goes on to another cell."""
        self.editor = None
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter, Tab and the arrows enter the figure at once and go on, with no key of a fast typist lost.

        Esc leaves the cell as it was.
        """
        if isinstance(editor, QLineEdit) and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self.abandon()
                return True
            move = move_of(event)
            if move is not None:
                if self._entered(editor):
                    self.finished.emit(move)
                else:
                    editor.selectAll()
                return True
        if isinstance(editor, QLineEdit) and event.type() == QEvent.Type.FocusOut:
            self._entered(editor)
            return False
        return super().eventFilter(editor, event)


def move_of(event: QKeyEvent) -> str | None:
    """Where this key goes from a cell; with Shift, Enter goes back."""
    move = _MOVES.get(Qt.Key(event.key()))
    return "up" if move == "down" and event.modifiers() & Qt.KeyboardModifier.ShiftModifier else move


def _broken(text: str, room: int) -> str:
    """A heading broken where it reads well: behind its number, or in halves where it does not fit a line."""
    if len(text) <= room or len(text) > 8:
        return text
    if "）" in text[:4]:
        return text.replace("）", "）\n", 1)
    half = -(-len(text) // 2)
    return f"{text[:half]}\n{text[half:]}"
