"""The ways out of the current line as buttons, with a field for the reason where one is asked for."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.window.standing.ways import WayOut


class WayButtons(QWidget):
    """`taken` has the way and the reason; a way that asks for one waits until it is written."""

    taken = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ways: tuple[WayOut, ...] = ()
        self._are_forgotten = False
        self._waiting: WayOut | None = None
        self.buttons: list[QPushButton] = []
        self._group = QButtonGroup(self)
        self._group.idClicked.connect(self._clicked)
        self.reason = QLineEdit()
        self.reason.setAccessibleName("说明或者理由")
        self.reason.returnPressed.connect(self._answered)
        self._rows = QVBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.reason)
        whole.addLayout(self._rows)

    def show_ways(self, ways: Sequence[WayOut], reason: str = "") -> None:
        """Offers these; buttons that say the same as before stay, and so does what is being written."""
        if not self._are_forgotten and [way.words for way in ways] == [way.words for way in self._ways]:
            waiting = self._waiting
            self._ways = tuple(ways)
            self._waiting = next((way for way in ways if waiting and way.verb == waiting.verb), None)
            return
        self._are_forgotten = False
        self._make(ways)
        self.reason.setText(reason)
        self._ways, self._waiting = tuple(ways), None
        asking = [way for way in ways if way.asks]
        self.reason.setVisible(bool(asking))
        usual = [way for way in asking if way.usual] or asking
        if len(usual) == 1:
            self._ask(usual[0])
        else:
            self.reason.setPlaceholderText("写明理由，再按下面的按钮")

    def forget(self) -> None:
        """The next ways are offered afresh."""
        self._are_forgotten = True

    def _make(self, ways: Sequence[WayOut]) -> None:
        for button in self.buttons:
            self._group.removeButton(button)
            button.hide()
            button.deleteLater()
        while self._rows.count():
            self._rows.takeAt(0).layout().deleteLater()
        self.buttons = [QPushButton(way.words, autoDefault=False) for way in ways]
        row, room = None, 0
        for place, button in enumerate(self.buttons):
            self._group.addButton(button, place)
            room -= button.sizeHint().width()
            if row is None or room < 0:
                row, room = QHBoxLayout(), self.width() - button.sizeHint().width()
                self._rows.addLayout(row)
            row.addWidget(button)
            button.show()
            QWidget.setTabOrder(self.buttons[place - 1] if place else self.reason, button)

    def _ask(self, way: WayOut) -> None:
        self._waiting = way
        self.reason.setPlaceholderText(way.asks)
        self.reason.setAccessibleName(way.asks)

    @Slot(int)
    def _clicked(self, place: int) -> None:
        way = self._ways[place]
        reason = self.reason.text().strip()
        if way.asks and not reason:
            self._ask(way)
            self.reason.setFocus()
        else:
            self.taken.emit(way, reason)

    @Slot()
    def _answered(self) -> None:
        reason = self.reason.text().strip()
        if reason and self._waiting is not None:
            self.taken.emit(self._waiting, reason)
        elif reason:
            next(button for button, way in zip(self.buttons, self._ways, strict=True) if way.asks).setFocus()
