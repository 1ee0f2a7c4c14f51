"""One unit, below the list of units: what is wrong with what it sent, and the ways out."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from app.form import Severity
from app.report.edits import RemoveReturn, SetUnit
from app.report.report import own_findings
from app.report.returns import Return
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.panel.line_items import LineItems
from app.window.panel.lines import Lines
from app.window.standing import Line, Mark

_MARKS = {Severity.ERROR: Mark.ERROR, Severity.WARNING: Mark.WARNING, Severity.NOTICE: Mark.NOTICE}


class UnitDetail(QFrame):
    """Shows the unit that is current in the list."""

    def __init__(self, document: Document, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.unit = ""
        self._title = QLabel()
        self._lines = Lines(looks, self)
        self.list = QListView()
        self.list.setModel(self._lines)
        self.list.setItemDelegate(LineItems(self.list))
        self.list.setAccessibleName("这个单位的问题")
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("不纳入汇总的理由")
        self.reason.setPlaceholderText("不纳入汇总的理由，如：当年机构改革撤并")
        self.leave_out, self.take_in = QPushButton("不纳入汇总"), QPushButton("纳入汇总")
        self.remove = QPushButton("移除报送表")
        self.reason.returnPressed.connect(self._leave_out)
        self.leave_out.clicked.connect(self._leave_out)
        self.take_in.clicked.connect(self._take_in)
        self.remove.clicked.connect(self._remove)
        ways = QHBoxLayout()
        ways.addWidget(self.reason, 1)
        for button in (self.leave_out, self.take_in, self.remove):
            ways.addWidget(button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._title)
        whole.addWidget(self.list, 1)
        whole.addLayout(ways)
        self.look_at("")

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is listed."""
        return self._lines.lines

    @Slot(str)
    def look_at(self, unit: str) -> None:
        """Shows this unit; "" is none."""
        report = self._document.report
        self.unit = unit
        self.setVisible(bool(unit))
        sent, known = report.returns.get(unit), report.units.get(unit)
        included = known is None or known.included
        lines = _about(self._document, sent) if sent else ()
        self._lines.show(lines)
        what = "还没有报送。" if sent is None else f"{sent.file}　" + (f"{len(lines)} 处" if lines else "没有问题")
        self._title.setText(f"{unit}　{what}")
        can_edit = not self._document.session.read_only
        self.reason.setVisible(included and can_edit)
        self.leave_out.setVisible(included and can_edit)
        self.take_in.setVisible(not included and can_edit)
        self.remove.setVisible(sent is not None and can_edit)

    @Slot()
    def _leave_out(self) -> None:
        reason = self.reason.text().strip()
        if not reason:
            self.reason.setFocus()
        elif self._document.do(SetUnit(self.unit, included=False, reason=reason)):
            self.reason.clear()

    @Slot()
    def _take_in(self) -> None:
        self._document.do(SetUnit(self.unit, included=True))

    @Slot()
    def _remove(self) -> None:
        self._document.do(RemoveReturn(self.unit))


def _about(document: Document, sent: Return) -> tuple[Line, ...]:
    """The findings of the return itself, the gravest first, then the cells that were not used."""
    found = sorted(own_findings(document.report.form, sent), key=lambda f: list(Severity).index(f.severity))
    lines = [Line(_MARKS[finding.severity], finding.message) for finding in found]
    lines += [Line(Mark.NOTICE, f"未采用 {cell.sheet}!{cell.cell}“{cell.raw}”：{cell.why}") for cell in sent.unused]
    return tuple(lines)
