"""编辑, in a text: its numbers are linked to the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

if TYPE_CHECKING:
    from app.window.window import Window


class Writing(QObject):
    """Acts on the text that the panel shows the numbers of."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    @Slot()
    def do_link(self) -> None:
        if self._window.desk is not None:
            self._window.desk.panel.numbers.link_here()

    @Slot()
    def do_link_all(self) -> None:
        if self._window.desk is not None:
            self._window.desk.panel.numbers.link_all()

    @Slot()
    def do_insert_figure(self) -> None:
        if self._window.desk is not None and (editor := self._window.desk.panel.numbers.editor):
            editor.offer_figures()
