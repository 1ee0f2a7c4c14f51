"""What stands around the tables and text sections, written in the window."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from app.window.window import Window
from tests.window.driving import desk_of, text_tab


def test_a_finding_about_the_text_leads_to_the_text(filled: Window, qtbot: QtBot) -> None:
    tab = text_tab(filled, "1")
    tab.editor.insertPlainText("新收到政府信息公开申请5件。")
    tab.keep()
    desk = desk_of(filled)
    qtbot.waitUntil(lambda: any(line.section == "1" for line in desk.document.standing.lines))
    desk.go_to_tab(2)
    desk.go_to_line(next(line for line in desk.document.standing.lines if line.section == "1"))
    assert desk.tabs.currentWidget() is tab
