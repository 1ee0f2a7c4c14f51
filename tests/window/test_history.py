"""修改记录 and 恢复点: what was done, by whom, and the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.report.edits import Explain, SetFigure, SetOrgan, SetRoster, SetUnit
from app.report.report import Unit
from app.store import Session
from app.window.history.points import RestorePointsTab
from app.window.history.tab import HistoryTab
from app.window.standing import Mark
from app.window.window import Window
from tests.window.driving import (
    BUSINESS,
    GRANTED,
    RECEIVED,
    TOTAL,
    desk_of,
    finish_opening,
    keys,
    open_report,
    said,
    shown,
    table,
    text_tab,
    units_tab,
)

Key = Qt.Key


def way(window: Window, verb: str) -> QPushButton:
    buttons = desk_of(window).panel.notice.findChildren(QPushButton)
    return next(button for button in buttons if button.text() == verb)


def history(window: Window, qtbot: QtBot) -> HistoryTab:
    """The page, opened by its command, with all rows."""
    window.commands["history"].trigger()
    page = desk_of(window).tabs.currentWidget()
    assert isinstance(page, HistoryTab)
    last = desk_of(window).document.session.file.history.last
    qtbot.waitUntil(lambda: sum(row.seq is not None for row in page.rows.rows) == last, timeout=30_000)
    return page


def listed(page: HistoryTab) -> list[str]:
    """What is listed below the days, newest first."""
    return [" ".join(filter(None, row.texts[2:])) for row in page.rows.rows if row.seq is not None]


def choose(page: HistoryTab, name: str, qtbot: QtBot) -> None:
    """Makes the newest row of this name the current one, and waits for what going back there would change."""
    at = next(at for at, row in enumerate(page.rows.rows) if row.texts[2].startswith(name))
    page.table.setCurrentIndex(page.rows.index(at, 0))
    qtbot.waitUntil(lambda: page.restoring.told != "正在比较…", timeout=30_000)


def test_the_history_is_listed_by_day_newest_first_with_what_was_taken_back(filled: Window, qtbot: QtBot) -> None:
    table(filled)
    keys(filled, "12", Key.Key_Return)
    filled.commands["undo"].trigger()
    page = history(filled, qtbot)
    assert page.rows.rows[0].texts[0].endswith("次")
    assert listed(page)[:2] == ["撤销：填写表三“新收·自然人”", "填写表三“新收·自然人” 已撤销"]
    filled.commands["redo"].trigger()
    filled.commands["history"].trigger()
    assert listed(page)[:3] == [
        "重做：填写表三“新收·自然人”",
        "撤销：填写表三“新收·自然人”",
        "填写表三“新收·自然人”",
    ]


def test_a_row_says_what_it_changed_from_and_to(sample: Window, qtbot: QtBot) -> None:
    document = desk_of(sample).document
    document.enter(RECEIVED, 41)
    document.enter(RECEIVED, 42)
    document.do(SetFigure(next(iter(document.report.returns)), BUSINESS, 7))
    before = shown(sample, BUSINESS)
    page = history(sample, qtbot)

    def told(row: int) -> str:
        return str(page.rows.index(row, 2).data()).rpartition("：")[2]

    assert told(1).endswith("→ 7")
    assert told(2) == "改为 41 → 改为 42"
    assert told(3) == "汇总数 → 改为 41"
    sample.commands["undo"].trigger()
    assert told(1) == f"7 → {told(2).partition(' →')[0]}"
    assert shown(sample, BUSINESS) != before


def test_edits_of_earlier_sittings_are_there_and_can_be_gone_back_to(filled: Window, qtbot: QtBot) -> None:
    table(filled)
    keys(filled, "12", Key.Key_Return)
    path = desk_of(filled).document.session.file.path
    filled.commands["close"].trigger()
    open_report(filled, path)
    table(filled)
    keys(filled, "13", Key.Key_Return, "5", Key.Key_Return)
    page = history(filled, qtbot)
    choose(page, "粘贴", qtbot)
    assert [line[1:] for line in page.restoring.lines.rows] == [("13", "0"), ("5", "0")]
    assert page.restoring.told == "恢复到这一步会改动 2 处，可以撤销："
    page.restoring.restore.click()
    assert (shown(filled, RECEIVED), said(filled)[:4]) == ("0", "已恢复到")
    way(filled, "撤销").click()
    assert shown(filled, RECEIVED) == "13"


def test_the_list_is_filtered_by_typing(filled: Window, qtbot: QtBot) -> None:
    table(filled)
    keys(filled, "12", Key.Key_Return)
    page = history(filled, qtbot)
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_1)
    assert page.filter.hasFocus()
    page.filter.setText("表三 自然人")
    qtbot.waitUntil(lambda: listed(page) == ["填写表三“新收·自然人”"])
    page.filter.setText("没有这个")
    qtbot.waitUntil(lambda: page.rows.rows == [])


def test_enter_on_a_row_goes_to_the_place_of_the_edit(filled: Window, qtbot: QtBot) -> None:
    table(filled, GRANTED)
    keys(filled, "7", Key.Key_Return)
    page = history(filled, qtbot)
    page.table.activated.emit(page.rows.index(1, 2))
    assert desk_of(filled).tabs.currentWidget().figure == GRANTED  # type: ignore[attr-defined]


def test_the_page_closes_with_escape_and_opens_once(filled: Window, qtbot: QtBot) -> None:
    tabs = desk_of(filled).tabs
    history(filled, qtbot)
    assert tabs.count() == 7
    page = history(filled, qtbot)
    assert tabs.count() == 7
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_Escape)
    assert tabs.count() == 6


def test_a_reader_sees_the_history_and_cannot_go_back(
    window: Window, qtbot: QtBot, tmp_path: Path, sample_file: bytes
) -> None:
    path = tmp_path / "共用.nianbao"
    path.write_bytes(sample_file)
    with Session.open(path):
        open_report(window, path)
        page = history(window, qtbot)
        choose(page, "修改单位名册", qtbot)
        assert page.restoring.lines.rowCount() > 0
        assert not page.restoring.restore.isEnabled()


def test_the_panel_says_who_changed_the_figure_last_and_leads_to_its_changes(sample: Window, qtbot: QtBot) -> None:
    desk = desk_of(sample)
    qtbot.waitUntil(lambda: bool(desk.document.log.entries), timeout=30_000)
    desk.document.enter(RECEIVED, 7)
    desk.document.enter(BUSINESS, 8)
    table(sample, RECEIVED)
    line = desk.panel.figure._last
    assert (line.toolTip(), line.isVisible()) == ("表三“新收·自然人”改数", True)
    line.linkActivated.emit("history")
    page = desk.tabs.currentWidget()
    assert isinstance(page, HistoryTab)
    assert listed(page) == ["表三“新收·自然人”改数", "采用 12 个单位的报送表"]
    table(sample, TOTAL)
    assert line.toolTip() == "表三“新收·商业企业”改数"


def points(window: Window, qtbot: QtBot, count: int) -> RestorePointsTab:
    window.commands["restore_points"].trigger()
    page = desk_of(window).tabs.currentWidget()
    assert isinstance(page, RestorePointsTab)
    qtbot.waitUntil(lambda: page.lines.rowCount() == count, timeout=30_000)
    return page


def save(window: Window, qtbot: QtBot) -> None:
    window.commands["save"].trigger()
    qtbot.waitUntil(lambda: said(window).endswith("已设恢复点。"), timeout=30_000)


def test_ctrl_s_sets_a_restore_point_once_a_change(filled: Window, qtbot: QtBot) -> None:
    save(filled, qtbot)
    filled.commands["save"].trigger()
    assert said(filled).endswith("上次设恢复点以后没有改动。")
    table(filled)
    keys(filled, "12", Key.Key_Return)
    save(filled, qtbot)
    page = points(filled, qtbot, 2)
    assert page.lines.rows[0][2].startswith("填写表三“新收·自然人”（")


def test_a_restore_point_opens_as_a_copy_beside_the_report(filled: Window, qtbot: QtBot) -> None:
    save(filled, qtbot)
    table(filled)
    keys(filled, "12", Key.Key_Return)
    report = desk_of(filled).document.session.file.path
    points(filled, qtbot, 1).open_copy.click()
    qtbot.waitUntil(lambda: said(filled).startswith("这是恢复点的副本"), timeout=30_000)
    assert (shown(filled, RECEIVED), desk_of(filled).document.session.file.path.parent) == ("0", report.parent)
    way(filled, "回到原来的年报").click()
    finish_opening()
    assert (shown(filled, RECEIVED), desk_of(filled).document.session.file.path) == ("12", report)


def test_going_back_to_a_restore_point_shows_its_row_of_the_history(filled: Window, qtbot: QtBot) -> None:
    save(filled, qtbot)
    table(filled)
    keys(filled, "12", Key.Key_Return)
    points(filled, qtbot, 1).go_back.click()
    page = desk_of(filled).tabs.currentWidget()
    assert isinstance(page, HistoryTab)
    qtbot.waitUntil(lambda: page.restoring.told.startswith("恢复到这一步会改动 1 处"), timeout=30_000)


@pytest.mark.parametrize("what", ["override", "text", "unit", "roster", "explanation", "organ"])
def test_undo_says_what_it_took_back_and_goes_to_the_place(sample: Window, qtbot: QtBot, what: str) -> None:
    desk = desk_of(sample)
    document = desk.document
    match what:
        case "override":
            document.enter(RECEIVED, 7)
        case "text":
            document.write("5", "新的问题")
        case "unit":
            document.do(SetUnit("民政局", included=False, reason="撤并"))
        case "roster":
            document.do(SetRoster((Unit("民政局"),)))
        case "explanation":
            document.enter(RECEIVED, 7)
            document.judge()
            line = next(line for line in document.standing.lines if line.mark is Mark.WARNING and line.finding)
            assert line.finding
            document.do(Explain(line.finding, "以实际为准"))
        case "organ":
            document.do(SetOrgan("乙县人民政府"))
    name = document.session.undo_name
    desk.go_to_tab(3)
    sample.commands["undo"].trigger()
    assert sample.status._passing.text() == f"已撤销：{name}"
    here = desk.tabs.currentWidget()
    match what:
        case "override" | "explanation":
            assert (here, here.figure) == (desk.tab("3"), RECEIVED)  # type: ignore[attr-defined]
        case "text":
            assert here is text_tab(sample, "5")
        case "unit" | "roster":
            assert here is units_tab(sample)
        case "organ":
            assert here is desk.tabs.widget(3)


def test_the_keys_go_through_the_history_at_once(filled: Window, qtbot: QtBot) -> None:
    table(filled)
    keys(filled, "1", Key.Key_Return, "2", Key.Key_Return)
    page = history(filled, qtbot)
    last = desk_of(filled).document.session.file.history.last
    assert page.chosen == last
    keys(filled, Key.Key_Down)
    assert page.chosen == last - 1
