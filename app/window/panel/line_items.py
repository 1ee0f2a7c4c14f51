"""Draws a line of the findings: its mark, and its words over as many lines as are usual."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

Index = QModelIndex | QPersistentModelIndex
_LINES = 3
_WRAP = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap


class LineItems(QStyledItemDelegate):
    """At most three lines of text; all of it stands below the list when the line is current."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        palette, metrics = self._view.palette(), self._view.fontMetrics()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, palette.highlight())
        size, gap = metrics.height(), metrics.averageCharWidth() // 2
        mark = QRect(rect.left() + gap, rect.top() + gap, size, size)
        index.data(Qt.ItemDataRole.DecorationRole).paint(painter, mark)
        painter.setPen(palette.text().color())
        painter.drawText(self._words(rect, metrics), int(_WRAP), self._fitting(metrics, str(index.data())))

    def _words(self, rect: QRect, metrics: QFontMetrics) -> QRect:
        gap = metrics.averageCharWidth() // 2
        return rect.adjusted(metrics.height() + 2 * gap, gap, -gap, -gap)

    def _fitting(self, metrics: QFontMetrics, text: str) -> str:
        """The text, elided where it would take more than three lines."""
        width = self._words(QRect(0, 0, self._view.viewport().width(), 0), metrics).width()
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, _LINES * width - 3 * metrics.height())

    def is_whole(self, text: str) -> bool:
        """Whether the text is not elided."""
        return self._fitting(self._view.fontMetrics(), text) == text

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        metrics, width = self._view.fontMetrics(), self._view.viewport().width()
        room = self._words(QRect(0, 0, width, _LINES * metrics.lineSpacing() * 2), metrics)
        needed = metrics.boundingRect(room, int(_WRAP), self._fitting(metrics, str(index.data())))
        return QSize(width, needed.height() + 2 * (metrics.averageCharWidth() // 2))
