"""What is typed and pasted: nothing is lost, nothing is taken for something else."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.form import FigureId
from app.report.edits import AcceptReturns
from app.window.table.view import TableView
from app.window.window import Window
from tests.window.driving import BUSINESS, FEE, GRANTED, RECEIVED, TOTAL, desk_of, findings, keys, said, shown, table

Key = Qt.Key
UPHELD = FigureId("disputes.reconsideration.upheld")


def paste(window: Window, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    window.commands["paste"].trigger()


def copied_whole(window: Window, figure: FigureId) -> str:
    table(window, figure)
    window.commands["select_all"].trigger()
    window.commands["copy"].trigger()
    return QGuiApplication.clipboard().text()


def click(view: TableView, figure: FigureId) -> None:
    at = view.visualRect(view.model().index(*view.place_of(figure))).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_what_is_refused_stays_in_the_cell_with_the_reason_beside_it(filled: Window) -> None:
    view = table(filled)
    keys(filled, "1a", Key.Key_Return)
    assert "“1a”不是数字" in view._beside.text()
    assert view._beside.isVisible()
    keys(filled, Key.Key_End, Key.Key_Backspace, "2", Key.Key_Return)
    assert not view._beside.isVisible()
    assert shown(filled, RECEIVED) == "12"


def test_a_click_elsewhere_does_not_lose_what_was_refused(filled: Window) -> None:
    view = table(filled)
    keys(filled, "1a")
    click(view, GRANTED)
    assert view.figure == RECEIVED
    keys(filled, Key.Key_Backspace, Key.Key_Return)
    assert shown(filled, RECEIVED) == "1"


def test_another_tab_does_not_lose_what_was_refused(filled: Window) -> None:
    view = table(filled)
    keys(filled, "1a")
    desk_of(filled).go_to_tab(4)
    desk_of(filled).go_to_tab(2)
    assert view._cells.editor is not None
    assert view._cells.editor.text() == "1a"
    keys(filled, Key.Key_Escape)
    assert shown(filled, RECEIVED) == "0"


def test_a_click_elsewhere_takes_the_number(filled: Window) -> None:
    view = table(filled)
    keys(filled, "7")
    click(view, GRANTED)
    assert (shown(filled, RECEIVED), view.figure) == ("7", GRANTED)


def test_a_number_that_is_too_large_stays_too(filled: Window) -> None:
    view = table(filled)
    keys(filled, "12345678901", Key.Key_Return)
    assert "填的 12345678901 太大" in view._beside.text()
    assert view._cells.editor is not None
    assert shown(filled, RECEIVED) == "0"


@pytest.mark.parametrize(("figure", "other"), [(RECEIVED, GRANTED), (FEE, FEE), (UPHELD, UPHELD)])
def test_a_whole_table_comes_back_with_its_labels(filled: Window, figure: FigureId, other: FigureId) -> None:
    table(filled, figure)
    keys(filled, "12", Key.Key_Return)
    text = copied_whole(filled, figure)
    desk_of(filled).document.undo()
    table(filled, other)
    paste(filled, text)
    assert shown(filled, figure) == "12"


def test_a_whole_table_from_word_has_fewer_cells_where_they_are_merged(filled: Window) -> None:
    lines = copied_whole(filled, RECEIVED).split("\n")
    merged = ["\t".join(cell for cell in line.split("\t") if cell) for line in lines]
    assert merged[5].startswith("三、本年度办理结果")
    paste(filled, "\n".join(merged).replace("数量\t0", "数量\t31", 1))
    assert shown(filled, RECEIVED) == "31"


def test_a_word_among_the_figures_of_a_whole_table_refuses_it(filled: Window) -> None:
    paste(filled, copied_whole(filled, RECEIVED).replace("\t0\t0", "\t5\t待核实", 1))
    assert "没有粘贴" in said(filled)
    assert shown(filled, RECEIVED) == "0"


def test_text_numbers_are_taken_and_blanks_are_missing_and_said(filled: Window) -> None:
    table(filled)
    paste(filled, "1,234\t\t１２件")
    assert (shown(filled, RECEIVED), shown(filled, BUSINESS)) == ("1234", "")
    assert "其中 1 格是空白，没有当作 0" in said(filled)


def test_a_block_too_large_says_by_how_much(filled: Window) -> None:
    table(filled, FigureId("requests.carried_out.natural"))
    paste(filled, "1\n2\n3")
    assert "多出 2 行" in said(filled)


def test_a_block_over_the_roll_up_is_one_step_and_one_reason(sample: Window, qtbot: QtBot) -> None:
    before = shown(sample, RECEIVED)
    table(sample)
    paste(sample, "500\t600")
    desk_of(sample).document.judge()
    assert shown(sample, BUSINESS) == "600"
    panel = desk_of(sample).panel.findings
    assert "2 处：改过的数没有写理由" in findings(sample)
    assert panel.current is not None
    assert panel.current.check == "override.reason"
    panel.ways.reason.setFocus()
    keys(sample, "dh", Key.Key_Return)
    overrides = desk_of(sample).document.report.overrides
    assert [overrides[figure].reason for figure in (RECEIVED, BUSINESS)] == ["dh", "dh"]
    sample.commands["undo"].trigger()
    sample.commands["undo"].trigger()
    assert shown(sample, RECEIVED) == before
    assert not overrides


def test_a_total_says_that_it_adds_itself_up(filled: Window) -> None:
    table(filled, TOTAL)
    keys(filled, "5")
    assert said(filled) == "总计自动相加，不用填。"


def test_what_an_import_changed_is_marked_until_the_next_edit(sample: Window) -> None:
    document = desk_of(sample).document
    sent = document.report.returns["教育体育局"]
    more = replace(sent, figures={**sent.figures, RECEIVED: int(sent.figures[RECEIVED]) + 1})
    assert document.do(AcceptReturns((more,)))
    assert table(sample)._table.looks[table(sample).place_of(RECEIVED)].arrived
    document.enter(GRANTED, 5)
    assert not table(sample)._table.looks[table(sample).place_of(RECEIVED)].arrived
