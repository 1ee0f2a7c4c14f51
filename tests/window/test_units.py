"""The units: who has sent what, and a unit's own return in the clerk's hands."""

from __future__ import annotations

from typing import NoReturn

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.form import FigureId
from app.report.edits import RemoveReturn, SetFigure, SetRoster, SetUnit
from app.report.report import Report
from app.report.returns import Return
from app.store import Session, StorageError
from app.window.standing import Mark
from app.window.units.model import Units
from app.window.units.page import UnitPage
from app.window.units.rows import State
from app.window.units.tab import UnitsTab
from app.window.window import Window
from tests.window.driving import (
    BUSINESS,
    GRANTED,
    RECEIVED,
    TOTAL,
    desk_of,
    keys,
    said,
    shown,
    table,
    units_tab,
    verdict,
)

Key = Qt.Key
UNIT = "民政局"


def report_of(window: Window) -> Report:
    return desk_of(window).document.report


def sent_by(window: Window, unit: str = UNIT) -> Return:
    return report_of(window).returns[unit]


def listed(window: Window) -> dict[str, str]:
    """The state of each unit, as the list shows it."""
    units = units_tab(window).units
    return {str(units.index(row, 1).data()): str(units.index(row, 2).data()) for row in range(units.rowCount())}


def silence(window: Window, *units: str) -> UnitsTab:
    """These units have sent nothing, and the list is in view."""
    for unit in units:
        desk_of(window).document.do(RemoveReturn(unit))
    desk_of(window).document.judge()
    tab = units_tab(window)
    desk_of(window).tabs.setCurrentWidget(tab)
    tab.list.table.setFocus()
    return tab


def open_page(window: Window, unit: str = UNIT, figure: FigureId = RECEIVED) -> UnitPage:
    """The unit's page, with the focus in this figure's cell."""
    desk_of(window).open_unit(unit, figure)
    return units_tab(window).page


def cell(page: UnitPage, figure: FigureId) -> str:
    return str(page.view.model().index(*page.view.place_of(figure)).data())


def test_the_sample_s_units_have_all_sent(sample: Window) -> None:
    tab = units_tab(sample)
    assert [button.text() for button in tab.list.filters.buttons] == [
        "全部 12",
        "未报 0",
        "有错误 0",
        "缺数据 0",
        "已报 12",
        "不纳入 0",
    ]
    assert tab.units.index(0, 4).data() == "1"
    assert "月" in str(tab.units.index(0, 3).data())


def test_a_silent_unit_comes_first_and_stands_in_the_way(sample: Window) -> None:
    tab = silence(sample, UNIT)
    assert "1 个单位未报" in verdict(sample)
    assert (tab.units.rows[0].unit, tab.units.rows[0].state) == (UNIT, State.SILENT)
    assert tab.title == "单位 11/12"


