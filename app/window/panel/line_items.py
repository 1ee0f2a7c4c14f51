"""Draws a line of the findings: its mark and its words, all of them where it is the current one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.window.panel.lines import Role

Index = QModelIndex | QPersistentModelIndex
_LINES = 4
_REMEMBERED = 10_000
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


class LineItems(QStyledItemDelegate):
    """At most four lines of text, but the whole of the current line."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._fitted: dict[tuple[str, int, bool, str], tuple[str, int]] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        palette, metrics = self._view.palette(), self._view.fontMetrics()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, palette.highlight())
        words = self._words(rect, metrics, index)
        size, gap = metrics.height(), metrics.averageCharWidth() // 2
        index.data(Qt.ItemDataRole.DecorationRole).paint(
            painter, QRect(words.left() - size - gap, words.top(), size, size)
        )
        painter.setPen(palette.text().color())
        painter.drawText(words, _WRAP, self._fitting(index)[0])
        if index.data(Role.OPEN) is not None:
            self._arrow(painter, QRect(rect.right() - size, words.top(), size, size), is_open=index.data(Role.OPEN))
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(palette.accent().color(), 1))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))

    def _arrow(self, painter: QPainter, within: QRect, *, is_open: bool) -> None:
        """To the side while the group is closed, down while it is open."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(painter.pen().color(), 1.5))
        painter.translate(QPointF(within.center()))
        painter.rotate(90 if is_open else 0)
        reach = within.height() / 5
        painter.drawPolyline([QPointF(-reach / 2, -reach), QPointF(reach / 2, 0), QPointF(-reach / 2, reach)])
        painter.restore()

    def _words(self, rect: QRect, metrics: QFontMetrics, index: Index) -> QRect:
        gap, size = metrics.averageCharWidth() // 2, metrics.height()
        left = size * (2 if index.data(Role.INNER) else 1) + 2 * gap
        right = size if index.data(Role.OPEN) is not None else gap
        return rect.adjusted(left, gap, -right, -gap)

    def _fitting(self, index: Index) -> tuple[str, int]:
        """The text, elided where it would take more than four lines and is not the current one; its height."""
        metrics, whole = self._view.fontMetrics(), index.row() == self._view.currentIndex().row()
        room = QRect(0, 0, self._view.viewport().width(), 100 * metrics.lineSpacing())
        words, text = self._words(room, metrics, index), str(index.data())
        at = (text, words.width(), whole, self._view.font().key())
        if at not in self._fitted:
            if len(self._fitted) > _REMEMBERED:
                self._fitted.clear()
            if not whole:
                room_for = _LINES * (words.width() - metrics.height())
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room_for)
            self._fitted[at] = text, metrics.boundingRect(words, _WRAP, text).height()
        return self._fitted[at]

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        margin = self._view.fontMetrics().averageCharWidth() // 2
        return QSize(self._view.viewport().width(), self._fitting(index)[1] + 2 * margin)
