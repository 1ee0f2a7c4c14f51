"""单位: who has sent what, with state, and what still needs work first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QPushButton, QTableView, QVBoxLayout, QWidget

from app.form import FigureId, Severity
from app.report.edits import SetRoster
from app.report.report import Change, Report, Unit, own_findings
from app.report.returns import Return
from app.window.document import Document
from app.window.looks.marks import mark_icon
from app.window.looks.palette import Looks
from app.window.standing import Mark
from app.window.units.detail import UnitDetail

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_HEADS = ("单位", "状态", "数据", "问题", "文件", "备注")


@dataclass(frozen=True, slots=True)
class Row:
    """One unit, on the roster or not."""

    unit: str
    mark: Mark
    state: str
    figures: str
    findings: int
    file: str
    remark: str

    def text(self, column: int) -> str:
        return (self.unit, self.state, self.figures, str(self.findings or ""), self.file, self.remark)[column]


class Units(QAbstractTableModel):
    """What still needs work first: silent units, then wrong returns, then the rest in the roster's order."""

    def __init__(self, document: Document, looks: Looks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._looks = looks
        self._judged: dict[str, tuple[Return, int, bool]] = {}
        self._stale = True
        self.rows: tuple[Row, ...] = ()
        document.made.connect(self._made)
        document.judged.connect(self.refresh)
        self.refresh()

    @Slot(object)
    def _made(self, change: Change) -> None:
        if any(step.key[0] in ("return", "figure", "unit", "roster") for step in change.steps):
            self._stale = True

    @Slot()
    def refresh(self) -> None:
        """Lists the units anew, where anything about them changed."""
        if not self._stale:
            return
        self._stale = False
        rows = sorted(self._rows(self._document.report), key=lambda row: list(Mark).index(row.mark))
        if tuple(rows) != self.rows:
            self.beginResetModel()
            self.rows = tuple(rows)
            self.endResetModel()

    def _rows(self, report: Report) -> list[Row]:
        names = dict.fromkeys((*report.units, *report.returns))
        return [self._row(report, name) for name in names]

    def _row(self, report: Report, name: str) -> Row:
        unit, sent = report.units.get(name), report.returns.get(name)
        if unit is not None and not unit.included:
            return Row(name, Mark.NOTICE, "不纳入", "", 0, sent.file if sent else "", unit.reason)
        if sent is None:
            return Row(name, Mark.OPEN, "未报", "", 0, "", "")
        findings, wrong = self._own(sent)
        state = ("有错误", Mark.ERROR) if wrong else ("已报", Mark.DONE)
        remark = "" if unit or not report.units else "不在名册上"
        figures = f"{len(sent.figures)} 项"
        return Row(name, state[1], state[0], figures, findings, sent.file, remark)

    def _own(self, sent: Return) -> tuple[int, bool]:
        """How many findings a return has by itself, and whether one is an error; judged once a return."""
        known = self._judged.get(sent.unit)
        if known is None or known[0] is not sent:
            found = [f for f in own_findings(self._document.report.form, sent) if f.severity != Severity.NOTICE]
            known = (sent, len(found), any(f.severity is Severity.ERROR for f in found))
            self._judged[sent.unit] = known
        return known[1], known[2]

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
                return row.text(index.column())
            case Qt.ItemDataRole.DecorationRole if index.column() == 1:
                return mark_icon(row.mark, self._looks.colours)
            case Qt.ItemDataRole.TextAlignmentRole if index.column() in (2, 3):
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


class UnitsTab(QWidget):
    """The units of the report; `import_wanted` asks for the command."""

    import_wanted = Signal()

    def __init__(self, document: Document, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.units = Units(document, looks, self)
        self._told = QLabel()
        self._import = QPushButton("导入报送表…")
        self._import.clicked.connect(self.import_wanted)
        self._keep = QPushButton()
        self._keep.clicked.connect(self._make_roster)
        self.table = QTableView()
        self.table.setModel(self.units)
        self.table.setAccessibleName("单位")
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.horizontalHeader().setHighlightSections(False)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setFocusProxy(self.table)
        self.detail = UnitDetail(document, looks, self)
        self.table.selectionModel().currentRowChanged.connect(self._look)
        self._arrange()
        self.units.modelReset.connect(self._tell)
        self.units.modelReset.connect(self._keep_current)
        self._tell()

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._told, 1)
        top.addWidget(self._keep)
        top.addWidget(self._import)
        whole = QVBoxLayout(self)
        whole.addLayout(top)
        whole.addWidget(self.table, 3)
        whole.addWidget(self.detail, 1)

    @property
    def figure(self) -> FigureId | None:
        """No figure is current here."""
        return None

    def go_to(self, _figure: FigureId | None) -> None:
        """Puts the focus on the list."""
        self.table.setFocus()

    @property
    def title(self) -> str:
        """单位 with how many have sent."""
        rows = [row for row in self.units.rows if row.state != "不纳入"]
        return f"单位 {sum(row.state != '未报' for row in rows)}/{len(rows)}" if rows else "单位"

    @Slot(QModelIndex)
    def _look(self, index: QModelIndex) -> None:
        self.detail.look_at(self.units.rows[index.row()].unit if index.isValid() else "")

    @Slot()
    def _keep_current(self) -> None:
        """Stays with the unit that was looked at when the list is made anew."""
        unit = self.detail.unit
        for at, row in enumerate(self.units.rows):
            if row.unit == unit:
                self.table.setCurrentIndex(self.units.index(at, 0))
                self.detail.look_at(unit)
                return
        self.detail.look_at("")

    def look_at(self, unit: str) -> None:
        """Makes this unit the current one."""
        self.detail.look_at(unit)
        self._keep_current()

    @Slot()
    def _tell(self) -> None:
        report, rows = self._document.report, self.units.rows
        words = [f"{state} {count}" for state in ("未报", "有错误", "已报", "不纳入") if (count := _count(rows, state))]
        told = " · ".join(words) or "还没有单位。把各单位报送表所在的文件夹拖到这里。"
        self._told.setText(f"{told}　没有单位名册，不能确认是否收齐。" if rows and not report.units else told)
        self._keep.setText(f"把这 {len(rows)} 个单位存为名册")
        self._keep.setVisible(bool(rows) and not report.units)

    @Slot()
    def _make_roster(self) -> None:
        self._document.do(SetRoster(tuple(Unit(name) for name in self._document.report.returns)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        em = self.fontMetrics().horizontalAdvance("国")
        for column, characters in enumerate((16, 7, 6, 4, 24)):
            self.table.setColumnWidth(column, characters * em)


def _count(rows: tuple[Row, ...], state: str) -> int:
    return sum(row.state == state for row in rows)
