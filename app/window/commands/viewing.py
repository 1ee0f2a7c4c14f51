"""核对, 视图, 帮助: where to look, and how large and in which colours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMessageBox

from app import __version__
from app.form import newest_form
from app.window.application import NAME, POINTS, font, settings

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
            self._window.desk.show_panel(shown=shown)

    @Slot()
    def do_light(self) -> None:
        self._window.looks.use("light")

    @Slot()
    def do_dark(self) -> None:
        self._window.looks.use("dark")

    @Slot()
    def do_system(self) -> None:
        self._window.looks.use("")

    @Slot()
    def do_about(self) -> None:
        form = newest_form()
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(f"关于{NAME}")
        box.setText(f"{NAME} {__version__}\n\n{form.name}\n{form.source}")
        box.open()
