"""A unit's own page: its return in the statutory tables, to be corrected by hand."""

from __future__ import annotations

from datetime import date
from html import escape

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from app.form import FigureId
from app.window.document import Document
from app.window.looks.marks import mark_icon
from app.window.looks.palette import Looks
from app.window.standing import Mark
from app.window.table.view import TableView
from app.window.units.beside import UnitBeside
from app.window.units.figures import ReturnFigures
from app.window.units.original import Original
from app.window.units.rows import Row


class UnitPage(QWidget):
    """`left` when the clerk goes back to the list, or there is no return any more."""

    left = Signal()

    def __init__(self, document: Document, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks = looks
        self._row: Row | None = None
        self._form = document.report.form
        self.figures = ReturnFigures(document, self)
        self.beside = UnitBeside(self.figures, looks)  # of the panel, which takes it: Tab comes to it there
        self.beside.hide()
        self._sections = [section for section in self._form.sections if section.kind == "table"]
        self._back = QPushButton("‹ 单位")
        self._back.setFlat(True)
        self._back.setToolTip("回到各单位（Esc）")
        self._state, self._title = QLabel(), QLabel(textFormat=Qt.TextFormat.RichText)
        self.note = QLineEdit()
        self.note.setAccessibleName("更正依据")
        self.original = Original(document, looks)
        self.compare = QPushButton("对照原件(&Z)")
        self.compare.setCheckable(True)
        self.compare.setToolTip("在旁边显示这个单位发来的文件")
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setAccessibleName("报送表的三张表")
        self._tables = QStackedWidget()
        self.views: list[TableView] = []
        for section in self._sections:
            self.bar.addTab(f"{section.ordinal} {section.short}")
            self._add_table(section.table, section.title)
        self._arrange()
        self.setFocusProxy(self.view)
        self._back.clicked.connect(self.left)
        QShortcut(QKeySequence("Alt+Left"), self, self.left.emit, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.bar.currentChanged.connect(self._turn)
        self.note.textChanged.connect(self._ground)
        self.beside.figure_wanted.connect(self.go_to)
        self.figures.changed.connect(self._mark)
        self.compare.toggled.connect(self._compare)
        looks.changed.connect(self._colour)

    def _add_table(self, table: str, title: str) -> None:
        view = TableView(self.figures, self._form.tables[table], self._looks)
        view.setAccessibleName(title)
        view.figure_reached.connect(self.beside.look_at)
        view.figure_reached.connect(self.original.look_at_figure)
        self.views.append(view)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(view, 100)
        column.addStretch(1)
        self._tables.addWidget(page)

    def _arrange(self) -> None:
        em = self.fontMetrics().horizontalAdvance("国")
        self.note.setFixedWidth(12 * em)
        self.bar.setFixedHeight(self.note.sizeHint().height())  # all rows of the largest table stay in view
        top = QHBoxLayout()
        top.setContentsMargins(em // 2, 0, em // 2, 0)
        for widget in (self._back, self._state, self._title):
            top.addWidget(widget)
        top.addStretch(1)
        top.addWidget(self.bar)
        top.addStretch(1)
        top.addWidget(self.compare)
        top.addSpacing(em // 2)
        top.addWidget(QLabel("更正依据"))
        top.addSpacing(em // 4)
        top.addWidget(self.note)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        both = QSplitter()
        both.setChildrenCollapsible(False)
        self.original.hide()  # before it is there: its width would count for the window's
        both.addWidget(self._tables)
        both.addWidget(self.original)
        whole.addWidget(both, 1)  # first for Tab and F6, which go on from the table to what is above it
        whole.insertLayout(0, top)

    @property
    def unit(self) -> str:
        """Whose return is shown."""
        return self.figures.unit

    @property
    def view(self) -> TableView:
        """The table in view."""
        return self.views[self.bar.currentIndex()]

    def open(self, unit: str) -> None:
        """Shows this unit's return."""
        self.figures.show(unit)
        today = date.today()
        sent = self.figures.sent
        typed = sent is not None and sent.is_typed
        self.note.setText("代录" if typed else f"电话更正 {today.month}月{today.day}日")
        has_file = sent is not None and bool(sent.file and sent.sha256)
        self.compare.setVisible(has_file)
        self.compare.setChecked(has_file and typed)
        self._compare(self.compare.isChecked())
        wrong = next((at for at in range(len(self._sections)) if self._state_of(at) in (Mark.ERROR, Mark.OPEN)), 0)
        self.bar.setCurrentIndex(wrong)
        self.beside.look_at(self.view.figure)

    def show_row(self, row: Row) -> None:
        """Says how the unit stands."""
        self._row = row
        size = self.fontMetrics().height()
        self._state.setPixmap(mark_icon(row.state.mark, self._looks.colours).pixmap(size, size))
        self._state.setAccessibleName(row.state.value)
        words = f"<b>{escape(row.unit)}</b>　{row.state.value}"
        self._title.setText(words)
        self._title.setToolTip("\n".join(filter(None, (row.file, row.remark))))

    @Slot(object)
    def go_to(self, figure: FigureId) -> None:
        """Makes this figure's cell the current one."""
        table = self._form.figures[figure].table
        self.bar.setCurrentIndex([section.table for section in self._sections].index(table))
        self.view.go_to(figure)

    @Slot(bool)
    def _compare(self, wanted: bool) -> None:
        """Shows the unit's own file beside the tables."""
        self.original.setVisible(wanted)
        if wanted:
            self.original.look_at(self.figures.sent)
            self.original.look_at_figure(self.view.figure)

    @Slot(int)
    def _turn(self, at: int) -> None:
        self._tables.setCurrentIndex(at)
        self.setFocusProxy(self.view)
        self.beside.look_at(self.view.figure)
        self.original.look_at_figure(self.view.figure)
        self.view.setFocus()

    @Slot(str)
    def _ground(self, note: str) -> None:
        self.figures.note = note.strip()

    def _state_of(self, at: int) -> Mark:
        looks = [self.figures.look(figure.id) for figure in self._form.figures_of(self._sections[at].table)]
        marks = {look.mark for look in looks} | ({Mark.OPEN} if any(look.missing for look in looks) else set())
        return next((mark for mark in (Mark.ERROR, Mark.OPEN, Mark.WARNING) if mark in marks), Mark.DONE)

    @Slot()
    def _mark(self) -> None:
        if self.figures.sent is None:
            self.left.emit()
            return
        if not self.original.isHidden():
            self.original.look_at(self.figures.sent)
        size = self.fontMetrics().height()
        self.bar.setIconSize(QSize(size, size))
        for at, section in enumerate(self._sections):
            mark = self._state_of(at)
            self.bar.setTabIcon(at, mark_icon(mark, self._looks.colours))
            self.bar.setAccessibleTabName(at, f"{section.ordinal} {section.short}，{mark.value}")

    @Slot()
    def _colour(self) -> None:
        if self._row is not None and self.figures.sent is not None:
            self.show_row(self._row)
            self._mark()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
