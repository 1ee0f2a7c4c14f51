"""What can be done with the units that are selected in the list, one or many, each as one edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.report.edits import Edit
from app.report.unit_edits import BeginReturn
from app.window.document import Document
from app.window.standing import offers


class UnitWays(QWidget):
    """Offers what makes sense for the selected units. `opened` names a unit whose page is wanted."""

    opened = Signal(str)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._units: tuple[str, ...] = ()
        self._who = QLabel()
        self.reason = QLineEdit()
        self.reason.setAccessibleName("理由")
        self.reason.setPlaceholderText("理由，如：电话确认全年没有发生；当年机构改革撤并")
        self.reason.returnPressed.connect(self._leave_out)
        self.open = self._button("打开", self._open)
        self.zero = self._button(f"{offers.ZERO}(&L)", self._report_zero)
        self.begin = self._button("新填一份(&T)", self._begin)
        self.leave_out = self._button(f"{offers.LEAVE_OUT}(&W)", self._leave_out)
        self.take_in = self._button(f"{offers.TAKE_IN}(&J)", self._take_in)
        self.remove = self._button(f"{offers.REMOVE}(&Y)", self._remove)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._who)
        row.addWidget(self.reason, 1)
        for button in (self.open, self.zero, self.begin, self.leave_out, self.take_in, self.remove):
            row.addWidget(button)
        row.addStretch()
        self.look_at(())

    def _button(self, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words)
        button.clicked.connect(act)
        return button

    @property
    def _silent(self) -> list[str]:
        return [unit for unit in self._units if unit not in self._document.report.returns]

    @property
    def _sent(self) -> list[str]:
        return [unit for unit in self._units if unit in self._document.report.returns]

    def _are_included(self, *, included: bool) -> list[str]:
        units = self._document.report.units
        return [unit for unit in self._units if (unit not in units or units[unit].included) == included]

    def look_at(self, units: Sequence[str]) -> None:
        """Offers what can be done with these units."""
        self._units = tuple(units)
        can_edit = not self._document.session.read_only
        one = len(self._units) == 1
        included = self._are_included(included=True)
        silent = [unit for unit in self._silent if unit in included]
        self._who.setText(self._units[0] if one else f"已选 {len(self._units)} 个单位" if self._units else "")
        self.reason.setVisible(can_edit and bool(included))
        self.open.setVisible(one and bool(self._sent))
        for button, words, of in (
            (self.zero, offers.ZERO + "{}(&L)", silent),
            (self.begin, "新填一份(&T)", silent if one else []),
            (self.leave_out, offers.LEAVE_OUT + "{}(&W)", included),
            (self.take_in, offers.TAKE_IN + "{}(&J)", self._are_included(included=False)),
            (self.remove, offers.REMOVE + "{}(&Y)", self._sent),
        ):
            button.setText(words.format(f" {len(of)} 个" if len(of) > 1 else ""))
            button.setVisible(can_edit and bool(of))

    @Slot()
    def _open(self) -> None:
        self.opened.emit(self._units[0])

    @Slot()
    def _report_zero(self) -> None:
        silent = [unit for unit in self._silent if unit in self._are_included(included=True)]
        self._do(offers.report_zero(silent, self.reason.text().strip()))

    @Slot()
    def _begin(self) -> None:
        if self._do(BeginReturn(self._units[0])):
            self.opened.emit(self._units[0])

    @Slot()
    def _leave_out(self) -> None:
        reason, units = self.reason.text().strip(), self._are_included(included=True)
        if not reason:
            self._document.refused.emit("先写明不纳入汇总的理由，再按“不纳入汇总”。")
            self.reason.setFocus()
        else:
            self._do(offers.leave_out(units, reason))

    @Slot()
    def _take_in(self) -> None:
        self._do(offers.take_in(self._are_included(included=False)))

    @Slot()
    def _remove(self) -> None:
        self._do(offers.remove(self._sent))

    def _do(self, edit: Edit) -> bool:
        done = self._document.do(edit)
        if done:
            self.reason.clear()
        return done
