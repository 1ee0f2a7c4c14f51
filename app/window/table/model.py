"""A statutory table over the report, laid out as it is printed. What each cell shows is prepared, not looked up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.form import FigureId, Form, Table
from app.form.layout import Cell, Layout, printed
from app.report.values import Value, shown
from app.window.document import Document
from app.window.standing import Mark, Standing

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_NOTHING = Qt.ItemFlag.NoItemFlags
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell shows. `role` is heading, head, label, entry or total."""

    role: str
    text: str
    missing: bool = False
    mark: Mark | None = None
    culprit: bool = False
    overridden: bool = False


class TableModel(QAbstractTableModel):
    """The cells of one table; only entry cells can be edited."""

    def __init__(self, document: Document, table: Table, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.layout: Layout = printed(table)
        self.cells: dict[Place, Cell] = {(cell.row, cell.column): cell for cell in self.layout.cells}
        self.place_of: dict[FigureId, Place] = {cell.figure: at for at, cell in self.cells.items() if cell.figure}
        self.looks: dict[Place, Look] = {at: self._look(cell) for at, cell in self.cells.items()}
        self._flags = {at: self._flags_of(figure) for figure, at in self.place_of.items()}
        document.changed.connect(self._changed)
        document.judged.connect(self._judged)

    @property
    def form(self) -> Form:
        return self._document.report.form

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
        return self._document.report.figures.get(figure)

    def _look(self, cell: Cell) -> Look:
        figure, document = cell.figure, self._document
        if figure is None:
            return Look(cell.role, cell.text)
        value = self.value(figure)
        return Look(
            role="total" if figure in document.report.form.totals else "entry",
            text="" if value is None else shown(value),
            missing=value is None,
            mark=document.standing.marks.get(figure),
            culprit=figure in document.standing.culprits,
            overridden=figure in document.report.overrides,
        )

    def _changed(self, figures: Iterable[FigureId]) -> None:
        overrides = self._document.report.overrides
        overridden = {
            figure for figure, at in self.place_of.items() if self.looks[at].overridden != (figure in overrides)
        }
        for figure in overridden.union(figures) & self.place_of.keys():
            at = self.place_of[figure]
            self._put(at, self._look(self.cells[at]))

    def _judged(self, standing: Standing) -> None:
        for figure, at in self.place_of.items():
            look, mark, culprit = self.looks[at], standing.marks.get(figure), figure in standing.culprits
            if (look.mark, look.culprit) != (mark, culprit):
                self._put(at, replace(look, mark=mark, culprit=culprit))

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
        return self._flags.get((index.row(), index.column()), _NOTHING) if index.isValid() else _NOTHING

    def _flags_of(self, figure: FigureId) -> Qt.ItemFlag:
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._document.session.read_only or figure in self.form.totals:
            return usual
        return usual | Qt.ItemFlag.ItemIsEditable

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
        return f"{name}，{look.text or '未填'}{state}"

    def _tip(self, index: Index, look: Look) -> str | None:
        figure = self.figure(index)
        if figure is None:
            return look.text if look.role in ("label", "head") else None
        about = [line.text for line in self._document.standing.lines if line.finding and figure in line.finding.figures]
        return "\n".join(about) or None
