"""The list of units, kept current row by row: there may be thousands, and every key press may change one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Set
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal, Slot

from app.report.report import Change
from app.report.unit_edits import RenameUnit
from app.store import StorageError
from app.store.returns import Sending
from app.window.document import Document
from app.window.looks.marks import mark_icon
from app.window.looks.palette import Looks
from app.window.row_model import Index, RowModel
from app.window.units.rows import (
    HEADS,
    NUMBER,
    PLACE,
    STATE,
    UNIT,
    Row,
    State,
    problems,
    row_of,
    sorted_by,
)

_ROOT = QModelIndex()
_ALL = frozenset(State)
_ABOUT_UNITS = ("return", "figure", "unit")
_RIGHT = (PLACE, NUMBER)
_MANY = 50


class Units(RowModel):
    """Those of the chosen states, what still needs work first. `counted` says that the numbers are others."""

    counted = Signal()

    def __init__(self, document: Document, looks: Looks, parent: QObject | None = None) -> None:
        super().__init__(HEADS, parent)
        self._document = document
        self._looks = looks
        self._sendings: dict[str, Sending] = {}
        self._touched: set[str] = set()
        self._came: set[str] = set()
        self._are_others = True
        self._states: Set[State] = _ALL
        self._column, self._is_down = STATE, True
        self._all: dict[str, Row] = {}
        self._at: dict[str, int] = {}
        self.rows: list[Row] = []
        self.counts: Counter[State] = Counter()
        document.made.connect(self._made)
        document.judged.connect(self.refresh)
        self.refresh()

    @Slot(object)
    def _made(self, change: Change) -> None:
        for step in change.steps:
            if step.key[0] == "roster" or (step.key[0] == "unit" and None in (step.old, step.new)):
                self._are_others = True  # what is said of a unit off the roster depends on there being one
            elif step.key[0] in _ABOUT_UNITS:
                self._touched.add(step.key[1])
                self._came |= {step.key[1]} if step.key[0] == "return" else set()

    @Slot()
    def refresh(self) -> None:
        """Brings the rows of those units up to date that an edit touched."""
        touched, self._touched = self._touched, set()
        if (
            self._are_others
            or len(touched) > _MANY  # one by one, each looks for its place among all
            or any(self._is_there(unit) != (unit in self._all) for unit in touched)
        ):
            self._list_anew()
            return
        came, self._came = self._came, set()
        for unit in came:
            self._sendings.pop(unit, None)
            self._sendings |= self._sent_by(unit)
        for unit in touched & self._all.keys():
            self._put(self._row(unit))
        if touched:
            self.counted.emit()

    def _is_there(self, unit: str) -> bool:
        return unit in self._document.report.units or unit in self._document.report.returns

    def _list_anew(self) -> None:
        self._are_others = False
        self._came.clear()
        self._sendings = self._sent_by()
        report = self._document.report
        first = filter(report.is_listed, report.units)
        self._at = {unit: at for at, unit in enumerate(dict.fromkeys((*first, *report.returns, *report.units)))}
        self._all = {unit: self._row(unit) for unit in self._at}
        self.counts = Counter(row.state for row in self._all.values())
        self._show()

    def _sent_by(self, unit: str = "") -> dict[str, Sending]:
        """When its file came, or everybody's."""
        try:
            return self._document.session.file.sendings(unit)
        except StorageError:  # said where the file is written or read for itself; here times are missing
            return {}

    def _row(self, unit: str) -> Row:
        report = self._document.report
        sent, place = report.returns.get(unit), self._at[unit] + 1 if report.is_listed(unit) else 0
        if sent is None:
            return row_of(report, unit, place)
        found = problems(report.form, sent, self._document.each_return.findings(sent))
        return row_of(report, unit, place, found, self._sendings.get(unit))

    def _key(self, row: Row) -> tuple[Any, ...]:
        """By the chosen column, and within the same by the roster."""
        return (*sorted_by(row, self._column), self._at[row.unit])

    def _place(self, row: Row) -> int:
        """Where in the list it belongs."""
        if self._is_down:
            return bisect_left(self.rows, self._key(row), key=self._key)
        return len(self.rows) - bisect_left(self.rows[::-1], self._key(row), key=self._key)

    def row_of(self, unit: str) -> int | None:
        """The place of a unit in the list; None where it is not shown."""
        return next((at for at, row in enumerate(self.rows) if row.unit == unit), None)

    def row(self, unit: str) -> Row | None:
        """How a unit stands, whether it is listed now or not."""
        return self._all.get(unit)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._column, self._is_down = column, order is Qt.SortOrder.AscendingOrder
        self._show()

    def choose(self, states: Set[State]) -> None:
        """Shows the units in these states only."""
        self._states = states
        self._show()

    def _show(self) -> None:
        self.beginResetModel()
        chosen = (row for row in self._all.values() if row.state in self._states)
        self.rows = sorted(chosen, key=self._key, reverse=not self._is_down)
        self.endResetModel()
        self.counted.emit()

    def _put(self, new: Row) -> None:
        """Shows the row as it is now, where it now belongs."""
        old = self._all[new.unit]
        if new == old:
            return
        self._all[new.unit] = new
        self.counts[old.state] -= 1
        self.counts[new.state] += 1
        at, is_shown = self.row_of(new.unit), new.state in self._states
        if at is None and is_shown:
            to = self._place(new)
            self.beginInsertRows(_ROOT, to, to)
            self.rows.insert(to, new)
            self.endInsertRows()
        elif at is not None and not is_shown:
            self.beginRemoveRows(_ROOT, at, at)
            del self.rows[at]
            self.endRemoveRows()
        elif at is not None:
            self._move(at, new)

    def _move(self, at: int, new: Row) -> None:
        to = self._place(new)
        if to not in (at, at + 1):
            self.beginMoveRows(_ROOT, at, at, _ROOT, to)
            row = self.rows.pop(at)
            at = to - 1 if to > at else to
            self.rows.insert(at, row)
            self.endMoveRows()
        self.rows[at] = new
        self.dataChanged.emit(self.index(at, 0), self.index(at, len(HEADS) - 1))

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        can_edit = index.column() == UNIT and not self._document.session.read_only
        return usual | Qt.ItemFlag.ItemIsEditable if can_edit else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.EditRole:
                return row.text(index.column())
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{HEADS[index.column()]}，{row.text(index.column())}"
            case Qt.ItemDataRole.DecorationRole if index.column() == STATE:
                return mark_icon(row.state.mark, self._looks.colours)
            case Qt.ItemDataRole.TextAlignmentRole if index.column() in _RIGHT:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Gives a unit another name."""
        name = str(value).strip()
        if not index.isValid() or role != Qt.ItemDataRole.EditRole or not name:
            return False
        return self._document.do(RenameUnit(self.rows[index.row()].unit, name))
