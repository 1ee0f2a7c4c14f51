"""On a small screen the table has the width; what is asked for lies over it and hides no cell that is worked on."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from pytestqt.qtbot import QtBot

from app.report.edits import SetOverride
from app.report.report import Override
from app.window.window import Window
from tests.window.driving import GRANTED, RECEIVED, TOTAL, desk_of, keys, said, table

Key = Qt.Key
NARROW = (1093, 574)


def plant(window: Window) -> None:
    document = desk_of(window).document
    document.do(SetOverride(GRANTED, Override("fixed", 1, "试", document.report.rolled_up(GRANTED))))
    document.judge()


def make_narrow(window: Window, qtbot: QtBot) -> None:
    window.resize(*NARROW)
    qtbot.waitUntil(desk_of(window).panel.isHidden)


def on_screen(window: Window, view_rect: QRect) -> QRect:
    view = table(window).viewport()
    return QRect(view.mapToGlobal(view_rect.topLeft()), view_rect.size())


def test_the_panel_is_folded_and_f4_brings_it_back_beside_the_table(sample: Window, qtbot: QtBot) -> None:
    make_narrow(sample, qtbot)
    wide = table(sample).width()
    sample.commands["panel"].trigger()
    qtbot.waitUntil(lambda: table(sample).width() < wide)
    assert not desk_of(sample).panel.is_over


def test_f8_lays_the_findings_over_the_table_which_does_not_move(sample: Window, qtbot: QtBot) -> None:
    plant(sample)
    make_narrow(sample, qtbot)
    wide = table(sample).width()
    sample.commands["next"].trigger()
    panel = desk_of(sample).panel
    assert panel.isVisible()
    assert panel.findings.isVisible()
    assert table(sample, GRANTED).width() == wide
    keys(sample, Key.Key_Escape)
    assert panel.isHidden()


@pytest.mark.parametrize("figure", [RECEIVED, TOTAL, GRANTED, "requests.total.total", "requests.carried_out.total"])
def test_what_lies_over_the_table_does_not_hide_the_current_cell(sample: Window, qtbot: QtBot, figure: str) -> None:
    make_narrow(sample, qtbot)
    view = table(sample, figure)  # type: ignore[arg-type]
    sample.say("请看这里。")
    panel = desk_of(sample).panel
    cell = on_screen(sample, view.visualRect(view.currentIndex()))
    assert panel.isVisible()
    assert not QRect(panel.mapToGlobal(panel.rect().topLeft()), panel.size()).intersects(cell)
    assert not panel.findings.isVisible()


def test_what_was_said_goes_when_it_is_dismissed(sample: Window, qtbot: QtBot) -> None:
    make_narrow(sample, qtbot)
    sample.say("请看这里。")
    assert said(sample) == "请看这里。"
    desk_of(sample).panel.notice.dismiss()
    assert desk_of(sample).panel.isHidden()


@pytest.mark.parametrize("width", [1366, 1093, 800])
def test_the_verdict_is_whole_at_every_width(sample: Window, qtbot: QtBot, width: int) -> None:
    sample.resize(width, 574)
    sample.status.tell("很长的一句话，" * 20)
    qtbot.waitUntil(lambda: sample.width() <= max(width, sample.minimumSizeHint().width()))
    button = sample.status.verdict
    assert button.width() >= button.sizeHint().width()


def test_every_tab_is_in_view_on_a_small_screen(sample: Window, qtbot: QtBot) -> None:
    sample.resize(1280, 680)
    bar = desk_of(sample).tabs.tabBar()
    qtbot.waitUntil(lambda: bar.tabRect(bar.count() - 1).right() <= bar.width())
