"""The view of the files that came in: Enter or → opens the current one, F2 edits its unit."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from app.window.arriving.arrivals import Arrival
from app.window.arriving.rows import UNIT, Rows

_WIDTHS = (16, 5, 13, 5, 17)
"""Characters."""


class FileTable(QTableView):
    """`opened`: the clerk wants to see the current file."""

    opened = Signal()

    def __init__(self, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows
        self.setModel(rows)
        self.setAccessibleName("读入的文件")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * 3 // 2)
        header = self.horizontalHeader()
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    @property
    def current(self) -> Arrival | None:
        """The file that the clerk is at."""
        at = self.currentIndex().row()
        return self._rows.rows[at] if 0 <= at < len(self._rows.rows) else None

    @property
    def chosen(self) -> tuple[Arrival, ...]:
        """The files that are selected."""
        return tuple(self._rows.rows[index.row()] for index in self.selectionModel().selectedRows())

    def go_to(self, number: int) -> None:
        """Makes the file with this number the current one."""
        at = self._rows.place(number)
        if at >= 0:
            index = self._rows.index(at, 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().setCurrentIndex(index, flags)
            self.scrollTo(index)

    def name_unit(self) -> None:
        """Lets the clerk say whose the current file is."""
        self.edit(self._rows.index(self.currentIndex().row(), UNIT))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        at_rest = self.current is not None and self.state() is not QAbstractItemView.State.EditingState
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Right if at_rest:
                self.opened.emit()
            case Qt.Key.Key_F2 if at_rest:
                self.name_unit()
            case _:
                super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        em = self.fontMetrics().horizontalAdvance("国")
        spare = sum(_WIDTHS[column] for column in range(len(_WIDTHS)) if self.isColumnHidden(column))
        for column, characters in enumerate(_WIDTHS):
            if not self.isColumnHidden(column):
                self.setColumnWidth(column, (characters + (spare if column == 0 else 0)) * em)
