"""问题: one line a finding, the current one in full below with its ways out."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from app.form import FigureId
from app.report.edits import Explain
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.panel.line_items import LineItems
from app.window.panel.lines import Lines
from app.window.standing import Line, Mark, Standing


class FindingsPanel(QWidget):
    """`line_reached` asks the window to go to where a line is."""

    line_reached = Signal(object)

    def __init__(self, document: Document, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setAccessibleName("问题")
        self._title = QLabel()
        self._lines = Lines(looks, self)
        self._list = QListView()
        self._list.setAccessibleName("问题列表")
        self._list.setModel(self._lines)
        self._list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._items = LineItems(self._list)
        self._list.setItemDelegate(self._items)
        self._list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.clicked.connect(self._reach)
        self._list.activated.connect(self._reach)
        self._list.selectionModel().currentChanged.connect(self._tell)
        self._detail = QLabel(wordWrap=True)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._reason = QLineEdit()
        self._reason.setPlaceholderText("写明原因，回车写入")
        self._reason.setAccessibleName("说明")
        self._reason.returnPressed.connect(self._explain)
        self._explain_button = QPushButton("写说明")
        self._explain_button.clicked.connect(self._explain)
        self._zero = QPushButton()
        self._zero.clicked.connect(self._fill_zero)
        out = QHBoxLayout()
        out.addWidget(self._reason, 1)
        out.addWidget(self._explain_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._title)
        whole.addWidget(self._list, 1)
        whole.addWidget(self._detail)
        whole.addLayout(out)
        whole.addWidget(self._zero)
        document.judged.connect(self.show_standing)
        self.show_standing(document.standing)

    @Slot(object)
    def show_standing(self, standing: Standing) -> None:
        """Lists what is to do, and keeps the current line where it is still there."""
        current = self.current
        self._lines.show(standing.lines)
        notices = standing.count(Mark.NOTICE)
        self._title.setText(f"问题 {len(standing.to_do)}" + (f"　提示 {notices}" if notices else ""))
        if current in self._lines.lines:
            self._select(self._lines.lines.index(current))
        self._tell()

    @property
    def current(self) -> Line | None:
        row = self._list.currentIndex().row()
        return self._lines.lines[row] if 0 <= row < len(self._lines.lines) else None

    def shown(self) -> list[str]:
        """The texts of all lines."""
        return [line.text for line in self._lines.lines]

    def step(self, by: int) -> None:
        """Goes to the next line, or the one before; round at the ends."""
        count = len(self._lines.lines)
        if count:
            row = self._list.currentIndex().row()
            row = (row + by) % count if row >= 0 else (0 if by > 0 else count - 1)
            self._select(row)
            self._reach(self._lines.index(row))

    def step_to_first(self) -> None:
        """Goes to the first line."""
        if self._lines.lines:
            self._select(0)
            self._reach(self._lines.index(0))

    def _select(self, row: int) -> None:
        index = self._lines.index(row)
        self._list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._list.scrollTo(index)

    @Slot(QModelIndex)
    def _reach(self, index: QModelIndex) -> None:
        self.line_reached.emit(self._lines.lines[index.row()])

    @Slot()
    def _tell(self) -> None:
        line = self.current
        self._detail.setText(line.text if line else "")
        self._detail.setVisible(line is not None and not self._items.is_whole(line.text))
        empty = self._empty_with(line)
        self._zero.setText(f"没有发生的填 0（{len(empty)} 格）")
        self._zero.setVisible(bool(empty))
        waits = line is not None and line.mark is Mark.WARNING
        self._reason.setVisible(waits)
        self._explain_button.setVisible(waits)

    def _empty_with(self, line: Line | None) -> list[FigureId]:
        """The empty entries of the table that a line says has some, where they can be filled here."""
        if line is None or line.mark is not Mark.OPEN or line.figure is None or not self._document.is_own:
            return []
        report = self._document.report
        table = report.form.figures[line.figure].table
        figures = (figure.id for figure in report.form.figures_of(table))
        return [figure for figure in figures if figure not in report.figures and figure not in report.form.totals]

    @Slot()
    def _fill_zero(self) -> None:
        self._document.enter_all(dict.fromkeys(self._empty_with(self.current), 0))

    @Slot()
    def _explain(self) -> None:
        line, text = self.current, self._reason.text().strip()
        if line is None or line.finding is None:
            return
        if not text:
            self._reason.setFocus()
            return
        if self._document.do(Explain(line.finding, text)):
            self._reason.clear()
