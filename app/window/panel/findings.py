"""问题: one line a problem, and below the list the ways out of the current one."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QListView,
    QSizePolicy,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.form import FigureId
from app.report.report import Change
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.panel.line_items import LineItems
from app.window.panel.lines import Lines
from app.window.panel.way_buttons import WayButtons
from app.window.standing import Line, Mark, Standing
from app.window.standing.ways import IMPORT, UNIT, WayOut, ways

_LINES, _MOST, _SHARE = 5, 14, 0.4
"""Lines of text that the list has at least and, of a low window, at most; its part of a high one."""


class FindingsPanel(QWidget):
    """`line_reached` asks to go to where a line is, `unit_wanted` to a unit's figure, `import_wanted` to import.

    `settled`: what a way does was done.
    """

    line_reached = Signal(object)
    unit_wanted = Signal(str, object)
    import_wanted = Signal()
    settled = Signal()

    def __init__(self, document: Document, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._here: FigureId | None = None
        self._was_reached = False
        self._asks_reason = False
        self.setAccessibleName("问题")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._title = QLabel()
        self.fold = QToolButton(autoRaise=True)
        self.fold.setIcon(self.style().standardIcon(QStyle.StandardPixmap.SP_TitleBarCloseButton))
        self.fold.setAccessibleName("收起问题")
        self.fold.setToolTip("收起（Esc）")
        self.fold.hide()
        self._lines = Lines(looks, self)
        self._list = _List(self._lines)
        self._list.clicked.connect(self._choose)
        self._list.activated.connect(self._choose)
        self.ways = WayButtons()
        self.ways.taken.connect(self._take)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self.fold)
        whole.addLayout(top)
        whole.addWidget(self._list, 1)
        whole.addWidget(self.ways)
        QWidget.setTabOrder(self._list, self.ways.reason)
        self._list.selectionModel().currentChanged.connect(self._current_changed)
        document.made.connect(self._made)
        document.judged.connect(self.show_standing)
        self.show_standing(document.standing)

    @Slot(object)
    def show_standing(self, standing: Standing) -> None:
        """Lists what is to do; the current line stays, and where it is done the next one takes its place."""
        before, row = self.current, self._list.currentIndex().row()
        self._lines.show(standing.lines)
        problems = standing.count(Mark.ERROR) + standing.count(Mark.WARNING)
        counted = [f"问题 {problems} 处"] if problems else []
        counted += [f"待补齐 {gaps} 条"] if (gaps := standing.count(Mark.OPEN)) else []
        self._title.setText("，".join(counted) or "没有要处理的问题")
        asking = next((at for at, line in enumerate(self._lines.lines) if line.check == "override.reason"), -1)
        if self._asks_reason and asking >= 0:
            self._asks_reason = False
            self._select(asking)
        elif before is not None and self._list.currentIndex().row() < 0:
            self._stay(before, row)
        self._offer()

    @Slot(object)
    def _made(self, change: Change) -> None:
        """Several numbers at once over the roll-up: the line that asks for their reason is to be the current one."""
        unsaid = [step for step in change.steps if step.key[0] == "override" and step.new and not step.new.reason]
        self._asks_reason = len(unsaid) > 1

    def _stay(self, before: Line, row: int) -> None:
        """Finds the line again, whose numbers may have changed; else the next one that is to be done."""
        lines = self._lines.lines
        alike = (at for at, line in enumerate(lines) if _identity(line) == _identity(before))
        found = lines.index(before) if before in lines else next(alike, -1)
        reached = self._was_reached and found >= 0
        if found < 0:
            found = next((at for at in self._stops if at >= row), next(iter(self._stops), -1))
        if found >= 0:
            self._select(found)
            self._was_reached = reached

    @property
    def _stops(self) -> list[int]:
        """The rows that F8 stops at: what is to do, an open group line by line."""
        return [at for at, line in enumerate(self._lines.lines) if line.is_to_do and not self._lines.is_open(line)]

    @property
    def current(self) -> Line | None:
        row = self._list.currentIndex().row()
        return self._lines.lines[row] if 0 <= row < len(self._lines.lines) else None

    def shown(self) -> list[str]:
        """The texts of all lines in view."""
        return [line.text for line in self._lines.lines]

    def step(self, by: int) -> str:
        """Goes to the next problem, or the one before, round at the ends; what is to be said about that."""
        stops, row = self._stops, self._list.currentIndex().row()
        if not stops:
            return "没有要处理的问题"
        if row in stops and not self._was_reached:
            to, said = row, ""
        else:
            onward = [at for at in stops if (at > row if by > 0 else at < row)]
            to = (onward or stops)[0 if by > 0 else -1]
            ends = ("已到最后一处，从头开始", "已到第一处，从最后一处开始")
            said = "" if onward or row < 0 else ends[by < 0]
        self._select(to)
        self._reach()
        return said

    def step_to_first(self) -> None:
        """Goes to the first thing to do."""
        if self._stops:
            self._select(self._stops[0])
            self._reach()

    @Slot(object)
    def look_at(self, figure: FigureId | None) -> None:
        """The current cell, which a way out may be for."""
        self._here = figure
        self._offer()

    def _select(self, row: int) -> None:
        index = self._lines.index(row)
        self._list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._list.scrollTo(index)

    def _reach(self) -> None:
        self._was_reached = True
        line = self.current
        if line is not None:
            self.line_reached.emit(next((one for one in line.members), line) if line.is_to_do else line)

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        """A group is opened or closed, any other line is gone to."""
        line = self._lines.lines[index.row()]
        if line.members:
            self._lines.toggle(line)
            self._select(index.row())
        else:
            self._reach()

    @Slot()
    def _current_changed(self) -> None:
        self._was_reached = False
        self.ways.forget()
        self._list.scheduleDelayedItemsLayout()
        self._offer()

    def _offer(self) -> None:
        line = self.current
        self.ways.setVisible(line is not None)
        if line is not None:
            can_edit = not self._document.session.read_only
            offered = ways(self._document.report, line, self._here)
            self.ways.show_ways([way for way in offered if can_edit or way.edit is None], self._written(line))

    def _written(self, line: Line) -> str:
        """The explanation that there is."""
        if line.mark is not Mark.DONE or line.finding is None:
            return ""
        known = self._document.report.explanations.get(line.finding.explained_as)
        return known.text if known else ""

    @Slot(object, str)
    def _take(self, way: WayOut, reason: str) -> None:
        line = self.current
        if line is None:
            return
        if way.edit is not None:
            if self._document.do(way.edit(reason)):
                self.ways.reason.clear()
                self.settled.emit()  # before its buttons go, and the focus with them to whatever comes next
        elif way.goes == UNIT:
            self.unit_wanted.emit(line.units[0], line.figure)
        elif way.goes == IMPORT:
            self.import_wanted.emit()
        else:
            self._reach()


def _identity(line: Line) -> object:
    return (line.check, line.section, line.figure, line.units, bool(line.members))


class _List(QListView):
    """As high as its lines, and no higher than there is room; without lines it is not there."""

    def __init__(self, lines: Lines) -> None:
        super().__init__()
        self._height = -1
        self.setAccessibleName("问题列表")
        self.setModel(lines)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(LineItems(self))
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def updateGeometries(self) -> None:
        """Qt asks whenever the lines, or their heights, have changed."""
        super().updateGeometries()
        needed = self._needed()
        if needed != self._height:
            self._height = needed
            self.setMaximumHeight(self._height)
            self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scrollTo(self.currentIndex())

    def sizeHint(self) -> QSize:
        """Many lines leave room for what stands above them."""
        most = max(_MOST * self.fontMetrics().lineSpacing(), int(_SHARE * self.window().height()))
        return QSize(super().sizeHint().width(), min(most, self._needed()))

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), min(_LINES * self.fontMetrics().lineSpacing(), self._needed()))

    def _needed(self) -> int:
        """The height of all lines, or more than any screen has."""
        height, most = 0, self.screen().size().height()
        for row in range(self.model().rowCount()):
            height += self.sizeHintForRow(row)
            if height > most:
                break
        return height
