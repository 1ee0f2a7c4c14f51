"""What going back to a point of the log would change, and the button that does it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHeaderView, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from app.report.differences import Difference, differences
from app.store import ReportFile, StorageError
from app.window.background import Background
from app.window.document import Document
from app.window.history.lines import WordLines


class Restoring(QWidget):
    """`restored` says in words what was done; `broke` has the details of a fault."""

    restored = Signal(str)
    broke = Signal(str)

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._document = document
        self._seq: int | None = None
        self._told = QLabel(wordWrap=True)
        self.lines = WordLines(("位置", "现在", "恢复后"), self)
        self.table = QTableView()
        self.table.setModel(self.lines)
        self.table.setAccessibleName("恢复会改动的内容")
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.restore = QPushButton("恢复到这一步")
        self.restore.clicked.connect(self._restore)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._told)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignRight)
        self.look_at(None)

    @property
    def told(self) -> str:
        """What it says above the list."""
        return self._told.text()

    def look_at(self, seq: int | None) -> None:
        """Works out, away from the window's thread, what going back to just after this row would change."""
        self._seq = seq
        self.restore.setEnabled(False)
        self.lines.show(())
        self._told.setText("选一步，这里列出恢复到那时会改动什么。" if seq is None else "正在比较…")
        if seq is None:
            return
        work = partial(_compared, self._document.session.file.path, seq)
        Background(work, (), done=self._compared, refused=self._told.setText, broke=self.broke).start()

    @Slot(object)
    def _compared(self, answer: tuple[int, list[Difference] | str]) -> None:
        seq, found = answer
        if seq != self._seq:  # an answer to an earlier question
            return
        if isinstance(found, str):
            self._told.setText(found)
            return
        read_only = self._document.session.read_only
        self.lines.show([(one.place, one.now, one.then) for one in found])
        self.restore.setEnabled(bool(found) and not read_only)
        self.restore.setToolTip(read_only)
        self._told.setText(f"恢复到这一步会改动 {len(found)} 处，可以撤销：" if found else "与现在相同，不用恢复。")

    @Slot()
    def _restore(self) -> None:
        if self._seq is not None:
            count = len(self.lines.rows)
            if change := self._document.restore(self._seq):
                self.restored.emit(f"已{change.name}，改动 {count} 处。")


def _compared(path: Path, seq: int) -> tuple[int, list[Difference] | str]:
    """The row with what going back to it would change, or with why that cannot be read."""
    try:
        with ReportFile.open(path, read_only=True) as file:
            return seq, differences(file.form, file.change(file.history.to(seq)))
    except StorageError as error:
        return seq, error.say
