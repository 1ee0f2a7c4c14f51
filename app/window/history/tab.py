"""修改记录: everything that was ever done to the report, newest first, with the way back to any point of it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QLineEdit, QPushButton, QTableView, QVBoxLayout, QWidget

from app.form import FigureId
from app.store import StorageError
from app.window.document import Document
from app.window.history.restoring import Restoring
from app.window.history.rows import Rows, rows
from app.window.looks.palette import Looks

_WHAT, _WIDTHS = 2, {0: 4, 1: 7, 3: 5}  # the column that takes the room; the others' widths in characters
_PAUSE = 150  # milliseconds after a key before the list follows the words


class _List(QTableView):
    """`typed` hands over what is typed while the list has the focus."""

    typed = Signal(str)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class HistoryTab(QWidget):
    """`place_reached` names the keys of the edit that the clerk wants to see in its place."""

    place_reached = Signal(object)
    restored = Signal(str)
    broke = Signal(str)

    def __init__(self, document: Document, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._about: FigureId | None = None
        self._since: int | None = None
        self.filter = QLineEdit(clearButtonEnabled=True)
        self.filter.setPlaceholderText("按内容、人或日期筛选，如：自然人、李敏、1月15日")
        self.filter.setAccessibleName("筛选修改记录")
        self._only, self.all = QLabel(), QPushButton("看全部")
        self._empty = QLabel(wordWrap=True)
        self.rows = Rows(looks, document.log.sides, self)
        self.table = _List()
        self.restoring = Restoring(document, self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._arrange()
        self._pause.timeout.connect(self.refresh)
        self.filter.textChanged.connect(self._pause.start)
        self.all.clicked.connect(self._look_at_all)
        self.table.typed.connect(self._filter_by)
        self.table.activated.connect(self._activated)
        self.table.selectionModel().currentRowChanged.connect(self._chosen)
        self.restoring.restored.connect(self.restored)
        self.restoring.broke.connect(self.broke)
        document.log.changed.connect(self._log_changed)
        self.refresh()

    def _arrange(self) -> None:
        self.table.setModel(self.rows)
        self.table.setAccessibleName("修改记录")
        self.table.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.setShowGrid(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Stretch)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        em = self.fontMetrics().horizontalAdvance("国")
        for column, characters in _WIDTHS.items():
            self.table.setColumnWidth(column, characters * em)
        top = QHBoxLayout()
        top.addWidget(self.filter, 1)
        top.addWidget(self._only)
        top.addWidget(self.all)
        lists = QHBoxLayout()
        lists.addWidget(self.table, 1)
        lists.addWidget(self.restoring, 1)
        whole = QVBoxLayout(self)
        whole.addLayout(top)
        whole.addWidget(self._empty)
        whole.addLayout(lists, 1)
        self.setFocusProxy(self.table)

    @property
    def figure(self) -> FigureId | None:
        """No figure is current here."""
        return None

    @property
    def why_empty(self) -> str:
        """Why nothing is listed, where the log cannot be read."""
        return self._empty.text() if not self._empty.isHidden() else ""

    def go_to(self, _figure: FigureId | None) -> None:
        """Puts the focus on the list."""
        self.table.setFocus()

    def look_at(self, figure: FigureId | None = None, since: int | None = None, row: int | None = None) -> None:
        """Shows everything, or what touched one figure, or what came after a row; chooses a row of the log."""
        self._about, self._since = figure, since
        self.filter.clear()
        self.refresh()
        if row is not None:
            self._choose(row)

    @Slot()
    def _look_at_all(self) -> None:
        self.look_at()

    @Slot()
    def _log_changed(self) -> None:
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Lists the rows anew and stays with the one that was chosen, whose way back may now be another.

        Where none was, with the newest: the keys go on from there.
        """
        self._pause.stop()
        chosen, log = self.chosen, self._document.log
        only, told = None, ""
        if self._about is not None:
            only = {entry.seq for entry in log.about(self._about)}
            told = f"只看{self._document.report.form.figures[self._about].place}的"
        elif self._since is not None:
            only = {entry.seq for entry in log.entries if entry.seq > self._since}
            told = "只看导出以后的"
        self._only.setText(told)
        self._only.setVisible(bool(told))
        self.all.setVisible(bool(told))
        self._empty.setText(log.why_empty)
        self._empty.setVisible(bool(log.why_empty))
        self.rows.show(rows(log.entries, log.in_effect, self.filter.text(), only))
        self.table.clearSpans()
        for at, row in enumerate(self.rows.rows):
            if row.seq is None:
                self.table.setSpan(at, 0, 1, self.rows.columnCount())
        newest = next((row.seq for row in self.rows.rows if row.seq is not None), None)
        self._choose(newest if chosen is None else chosen)

    @property
    def chosen(self) -> int | None:
        """The number of the chosen row of the log."""
        index = self.table.currentIndex()
        return self.rows.rows[index.row()].seq if index.isValid() else None

    def _choose(self, seq: int | None) -> None:
        at = next((at for at, row in enumerate(self.rows.rows) if seq is not None and row.seq == seq), None)
        if at is None:
            self.restoring.look_at(None)
            return
        self.table.setCurrentIndex(self.rows.index(at, 0))
        self.table.scrollTo(self.rows.index(at, 0))

    @Slot(QModelIndex)
    def _chosen(self, index: QModelIndex) -> None:
        self.restoring.look_at(self.rows.rows[index.row()].seq if index.isValid() else None)

    @Slot(QModelIndex)
    def _activated(self, index: QModelIndex) -> None:
        if (seq := self.rows.rows[index.row()].seq) is not None:
            try:
                self.place_reached.emit(self._document.session.file.history.keys(seq))
            except StorageError as error:
                self._document.refused.emit(error.say)

    @Slot(str)
    def _filter_by(self, words: str) -> None:
        self.filter.setFocus()
        self.filter.setText(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.filter.hasFocus():
            self.table.setFocus()
        else:
            super().keyPressEvent(event)
