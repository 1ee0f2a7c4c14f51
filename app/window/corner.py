"""The commands at the right end of the tab bar: no tool bar takes height of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget


class Corner(QWidget):
    """A button for each command, the last with its words; as large as the type of the window."""

    def __init__(self, actions: Sequence[QAction]) -> None:
        super().__init__()
        self._buttons = [QToolButton(self, autoRaise=True) for _ in actions]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button, action in zip(self._buttons, actions, strict=True):
            button.setDefaultAction(action)
            row.addWidget(button)
        self._buttons[-1].setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self.layout() is not None:
            self._fit()

    def _fit(self) -> None:
        size = self.fontMetrics().height() - 2
        for button in self._buttons:
            button.setIconSize(QSize(size, size))
