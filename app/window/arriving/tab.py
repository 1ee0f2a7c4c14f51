"""导入: the files that came in, row by row as they are read, and one button that takes them into the report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QTableView, QVBoxLayout, QWidget

from app.form import FigureId
from app.readers.process import Read
from app.window.arriving.arrivals import Arrival, Fate, arrivals
from app.window.arriving.reading import Reading
from app.window.document import Document
from app.window.looks.marks import mark_icon
from app.window.looks.palette import Looks
from app.window.standing import Mark

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_HEADS = ("结果", "文件", "单位", "年度", "说明")
_MARKS = {
    Fate.NEW: Mark.DONE,
    Fate.CORRECTION: Mark.DONE,
    Fate.UNCHANGED: Mark.NOTICE,
    Fate.WAITING: Mark.WARNING,
    Fate.REFUSED: Mark.ERROR,
}
_REFRESH = 100  # milliseconds


class Arrivals(QAbstractTableModel):
    """One row a file."""

    def __init__(self, looks: Looks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looks = looks
        self.rows: tuple[Arrival, ...] = ()

    def show(self, rows: tuple[Arrival, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return _HEADS[section] if orientation is Qt.Orientation.Horizontal else section + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                year = f"{row.year}年" if row.year else ""
                return (row.fate.value, row.file, row.unit, year, row.words)[index.column()]
            case Qt.ItemDataRole.DecorationRole if index.column() == 0:
                return mark_icon(_MARKS[row.fate], self._looks.colours)
        return None


class ImportTab(QWidget):
    """Reads in the background; `done` when the files were taken or the clerk turned away."""

    done = Signal(str)
    failed = Signal(str)
    broke = Signal(str)

    def __init__(
        self, document: Document, sources: Sequence[Path], looks: Looks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._reads: list[Read] = []
        self.arrivals = Arrivals(looks, self)
        self._head = QLabel("正在找文件…")
        self._progress = QProgressBar()
        self._progress.setAccessibleName("读取进度")
        self.take = QPushButton("采用")
        self.take.setEnabled(False)
        self.take.setDefault(True)
        self.take.setAutoDefault(True)
        self.turn_away = QPushButton("取消")
        self.table = QTableView()
        self._arrange()
        self.take.clicked.connect(self._accept)
        self.turn_away.clicked.connect(self._cancel)
        self._refresh = QTimer(self, singleShot=True, interval=_REFRESH)
        self._refresh.timeout.connect(self._show)
        self._reading = Reading(document.report.form, sources, document.report.year)
        self._reading.was_read.connect(self._was_read)
        self._reading.progressed.connect(self._progressed)
        self._reading.failed.connect(self.failed)
        self._reading.broke.connect(self.broke)
        self._reading.ended.connect(self._ended)

    def _arrange(self) -> None:
        self.table.setModel(self.arrivals)
        self.table.setAccessibleName("读入的文件")
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        header = self.table.horizontalHeader()
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        buttons = QHBoxLayout()
        buttons.addWidget(self._progress, 1)
        buttons.addStretch(1)
        buttons.addWidget(self.turn_away)
        buttons.addWidget(self.take)
        whole = QVBoxLayout(self)
        whole.addWidget(self._head)
        whole.addWidget(self.table, 1)
        whole.addLayout(buttons)
        self.setFocusProxy(self.take)

    @property
    def figure(self) -> FigureId | None:
        """No figure is current here."""
        return None

    def go_to(self, _figure: FigureId | None) -> None:
        """Puts the focus on the button."""
        self.take.setFocus()

    def start(self) -> None:
        """Begins to read."""
        self._reading.start()

    @Slot(object)
    def _was_read(self, read: Read) -> None:
        self._reads.append(read)
        if not self._refresh.isActive():
            self._refresh.start()

    @Slot(int, int)
    def _progressed(self, count: int, of: int) -> None:
        self._progress.setRange(0, of)
        self._progress.setValue(count)
        if count < of:
            self._head.setText(f"正在读第 {count + 1} 个文件，共 {of} 个")

    @Slot(bool)
    def _ended(self, cancelled: bool) -> None:
        self._refresh.stop()
        self._progress.hide()
        if cancelled:
            self.done.emit("已取消导入，什么也没有改。")
            return
        self._show()
        taken = self._taken
        counts = Counter(row.fate for row in self.arrivals.rows)
        words = " · ".join(f"{fate.value} {counts[fate]}" for fate in Fate if counts[fate])
        self._head.setText(words or "没有找到可以导入的文件。报送表应为 Excel、WPS 表格、Word 或网页文件。")
        self.take.setText(f"采用 {len(taken)} 个")
        self.take.setEnabled(bool(taken))
        self.turn_away.setText("不采用" if taken else "关闭")
        (self.take if taken else self.turn_away).setFocus()

    @property
    def is_reading(self) -> bool:
        """Whether files are still to be read."""
        return not self._progress.isHidden()

    @property
    def _taken(self) -> list[Arrival]:
        return [row for row in self.arrivals.rows if row.is_taken]

    @Slot()
    def _show(self) -> None:
        self.arrivals.show(arrivals(self._document.report, self._reads, own=self._document.is_own))

    @Slot()
    def _accept(self) -> None:
        self._show()  # the report may have changed since
        taken = [row.sent for row in self._taken if row.sent is not None]
        bytes_of = {read.sent.sha256: read.received.data for read in self._reads if read.sent is not None}
        originals = {sent.sha256: bytes_of[sent.sha256] for sent in taken if sent.sha256 in bytes_of}
        if self._document.accept(tuple(taken), originals):
            left = sum(row.fate in (Fate.WAITING, Fate.REFUSED) for row in self.arrivals.rows)
            rest = f"，其余 {left} 个待处理" if left else ""
            self.done.emit(f"已采用 {len(taken)} 个单位的报送表{rest}。")

    @Slot()
    def _cancel(self) -> None:
        if self._progress.isHidden():
            self.done.emit("")
        else:
            self.turn_away.setEnabled(False)
            self._reading.cancel()

    def cancel(self) -> None:
        """Stops reading, as when the window closes."""
        self._reading.cancel()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        em = self.fontMetrics().horizontalAdvance("国")
        for column, characters in enumerate((7, 20, 15, 6)):
            self.table.setColumnWidth(column, characters * em)