def test_four_silent_units_are_dealt_with_in_one_step(sample: Window) -> None:
    units = list(report_of(sample).units)[:4]
    tab = silence(sample, *units)
    QTest.keyClick(tab.list.table, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _ in range(3):
        QTest.keyClick(tab.list.table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert tab.list.ways.zero.text() == "零报告 4 个(&L)"
    keys(sample, Key.Key_Tab)
    assert QApplication.focusWidget() is tab.list.ways.reason
    tab.list.ways.reason.setText("电话确认")
    tab.list.ways.zero.click()
    desk_of(sample).document.judge()
    assert [listed(sample)[unit] for unit in units] == ["零报告"] * 4
    assert "未报" not in verdict(sample)
    remark = next(row.remark for row in tab.units.rows if row.unit == units[0])
    assert remark == "零报告：电话确认"
    sample.commands["undo"].trigger()
    assert not set(units) & set(report_of(sample).returns)


def test_a_silent_unit_is_left_out_for_a_reason_and_taken_in_again(sample: Window) -> None:
    tab = silence(sample, UNIT)
    tab.look_at(UNIT)
    tab.list.ways.leave_out.click()
    assert "理由" in said(sample)
    assert report_of(sample).units[UNIT].included
    keys(sample, "x", Key.Key_Return)
    desk_of(sample).document.judge()
    assert (listed(sample)[UNIT], "未报" in verdict(sample)) == ("不纳入", False)
    assert tab.list.table.chosen == (UNIT,)
    tab.list.ways.take_in.click()
    assert report_of(sample).units[UNIT].included


def test_the_list_shows_only_what_is_asked_for(sample: Window) -> None:
    tab = silence(sample, UNIT)
    tab.list.filters.buttons[1].click()
    assert list(listed(sample)) == [UNIT]
    tab.list.table.look_at(UNIT)
    tab.list.ways.zero.click()
    desk_of(sample).document.judge()
    assert listed(sample) == {}
    tab.look_at(UNIT)
    assert len(listed(sample)) == 12


def test_a_unit_whose_file_cannot_be_read_is_typed(sample: Window) -> None:
    tab = silence(sample, UNIT)
    tab.look_at(UNIT)
    tab.list.ways.begin.click()
    assert tab.page.note.text() == "代录"
    tab.page.go_to(RECEIVED)
    keys(sample, "3", Key.Key_Return)
    sent = sent_by(sample)
    assert (sent.figures[RECEIVED], sent.sources[RECEIVED].raw, sent.file) == (3, "代录", "")
    desk_of(sample).document.judge()
    assert listed(sample)[UNIT] == "缺数据"
    assert next(row.remark for row in tab.units.rows if row.unit == UNIT) == "代录"


def test_enter_opens_the_page_of_a_unit_and_escape_goes_back(sample: Window) -> None:
    tab = silence(sample)
    tab.list.table.look_at(UNIT)
    keys(sample, Key.Key_Return)
    assert (tab.is_open, tab.page.unit) == (True, UNIT)
    keys(sample, Key.Key_Escape)
    assert not tab.is_open
    assert QApplication.focusWidget() is tab.list.table
    assert tab.list.table.chosen == (UNIT,)
    keys(sample, Key.Key_Return)
    QTest.keyClick(tab.page.view, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert not tab.is_open


def test_a_figure_is_corrected_and_what_was_sent_stays_and_can_be_put_back(sample: Window) -> None:
    before, whole = sent_by(sample), int(shown(sample, RECEIVED))
    page = open_page(sample)
    page.note.setText("电话更正 1月15日")
    page.go_to(RECEIVED)
    keys(sample, "=30+4", Key.Key_Return)
    assert shown(sample, RECEIVED) == str(whole - int(before.figures[RECEIVED]) + 34)
    page.go_to(RECEIVED)
    source = before.sources[RECEIVED]
    told = f"原报 {before.figures[RECEIVED]}（{source.sheet}!{source.cell}），改为 34（电话更正 1月15日）"
    assert any(told in line.text for line in page.beside.lines)
    page.beside.restore.click()
    assert sent_by(sample) == before
    assert cell(page, RECEIVED) == str(before.figures[RECEIVED])


def test_corrections_are_there_after_reopening(sample: Window) -> None:
    open_page(sample)
    keys(sample, "34", Key.Key_Return)
    path = desk_of(sample).document.session.file.path
    sample.commands["close"].trigger()
    with Session.open(path) as session:
        assert session.report.returns[UNIT].corrections == (RECEIVED,)


@pytest.mark.parametrize("key", [Key.Key_Control, Key.Key_Shift])
def test_a_unit_gone_to_by_a_command_is_selected_alone_while_its_keys_are_down(sample: Window, key: Key) -> None:
    table = silence(sample, UNIT).list.table
    modifier = Qt.KeyboardModifier[f"{key.name.removeprefix('Key_')}Modifier"]
    for there in (UNIT, "教育体育局"):
        table.look_at(there)
        QTest.keyPress(table, key, modifier)
        desk_of(sample).go_to_unit(UNIT)
        QTest.keyRelease(table, key)
        assert table.chosen == (UNIT,)


def test_undo_goes_to_the_units_page(sample: Window) -> None:
    open_page(sample)
    keys(sample, "34", Key.Key_Return)
    table(sample, RECEIVED)
    sample.commands["undo"].trigger()
    assert desk_of(sample).tabs.currentWidget() is units_tab(sample)
    assert (units_tab(sample).page.unit, units_tab(sample).page.view.figure) == (UNIT, RECEIVED)


def test_a_block_is_pasted_into_a_return_as_one_step(sample: Window) -> None:
    before = sent_by(sample)
    open_page(sample)
    QGuiApplication.clipboard().setText("30\t4")
    sample.commands["paste"].trigger()
    assert [sent_by(sample).figures[figure] for figure in (RECEIVED, BUSINESS)] == [30, 4]
    sample.commands["undo"].trigger()
    assert sent_by(sample) == before


def test_a_given_total_that_disagrees_is_replaced_by_the_computed_one(sample: Window, qtbot: QtBot) -> None:
    desk_of(sample).document.do(SetFigure(UNIT, TOTAL, 999))
    qtbot.waitUntil(lambda: units_tab(sample).units.rows[0].state is State.WRONG)
    page = open_page(sample, UNIT, TOTAL)
    assert any("填999" in line.text for line in page.beside.lines)
    page.beside.compute.click()
    assert sent_by(sample).figures[TOTAL] == 5
    assert not any("填999" in line.text for line in page.beside.lines)


def test_one_wrong_figure_is_one_problem_in_the_list(sample: Window) -> None:
    desk_of(sample).document.do(SetFigure(UNIT, GRANTED, 7))
    desk_of(sample).document.judge()
    row = units_tab(sample).units.rows[0]
    assert (row.unit, row.problems.words, row.remark) == (UNIT, "1 处错误", "更正 1 项")


def test_f8_goes_through_the_units_own_problems(sample: Window) -> None:
    desk_of(sample).document.do(SetFigure(UNIT, GRANTED, 7))
    page = open_page(sample, UNIT, FigureId("proactive.licence.decisions"))
    sample.commands["next"].trigger()
    assert page.view.figure == GRANTED


def test_the_panel_shows_the_unit_while_its_page_is_in_view(sample: Window) -> None:
    page = open_page(sample)
    panel = desk_of(sample).panel
    assert page.beside.isVisible()
    assert not panel.findings.isVisible()
    desk_of(sample).go_to_tab(2)
    assert not page.beside.isVisible()
    assert panel.findings.isVisible()
    open_page(sample)
    keys(sample, Key.Key_Escape)
    assert (panel.findings.isVisible(), panel.figure.isVisible()) == (True, False)


def test_a_units_number_in_the_panel_leads_to_its_cell(sample: Window) -> None:
    table(sample, GRANTED)
    panel = desk_of(sample).panel.figure
    unit = panel._parts.unit(panel._parts.index(2, 0))
    panel._units.activated.emit(panel._parts.index(2, 0))
    page = units_tab(sample).page
    assert desk_of(sample).tabs.currentWidget() is units_tab(sample)
    assert (page.unit, page.view.figure) == (unit, GRANTED)


def test_taking_the_return_away_leaves_its_page(sample: Window) -> None:
    open_page(sample)
    desk_of(sample).document.do(RemoveReturn(UNIT))
    assert not units_tab(sample).is_open


def test_names_are_pasted_into_the_roster_one_a_line(sample: Window) -> None:
    silence(sample)
    QGuiApplication.clipboard().setText("水务局\n档案馆\n")
    sample.commands["paste"].trigger()
    assert list(report_of(sample).units)[-2:] == ["水务局", "档案馆"]
    assert units_tab(sample).list.table.chosen == ("档案馆",)


def test_a_unit_is_moved_renamed_and_deleted_by_keys(sample: Window, qtbot: QtBot) -> None:
    tab = silence(sample)
    names = list(report_of(sample).units)
    tab.list.table.look_at(names[1])
    QTest.keyClick(tab.list.table, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert list(report_of(sample).units)[:2] == [names[1], names[0]]
    desk_of(sample).document.judge()
    keys(sample, Key.Key_F2, "A1", Key.Key_Return)
    qtbot.waitUntil(lambda: next(iter(report_of(sample).units)) == "A1")
    assert "A1" in report_of(sample).returns
    desk_of(sample).document.judge()
    tab.list.table.look_at(names[0])
    keys(sample, Key.Key_Delete)
    assert names[0] not in report_of(sample).units
    assert names[0] in report_of(sample).returns


def test_a_row_changes_in_place_and_moves_only_when_its_state_does(sample: Window, qtbot: QtBot) -> None:
    model, document = units_tab(sample).units, desk_of(sample).document
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        document.do(SetFigure(UNIT, GRANTED, 77))
        document.judge()
    assert model.rows[0].unit == UNIT
    with qtbot.assertNotEmitted(model.modelReset):
        document.undo()
        document.judge()
    assert [row.place for row in model.rows] == list(range(1, 13))


def test_rows_are_sorted_by_a_click_on_a_head(sample: Window) -> None:
    tab = silence(sample, UNIT)
    tab.list.table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert [row.place for row in tab.units.rows] == list(range(12, 0, -1))
    tab.list.table.look_at(UNIT)
    tab.list.ways.zero.click()
    desk_of(sample).document.judge()
    assert [row.place for row in tab.units.rows] == list(range(12, 0, -1))


def test_back_in_the_list_the_panel_tells_of_the_unit(sample: Window) -> None:
    desk, tab = desk_of(sample), units_tab(sample)
    table(sample, RECEIVED)
    assert desk.document.do(SetFigure(UNIT, TOTAL, 99))
    desk.document.judge()
    page = open_page(sample)
    keys(sample, Key.Key_Escape)
    assert not tab.is_open
    assert not desk.panel.figure.isVisible()
    assert tab.facts.isVisible()
    assert not page.beside.isVisible()
    told = tab.facts.words
    assert told.startswith(f"{UNIT}\n有错误：1 处错误\n更正 1 项\n报送　")
    assert "填99" in told
    keys(sample, Key.Key_Down)
    assert tab.facts.words.startswith(f"{tab.list.table.chosen[0]}\n已报\n报送　")
    tab.facts.open.click()
    assert tab.is_open
    table(sample, RECEIVED)
    assert desk.panel.figure.isVisible()
    assert not tab.facts.isVisible()


def test_delete_on_the_units_sum_says_why_not(sample: Window) -> None:
    view = table(sample)
    before = shown(sample, RECEIVED)
    keys(sample, Key.Key_Delete)
    assert said(sample) == "这个数由 12 个单位汇总，不能清空；要改就直接录入，或到单位里改。"
    QTest.keyClick(view, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    keys(sample, Key.Key_Delete)
    assert said(sample) == "这 2 个数由 12 个单位汇总，不能清空；要改就直接录入，或到单位里改。"
    table(sample)
    keys(sample, "3", Key.Key_Return)
    table(sample)
    keys(sample, Key.Key_Delete)
    assert shown(sample, RECEIVED) == before


def test_without_a_roster_nobody_says_that_all_have_sent(sample: Window) -> None:
    desk = desk_of(sample)
    desk.document.do(SetRoster(()))
    desk.document.judge()
    assert desk.tabs.tabText(6) == "单位 12"
    assert desk.tabs.tabBar().accessibleTabName(6) == f"单位 12，{Mark.OPEN.value}"


def test_a_unit_left_out_is_no_roster_and_stays_left_out_of_the_one_that_is_made(sample: Window) -> None:
    document, tab = desk_of(sample).document, units_tab(sample)
    for edit in (SetRoster(()), SetUnit(UNIT, included=False, reason="撤并")):
        document.do(edit)
        document.judge()
    assert desk_of(sample).tabs.tabText(6) == "单位 11"
    assert "没有单位名册" in tab.list.told.text()
    assert "不在名册上" not in [row.remark for row in tab.units.rows]
    QTest.mouseClick(tab.list.keep, Qt.MouseButton.LeftButton)
    assert len(document.report.units) == 12
    assert not document.report.units[UNIT].included


def test_where_the_file_cannot_be_read_the_list_goes_on_without_times(
    sample: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> NoReturn:
        raise StorageError("磁盘读不出来。")

    document, tab = desk_of(sample).document, units_tab(sample)
    monkeypatch.setattr(document.session.file, "sent_by", fails)
    monkeypatch.setattr(document.session.file, "sendings", fails)
    document.do(RemoveReturn(UNIT))
    document.do(SetRoster(()))
    document.judge()
    tab.list.table.selectRow(2)
    assert tab.units.row(UNIT) is None
    assert tab.facts.words == f"{tab.list.table.chosen[0]}\n已报"


def test_a_unit_that_comes_onto_the_roster_changes_what_is_said_of_the_others(sample: Window) -> None:
    document, units = desk_of(sample).document, units_tab(sample).units
    for edit in (SetRoster(()), SetUnit(UNIT, included=False, reason="撤并")):
        document.do(edit)
        document.judge()
    assert units.rows == Units(document, sample.looks).rows
    document.undo()
    document.judge()
    assert units.rows == Units(document, sample.looks).rows
