"""The buttons that choose which units are listed, each with its number."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from app.window.units.rows import State

_CHOICES = (
    ("全部", frozenset(State)),
    ("未报", frozenset({State.SILENT})),
    ("有错误", frozenset({State.WRONG})),
    ("缺数据", frozenset({State.GAPS})),
    ("已报", frozenset({State.SENT, State.TYPED, State.ZERO})),
    ("不纳入", frozenset({State.LEFT_OUT})),
)


class Filters(QWidget):
    """`chosen` has the states to list."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: list[QPushButton] = []
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (words, _) in enumerate(_CHOICES):
            button = QPushButton(words)
            self.buttons.append(button)
            button.setCheckable(True)
            button.toggled.connect(self._embolden)
            button.setChecked(place == 0)
            self._group.addButton(button, place)
            row.addWidget(button)
        self._group.idClicked.connect(self._choose)

    @Slot()
    def _embolden(self) -> None:
        """The chosen one is bold: the colour of a pressed button alone says little."""
        for button in self.buttons:
            font = button.font()
            font.setBold(button.isChecked())
            button.setFont(font)

    def show_counts(self, counts: Mapping[State, int]) -> None:
        """Writes behind each how many there are."""
        for button, (words, states) in zip(self.buttons, _CHOICES, strict=True):
            button.setText(f"{words} {sum(counts.get(state, 0) for state in states)}")

    def choose_all(self) -> None:
        """Lists every unit."""
        if not self.buttons[0].isChecked():
            self.buttons[0].click()

    @Slot(int)
    def _choose(self, place: int) -> None:
        self.chosen.emit(_CHOICES[place][1])
