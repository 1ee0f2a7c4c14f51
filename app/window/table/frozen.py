"""Keeps the heads and labels of a table in view while its figures scroll."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView, QWidget

from app.window.table.cells import TableCells
from app.window.table.model import Place, TableModel


class Frozen(QWidget):
    """Lies over the table; draws nothing while everything is where it belongs."""

    def __init__(self, view: QTableView, model: TableModel, cells: TableCells) -> None:
        super().__init__(view)  # a child of the viewport would scroll with it
        self._view = view
        self._model = model
        self._cells = cells
        self._heads = [at for at in model.cells if at[0] < model.layout.head_rows]
        self._labels = [at for at in model.cells if at[1] < model.layout.label_columns and at not in self._heads]
        self._corner = [at for at in self._heads if at[1] < model.layout.label_columns]
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        view.verticalScrollBar().valueChanged.connect(self.update)
        view.horizontalScrollBar().valueChanged.connect(self.update)

    @property
    def height_of_heads(self) -> int:
        """How much of the top the heads take."""
        return sum(self._view.rowHeight(row) for row in range(self._model.layout.head_rows))

    @property
    def width_of_labels(self) -> int:
        """How much of the left the labels take."""
        return sum(self._view.columnWidth(column) for column in range(self._model.layout.label_columns))

    def paintEvent(self, event: QPaintEvent) -> None:
        right, down = self._view.horizontalScrollBar().value(), self._view.verticalScrollBar().value()
        if not right and not down:
            return
        painter = QPainter(self)
        if right:
            self._draw(painter, self._labels, right, 0)
        if down:
            self._draw(painter, self._heads, 0, down)
        self._draw(painter, self._corner, right, down)
        painter.end()

    def _draw(self, painter: QPainter, places: list[Place], right: int, down: int) -> None:
        for at in places:
            index = self._model.index(*at)
            option = QStyleOptionViewItem()
            rect: QRect = self._view.visualRect(index).translated(right, down)
            option.rect = rect  # type: ignore[attr-defined]
            self._cells.paint(painter, option, index)
