"""编辑, in a text: its numbers are linked to the tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.window.text.tab import TextTab

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
    def do_compare(self) -> None:
        """Puts last year's text beside that in sight, or away; from another tab, beside the first that has one."""
        if (desk := self._window.desk) is None:
            return
        tabs = [desk.tab(section.id) for section in desk.document.report.form.sections]
        texts = [tab for tab in tabs if isinstance(tab, TextTab) and tab.last_year.is_there]
        here = desk.tabs.currentWidget()
        if here in texts:
            texts[texts.index(here)].compare.toggle()
        elif texts:
            desk.tabs.setCurrentWidget(texts[0])
            texts[0].compare.setChecked(True)
        else:
            desk.say("没有上年的文字可以对照。", ways=[("选择上年报告", self._window.gathering.do_last_year)])

    @Slot()
    def do_insert_figure(self) -> None:
        if self._window.desk is not None and (editor := self._window.desk.panel.numbers.editor):
            editor.offer_figures()
