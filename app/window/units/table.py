"""The list itself: keys, clipboard and menu of the units as in a sheet of Excel."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from app.window.document import Document
from app.window.units.model import Units
from app.window.units.roster import moved, names_in, with_added, without
from app.window.units.rows import HEADS, PLACE, STATE, UNIT

_WIDTHS = {0: 4, 2: 7, 3: 8, 4: 5}  # characters; the other columns share what is left
_SHARES, _ALL_SHARES = {1: 6, 5: 4, 6: 4}, 17  # the last column has the rest
_ROW = 1.3  # of the height of the type


class UnitTable(QTableView):
    """`selected` when other units are selected."""

    selected = Signal()

    def __init__(self, document: Document, units: Units, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._units = units
        self.setModel(units)
        self.setAccessibleName("单位")
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicator(STATE, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for words, keys, act in (
            ("改名", "F2", self.rename),
            ("上移", "Alt+Up", self.move_up),
            ("下移", "Alt+Down", self.move_down),
            ("从名册删除", "Del", self.delete),
        ):
            self._add(words, keys, act)
        document.turned_read_only.connect(self._follow_file)
        self._follow_file()

    def _add(self, words: str, keys: str, act: Callable[[], None]) -> None:
        action = QAction(words, self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        action.triggered.connect(act)
        self.addAction(action)

    @Slot()
    def _follow_file(self) -> None:
        for action in self.actions():
            action.setEnabled(not self._document.session.read_only)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The selected units, in the order of the list."""
        rows = {index.row() for index in self.selectionModel().selectedRows()}
        return tuple(self._units.rows[row].unit for row in sorted(rows))

    def look_at(self, *units: str) -> None:
        """Selects those of these units that are listed and no others, the first as the current one."""
        rows = [row for unit in units if (row := self._units.row_of(unit)) is not None]
        also = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        if rows:  # with Ctrl down, as in Ctrl+Z, Qt adds what was not selected, and takes away what was
            self.clearSelection()
            self.setCurrentIndex(self._units.index(rows[0], UNIT))
        for row in rows[1:]:
            self.selectionModel().select(self._units.index(row, UNIT), also)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.selected.emit()

    @Slot()
    def copy(self) -> None:
        """The selected rows, with the heads where there are several."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        lines = [self._units.rows[row].text for row in rows]
        heads = ["\t".join(HEADS)] if len(rows) > 1 else []
        told = ["\t".join(text(column) for column in range(len(HEADS))) for text in lines]
        QGuiApplication.clipboard().setText("\n".join(heads + told))

    @Slot()
    def paste(self) -> None:
        """Names, one a line, as further units of the roster."""
        self.add(QGuiApplication.clipboard().text())

    def add(self, text: str) -> None:
        """Puts the units that this text names at the end of the roster."""
        names = names_in(text)
        if names and self._document.do(with_added(self._document.report, names)):
            self._units.refresh()
            self.look_at(names[-1])

    @Slot()
    def rename(self) -> None:
        """Lets the clerk write another name for the current unit."""
        if self.currentIndex().isValid():
            self.edit(self._units.index(self.currentIndex().row(), UNIT))

    @Slot()
    def move_up(self) -> None:
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        self._move(1)

    def _move(self, by: int) -> None:
        report = self._document.report
        if len(self.chosen) == 1 and report.is_listed(self.chosen[0]):
            self.sortByColumn(PLACE, Qt.SortOrder.AscendingOrder)
            self._document.do(moved(report, self.chosen[0], by))

    @Slot()
    def delete(self) -> None:
        """Takes the selected units from the roster."""
        report = self._document.report
        if any(report.is_listed(unit) for unit in self.chosen):
            self._document.do(without(report, self.chosen))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        widths = {column: count * metrics.horizontalAdvance("国") for column, count in _WIDTHS.items()}
        left = max(0, self.viewport().width() - sum(widths.values()))
        widths |= {column: left * share // _ALL_SHARES for column, share in _SHARES.items()}
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(round(metrics.height() * _ROW))
