"""A cell of a sheet with what stands around it, as the unit sent it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from app.form import Form
from app.readers.grid import Place, address
from app.readers.picture import Sheet
from app.window.looks.palette import Looks

if TYPE_CHECKING:
    from app.readers.process import Received

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
_WIDEST, _NARROWEST = 9, 3  # characters


def sheets_of(form: Form, received: Received) -> Mapping[str, Sheet]:
    """The sheets of the file, none where it cannot be read; takes a while, so away from the window's thread."""
    from app.readers.process import ReaderProcess

    with ReaderProcess(form) as child:
        return child.picture(received)


def place_of(cell: str) -> Place | None:
    """Row and column of an address, from 0."""
    match = _ADDRESS.fullmatch(cell)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]) - 1, column - 1


class Cells(QAbstractTableModel):
    """A sheet, with one cell that is spoken of."""

    def __init__(self, looks: Looks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks = looks
        self._sheet = Sheet({}, ())
        self._size = (0, 0)
        self.spoken_of: Place | None = None
        self._names: Mapping[Place, str] = {}

    def name(self, names: Mapping[Place, str]) -> None:
        """Marks these cells, each with what it holds."""
        self._names = names
        if self._size[0]:
            self.dataChanged.emit(self.index(0, 0), self.index(self._size[0] - 1, self._size[1] - 1))

    def speak_of(self, sheet: Sheet, place: Place) -> bool:
        """Speaks of another cell; False where another sheet, or more of it, has to be laid out for that."""
        if sheet is not self._sheet or place[0] >= self._size[0] or place[1] >= self._size[1]:
            return False
        before, self.spoken_of = self.spoken_of, place
        for at in (before, place):
            if at is not None:
                self.dataChanged.emit(self.index(*at), self.index(*at))
        return True

    def show(self, sheet: Sheet, spoken_of: Place | None) -> None:
        self.beginResetModel()
        self._sheet, self.spoken_of = sheet, spoken_of
        places = [*sheet.cells, *([spoken_of] if spoken_of and sheet.cells else ())]
        self._size = tuple(max((place[at] for place in places), default=-1) + 1 for at in (0, 1))  # type: ignore[assignment]
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._size[0]

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._size[1]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return address((0, section))[:-1] if orientation is Qt.Orientation.Horizontal else section + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if not index.isValid():
            return None
        place = (index.row(), index.column())
        match role:
            case Qt.ItemDataRole.ToolTipRole if place in self._names:
                return self._names[place]
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._sheet.cells.get(place, "")
            case Qt.ItemDataRole.BackgroundRole if place in self._names and place != self.spoken_of:
                return self._looks.colours.selected
            case Qt.ItemDataRole.BackgroundRole if place == self.spoken_of:
                return self._looks.colours.warning_fill
            case Qt.ItemDataRole.FontRole if place == self.spoken_of:
                font = self.parent().font()  # type: ignore[attr-defined]
                font.setBold(True)
                return font
        return None


class Picture(QTableView):
    """Shows one cell in the middle of its sheet; nothing can be changed here. `reached` has the current cell."""

    reached = Signal(object)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cells = Cells(looks, self)
        self._sheets: Mapping[str, Sheet] = {}
        self._shown: tuple[str, str] = ("", "")
        self.setModel(self._cells)
        self.selectionModel().currentChanged.connect(self._reach)
        self.name = self._cells.name
        self.setAccessibleName("报送表原文")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 4)
        self.horizontalHeader().setMinimumSectionSize(1)

    def look_at_file(self, sheets: Mapping[str, Sheet]) -> None:
        """From now on the cells of these sheets can be shown."""
        self._sheets = sheets
        self.look_at(*self._shown)

    def look_at(self, sheet: str, cell: str) -> None:
        """Shows this cell; without one, the beginning of the first sheet."""
        self._shown = (sheet, cell)
        known = self._sheets.get(sheet) or next(iter(self._sheets.values()), Sheet({}, ()))
        place = place_of(cell) if sheet in self._sheets else None
        if place is not None and self._cells.speak_of(known, place):
            self._scroll_to(*place)
            return
        self.clearSpans()
        self._cells.show(known, place)
        for top, left, bottom, right in known.merged:
            self.setSpan(top, left, bottom - top + 1, right - left + 1)
        self._fit(known)
        if place is not None:
            self._scroll_to(*place)

    def _scroll_to(self, row: int, column: int) -> None:
        """Into the middle of the height, but no further to the side than needed: the labels stand at the left."""
        self.horizontalScrollBar().setValue(0)
        self.setCurrentIndex(self._cells.index(row, column))
        rows = self.viewport().height() // self.verticalHeader().defaultSectionSize()
        self.verticalScrollBar().setValue(row - rows // 2)

    def _fit(self, sheet: Sheet) -> None:
        """Columns as wide as their texts need, within bounds; a merged text does not widen one column."""
        merged = {area[:2] for area in sheet.merged if area[1] != area[3]}
        metrics = self.fontMetrics()
        em = metrics.horizontalAdvance("国")
        widths = dict.fromkeys(range(self._cells.columnCount()), _NARROWEST * em)
        for place, text in sheet.cells.items():
            if place not in merged:
                widths[place[1]] = max(widths[place[1]], metrics.horizontalAdvance(text) + em)
        for column, width in widths.items():
            self.setColumnWidth(column, min(width, _WIDEST * em))

    @property
    def place(self) -> Place | None:
        """The current cell."""
        at = self.currentIndex()
        return (at.row(), at.column()) if at.isValid() else None

    @Slot()
    def _reach(self) -> None:
        self.reached.emit(self.place)

    @property
    def words(self) -> str:
        """The text of the cell that is spoken of."""
        place = self._cells.spoken_of
        return str(self._cells.index(*place).data()) if place else ""
