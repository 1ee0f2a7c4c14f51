"""Beside a unit's tables: the current figure with what was sent, and the list of what there is to look at."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from app.form import FigureId
from app.report.values import shown
from app.window.looks.palette import Looks
from app.window.panel.line_items import LineItems
from app.window.panel.lines import Lines
from app.window.panel.origin import part
from app.window.standing import Line, Mark
from app.window.units.figures import ReturnFigures


class UnitBeside(QWidget):
    """`figure_wanted` asks for a cell of the unit's tables."""

    figure_wanted = Signal(object)

    def __init__(self, figures: ReturnFigures, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures = figures
        self._figure: FigureId | None = None
        self._name, self._where, self._sent = (QLabel(wordWrap=True) for _ in range(3))
        self._value, self._title = QLabel(), QLabel()
        large = self._value.font()
        large.setPointSizeF(large.pointSizeF() * 1.6)
        large.setBold(True)
        self._value.setFont(large)
        self.restore, self.compute = QPushButton("恢复原报数(&P)"), QPushButton("用算得的总计(&U)")
        self.restore.clicked.connect(self._restore)
        self.compute.clicked.connect(self._compute)
        self._lines = Lines(looks, self)
        self.list = QListView()
        self.list.setAccessibleName("这个单位的问题、更正和未采用的单元格")
        self.list.setModel(self._lines)
        self.list.setItemDelegate(LineItems(self.list))
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.clicked.connect(self._reach)
        self.list.activated.connect(self._reach)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        for widget in (self._name, self._value, self._where, self._sent, self.restore, self.compute):
            whole.addWidget(widget)
        whole.addSpacing(self.fontMetrics().height())
        whole.addWidget(self._title)
        whole.addWidget(self.list, 1)
        figures.changed.connect(self.refresh)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is listed."""
        return self._lines.lines

    @Slot(object)
    def look_at(self, figure: FigureId | None) -> None:
        """Shows this figure."""
        self._figure = figure
        sent = self._figures.sent
        for widget in (self._name, self._value, self._where, self._sent, self.restore, self.compute):
            widget.setVisible(figure is not None and sent is not None)
        if figure is None or sent is None:
            return
        declared, at = self._figures.form.figures[figure], part(sent, figure)
        given, correction = self._figures.given(figure), self._figures.correction(figure)
        self._name.setText(declared.place)
        self._value.setText(f"{at.value} {declared.column.unit if figure in sent.figures else ''}".strip())
        self._where.setText(at.raw)
        self._sent.setText(
            f"报送数 {shown(given[0])}，各项相加 {shown(given[1])}。"
            if given
            else f"{correction}。"
            if correction
            else ""
        )
        self._sent.setVisible(bool(given or correction))
        self.restore.setVisible(bool(correction) and self._figures.can_be_entered)
        self.compute.setVisible(given is not None and self._figures.can_be_entered)

    @Slot()
    def refresh(self) -> None:
        """Lists what there is now, and stays with the current line."""
        lines, row = self._figures.lines, self.list.currentIndex().row()
        if lines != self._lines.lines:
            self._lines.show(lines)
            if 0 <= row < len(lines):
                self._select(row)
        counts = [(mark, sum(line.mark is mark for line in lines)) for mark in (Mark.ERROR, Mark.WARNING, Mark.DONE)]
        words = {Mark.ERROR: "错误", Mark.WARNING: "核实", Mark.DONE: "更正"}
        told = "　".join(f"{words[mark]} {count}" for mark, count in counts if count)
        has_gaps = any(line.mark is Mark.OPEN for line in lines)
        self._title.setText(told or ("还没有填齐" if has_gaps else "这份报送表没有问题"))
        self.look_at(self._figure)

    def step(self, by: int) -> str:
        """Goes to the next line, or the one before, round at the ends; what is to be said about that."""
        count, row = len(self.lines), self.list.currentIndex().row()
        if not count:
            return "这个单位没有要处理的问题"
        self._select((row + by) % count if row >= 0 else (0 if by > 0 else count - 1))
        self._reach(self.list.currentIndex())
        return ""

    def _select(self, row: int) -> None:
        index = self._lines.index(row)
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.list.scrollTo(index)

    @Slot(QModelIndex)
    def _reach(self, index: QModelIndex) -> None:
        if figure := self.lines[index.row()].figure:
            self.figure_wanted.emit(figure)

    @Slot()
    def _restore(self) -> None:
        if self._figure is not None:
            self._figures.restore((self._figure,))

    @Slot()
    def _compute(self) -> None:
        if self._figure is not None:
            self._figures.enter(self._figure, None)
