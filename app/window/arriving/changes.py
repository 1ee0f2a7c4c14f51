"""本次变化: the figures of the report that have become different since the last import began."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLabel, QTableView, QVBoxLayout, QWidget

from app.form import FigureId
from app.report.differences import differing
from app.report.findings import gap
from app.report.report import Report
from app.report.values import Value, shown
from app.window.document import Document
from app.window.row_model import Index, RowModel

_HEADS = ("数据项", "原来", "现在", "增减")


class Changes(RowModel):
    """One row a figure that is another one now."""

    def __init__(self, report: Report, before: Mapping[FigureId, Value], parent: QObject | None = None) -> None:
        super().__init__(_HEADS, parent)
        self._report, self._before = report, before
        self.rows: tuple[FigureId, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        """Compares anew."""
        figures = differing(self._report.form, self._before, self._report.figures)
        self.beginResetModel()
        self.rows = figures
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        figure = self.rows[index.row()]
        old, new = self._before.get(figure), self._report.figures.get(figure)
        place = self._report.form.figures[figure].place
        return (place, shown(old), shown(new), gap(new, old))[index.column()]


class ChangesTab(QWidget):
    """Enter goes to the figure."""

    figure_wanted = Signal(str)

    def __init__(self, document: Document, before: Mapping[FigureId, Value], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.changes = Changes(document.report, before, self)
        self._told = QLabel()
        self.table = QTableView()
        self.table.setModel(self.changes)
        self.table.setAccessibleName("本次变化")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() * 3 // 2)
        self.table.activated.connect(self._reach)
        whole = QVBoxLayout(self)
        whole.addWidget(self._told)
        whole.addWidget(self.table, 1)
        self.setFocusProxy(self.table)
        document.changed.connect(self._changed)
        self._tell()

    @property
    def figure(self) -> FigureId | None:
        """The figure of the current row."""
        at = self.table.currentIndex().row()
        return self.changes.rows[at] if 0 <= at < len(self.changes.rows) else None

    def go_to(self, _figure: FigureId | None) -> None:
        """Puts the focus on the list."""
        self.table.setFocus()

    @Slot()
    def _changed(self) -> None:
        if self.isVisible():
            self._tell()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tell()

    def _tell(self) -> None:
        self.changes.refresh()
        count = len(self.changes.rows)
        self._told.setText(f"这次导入以来，年报有 {count} 项数变了。" if count else "这次导入以来，年报的数没有变。")
        em = self.fontMetrics().horizontalAdvance("国")
        for column in (1, 2, 3):
            self.table.setColumnWidth(column, 9 * em)

    @Slot(QModelIndex)
    def _reach(self, index: QModelIndex) -> None:
        self.figure_wanted.emit(self.changes.rows[index.row()])
