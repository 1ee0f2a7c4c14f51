"""最近的年报 as a list: whose, of which year, how it stood, and where it is."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QTreeView, QWidget

from app.window.looks.marks import mark_icon
from app.window.looks.palette import Looks
from app.window.row_model import Index, RowModel
from app.window.start.recent import Recent, mark_of

_HEADS = ("年报", "上次看时", "所在文件夹")


class RecentReports(RowModel):
    """One row a report."""

    def __init__(self, looks: Looks, parent: QObject | None = None) -> None:
        super().__init__(_HEADS, parent)
        self._looks = looks
        self.rows: list[Recent] = []
        self.gone: frozenset[str] = frozenset()

    def show(self, reports: list[Recent]) -> None:
        """Lists these reports, as if they were all there."""
        self.beginResetModel()
        self.rows, self.gone = reports, frozenset()
        self.endResetModel()

    def show_gone(self, files: frozenset[str]) -> None:
        """Greys the reports whose files are not there."""
        self.gone = files
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(_HEADS) - 1))

    def is_gone(self, row: int) -> bool:
        return self.rows[row].file in self.gone

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if not index.isValid():
            return None
        report, is_gone = self.rows[index.row()], self.is_gone(index.row())
        name = f"{report.organ or report.path.stem}　{report.year}年度"
        state = "文件不在原处，可能移走、改名或删除了" if is_gone else report.verdict
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return (name, state, str(report.path.parent))[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return report.file
            case Qt.ItemDataRole.DecorationRole if index.column() == 1 and not is_gone:
                return mark_icon(mark_of(report), self._looks.colours)
            case Qt.ItemDataRole.ForegroundRole if is_gone:
                return self._looks.colours.quiet
        return None


class RecentList(QTreeView):
    """`chosen` names the row to open, `dropped` the row to list no more."""

    chosen = Signal(int)
    dropped = Signal(int)

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reports = RecentReports(looks, self)
        self.setModel(self.reports)
        self.setAccessibleName("最近的年报")
        self.setRootIsDecorated(False)
        self.setAllColumnsShowFocus(True)
        self.setUniformRowHeights(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.header().setSectionsMovable(False)
        self.clicked.connect(self._choose)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete takes away from the list."""
        row = self.currentIndex().row()
        if row >= 0 and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.chosen.emit(row)
        elif row >= 0 and event.key() == Qt.Key.Key_Delete:
            self.dropped.emit(row)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        self.setColumnWidth(0, width * 4 // 12)
        self.setColumnWidth(1, width * 5 // 12)
