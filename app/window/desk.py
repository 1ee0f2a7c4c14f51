"""An open report: a tab for each section of the form, the units, and beside them the panel."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStyle, QTabBar, QTabWidget, QToolButton, QVBoxLayout, QWidget

from app.form import FigureId, Section
from app.report.edits import SetText
from app.report.text import stands_with
from app.report.values import Value
from app.window.arriving.changes import ChangesTab
from app.window.arriving.tab import ImportTab
from app.window.document import Document
from app.window.find.bar import FindBar
from app.window.find.search import Cell, InText, InUnits, Place
from app.window.focus import put_in_order
from app.window.history.points import RestorePointsTab
from app.window.history.tab import HistoryTab
from app.window.layouts import LayoutsTab
from app.window.looks.marks import mark_icon
from app.window.looks.palette import Looks
from app.window.panel.notice import Way
from app.window.panel.panel import Panel
from app.window.panel.placing import Placing
from app.window.particulars import ParticularsTab
from app.window.printing.tab import PreviewTab
from app.window.standing import UNITS, Line, Mark, Standing
from app.window.tab_bar import TabBar
from app.window.table.tab import TableTab
from app.window.table.view import TableView
from app.window.text.passage import Passage
from app.window.text.tab import TextTab
from app.window.units.tab import UnitsTab

Tab = (
    TableTab
    | TextTab
    | UnitsTab
    | ImportTab
    | ChangesTab
    | HistoryTab
    | RestorePointsTab
    | PreviewTab
    | ParticularsTab
    | LayoutsTab
)


class Desk(QWidget):
    """Arranges; each part speaks for itself."""

    import_wanted = Signal()
    broke = Signal(str)

    def __init__(self, document: Document, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self._looks = looks
        self.tabs = QTabWidget()
        self.tabs.setTabBar(TabBar(kept=len(document.report.form.sections)))
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("年报各部分")
        self.panel = Panel(document, looks, self.tabs)
        self.placing = Placing(self.tabs, self.panel, self._in_use)
        self._places: dict[str, Tab] = {}
        self._page = ""
        for section in document.report.form.sections:
            self._add(
                section.id, tab_for(section, document, looks), f"{section.ordinal} {section.short}", section.title
            )
        self.units: UnitsTab | None = None
        self._import: ImportTab | None = None
        self._before: Mapping[FigureId, Value] = {}
        passages = (passage for tab in self._places.values() for passage in tab.findChildren(Passage))
        texts = {passage.key: passage for passage in passages}
        self.find_bar = FindBar(document, texts, self)
        self.find_bar.reached.connect(self.go_to_found)
        self.find_bar.closed.connect(self.focus_tab)
        whole = QVBoxLayout(self)
        whole.addWidget(self.tabs, 1)
        whole.addWidget(self.find_bar)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        self.tabs.currentChanged.connect(self._tab_changed)
        self.panel.left.connect(self.focus_tab)
        self.panel.line_reached.connect(self.go_to_line)
        self.panel.unit_wanted.connect(self.open_unit)
        self.panel.figure.unit_wanted.connect(self.open_unit)
        self.panel.import_wanted.connect(self.import_wanted)
        self.panel.numbers.figure_wanted.connect(self.go_to_figure)
        self.panel.numbers.offered.connect(self._offer)
        document.judged.connect(self.show_standing)
        document.refused.connect(self._refused)
        document.told.connect(self._told)
        document.made.connect(self.panel.notice.outdate)
        looks.changed.connect(self._colour)
        self.show_standing(document.standing)
        put_in_order(self.tabs.widget(0), self.panel)
        if self.units is not None:
            self.tabs.setCurrentWidget(self.units)

    def _add(self, place: str, tab: Tab, title: str, tip: str) -> None:
        self._places[place] = tab
        at = self.tabs.addTab(tab, title)
        self.tabs.setTabToolTip(at, tip)
        if isinstance(tab, TableTab):
            tab.table.figure_reached.connect(self.panel.look_at)
        if isinstance(tab, TextTab):
            tab.compare.toggled.connect(self._compare)

    @Slot(bool)
    def _compare(self, shown: bool) -> None:
        """Last year's text stands beside this year's on all tabs, or on none."""
        for tab in self._places.values():
            if isinstance(tab, TextTab):
                tab.compare.setChecked(shown)

    def tab(self, place: str) -> Tab:
        """The tab of a section by its id, or of the units."""
        return self._places[place]

    @Slot(object)
    def show_standing(self, standing: Standing) -> None:
        """Shows each tab's state; the tab of the units is there once the report has units."""
        self._show_units()
        size = self.fontMetrics().height()
        if self.tabs.iconSize() != QSize(size, size):  # Qt arranges the whole bar anew, also for the same size
            self.tabs.setIconSize(QSize(size, size))
        for section in self.document.report.form.sections:
            self._mark(section.id, standing, f"{section.ordinal} {section.short}")
        self._mark_units()

    def _mark(self, place: str, standing: Standing, title: str) -> None:
        state, at = standing.state(place), self.tabs.indexOf(self._places[place])
        mark = state.mark
        report = self.document.report
        if place == UNITS and mark is Mark.DONE and not (report.returns and report.has_roster):
            mark = Mark.OPEN  # nobody knows whether all have sent
        icon = mark_icon(mark, self._looks.colours)
        text = f"{title} {state.count}" if state.count and place != UNITS else title
        if (icon.cacheKey(), text) == (self.tabs.tabIcon(at).cacheKey(), self.tabs.tabText(at)):
            return
        self.tabs.setTabIcon(at, icon)
        self.tabs.setTabText(at, text)
        words = mark.value + (f" {state.count} 处" if state.count else "")
        self.tabs.tabBar().setAccessibleTabName(at, f"{title}，{words}")

    @Slot()
    def _mark_units(self) -> None:
        if self.units is not None:
            self._mark(UNITS, self.document.standing, self.units.title)

    def _show_units(self) -> None:
        if self.units is None and not self.document.is_own:
            self.units = UnitsTab(self.document, self._looks)
            self.units.import_wanted.connect(self.import_wanted)
            self.units.units.counted.connect(self._mark_units)
            self.units.turned.connect(self._unit_turned)
            self.units.broke.connect(self.broke)
            self._add(UNITS, self.units, self.units.title, "各单位的报送情况")

    @Slot()
    def _colour(self) -> None:
        self.show_standing(self.document.standing)

    @Slot(int)
    def _tab_changed(self, _at: int) -> None:
        tab = self.tabs.currentWidget()
        assert isinstance(tab, Tab)
        self.panel.look_at(tab.figure, tab.editor if isinstance(tab, TextTab) else None)
        self._unit_turned()
        put_in_order(tab, self.panel)
        tab.setFocus()

    @Slot(str)
    def _refused(self, say: str) -> None:
        self.say(say, Mark.WARNING, of_edit=True)

    @Slot(str, object)
    def _told(self, say: str, mark: Mark) -> None:
        self.say(say, mark, of_edit=True)

    @Slot(str, object)
    def _offer(self, say: str, ways: Sequence[Way]) -> None:
        self.say(say, ways=[(verb, partial(self._take, act)) for verb, act in ways])

    def _take(self, act: Callable[[], None]) -> None:
        self.panel.notice.dismiss()
        act()

    def say(self, text: str, mark: Mark = Mark.NOTICE, ways: Sequence[Way] = (), *, of_edit: bool = False) -> None:
        """Says something in the panel, which opens for it; what is said `of_edit` goes with the next one."""
        self.placing.open(findings=False)
        self.panel.notice.say(text, mark, ways, of_edit=of_edit)
        self.placing.place()

    @Slot(object)
    def go_to_line(self, line: Line) -> None:
        """Goes to where this is to be done."""
        tab = self._places.get(line.section)
        if line.section == UNITS and line.units and self.units is not None:
            self.tabs.setCurrentWidget(self.units)
            self.units.look_at(*line.units)
        elif tab is not None:
            self.tabs.setCurrentWidget(tab)
            tab.go_to(line.figure)
            if line.finding and (editor := self.find_bar.editors.get(line.finding.section)):
                editor.go_to_words(line.finding.quote)

    def go_to_first(self) -> None:
        """Goes to the first thing to do."""
        self.placing.open(findings=True)
        self.panel.findings.step_to_first()
        self.placing.place()

    def step(self, by: int) -> str:
        """Goes to the next problem or the one before; what is to be said about that.

        While a unit's page is in view and has problems it is one of these, else one of the report's.
        """
        self.placing.open(findings=True)
        tab = self.tabs.currentWidget()
        page = tab.page if isinstance(tab, UnitsTab) and tab.is_open else None
        in_unit = page is not None and any(line.is_to_do for line in page.beside.lines)
        said = page.beside.step(by) if page and in_unit else self.panel.findings.step(by)
        self.placing.place()
        return said

    def _in_use(self) -> tuple[QWidget, QRect] | None:
        """What the panel must not hide: the current cell, or the buttons that end an import."""
        tab = self.tabs.currentWidget()
        if isinstance(tab, ImportTab):
            return tab.foot, tab.foot.rect()
        unit = tab.page.view if isinstance(tab, UnitsTab) and tab.is_open else None
        view = tab.table if isinstance(tab, TableTab) else unit
        return None if view is None else (view.viewport(), view.visualRect(view.currentIndex()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes away what lies over the tabs."""
        if event.key() == Qt.Key.Key_Escape and self.placing.is_over:
            self.panel.hide()
            self.focus_tab()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _unit_turned(self) -> None:
        tab = self.tabs.currentWidget()
        self.panel.show_beside(tab.beside if isinstance(tab, UnitsTab) else None)
        if isinstance(tab, UnitsTab):
            self.panel.look_at(None, facts=tab.facts)
        self.placing.place()

    @Slot(str)
    @Slot(str, object)
    def open_unit(self, unit: str, figure: FigureId | None = None) -> None:
        """Shows this unit's return, at this figure."""
        if self.units is not None:
            self.tabs.setCurrentWidget(self.units)
            self.units.open(unit, figure)

    @Slot(str)
    def go_to_unit(self, unit: str) -> None:
        """Shows this unit among the others; "" shows them all."""
        if self.units is not None:
            self.tabs.setCurrentWidget(self.units)
            if unit:
                self.units.look_at(unit)

    def go_to_figure(self, figure: FigureId) -> None:
        section = self.document.report.form.section_of(self.document.report.form.figures[figure].table)
        self.tabs.setCurrentWidget(self._places[section.id])
        self._places[section.id].go_to(figure)

    @Slot(object)
    def go_to_found(self, place: Place) -> None:
        """Goes to what a search found."""
        match place:
            case Cell(figure):
                self.go_to_figure(figure)
            case InText(key, start, end):
                section = stands_with(self.document.report.form, key)
                self.tabs.setCurrentWidget(self._places[section.id])
                self.find_bar.editors[key].select(start, end)
            case InUnits(unit):
                self.go_to_unit(unit)
            case Line():
                self.go_to_line(place)

    @Slot()
    def focus_tab(self) -> None:
        """Puts the focus back to what is worked on."""
        self.tabs.currentWidget().setFocus()

    def go_to_tab(self, number: int) -> None:
        """Goes to the tab with this number, from 0."""
        if number < self.tabs.count():
            self.tabs.setCurrentIndex(number)

    def take_files(self, sources: Sequence[Path], *, only_news: bool = False) -> None:
        """Reads these files and folders, in a tab that goes when they are dealt with."""
        if self._import is None:
            self._import = ImportTab(self.document, self._looks)
            self._import.adopted.connect(self._adopted)
            self._import.done.connect(self._import_done)
            self._import.failed.connect(self._refused)
            self._import.broke.connect(self.broke)
            self._import.transcribing.connect(self.open_unit)
            self._add("import", self._import, "导入", "读入的文件，采用后计入年报")
        self.tabs.setCurrentWidget(self._import)
        self.panel.notice.clear()  # what was said of the import before
        self._import.read(sources, only_news=only_news)

    @Slot(str)
    def _import_done(self, say: str) -> None:
        if self.tabs.currentWidget() is self._import:
            self.tabs.setCurrentWidget(self.units or self.tabs.widget(1))
        self._import = None
        self.close_page("import")
        if say:
            self.say(say, Mark.DONE)

    def open_page(self, place: str, page: Tab, title: str, tip: str) -> None:
        """Shows a page in a tab that can be closed again, by its button or Esc; it takes the place of the one before.

        One at a time, so that the bar has room for the sections.
        """
        self.close_page(self._page)
        self._page = place
        self._add(place, page, title, tip)
        close = QToolButton(autoRaise=True)
        close.setIcon(self.style().standardIcon(QStyle.StandardPixmap.SP_TitleBarCloseButton))
        close.setAccessibleName(f"关闭{title}")
        close.setToolTip("关闭（Esc）")
        escape = QShortcut(QKeySequence("Esc"), page, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        for closing in (close.clicked, escape.activated):
            closing.connect(partial(self.close_page, place))
        self.tabs.tabBar().setTabButton(self.tabs.indexOf(page), QTabBar.ButtonPosition.RightSide, close)
        self.tabs.setCurrentWidget(page)

    def close_page(self, place: str, *_: object) -> None:
        """Takes the page away, if it is there."""
        if page := self._places.pop(place, None):
            self.tabs.removeTab(self.tabs.indexOf(page))
            page.deleteLater()

    def page(self, place: str) -> Tab | None:
        """The page, if it is open."""
        return self._places.get(place)

    @Slot(str, object)
    def _adopted(self, say: str, before: Mapping[FigureId, Value]) -> None:
        """Says what was taken; one step away is what became different by it."""
        self._before = before
        self.say(say, Mark.DONE, [("看本次变化", self.show_changes)])

    @Slot()
    def show_changes(self) -> None:
        """Lists what the last import changed in the report's figures."""
        self.close_page("changes")
        changes = ChangesTab(self.document, self._before)
        changes.figure_wanted.connect(self.go_to_figure)
        self.open_page("changes", changes, "本次变化", "这次导入改了年报的哪些数")

    @property
    def importing(self) -> ImportTab | None:
        """The import that is going on."""
        return self._import

    def keep(self) -> None:
        """Keeps what is being typed."""
        self.document.about_to_step.emit()

    @property
    def unkept(self) -> str:
        """What is typed or done and is not on the disk, in words; "" where everything is."""
        report = self.document.report
        cells = [view.untaken for view in self.findChildren(TableView)]
        texts = [SetText(key, text).on(report).name for key, text in self.unkept_texts.items()]
        return "、".join(dict.fromkeys(filter(None, (self.document.not_kept, *cells, *texts))))

    @property
    def unkept_texts(self) -> dict[str, str]:
        """What stands in the editors and could not be kept."""
        return {passage.key: passage.text for passage in self.findChildren(Passage) if passage.is_ahead}

    def close_document(self) -> None:
        """Keeps what is being typed and ends the sitting."""
        self.keep()
        if self._import is not None:
            self._import.cancel()
        self.document.close()


def tab_for(section: Section, document: Document, looks: Looks) -> Tab:
    """The tab of a section, by its kind."""
    if section.kind == "table":
        return TableTab(document, section, looks)
    return TextTab(document, section, looks)
