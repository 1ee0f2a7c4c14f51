"""恢复点: the copies of the report that were made by Ctrl+S and before large imports."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from app.form import FigureId
from app.store import StorageError
from app.store.restore_points import RestorePoint, restore_points, restore_points_of
from app.window.background import Background
from app.window.document import Document
from app.window.history.lines import WordLines

_MB = 1_000_000


class RestorePointsTab(QWidget):
    """`copy_wanted` names the restore point to open as a copy, `row_wanted` the row of the log to go back to."""

    copy_wanted = Signal(object)
    row_wanted = Signal(int)
    broke = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._points: list[RestorePoint] = []
        self._told = QLabel("正在找恢复点…", wordWrap=True)
        self.lines = WordLines(("时间", "大小", "最后一次修改"), self)
        self.table = QTableView()
        self.open_copy, self.go_back = QPushButton("打开副本"), QPushButton("看恢复到这里的改动")
        self._arrange()
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.table.activated.connect(self._open_copy)
        self.open_copy.clicked.connect(self._open_copy)
        self.go_back.clicked.connect(self._go_back)
        self._chosen(QModelIndex())

    def _arrange(self) -> None:
        self.table.setModel(self.lines)
        self.table.setAccessibleName("恢复点")
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(self.go_back)
        buttons.addWidget(self.open_copy)
        whole = QVBoxLayout(self)
        whole.addWidget(self._told)
        whole.addWidget(self.table, 1)
        whole.addLayout(buttons)
        self.setFocusProxy(self.table)

    @property
    def figure(self) -> FigureId | None:
        """No figure is current here."""
        return None

    def go_to(self, _figure: FigureId | None) -> None:
        """Puts the focus on the list."""
        self.table.setFocus()

    @Slot()
    def refresh(self) -> None:
        """Looks into the folder again, away from the window's thread."""
        work = partial(restore_points_of, self._document.session.file.path)
        told = self._told.setText
        Background(work, (StorageError,), done=self._found, refused=told, broke=self.broke).start()

    @Slot(object)
    def _found(self, points: list[RestorePoint]) -> None:
        self._points = points
        folder = restore_points(self._document.session.file.path).name
        self._told.setText(
            f"恢复点是整份年报的副本，在“{folder}”文件夹里，保留最近 20 个。"
            if points
            else "还没有恢复点。按 Ctrl+S 设一个；一次采用多份报送表之前也会自动设。"
        )
        self.lines.show([_words(point) for point in points])
        if points:
            self.table.setCurrentIndex(self.lines.index(0, 0))
        else:
            self._chosen(QModelIndex())

    @property
    def chosen(self) -> RestorePoint | None:
        """The current restore point."""
        index = self.table.currentIndex()
        return self._points[index.row()] if index.isValid() else None

    @Slot(QModelIndex)
    def _chosen(self, _index: QModelIndex) -> None:
        point = self.chosen
        self.open_copy.setEnabled(point is not None and point.last is not None)
        self.go_back.setEnabled(point is not None and self._is_of_this_report(point))
        other = point is not None and point.last is not None and not self.go_back.isEnabled()
        self.go_back.setToolTip("它不在这份年报的修改记录里，只能打开副本。" if other else "")

    def _is_of_this_report(self, point: RestorePoint) -> bool:
        """Whether its history is the beginning of this report's, so that going back there is an edit like any other."""
        entries = self._document.log.entries
        return point.last is not None and point.last in entries[point.last.seq - 1 : point.last.seq]

    @Slot()
    def _open_copy(self) -> None:
        if self.chosen is not None and self.open_copy.isEnabled():
            self.copy_wanted.emit(self.chosen.path)

    @Slot()
    def _go_back(self) -> None:
        if self.chosen is not None and self.chosen.last is not None:
            self.row_wanted.emit(self.chosen.last.seq)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        em = self.fontMetrics().horizontalAdvance("国")
        for column, characters in enumerate((12, 7)):
            self.table.setColumnWidth(column, characters * em)


def _words(point: RestorePoint) -> tuple[str, str, str]:
    made, last = point.made, point.last
    when = f"{made.year}年{made.month}月{made.day}日 {made:%H:%M}"
    return when, f"{point.size / _MB:.1f} MB", f"{last.name}（{last.who}）" if last else "读不了"


def copy_of(point: Path, report: Path) -> Path:
    """Where a restore point is opened: beside the report, under a name that says what it is."""
    return report.with_name(f"{report.stem}（恢复点{point.stem.removeprefix(report.stem)}）{report.suffix}")
