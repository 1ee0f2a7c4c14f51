"""Who has sent what: the list of units with its filters and what can be done with those selected."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.report.edits import SetRoster
from app.report.unit_edits import listed, roster_of
from app.window.document import Document
from app.window.units.filters import Filters
from app.window.units.model import Units
from app.window.units.table import UnitTable
from app.window.units.ways import UnitWays


class UnitList(QWidget):
    """`opened` names a unit whose page is wanted, `selected` has the selected; `import_wanted` asks for the command."""

    opened = Signal(str)
    selected = Signal(object)
    import_wanted = Signal()

    def __init__(self, document: Document, units: Units, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._units = units
        self._chosen: tuple[str, ...] = ()
        self.filters = Filters(self)
        self.table = UnitTable(document, units)  # these two come into the page, and so into Tab's order, below the rest
        self.ways = UnitWays(document)
        self.told = QLabel(wordWrap=True)
        self.keep = QPushButton()
        self.names = QLineEdit()
        self._arrange()
        self.setFocusProxy(self.table)
        self.filters.chosen.connect(units.choose)
        self.keep.clicked.connect(self._make_roster)
        self.names.returnPressed.connect(self._add)
        self.table.activated.connect(self._activated)
        self.table.selected.connect(self._select)
        self.ways.opened.connect(self.opened)
        units.counted.connect(self._tell)
        units.modelAboutToBeReset.connect(self._remember)
        units.modelReset.connect(self._keep_chosen)
        document.turned_read_only.connect(self._follow_file)
        self._follow_file()

    def _arrange(self) -> None:
        self.names.setAccessibleName("增加的单位")
        self.names.setPlaceholderText("单位名称，可粘贴多行")
        add, bring = QPushButton("增加单位"), QPushButton("导入报送表…")
        add.clicked.connect(self._add)
        bring.clicked.connect(self.import_wanted)
        more = QToolButton()
        more.setText("名册")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(more)
        menu.addActions(self.table.actions())
        more.setMenu(menu)
        self._writing = (self.names, add, more, bring)
        top, missing = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.filters)
        top.addStretch(1)
        top.addWidget(self.names, 1)
        for widget in (add, more, bring):
            top.addWidget(widget)
        missing.addWidget(self.told, 1)
        missing.addWidget(self.keep)
        whole = QVBoxLayout(self)
        whole.addLayout(top)
        whole.addLayout(missing)
        whole.addWidget(self.table, 1)
        whole.addWidget(self.ways)

    def look_at(self, *units: str) -> None:
        """Selects these units, the first as the current one."""
        self._units.refresh()
        if self._units.row_of(units[0]) is None:
            self.filters.choose_all()
        self.table.look_at(*units)

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._units.rows[index.row()].unit)

    @Slot()
    def _select(self) -> None:
        self.ways.look_at(self.table.chosen)
        self.selected.emit(self.table.chosen)

    @Slot()
    def _remember(self) -> None:
        self._chosen = self.table.chosen

    @Slot()
    def _keep_chosen(self) -> None:
        """Stays with the unit that was looked at when the list is made anew."""
        for unit in self._chosen[:1]:
            self.table.look_at(unit)
        self._select()

    @Slot()
    def _add(self) -> None:
        self.table.add(self.names.text())
        self.names.clear()

    @Slot()
    def _follow_file(self) -> None:
        for widget in self._writing:
            widget.setEnabled(not self._document.session.read_only)
        self._tell()

    @Slot()
    def _tell(self) -> None:
        report = self._document.report
        self.filters.show_counts(self._units.counts)
        count, has_roster = len(report.returns), report.has_roster
        empty = "还没有单位。把各单位报送表所在的文件夹拖到这里，或者先增加单位、载入单位名册。"
        self.told.setText("没有单位名册，不能确认是否收齐。" if count else empty)
        self.told.setVisible(not has_roster)
        self.keep.setText(f"把这 {count} 个单位存为名册")
        self.keep.setVisible(bool(count) and not has_roster and not self._document.session.read_only)
        self.ways.look_at(self.table.chosen)

    @Slot()
    def _make_roster(self) -> None:
        report = self._document.report
        self._document.do(SetRoster(roster_of(report, listed(report))))
