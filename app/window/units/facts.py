"""Beside the list of units: how the selected unit stands, what it sent so far, and what is wrong with it."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.form import Severity
from app.report.folding import folded
from app.store import StorageError
from app.window.document import Document
from app.window.units.model import Units
from app.window.units.rows import is_gap, shown_time

_NAMED = 4


class UnitFacts(QWidget):
    """`opened` names a unit whose page is wanted."""

    opened = Signal(str)

    def __init__(self, document: Document, units: Units, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document, self._units = document, units
        self._chosen: tuple[str, ...] = ()
        self.setAccessibleName("当前单位")
        self._name, self._told = QLabel(wordWrap=True), QLabel(wordWrap=True)
        large = self._name.font()
        large.setPointSizeF(large.pointSizeF() * 1.3)
        large.setBold(True)
        self._name.setFont(large)
        self.open = QPushButton("看报送表")
        self.open.clicked.connect(self._open)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        for widget in (self._name, self._told, self.open):
            whole.addWidget(widget)
        whole.addStretch(1)
        units.counted.connect(self._tell)
        self._tell()

    @property
    def words(self) -> str:
        """What it says."""
        return f"{self._name.text()}\n{self._told.text()}"

    @Slot(object)
    def look_at(self, units: tuple[str, ...]) -> None:
        """Shows this unit, or how many are selected."""
        self._chosen = units
        self._tell()

    @Slot()
    def _tell(self) -> None:
        row = self._units.row(self._chosen[0]) if len(self._chosen) == 1 else None
        self.open.setVisible(row is not None and row.unit in self._document.report.returns)
        if row is None:
            self._name.setText(f"已选 {len(self._chosen)} 个单位" if self._chosen else "各单位")
            counts = (f"{state.value} {count}" for state, count in self._units.counts.items() if count)
            self._told.setText("" if self._chosen else "\n".join(counts))
            return
        self._name.setText(row.unit)
        problems = f"{row.state.value}：{row.problems.words}" if row.problems.words else row.state.value
        self._told.setText(
            "\n".join(filter(None, (problems, row.remark, *self._sent(row.unit), *self._wrong(row.unit))))
        )

    def _sent(self, unit: str) -> list[str]:
        """The files that came from it, the last one first."""
        try:
            sent = self._document.session.file.sent_by(unit)[::-1]
        except StorageError:  # said where the file is written or read for itself; here lines are missing
            return []
        files = [f"{shown_time(time)}　{file.rpartition('/')[2]}" for time, file in sent]
        times = [f"第 {number} 次　" if len(files) > 1 else "报送　" for number in range(len(files), 0, -1)]
        return [f"{time}{file}" for time, file in zip(times, files, strict=True)]

    def _wrong(self, unit: str) -> list[str]:
        """The first of what is wrong with its return."""
        form, sent = self._document.report.form, self._document.report.returns.get(unit)
        found = self._document.each_return.findings(sent) if sent is not None else ()
        told = [f for f in found if f.severity is not Severity.NOTICE and not is_gap(form, f.check)]
        problems = [problem.finding.message for problem in folded(form, told)]
        more = [f"另有 {len(problems) - _NAMED} 处"] if len(problems) > _NAMED else []
        return [*problems[:_NAMED], *more]

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self._chosen[0])
