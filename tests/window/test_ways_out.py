"""Every line that stands in the way has its way out, by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.form import FigureId
from app.report.edits import AcceptReturns, SetFigure, SetLastYear, SetOrgan, SetOverride, SetRoster
from app.report.report import Collected, Override, Unit
from app.store import Session
from app.window.panel.findings import FindingsPanel
from app.window.standing import Mark
from app.window.window import Window
from tests.window.driving import GRANTED, TOTAL, desk_of, findings, keys, table, units_tab, verdict

Key = Qt.Key
SCHOOLS = "教育体育局"


def panel(window: Window) -> FindingsPanel:
    return desk_of(window).panel.findings


def do(window: Window, *edits: object) -> None:
    document = desk_of(window).document
    for edit in edits:
        assert document.do(edit)  # type: ignore[arg-type]
    document.judge()


def take(window: Window, qtbot: QtBot, verb: str, reason: str = "") -> None:
    """Presses the Alt key of the button that begins with this verb."""
    button = next(button for button in panel(window).ways.buttons if button.text().startswith(verb))
    if reason:
        panel(window).ways.reason.setText(reason)
    key = button.text().partition("&")[2][0]
    with qtbot.waitSignal(button.clicked):
        QTest.keyClick(window, getattr(Key, f"Key_{key}"), Qt.KeyboardModifier.AltModifier)
    desk_of(window).document.judge()


def ways(window: Window) -> list[str]:
    return [button.text().partition("(")[0] for button in panel(window).ways.buttons]


def f8_to(window: Window, words: str) -> None:
    for _ in range(20):
        window.commands["next"].trigger()
        line = panel(window).current
        if line is not None and words in line.text:
            return
    raise AssertionError(f"F8 does not come to {words}: {findings(window)}")


def plant(window: Window) -> None:
    """One figure over the roll-up that is one too many."""
    summed = desk_of(window).document.report.rolled_up(GRANTED)
    assert summed is not None
    do(window, SetOverride(GRANTED, Override("fixed", summed + 1, "示例", summed)))


def test_one_wrong_cell_is_one_line_and_f8_goes_to_it(sample: Window, qtbot: QtBot) -> None:
    plant(sample)
    assert verdict(sample) == "不能提交：1 处错误"
    sample.commands["next"].trigger()
    assert table(sample, GRANTED).figure == GRANTED
    assert "差在表三“予以公开·自然人”的改数" in findings(sample)[0]
    take(sample, qtbot, "恢复汇总数")
    assert verdict(sample) == "可以提交"


def test_a_report_with_silent_units_and_a_wrong_return_can_be_submitted_after_the_ways_out(
    sample: Window, qtbot: QtBot
) -> None:
    roster = tuple(desk_of(sample).document.report.units.values())
    do(sample, SetRoster((*roster, *(Unit(name) for name in ("统计局", "水利局", "城关镇", "石桥镇")))))
    do(sample, SetFigure(SCHOOLS, TOTAL, 99))
    assert verdict(sample) == "还不能提交：4 个单位未报，1 处错误"
    f8_to(sample, "教育体育局的报送表：表三“新收·总计”填99")
    take(sample, qtbot, "用算得的总计")
    f8_to(sample, "4 个单位未报")
    take(sample, qtbot, "不纳入汇总", "机构改革撤并")
    assert verdict(sample) == "可以提交"
    assert QApplication.focusWidget() is units_tab(sample).list.table
    units = desk_of(sample).document.report.units
    assert units["石桥镇"].reason == "机构改革撤并"
    sample.commands["undo"].trigger()
    desk_of(sample).document.judge()
    assert verdict(sample) == "还不能提交：4 个单位未报"


def test_enter_in_the_list_goes_to_the_place(sample: Window) -> None:
    plant(sample)
    do(sample, SetFigure(SCHOOLS, TOTAL, 99))
    desk_of(sample).go_to_tab(0)
    panel(sample)._list.setFocus()
    panel(sample)._select(1)
    keys(sample, Key.Key_Return)
    assert desk_of(sample).tabs.currentWidget() is units_tab(sample)
    assert units_tab(sample).list.table.chosen == (SCHOOLS,)


def test_units_that_lack_figures_are_a_line_each_and_can_say_zero(sample: Window, qtbot: QtBot) -> None:
    disputes = [figure for figure in desk_of(sample).document.report.form.figures if figure.startswith("disputes.")]
    do(sample, *(SetFigure(SCHOOLS, figure, None) for figure in disputes if "total" not in figure))
    assert [line[:13] for line in findings(sample) if "缺" in line] == ["教育体育局缺 12 项数据"]
    f8_to(sample, "教育体育局缺")
    take(sample, qtbot, "没有发生的填 0")
    assert verdict(sample) == "可以提交"


def test_one_reason_explains_a_rule_broken_in_many_places(sample: Window) -> None:
    figures = desk_of(sample).document.report.figures
    carried = {f: value + 1 for f, value in figures.items() if f.startswith("requests.carried_out.")}
    do(sample, SetLastYear({**figures, **carried}))
    f8_to(sample, "6 处：“上年结转”应等于上年度报告")
    panel(sample).ways.reason.setFocus()
    keys(sample, "mm", Key.Key_Return)
    desk_of(sample).document.judge()
    assert not any("上年结转" in line for line in findings(sample) if "已说明" not in line)
    assert any(line.mark is Mark.DONE for line in desk_of(sample).document.standing.lines)


def test_an_explanation_can_be_taken_back(filled: Window, qtbot: QtBot) -> None:
    desk_of(filled).document.enter(FigureId("proactive.normative.issued"), 3)
    desk_of(filled).document.judge()
    f8_to(filled, "本年制发的文件多于现行有效的文件")
    take(filled, qtbot, "写说明", "联合制发")
    rows = panel(filled)
    rows._select([line.mark for line in rows._lines.lines].index(Mark.DONE))
    rows._choose(rows._list.currentIndex())
    rows._select(rows._list.currentIndex().row() + 1)
    assert rows.ways.reason.text() == "联合制发"
    take(filled, qtbot, "删去说明")
    assert desk_of(filled).document.standing.count(Mark.WARNING) == 1


def test_a_rule_of_many_lines_is_opened_and_walked_through(sample: Window) -> None:
    figures = desk_of(sample).document.report.figures
    carried = {f: value + 1 for f, value in figures.items() if f.startswith("requests.carried_out.")}
    do(sample, SetLastYear({**figures, **carried}))
    f8_to(sample, "6 处：")
    before = len(findings(sample))
    panel(sample)._choose(panel(sample)._list.currentIndex())
    assert len(findings(sample)) == before + 6
    sample.commands["next"].trigger()
    sample.commands["next"].trigger()
    assert panel(sample).current.text.startswith("表三“上年结转·科研机构”")  # type: ignore[union-attr]


def test_f8_says_when_it_begins_again_and_the_focus_is_in_the_cell(own: Window) -> None:
    count = len(desk_of(own).document.standing.to_do)
    for _ in range(count):
        own.commands["next"].trigger()
    assert own.status._passing.text() == ""
    own.commands["next"].trigger()
    assert own.status._passing.text() == "已到最后一处，从头开始"
    own.commands["previous"].trigger()
    assert own.status._passing.text() == "已到第一处，从最后一处开始"


def test_what_is_mended_makes_way_for_the_next(sample: Window) -> None:
    plant(sample)
    do(sample, SetFigure(SCHOOLS, TOTAL, 99))
    do(sample, SetRoster((*desk_of(sample).document.report.units.values(), Unit("统计局"))))
    sample.commands["next"].trigger()
    keys(sample, "41", Key.Key_Return)
    desk_of(sample).document.judge()
    assert "教育体育局的报送表" in panel(sample).current.text  # type: ignore[union-attr]
    sample.commands["next"].trigger()
    assert "教育体育局的报送表" in panel(sample).current.text  # type: ignore[union-attr]
    assert desk_of(sample).tabs.currentWidget() is units_tab(sample)


def test_a_file_that_was_not_taken_stands_in_the_way_until_it_is_set_aside(sample: Window, qtbot: QtBot) -> None:
    told = "统计局.xls：有打开密码，读不了。请该单位取消密码后重报。"
    do(sample, AcceptReturns((), Collected((), (told,))))
    assert verdict(sample) == "还不能提交：1 个文件没有计入"
    f8_to(sample, "统计局.xls")
    assert ways(sample) == ["重新导入", "不再列出"]
    take(sample, qtbot, "不再列出")
    assert verdict(sample) == "可以提交"


def test_the_organ_is_named_in_its_line(sample: Window, qtbot: QtBot) -> None:
    do(sample, SetOrgan(""))
    f8_to(sample, "没有写编报机关")
    take(sample, qtbot, "写上机关", "甲县人民政府")
    assert desk_of(sample).document.report.organ == "甲县人民政府"


def test_a_reason_is_asked_for_before_anything_happens(sample: Window, qtbot: QtBot) -> None:
    do(sample, SetRoster((*desk_of(sample).document.report.units.values(), Unit("统计局"))))
    f8_to(sample, "统计局未报")
    take(sample, qtbot, "不纳入汇总")
    assert desk_of(sample).document.report.units["统计局"].included
    assert panel(sample).ways.reason.hasFocus()
    keys(sample, "cb", Key.Key_Return)
    assert desk_of(sample).document.report.units["统计局"].reason == "cb"


@pytest.mark.parametrize("name", ["plant", "wrong return"])
def test_the_current_line_is_told_in_full(sample: Window, name: str) -> None:
    plant(sample) if name == "plant" else do(sample, SetFigure(SCHOOLS, TOTAL, 99))
    sample.commands["next"].trigger()
    view = panel(sample)._list
    index = view.currentIndex()
    assert panel(sample)._list.itemDelegate()._fitting(index)[0] == index.data()  # type: ignore[attr-defined]


def test_tab_goes_from_the_list_to_the_reason_and_the_buttons(sample: Window) -> None:
    do(sample, SetRoster((*desk_of(sample).document.report.units.values(), Unit("统计局"))))
    f8_to(sample, "统计局未报")
    panel(sample)._list.setFocus()
    keys(sample, Key.Key_Tab)
    assert panel(sample).ways.reason.hasFocus()
    keys(sample, Key.Key_Tab)
    assert panel(sample).ways.buttons[0].hasFocus()


def test_after_f8_she_types_at_once(sample: Window) -> None:
    plant(sample)
    desk_of(sample).go_to_tab(0)
    sample.commands["next"].trigger()
    keys(sample, "41", Key.Key_Return)
    desk_of(sample).document.judge()
    assert verdict(sample) == "可以提交"


def test_a_silent_unit_reports_zero_on_a_stated_ground(sample: Window) -> None:
    do(sample, SetRoster((*desk_of(sample).document.report.units.values(), Unit("统计局"))))
    f8_to(sample, "统计局未报")
    panel(sample).ways.reason.setText("电话确认")
    next(button for button in panel(sample).ways.buttons if button.text().startswith("零报告")).click()
    desk_of(sample).document.judge()
    assert verdict(sample) == "可以提交"


def test_the_clerk_may_say_zero_for_what_no_unit_gave(sample: Window) -> None:
    document = desk_of(sample).document
    wanted = FigureId("disputes.reconsideration.upheld")
    for unit in list(document.report.returns):
        document.do(SetFigure(unit, wanted, None))
    document.judge()
    assert verdict(sample).startswith("还不能提交：数据缺")
    f8_to(sample, "表四缺")
    next(button for button in panel(sample).ways.buttons if button.text().startswith("没有发生的填 0")).click()
    document.judge()
    assert document.report.overrides[wanted].reason == "确认没有发生"
    assert not any("表四缺" in line for line in findings(sample))


def test_notices_are_behind_one_line(sample: Window) -> None:
    lines = desk_of(sample).document.standing.lines
    assert [line for line in lines if line.mark is Mark.NOTICE and not line.members] == []
    assert desk_of(sample).document.standing.to_do == ()


def test_the_way_to_a_unit_leads_to_its_wrong_cell_and_f8_goes_on_once_it_is_mended(
    sample: Window, qtbot: QtBot
) -> None:
    plant(sample)
    do(sample, SetFigure(SCHOOLS, TOTAL, 99))
    f8_to(sample, "教育体育局的报送表")
    take(sample, qtbot, "看这个单位")
    assert units_tab(sample).is_open
    assert units_tab(sample).page.view.figure == TOTAL
    units_tab(sample).page.beside.compute.click()
    desk_of(sample).document.judge()
    sample.commands["next"].trigger()
    assert table(sample, GRANTED).figure == GRANTED
    assert desk_of(sample).tabs.currentWidget() is not units_tab(sample)


def test_a_line_without_a_way_shows_none_of_the_line_before(filled: Window) -> None:
    do(filled, SetOrgan(""))
    with Session.open(desk_of(filled).document.session.file.path, take_over=True):
        filled.access.beat()
        f8_to(filled, "一、总体情况")
        assert ways(filled)
        f8_to(filled, "没有写编报机关")
        assert ways(filled) == []
