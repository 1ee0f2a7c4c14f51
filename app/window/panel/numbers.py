"""文中数字: where each number of a text comes from, and how to link it to the tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from app.form import FigureId
from app.report.prose import Number
from app.report.values import shown
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.panel.line_items import LineItems
from app.window.panel.notice import Way
from app.window.panel.number_lines import NumberLines
from app.window.text import linking
from app.window.text.editor import TextEditor
from app.window.text.located import Span
from app.window.text.number_words import about_link, declared_name


class NumbersPanel(QWidget):
    """Stands in place of 当前数据 while a text is being written.

    `figure_wanted` asks to go to a table, `told` says something in passing, `offered` also what can be done.
    """

    figure_wanted = Signal(str)
    told = Signal(str)
    offered = Signal(str, object)

    def __init__(self, document: Document, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.editor: TextEditor | None = None
        self._sought = False
        self.setAccessibleName("文中数字")
        self._title = QLabel()
        self._lines = NumberLines(looks, self)
        self._list = QListView()
        self._list.setAccessibleName("文中数字列表")
        self._list.setModel(self._lines)
        self._list.setItemDelegate(LineItems(self._list))
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setLayoutMode(QListView.LayoutMode.Batched)  # a long text has a thousand numbers
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.clicked.connect(self._reach)
        self._list.activated.connect(self._reach)
        self._list.selectionModel().currentChanged.connect(self._tell)
        self._list.verticalScrollBar().rangeChanged.connect(self._bring)
        self._ways = QVBoxLayout()
        self._buttons: list[QPushButton] = []
        self._all = QPushButton("全部关联")
        self._all.clicked.connect(self.link_all)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._title)
        whole.addWidget(self._list, 1)
        whole.addLayout(self._ways)
        whole.addWidget(self._all)
        whole.addStretch()
        self.look_at(None)

    def look_at(self, editor: TextEditor | None) -> None:
        """Shows the numbers of this editor, and follows its caret; None for no text."""
        if self.editor is not None:
            self.editor.numbers.changed.disconnect(self._show)
            self.editor.cursorPositionChanged.disconnect(self._follow)
            self.editor.link_touched.disconnect(self._touched)
            self.editor.told.disconnect(self.told)
        self.editor = editor
        self.setVisible(editor is not None)
        if editor is not None:
            editor.numbers.changed.connect(self._show)
            editor.cursorPositionChanged.connect(self._follow)
            editor.link_touched.connect(self._touched)
            editor.told.connect(self.told)
            self._show()

    @Slot()
    def _show(self) -> None:
        if self.editor is None:
            return
        self._lines.show(self.editor)
        certain = len(linking.certain(self.editor))
        open_ = sum(bool(number.links) and number.state == "matched" for number in self._lines.numbers)
        count = len(self._lines.numbers)
        told = f"文中数字 {count}" + (f"　可关联 {open_}" if open_ else "")
        self._title.setText(told if count else "这一部分没有数字。")
        self._list.setVisible(bool(count))
        self._all.setText(f"全部关联（{certain} 个）")
        self._all.setVisible(certain > 1 and not self.editor.isReadOnly())
        self._follow()
        self._tell()

    def shown(self) -> list[str]:
        """The lines as they are read."""
        return [str(self._lines.index(row).data()) for row in range(self._lines.rowCount())]

    @Slot()
    def _follow(self) -> None:
        """The number at the caret is the current one; while she looks through the list, the one there."""
        span = self.editor.numbers.at(self.editor.textCursor().position()) if self.editor else None
        if span is None and self._list.hasFocus():
            return
        numbers = self._lines.numbers
        row = next((row for row, number in enumerate(numbers) if span and number is span.number), -1)
        index = self._lines.index(row) if row >= 0 else QModelIndex()
        self._list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._sought = row >= 0
        self._bring()

    @Slot()
    def _bring(self) -> None:
        """Scrolls to the current number, once it has its place among the lines."""
        index = self._list.currentIndex()
        if self._sought and self._list.visualRect(index).isValid():
            self._sought = False
            self._list.scrollTo(index)

    def _current(self) -> Span | None:
        row = self._list.currentIndex().row()
        if self.editor is None or not 0 <= row < len(self._lines.numbers):
            return None
        number = self._lines.numbers[row]
        return next((span for span in self.editor.numbers.spans if span.number is number), None)

    @Slot(QModelIndex)
    def _reach(self, _index: QModelIndex) -> None:
        """Goes to the number in the text."""
        span = self._current()
        if span is not None and self.editor is not None:
            self.editor.select(span.start, span.end)
            self.editor.setFocus()

    @Slot()
    def _tell(self) -> None:
        """Offers what can be done to the current number."""
        span = self._current()
        if span is not None and self.editor is not None and self._list.hasFocus():
            self.editor.select(span.start, span.end)
        writable = self.editor is not None and not self.editor.isReadOnly()
        ways = dict(self._ways_for(span.number)) if span is not None and writable else {}
        if list(ways) == [button.toolTip() for button in self._buttons]:
            return
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = [self._button(verb, act) for verb, act in ways.items()]

    def _ways_for(self, number: Number) -> Iterator[Way]:
        if number.state == "linked":
            figure = number.figures[0]
            yield f"到表{self._ordinal(figure)}修改", partial(self.figure_wanted.emit, figure)
            yield "改为普通数字", self._make_plain
        elif not number.links and number.state in ("unaccounted", "matched"):
            yield "选数据项…", self._choose
        for figure in number.links:
            yield self._verb(number, figure), partial(self._link, figure)

    def _button(self, verb: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(self.fontMetrics().elidedText(verb, Qt.TextElideMode.ElideMiddle, self._list.width()))
        button.setToolTip(verb)
        button.setAccessibleName(verb)
        button.clicked.connect(act)
        self._ways.addWidget(button)
        button.show()
        return button

    def _link(self, figure: FigureId) -> None:
        span = self._current()
        if span is not None and self.editor is not None:
            linking.link(self.editor, span, figure)
            self.editor.setFocus()

    @Slot()
    def _choose(self) -> None:
        """Lists the figures with this value."""
        span = self._current()
        if span is not None and self.editor is not None:
            self.editor.offer_figures_for(span)

    @Slot()
    def _make_plain(self) -> None:
        span = self._current()
        if span is not None and self.editor is not None:
            self._make_plain_at(self.editor.between(span.start, span.start))

    def _make_plain_at(self, place: QTextCursor) -> None:
        if self.editor is not None and self.editor.document() is place.document():
            linking.make_plain(self.editor, place.position())
            self.editor.setFocus()

    @Slot(int)
    def _touched(self, position: int) -> None:
        """A linked number is changed where it comes from, or no longer linked."""
        link = self.editor.links.link_at(position) if self.editor else None
        if self.editor is None or link is None:
            return
        form, shown = self._document.report.form, self.editor.links.words(link) or link
        figure = FigureId(declared_name(link))
        place = self.editor.between(position, position)
        verb = "改为普通数字" if shown.isdecimal() else "改为普通文字"
        ways: list[Way] = [(verb, partial(self._make_plain_at, place))]
        if figure in form.figures:
            ways.insert(0, (f"到表{self._ordinal(figure)}修改", partial(self.figure_wanted.emit, figure)))
        self.offered.emit(f"“{shown}”是{about_link(form, link)}，不在这里直接改。", ways)

    @Slot()
    def link_here(self) -> None:
        """Links the number at the caret; where there is a choice, it is offered."""
        if self.editor is None:
            return
        self.editor.settle()
        self._follow()
        span = self.editor.numbers.at(self.editor.textCursor().position())
        if span is None or not span.number.links:
            self.told.emit("光标处没有可以关联的数。")
        elif span.number.sure:
            linking.link(self.editor, span, span.number.links[0])
        elif self.isVisible() and self._buttons:
            self._buttons[0].setFocus()
        else:
            self.offered.emit(f"“{span.number.number}”要选定是哪个数据项。", list(self._ways_for(span.number)))

    @Slot()
    def link_all(self) -> None:
        """Links every number that needs no choice."""
        if self.editor is not None:
            count = linking.link_all(self.editor)
            self.told.emit(f"已关联 {count} 个数。" if count else "没有可以直接关联的数。")
            self.editor.setFocus()

    def _ordinal(self, figure: FigureId) -> str:
        form = self._document.report.form
        return form.section_of(form.figures[figure].table).ordinal

    def _verb(self, number: Number, figure: FigureId) -> str:
        name = self._document.report.form.figures[figure].name
        if number.state == "contradicted":
            return f"改为{name}的 {shown(self._document.report.figures.get(figure))}"
        return "关联（Alt+Enter）" if number.sure else f"关联到{name}"
