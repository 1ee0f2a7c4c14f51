"""编辑, around tables and text: preamble, note after a table, signature."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.report.text import PREAMBLE, SIGNATURE, stands_with
from app.window.table.tab import TableTab
from app.window.text.tab import TextTab

if TYPE_CHECKING:
    from app.window.window import Window


class Around(QObject):
    """Goes to where these are written, and opens them."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    @Slot()
    def do_preamble(self) -> None:
        self._open(PREAMBLE)

    @Slot()
    def do_signature(self) -> None:
        self._open(SIGNATURE)

    def _open(self, key: str) -> None:
        if (desk := self._window.desk) is not None:
            tab = desk.tab(stands_with(desk.document.report.form, key).id)
            desk.tabs.setCurrentWidget(tab)
            if isinstance(tab, TextTab):
                tab.additions[key].open()

    @Slot()
    def do_note(self) -> None:
        """Below the table in sight, or below the first."""
        if (desk := self._window.desk) is not None:
            tabs = [desk.tab(section.id) for section in desk.document.report.form.sections if section.table]
            tab = desk.tabs.currentWidget()
            tab = tab if tab in tabs else tabs[0]
            desk.tabs.setCurrentWidget(tab)
            if isinstance(tab, TableTab):
                tab.note.open()
