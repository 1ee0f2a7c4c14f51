"""One file, below the list: what became of its cells, beside a picture of the sheet, and what can be decided."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QListView, QPushButton, QSplitter, QVBoxLayout, QWidget

from app.form import Form
from app.readers.refused import NotRunning
from app.report.returns import Return
from app.report.values import shown
from app.store import StorageError
from app.window.arriving.arrivals import Arrival, Decision, Fate
from app.window.arriving.cells import Told, balance, cells
from app.window.arriving.picture import Picture, sheets_of
from app.window.background import Background
from app.window.document import Document
from app.window.looks.marks import mark_icon
from app.window.looks.palette import Looks
from app.window.standing import Mark

if TYPE_CHECKING:
    from app.readers.picture import Sheet
    from app.readers.process import Received

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_PASSING = 150  # milliseconds in a row before its file is looked at: each one is read anew


class Tolds(QAbstractListModel):
    """One line a cell."""

    def __init__(self, looks: Looks, parent: QObject) -> None:
        super().__init__(parent)
        self._looks = looks
        self.lines: tuple[Told, ...] = ()

    def show(self, lines: tuple[Told, ...]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return line.text
            case Qt.ItemDataRole.DecorationRole:
                return mark_icon(line.mark, self._looks.colours)
        return None


class Lines(QListView):
    """The lines; Esc or ← goes back to the list of files."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Left):
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Detail(QFrame):
    """Shows the file that is current in the list; `decided` says what the clerk wants of it.

    `chose` has a figure that she corrected by hand, and whether her number stays; `preferred` a table that stands on
    several sheets, and the sheet that she wants it from.
    """

    decided = Signal(object)
    chose = Signal(int, str, bool)
    preferred = Signal(int, str, str)
    left = Signal()
    broke = Signal(str)

    def __init__(self, document: Document, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._row: Arrival | None = None
        self._pictured: Received | None = None
        self._passing = QTimer(self, singleShot=True, interval=_PASSING)
        self._passing.timeout.connect(self._begin_drawing)
        self._title = QLabel(wordWrap=True)
        self._balance = QLabel()
        self.lines = Tolds(looks, self)
        self.list = Lines()
        self.list.setModel(self.lines)
        self.list.setAccessibleName("这个文件的单元格")
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(self.fontMetrics().height(), self.fontMetrics().height()))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.left.connect(self.left)
        self.picture = Picture(looks, self)
        self.decisions = {decision: QPushButton(decision.value) for decision in Decision}
        for decision, button in self.decisions.items():
            button.setAutoDefault(True)
            button.clicked.connect(partial(self.decided.emit, decision))
        self.mine, self.theirs = QPushButton(autoDefault=True), QPushButton(autoDefault=True)
        self.mine.clicked.connect(partial(self._choose, True))
        self.theirs.clicked.connect(partial(self._choose, False))
        self.list.selectionModel().currentChanged.connect(self._point)
        self._rivals = QHBoxLayout()
        self.rivals: list[QPushButton] = []
        self._arrange()
        self.look_at(None)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addLayout(self._rivals)
        for button in (self.mine, self.theirs, *self.decisions.values()):
            top.addWidget(button)
        both = QSplitter()
        both.setChildrenCollapsible(False)
        both.addWidget(self.list)
        both.addWidget(self.picture)
        both.setStretchFactor(0, 1)
        both.setStretchFactor(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(top)
        whole.addWidget(both, 1)
        whole.addWidget(self._balance)

    @property
    def title(self) -> str:
        """The file, and how it stands."""
        return self._title.text()

    @property
    def balance(self) -> str:
        """That no cell was lost."""
        return self._balance.text()

    def look_at(self, row: Arrival | None, decisions: frozenset[Decision] = frozenset()) -> None:
        """Shows this file, and what can be decided of it and those chosen with it."""
        self.setVisible(row is not None)
        for decision, button in self.decisions.items():
            button.setVisible(decision in decisions)
        lines = tuple(cells(self._document.report, row)) if row is not None else ()
        if row is None or (row == self._row and lines == tuple(self.lines.lines)):
            self._row = row
            return
        self._row = row
        self._offer_rivals(row)
        read = row.came.read
        self._title.setText(self._said(row))
        self.lines.show(lines)
        self._balance.setText(balance(read.sent) if read.sent else "")
        self._balance.setVisible(read.sent is not None)
        self.picture.setVisible(read.sent is not None)
        self._draw(row)
        undecided = (at for at, line in enumerate(self.lines.lines) if line.figure and line.mark is Mark.WARNING)
        self.list.setCurrentIndex(self.lines.index(next(undecided, 0)))
        self._point()

    def _offer_rivals(self, row: Arrival) -> None:
        """A button for each sheet that a table could be taken from."""
        for button in self.rivals:
            button.hide()
            button.deleteLater()
        self.rivals.clear()
        rivals = row.came.read.sent.rivals if row.came.read.sent is not None else {}
        for table, sheets in rivals.items():
            name = f"表{self._document.report.form.section_of(table).ordinal}"
            for sheet in sheets:
                button = QPushButton(f"用“{sheet.replace('&', '&&')}”的{name}", autoDefault=True)
                button.clicked.connect(partial(self.preferred.emit, row.number, table, sheet))
                self._rivals.addWidget(button)
                self.rivals.append(button)

    def _choose(self, keep: bool, *_: object) -> None:
        figure = self.lines.lines[self.list.currentIndex().row()].figure
        if self._row is not None and figure is not None:
            self.chose.emit(self._row.number, figure, keep)

    def _said(self, row: Arrival) -> str:
        in_lines = row.came.read.sent is None or row.why == " ".join(row.came.doubts)
        return "　".join(filter(None, (row.file, self._replaces(row), "" if in_lines else row.why)))

    def _replaces(self, row: Arrival) -> str:
        """The how manieth file of the unit it is, and which it takes the place of."""
        if row.fate is not Fate.CORRECTION or self._document.is_own:
            return row.words if row.fate is not Fate.REFUSED else ""
        try:
            sending = self._document.session.file.sendings(row.unit).get(row.unit)
        except StorageError:  # said where the file is written or read for itself; here only the time is missing
            sending = None
        if sending is None:
            return "替换现有的"
        return f"第 {sending.number + 1} 次报送，替换{int(sending.time[5:7])}月{int(sending.time[8:10])}日的"

    def _draw(self, row: Arrival) -> None:
        """Looks at the file once more, away from the window's thread; what is drawn late is dropped."""
        received = row.came.read.received
        if received is self._pictured:
            return
        self._pictured = received
        self.picture.look_at_file({})
        self._passing.stop()
        if row.came.read.sent is not None:
            self._passing.start()

    @Slot()
    def _begin_drawing(self) -> None:
        if (received := self._pictured) is not None:
            work = partial(_look, self._document.report.form, received)
            refused = self._document.refused
            Background(work, (NotRunning,), done=self._drawn, refused=refused, broke=self.broke).start()

    @Slot(object)
    def _drawn(self, drawn: tuple[Received, Mapping[str, Sheet]]) -> None:
        if drawn[0] is self._pictured:
            self.picture.look_at_file(drawn[1])

    @Slot()
    def _point(self) -> None:
        """Shows where the current line's cell stands."""
        at = self.list.currentIndex()
        figure = self.lines.lines[at.row()].figure if at.isValid() else None
        mine = self._row.before if self._row is not None else None
        for button, sent in ((self.mine, mine), (self.theirs, self._read)):
            button.setVisible(figure is not None)
            if figure is not None and sent is not None:
                button.setText(f"用 {shown(sent.figures.get(figure))}")
        if at.isValid():
            line = self.lines.lines[at.row()]
            self.picture.look_at(line.sheet, line.cell)

    @property
    def _read(self) -> Return | None:
        return self._row.came.read.sent if self._row is not None else None


def _look(form: Form, received: Received) -> tuple[Received, Mapping[str, Sheet]]:
    return received, sheets_of(form, received)
