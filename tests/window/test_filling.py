"""Filling the tables by keys, as in Excel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.form import FigureId, newest_form
from app.window.window import Window
from tests.window.driving import (
    BUSINESS,
    CARRIED_IN,
    FEE,
    GRANTED,
    RECEIVED,
    TOTAL,
    desk_of,
    findings,
    keys,
    said,
    shown,
    table,
    verdict,
)

Key = Qt.Key
FORM = newest_form()


def test_enter_goes_down_and_the_total_follows(filled: Window) -> None:
    table(filled)
    keys(filled, "12", Key.Key_Return, "5", Key.Key_Return)
    assert (shown(filled, RECEIVED), shown(filled, CARRIED_IN), shown(filled, TOTAL)) == ("12", "5", "12")
    assert table_figure(filled) == GRANTED


def table_figure(window: Window) -> FigureId | None:
    tab = desk_of(window).tabs.currentWidget()
    return tab.figure  # type: ignore[attr-defined, no-any-return]


def test_enter_skips_totals_and_goes_on_at_the_next_column(filled: Window) -> None:
    table(filled, FigureId("requests.other_3.natural"))
    keys(filled, Key.Key_Return)
    assert table_figure(filled) == "requests.carried_out.natural"
    keys(filled, Key.Key_Return)
    assert table_figure(filled) == "requests.received.business"


def test_tab_goes_right_and_past_the_total(filled: Window) -> None:
    table(filled, FigureId("requests.received.other_org"))
    keys(filled, Key.Key_Tab)
    assert table_figure(filled) == "requests.carried_in.natural"


def test_in_table_four_enter_goes_right(filled: Window) -> None:
    table(filled, FigureId("disputes.reconsideration.pending"))
    keys(filled, "3", Key.Key_Return)
    assert table_figure(filled) == "disputes.suit_direct.upheld"


def test_arrows_leave_the_cell_that_is_being_typed(filled: Window) -> None:
    table(filled, RECEIVED)
    keys(filled, "7", Key.Key_Down)
    assert (shown(filled, RECEIVED), table_figure(filled)) == ("7", CARRIED_IN)


def test_a_sum_and_full_width_digits_are_taken(filled: Window) -> None:
    table(filled)
    keys(filled, "=30+4", Key.Key_Return, "1", Key.Key_Backspace)
    keys(filled, "１２", Key.Key_Return)
    assert (shown(filled, RECEIVED), shown(filled, CARRIED_IN)) == ("34", "12")


@pytest.mark.parametrize("typed", ["99", Key.Key_F2])
def test_escape_leaves_the_cell_as_it_was_and_stays_there(filled: Window, typed: str | Key) -> None:
    view = table(filled)
    keys(filled, typed)
    QTest.keyClick(filled.windowHandle(), Key.Key_Escape)
    assert (shown(filled, RECEIVED), view.figure) == ("0", RECEIVED)
    keys(filled, "5", Key.Key_Return)
    assert shown(filled, RECEIVED) == "5"


@pytest.mark.parametrize(
    ("key", "shift", "then"),
    [
        (Key.Key_Return, False, CARRIED_IN),
        (Key.Key_Tab, False, BUSINESS),
        (Key.Key_Return, True, RECEIVED),
        (Key.Key_Backtab, True, RECEIVED),
    ],
)
def test_a_key_enters_the_figure_and_goes_on_or_back(filled: Window, key: Key, shift: bool, then: FigureId) -> None:
    at = RECEIVED if not shift else BUSINESS if key is Key.Key_Backtab else CARRIED_IN
    view = table(filled, at)
    keys(filled, "7")
    modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(filled.windowHandle(), key, modifiers)
    assert (shown(filled, at), view.figure) == ("7", then)


def test_f2_edits_what_is_there(filled: Window) -> None:
    table(filled)
    keys(filled, "12", Key.Key_Return, Key.Key_Up, Key.Key_F2, "3", Key.Key_Return)
    assert shown(filled, RECEIVED) == "123"


def test_delete_empties_the_cell_which_is_missing_then_and_not_zero(filled: Window, qtbot: QtBot) -> None:
    table(filled)
    keys(filled, Key.Key_Delete)
    assert shown(filled, RECEIVED) == ""
    qtbot.waitUntil(lambda: "数据缺" in verdict(filled))
    assert RECEIVED not in desk_of(filled).document.report.figures


def test_what_is_no_number_stays_open_and_says_why(filled: Window) -> None:
    table(filled)
    keys(filled, "1a", Key.Key_Return)
    assert "“1a”不是数字" in table(filled)._beside.text()
    keys(filled, Key.Key_Escape)
    assert shown(filled, RECEIVED) == "0"


@pytest.mark.parametrize("key", ["5", Key.Key_F2, Key.Key_Delete, Key.Key_Backspace])
def test_a_total_takes_no_number_and_says_so(filled: Window, key: str | Key) -> None:
    table(filled, TOTAL)
    keys(filled, key)
    assert said(filled) == "总计自动相加，不用填。"


def test_a_total_is_not_cut_and_what_is_cut_is_emptied(filled: Window) -> None:
    table(filled, TOTAL)
    filled.commands["cut"].trigger()
    assert said(filled) == "总计自动相加，不用填。"
    table(filled)
    keys(filled, "7", Key.Key_Return, Key.Key_Up)
    filled.commands["cut"].trigger()
    assert (shown(filled, RECEIVED), QGuiApplication.clipboard().text()) == ("", "7")


def test_an_exact_amount_is_kept_as_typed(filled: Window) -> None:
    table(filled, FEE)
    keys(filled, "1437.1432", Key.Key_Return)
    assert shown(filled, FEE) == "1437.1432"


def test_typing_a_wrong_figure_shows_the_finding_and_undo_clears_it(filled: Window, qtbot: QtBot) -> None:
    table(filled)
    keys(filled, "5", Key.Key_Return)
    qtbot.waitUntil(lambda: any("列：新收5" in line for line in findings(filled)))
    assert desk_of(filled).tabs.tabText(2) == "三 依申请公开 1"
    filled.commands["undo"].trigger()
    qtbot.waitUntil(lambda: not any("列：新收5" in line for line in findings(filled)))
    assert table_figure(filled) == RECEIVED
    filled.commands["redo"].trigger()
    assert shown(filled, RECEIVED) == "5"


def test_the_menu_says_what_undo_takes_back(filled: Window, qtbot: QtBot) -> None:
    table(filled)
    keys(filled, "5", Key.Key_Return)
    qtbot.waitUntil(lambda: "新收·自然人" in filled.commands["undo"].text())


def test_a_block_from_excel_is_one_undo_step(filled: Window) -> None:
    table(filled)
    QGuiApplication.clipboard().setText("30\t4\r\n2\t1\r\n")
    filled.commands["paste"].trigger()
    assert (shown(filled, RECEIVED), shown(filled, BUSINESS), shown(filled, TOTAL)) == ("30", "4", "34")
    filled.commands["undo"].trigger()
    assert (shown(filled, RECEIVED), shown(filled, BUSINESS)) == ("0", "0")


def test_a_block_with_a_word_is_refused_whole(filled: Window) -> None:
    table(filled)
    QGuiApplication.clipboard().setText("30\t待核实\n2\t1")
    filled.commands["paste"].trigger()
    assert "第 1 行第 2 列的“待核实”不是数字" in said(filled)
    assert shown(filled, RECEIVED) == "0"


def test_a_block_too_large_says_how_much_fits(filled: Window) -> None:
    table(filled, FigureId("requests.carried_out.natural"))
    QGuiApplication.clipboard().setText("1\n2\n3")
    filled.commands["paste"].trigger()
    assert "剪贴板里有 3 行 1 列" in said(filled)


def test_a_pasted_total_that_does_not_add_up_is_told(filled: Window) -> None:
    table(filled)
    QGuiApplication.clipboard().setText("3\t4\t0\t0\t0\t0\t8")
    filled.commands["paste"].trigger()
    assert "表三“新收·总计”粘贴的是8，各项相加是7" in said(filled)


def test_the_whole_table_is_copied_with_its_heads(filled: Window) -> None:
    table(filled)
    filled.commands["select_all"].trigger()
    filled.commands["copy"].trigger()
    data = QGuiApplication.clipboard().mimeData()
    assert data.text().split("\n")[3].startswith("一、本年新收政府信息公开申请数量\t\t\t0\t0")
    assert 'rowspan="22"' in data.html()


def test_one_cell_is_copied_as_its_number(filled: Window) -> None:
    table(filled)
    keys(filled, "12", Key.Key_Return)
    table(filled)
    filled.commands["copy"].trigger()
    assert QGuiApplication.clipboard().text() == "12"


def test_typing_fast_loses_no_key(filled: Window) -> None:
    table(filled)
    for number in range(1, 20):
        keys(filled, str(number), Key.Key_Return)
    figures = desk_of(filled).document.report.figures
    column = [figure for figure in FORM.figures if figure.endswith(".natural") and figure not in FORM.totals]
    assert [figures[figure] for figure in column[:19]] == list(range(1, 20))


def test_ctrl_and_a_number_goes_to_the_tab(filled: Window) -> None:
    QTest.keyClick(filled, Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    assert desk_of(filled).tabs.currentIndex() == 3


def test_what_is_said_of_one_edit_goes_with_the_next(filled: Window) -> None:
    desk_of(filled).document.enter(TOTAL, 5)
    assert "填的 5 没有采用" in said(filled)
    table(filled)
    keys(filled, "5", Qt.Key.Key_Return)
    assert said(filled) == ""
