"""A statutory table laid out as it is printed. What each cell shows is prepared, not looked up."""

from __future__ import annotations

from collections.abc import Set
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Slot

from app.form import FigureId, Form, Table
from app.form.layout import Cell, Layout, printed
from app.report.values import Value
from app.window.table.figures import Figures, Look

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_NOTHING = Qt.ItemFlag.NoItemFlags
Place = tuple[int, int]


class TableModel(QAbstractTableModel):
    """The cells of one table; only entry cells can be edited."""

    def __init__(self, figures: Figures, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._figures = figures
        figures.setParent(self)
        self.layout: Layout = printed(table)
        self.cells: dict[Place, Cell] = {(cell.row, cell.column): cell for cell in self.layout.cells}
        self.place_of: dict[FigureId, Place] = {cell.figure: at for at, cell in self.cells.items() if cell.figure}
        self.looks: dict[Place, Look] = {at: self._look(cell) for at, cell in self.cells.items()}
        figures.changed.connect(self._changed)

    @property
    def form(self) -> Form:
        return self._figures.form

    def figure(self, index: Index) -> FigureId | None:
        """The figure in a cell; None in heads and labels."""
        cell = self.cells.get((index.row(), index.column())) if index.isValid() else None
        return cell.figure if cell else None

    def index_of(self, figure: FigureId) -> QModelIndex:
        return self.index(*self.place_of[figure])

    def is_entry(self, index: Index) -> bool:
        """Whether a number can be entered there."""
        figure = self.figure(index)
        return figure is not None and figure not in self.form.totals

    def value(self, figure: FigureId) -> Value | None:
        return self._figures.value(figure)

    def _look(self, cell: Cell) -> Look:
        return Look(cell.role, cell.text) if cell.figure is None else self._figures.look(cell.figure)

    @Slot(object)
    def _changed(self, figures: Set[FigureId]) -> None:
        for figure in figures & self.place_of.keys():
            at = self.place_of[figure]
            self._put(at, self._figures.look(figure))

    def _put(self, at: Place, look: Look) -> None:
        if self.looks[at] != look:
            self.looks[at] = look
            index = self.index(*at)
            self.dataChanged.emit(index, index, [Qt.ItemDataRole.DisplayRole])

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self.layout.rows

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self.layout.columns

    def flags(self, index: Index) -> Qt.ItemFlag:
        figure = self.figure(index)
        if figure is None:
            return _NOTHING
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        is_open = self._figures.can_be_entered and figure not in self.form.totals
        return usual | Qt.ItemFlag.ItemIsEditable if is_open else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        look = self.looks.get((index.row(), index.column())) if index.isValid() else None
        if look is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                return look.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index, look)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(index, look)
        return None

    def _spoken(self, index: Index, look: Look) -> str:
        figure = self.figure(index)
        if figure is None:
            return look.text
        name = self.form.figures[figure].name
        state = f"，{look.mark.value}" if look.mark else ""
        state += "，改过的汇总数" if look.overridden else "，上年结转" if look.carried else ""
        state += "，刚导入的有变化" if look.arrived else ""
        return f"{name}，{look.text or '未填'}{state}"

    def _tip(self, index: Index, look: Look) -> str | None:
        figure = self.figure(index)
        if figure is None:
            return look.text if look.role in ("label", "head") else None
        return "\n".join(self._figures.about(figure)) or None
