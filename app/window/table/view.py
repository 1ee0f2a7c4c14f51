"""A statutory table that is filled in like a sheet of Excel."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QFontMetrics, QGuiApplication, QKeyEvent, QMouseEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QLineEdit, QTableView, QWidget

from app.form import FigureId, Table
from app.report.report import Change
from app.window.looks.palette import Looks
from app.window.table.beside import Beside
from app.window.table.block import BlockRefused, copied, pasted
from app.window.table.cells import TableCells, move_of
from app.window.table.figures import Figures
from app.window.table.frozen import Frozen
from app.window.table.model import Index, Place, TableModel
from app.window.table.sizes import column_widths, font_for, natural_height, row_heights


class TableView(QTableView):
    """`figure_reached` names the current figure."""

    shows_focus = True
    figure_reached = Signal(object)

    def __init__(self, figures: Figures, table: Table, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = figures
        self._table = TableModel(figures, table, self)
        entries = [at for figure, at in self._table.place_of.items() if figure not in self._table.form.totals]
        self._across = sorted(entries)
        self._down = sorted(entries, key=lambda at: (at[1], at[0]))
        self._cells = TableCells(self._table, figures.enter, looks, self)
        self._beside = Beside(self.viewport(), looks)
        self.setModel(self._table)
        self.setItemDelegate(self._cells)
        self._frozen = Frozen(self, self._table, self._cells)
        self._set_up()
        self._cells.finished.connect(self.go)
        self._cells.refused.connect(self._say_beside)
        figures.refused.connect(self._say_beside)
        figures.about_to_step.connect(self._cells.take)
        figures.given_up.connect(self._given_up)
        self._cells.abandoned.connect(figures.give_up_at)
        self._table.dataChanged.connect(self._make_room)
        looks.changed.connect(self.viewport().update)
        self.setCurrentIndex(self._table.index(*self._down[0]))

    def _set_up(self) -> None:
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setMinimumSectionSize(1)
        self.setShowGrid(False)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setHorizontalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setSelectionMode(QTableView.SelectionMode.ContiguousSelection)
        trigger = QTableView.EditTrigger
        self.setEditTriggers(trigger.AnyKeyPressed | trigger.EditKeyPressed | trigger.DoubleClicked)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        for cell in self._table.layout.cells:
            if cell.rows > 1 or cell.columns > 1:
                self.setSpan(cell.row, cell.column, cell.rows, cell.columns)

    @property
    def figure(self) -> FigureId | None:
        """The figure in the current cell."""
        return self._table.figure(self.currentIndex())

    @property
    def untaken(self) -> str:
        """What is being typed into a cell, with its place; "" where nothing is."""
        return self._cells.untaken

    def place_of(self, figure: FigureId) -> tuple[int, int]:
        """The row and column of a figure's cell."""
        return self._table.place_of[figure]

    def go_to(self, figure: FigureId) -> None:
        """Makes this figure's cell the current one; from a cell that holds what is not taken it does not go."""
        if self._is_held():
            return
        index = self._table.index_of(figure)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _is_held(self) -> bool:
        """Whether something is typed that is not taken; then the caret is there."""
        editor = self._cells.editor
        if editor is not None:
            editor.setFocus()
        return editor is not None

    @Slot(object)
    def _given_up(self, change: Change) -> None:
        """What is typed goes with the edit that could not be kept."""
        if any(self.figure in step.key for step in change.steps):
            self._cells.abandon()

    @Slot(str)
    def _say_beside(self, why: str) -> None:
        editor = self._cells.editor
        if editor is not None:
            self._beside.say(why, editor.geometry())
            editor.textChanged.connect(self._beside.hide)
            editor.destroyed.connect(self._beside.hide)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._is_held():
            super().mousePressEvent(event)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)  # Qt switches it on for each entry cell
        self.figure_reached.emit(self._table.figure(current))

    @Slot(str)
    def go(self, move: str) -> None:
        """Goes `down` or `right` to the next entry cell, `up` or `left` to the one before, or one cell."""
        match move:
            case "down" | "up":
                order = self._down if self._table.layout.label_columns else self._across
                self._step(order, 1 if move == "down" else -1)
            case "right" | "left":
                self._step(self._across, 1 if move == "right" else -1)
            case "above" | "below":
                action = QTableView.CursorAction.MoveUp if move == "above" else QTableView.CursorAction.MoveDown
                self.setCurrentIndex(self.moveCursor(action, Qt.KeyboardModifier.NoModifier))
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, order: list[Place], by: int) -> None:
        """Goes on in this order, round at the ends; from a total to the entry that follows it in a column."""
        current = (self.currentIndex().row(), self.currentIndex().column())
        if current in order:
            place = order[(order.index(current) + by) % len(order)]
        else:
            after = [place for place in self._down if (place[1], place[0]) > (current[1], current[0])]
            place = (after or self._down)[0]
        self.setCurrentIndex(self._table.index(*place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        move = move_of(event)
        is_plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        if move in ("down", "up", "right", "left"):
            self.go(move)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear_selected()
        elif is_plain and event.text().strip() and self._refuses([self.currentIndex()]):
            return
        else:
            super().keyPressEvent(event)

    def edit(self, *at: Any) -> Any:  # noqa: ANN401  Qt has two methods of this name
        """F2 and a double click go on with what is there, caret at the end; typing replaces it."""
        opened = super().edit(*at)
        editors = self.viewport().findChildren(QLineEdit)  # the last: those before are on their way out
        trigger = QTableView.EditTrigger
        if len(at) > 1 and at[1] in (trigger.EditKeyPressed, trigger.DoubleClicked):
            if opened and editors:
                editors[-1].deselect()
                editors[-1].end(False)
            elif not opened:
                self._refuses([self.currentIndex()])
        return opened

    def _refuses(self, cells: Sequence[QModelIndex]) -> bool:
        """Whether nothing can be typed into these cells; then it is said why."""
        why = self._figures.closed or ("" if any(map(self._table.is_entry, cells)) else "总计自动相加，不用填。")
        if why:
            self._figures.refuse(why)
        return bool(why)

    def _chosen(self) -> list[FigureId]:
        """The entry figures of the selection."""
        indexes = self.selectedIndexes() or [self.currentIndex()]
        return [figure for index in indexes if self._table.is_entry(index) and (figure := self._table.figure(index))]

    @Slot()
    def clear_selected(self) -> None:
        """Empties the selected cells: they are 未填 again."""
        figures = self._chosen()
        if self._refuses(self.selectedIndexes() or [self.currentIndex()]):
            return
        if len(figures) == 1:
            self._figures.enter(figures[0], None)
        else:
            self._figures.enter_all(dict.fromkeys(figures, None))

    @Slot()
    def cut(self) -> None:
        """The selection to the clipboard; its cells are emptied."""
        self.copy()
        self.clear_selected()

    @Slot()
    def copy(self) -> None:
        """The selection as text and as a table; all of it with heads and labels when everything is selected."""
        indexes = self.selectedIndexes() or [self.currentIndex()]
        places = {(index.row(), index.column()) for index in indexes}
        whole = len(places) >= len(self._table.place_of)
        QGuiApplication.clipboard().setMimeData(copied(self._table, None if whole else places))

    @Slot()
    def paste(self) -> None:
        """Numbers from Excel or WPS, from the top left cell of the selection on, as one edit."""
        if self._figures.closed:
            self._figures.refuse(self._figures.closed)
            return
        indexes = self.selectedIndexes() or [self.currentIndex()]
        first = min(indexes, key=lambda index: (index.row(), index.column()))
        try:
            block = pasted(self._table, QGuiApplication.clipboard().text(), (first.row(), first.column()))
        except BlockRefused as refused:
            self._figures.refuse(str(refused))
            return
        if len(block.values) == 1:
            self._figures.enter(*next(iter(block.values.items())))
        elif self._figures.enter_all(block.values):
            self._select(block.first, block.last)
            if block.told:
                self._figures.refuse(block.told)

    def _select(self, first: tuple[int, int], last: tuple[int, int]) -> None:
        chosen = QItemSelection(self._table.index(*first), self._table.index(*last))
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Repaints the current cell alone: the item view would repaint all of them, at every edit."""
        QAbstractScrollArea.focusInEvent(self, event)
        self._is_held()
        self.update(self.currentIndex())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        QAbstractScrollArea.focusOutEvent(self, event)
        self.update(self.currentIndex())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._frozen.setGeometry(self.viewport().geometry())
        self.fit()

    def scrollTo(self, index: Index, hint: QTableView.ScrollHint = QTableView.ScrollHint.EnsureVisible) -> None:
        """Also brings the cell out from under the heads and labels."""
        super().scrollTo(index, hint)
        rect = self.visualRect(index)
        for bar, hidden in (
            (self.verticalScrollBar(), self._frozen.height_of_heads - rect.top()),
            (self.horizontalScrollBar(), self._frozen.width_of_labels - rect.left()),
        ):
            if hidden > 0:
                bar.setValue(bar.value() - hidden)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_cells"):
            self.fit()

    def fit(self) -> None:
        """Shares out the room among rows and columns, in smaller type where that brings all of it into view."""
        layout, room = self._table.layout, self.viewport().size()
        self.setMaximumHeight(natural_height(layout, QFontMetrics(self.font())) + 1)
        font = font_for(layout, self.font(), room, self._shown)
        self._cells.use_font(font)
        metrics = QFontMetrics(font)
        for row, height in enumerate(row_heights(layout, metrics, room.height())):
            self.setRowHeight(row, height)
        for column, width in enumerate(column_widths(layout, metrics, room.width(), self._shown(metrics))):
            self.setColumnWidth(column, width)

    @Slot(QModelIndex, QModelIndex)
    def _make_room(self, changed: Index, _last: Index) -> None:
        """A figure that has grown too long for its column is shown whole."""
        text = self._table.looks[changed.row(), changed.column()].text
        if self._cells.width_of(text) > self.columnWidth(changed.column()):
            self.fit()

    def _shown(self, metrics: QFontMetrics) -> dict[int, int]:
        widest: dict[int, int] = {}
        for (_, column), look in self._table.looks.items():
            if look.role in ("entry", "total"):
                widest[column] = max(widest.get(column, 0), metrics.horizontalAdvance(look.text))
        return widest
