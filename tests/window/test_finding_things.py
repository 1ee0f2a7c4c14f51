"""Ctrl+F: what one remembers is found, wherever it stands."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.report.edits import AcceptReturns, SetRoster
from app.report.report import Unit
from app.report.returns import Return
from app.window.find.bar import FindBar
from app.window.find.search import Hit
from app.window.window import Window
from tests.window.driving import FEE, GRANTED, desk_of, keys, shown, table, text_tab, units_tab


def look_for(window: Window, words: str) -> FindBar:
    window.commands["find"].trigger()
    bar = desk_of(window).find_bar
    keys(window, words)
    return bar


def listed(bar: FindBar) -> list[str]:
    return [row.words for row in bar.hits.rows if isinstance(row, Hit)]


def test_the_key_opens_a_bar_and_esc_closes_it(own: Window) -> None:
    view = table(own)
    QTest.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    bar = desk_of(own).find_bar
    assert bar.isVisible()
    assert bar.entry.hasFocus()
    keys(own, Qt.Key.Key_Escape)
    assert not bar.isVisible()
    assert view.hasFocus()


def test_a_label_is_found_and_enter_goes_to_its_cell(sample: Window) -> None:
    bar = look_for(sample, "予以 公开·自然人")
    assert listed(bar) == [f"予以公开·自然人　{shown(sample, GRANTED)}"]
    keys(sample, Qt.Key.Key_Return)
    assert table(sample, GRANTED).figure == GRANTED
    assert desk_of(sample).tabs.tabText(desk_of(sample).tabs.currentIndex()).startswith("三")


def test_typing_goes_on_while_one_steps_through_the_hits(sample: Window) -> None:
    bar = look_for(sample, "结转")
    keys(sample, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert bar.entry.hasFocus()
    assert bar.told.text().startswith("第 2 处，共 ")
    QTest.keyClick(bar.entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar.told.text().startswith("第 1 处")
    sample.commands["find_previous"].trigger()
    last = len(listed(bar))
    assert bar.told.text() == f"第 {last} 处，共 {last} 处"


def test_a_number_is_found_whole_and_in_full_width(own: Window) -> None:
    desk_of(own).document.enter_all({GRANTED: 125, FEE: 12})
    bar = look_for(own, "１２５")
    assert "予以公开·自然人　125" in listed(bar)
    bar.entry.setText("12")
    assert not any(words.endswith("　125") for words in listed(bar))
    assert any(words.endswith("金额　12") for words in listed(bar))


def test_words_of_a_text_are_found_behind_a_linked_number_and_selected(own: Window) -> None:
    desk_of(own).document.enter_all({GRANTED: 125})
    tab = text_tab(own, "1")
    tab.editor.show_text("全年予以公开 {requests.granted.natural} 件，\n其中主动 公开政务动态。")
    tab.editor.keep()
    bar = look_for(own, "125 件")
    assert [words for words in listed(bar) if "全年" in words]
    bar.entry.setText("主动公开政务")
    keys(own, Qt.Key.Key_Return)
    assert tab.editor.textCursor().selectedText() == "主动 公开政务"


def test_a_note_after_a_table_is_found(own: Window) -> None:
    desk_of(own).document.write("3", "另有电话咨询 5 次。")
    bar = look_for(own, "电话咨询")
    assert listed(bar) == ["…另有电话咨询 5 次。…"]
    keys(own, Qt.Key.Key_Return)
    assert desk_of(own).tabs.currentWidget() is desk_of(own).tab("3")
    assert bar.editors["3"].textCursor().selectedText() == "电话咨询"


def test_a_unit_is_found_and_shown(sample: Window) -> None:
    bar = look_for(sample, "民政")
    row = next(at for at, one in enumerate(bar.hits.rows) if isinstance(one, Hit) and one.group == "单位")
    bar.list.activated.emit(bar.hits.index(row))
    assert units_tab(sample).list.table.chosen == ("民政局",)


def test_a_finding_is_found(own: Window) -> None:
    desk_of(own).document.judge()
    bar = look_for(own, "还没有写")
    assert listed(bar)[0].startswith("未填齐：“一、总体情况”")
    keys(own, Qt.Key.Key_Return)
    assert desk_of(own).tabs.currentWidget() is desk_of(own).tab("1")


def test_nothing_found_is_said(own: Window) -> None:
    assert look_for(own, "zzz").told.text() == "没有找到"


def test_the_list_follows_the_report(own: Window, qtbot: QtBot) -> None:
    bar = look_for(own, "77")
    assert listed(bar) == []
    desk_of(own).document.enter(GRANTED, 77)
    qtbot.waitUntil(lambda: "予以公开·自然人　77" in listed(bar))


def test_a_report_of_many_units_is_searched(window: Window, own: Window) -> None:
    document = desk_of(own).document
    names = [f"第{number}村民委员会" for number in range(2000)]
    document.do(SetRoster(tuple(Unit(name) for name in names)))
    document.do(AcceptReturns((Return("甲.xlsx", names[7], 2025, "2021", {}, {}),)))
    document.judge()
    bar = look_for(own, "第7村")
    assert listed(bar)[0] == "第7村民委员会　甲.xlsx"
