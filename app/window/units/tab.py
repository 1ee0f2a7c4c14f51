"""单位: the list of units, and in its place the page of one."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from app.form import FigureId
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.units.facts import UnitFacts
from app.window.units.listing import UnitList
from app.window.units.model import Units
from app.window.units.page import UnitPage
from app.window.units.rows import State


class UnitsTab(QWidget):
    """`import_wanted` asks for the command; `turned` when the list or a page comes into view; `broke` has a fault."""

    import_wanted = Signal()
    turned = Signal()
    broke = Signal(str)

    def __init__(self, document: Document, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.units = Units(document, looks, self)
        self.list = UnitList(document, self.units)
        self.page = UnitPage(document, looks)
        self.facts = UnitFacts(document, self.units, self)  # until the panel takes it
        self.facts.hide()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)
        self.setFocusProxy(self.list)
        self.list.import_wanted.connect(self.import_wanted)
        self.list.opened.connect(self.open)
        self.facts.opened.connect(self.open)
        self.list.selected.connect(self.facts.look_at)
        self.page.left.connect(self.show_list)
        self.page.original.broke.connect(self.broke)
        self.units.counted.connect(self._tell)

    @property
    def figure(self) -> FigureId | None:
        """No figure of the report is current here."""
        return None

    @property
    def beside(self) -> QWidget | None:
        """What belongs into the panel while a unit's page is in view."""
        return self.page.beside if self.is_open else None

    @property
    def is_open(self) -> bool:
        """Whether a unit's page is in view."""
        return self._pages.currentWidget() is self.page

    @property
    def title(self) -> str:
        """单位 with how many have sent, of how many where the roster is known."""
        counts = self.units.counts
        due = sum(count for state, count in counts.items() if state is not State.LEFT_OUT)
        if not counts.total():
            return "单位"
        return f"单位 {due - counts[State.SILENT]}/{due}" if self._document.report.has_roster else f"单位 {due}"

    def go_to(self, _figure: FigureId | None) -> None:
        """Puts the focus on the list."""
        self.show_list()
        self.list.table.setFocus()

    def look_at(self, *units: str) -> None:
        """Selects these units in the list."""
        self.show_list()
        self.list.look_at(*units)

    @Slot(str)
    def open(self, unit: str, figure: FigureId | None = None) -> None:
        """Shows the unit's page, at this figure; a unit without a return is shown in the list."""
        self.list.look_at(unit)
        if unit not in self._document.report.returns:
            self.show_list()
            self.list.table.setFocus()
            return
        self.page.open(unit)
        self._turn(self.page)
        self._tell()
        if figure is not None:
            self.page.go_to(figure)
        self.page.view.setFocus()

    @Slot()
    def show_list(self) -> None:
        """Goes back to the list, to the unit that was open."""
        if self.is_open:
            self._turn(self.list)
            self.list.table.setFocus()

    def _turn(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        self.setFocusProxy(page)
        self.turned.emit()

    @Slot()
    def _tell(self) -> None:
        row = self.units.row(self.page.unit)
        if self.is_open and row is not None:
            self.page.show_row(row)
