"""视图: from tab to tab, and between the report, the panel and the verdict, without a mouse."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication

from app.window.focus import enter
from app.window.table.view import TableView

if TYPE_CHECKING:
    from app.window.window import Window


class Moving(QObject):
    """Moves the focus."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    @Slot()
    def do_next_tab(self) -> None:
        self._step_tab(1)

    @Slot()
    def do_previous_tab(self) -> None:
        self._step_tab(-1)

    def _step_tab(self, by: int) -> None:
        if (desk := self._window.desk) is not None:
            desk.go_to_tab((desk.tabs.currentIndex() + by) % desk.tabs.count())

    @Slot()
    def do_next_area(self) -> None:
        self._step_area(1)

    @Slot()
    def do_previous_area(self) -> None:
        self._step_area(-1)

    def _step_area(self, by: int) -> None:
        """From the report to the panel, where it is open, to the verdict, and round.

        A table keeps Tab for its figures: what stands below it is on the way.
        """
        if (desk := self._window.desk) is None:
            return
        status, focus = self._window.status, QApplication.focusWidget()
        if by > 0 and isinstance(focus, TableView) and enter(desk.tabs.currentWidget(), after=focus):
            return
        ways: list[Callable[[], object]] = [desk.focus_tab, partial(enter, desk.panel), partial(enter, status)]
        here = next((at for at, area in ((1, desk.panel), (2, status)) if focus and area.isAncestorOf(focus)), 0)
        to = (here + by) % 3
        ways[to if to != 1 or desk.panel.isVisible() else (to + by) % 3]()
