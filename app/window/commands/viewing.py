"""核对, 视图: where to look, and how large and in which colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from app.window.application import POINTS, font, settings

if TYPE_CHECKING:
    from app.window.window import Window


class Viewing(QObject):
    """Changes nothing in the report."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    @Slot()
    def do_next(self) -> None:
        if self._window.desk is not None:
            self._window.status.tell(self._window.desk.step(1))

    @Slot()
    def do_previous(self) -> None:
        if self._window.desk is not None:
            self._window.status.tell(self._window.desk.step(-1))

    @Slot()
    def do_first(self) -> None:
        if self._window.desk is not None:
            self._window.desk.go_to_first()

    @Slot(QAction)
    def do_go_to_tab(self, action: QAction) -> None:
        """Goes to the tab with the action's number."""
        if self._window.desk is not None:
            self._window.desk.go_to_tab(int(action.data()))

    @Slot()
    def do_larger(self) -> None:
        self._use_points(QApplication.font().pointSize() + 1)

    @Slot()
    def do_smaller(self) -> None:
        self._use_points(QApplication.font().pointSize() - 1)

    @Slot()
    def do_usual(self) -> None:
        self._use_points(POINTS)

    def _use_points(self, points: int) -> None:
        chosen = font(points)
        QApplication.setFont(chosen)
        settings().setValue("points", chosen.pointSize())
        self.show_size()

    def show_size(self) -> None:
        """Says how large the type is."""
        self._window.status.scale.setText(f"{QApplication.font().pointSize() * 100 // POINTS} %")

    @Slot(bool)
    def do_panel(self, shown: bool) -> None:
        if self._window.desk is not None:
            self._window.desk.placing.show(shown=shown)

    @Slot()
    def do_light(self) -> None:
        self._window.looks.use("light")

    @Slot()
    def do_dark(self) -> None:
        self._window.looks.use("dark")

    @Slot()
    def do_system(self) -> None:
        self._window.looks.use("")
