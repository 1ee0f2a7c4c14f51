"""What stands around the tables and text sections, written in the window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.form import FigureId
from app.report.text import PREAMBLE, SIGNATURE
from app.window.exporting import printed
from app.window.table.tab import TableTab
from app.window.text.addition import Addition
from app.window.window import Window
from tests.example import FOLDER, where_present
from tests.window.driving import RECEIVED, desk_of, findings, keys, open_report, said, table, text_tab

CARRIED_OUT = FigureId("requests.carried_out.total")
TEXT = "一、总体情况\n工作平稳。\n三、收到和处理政府信息公开申请情况\n注：含 2 件。\n六、其他需要报告的事项\n无。"


def texts(window: Window) -> dict[str, str]:
    return desk_of(window).document.report.text


def note(window: Window, section: str) -> Addition:
    tab = desk_of(window).tab(section)
    assert isinstance(tab, TableTab)
    return tab.note


def press(button: object) -> None:
    QTest.keyClick(button, Qt.Key.Key_Space)  # type: ignore[call-overload]


def test_a_finding_about_the_text_leads_to_the_text(filled: Window, qtbot: QtBot) -> None:
    tab = text_tab(filled, "1")
    tab.editor.insertPlainText("新收到政府信息公开申请5件。")
    tab.editor.keep()
    desk = desk_of(filled)
    qtbot.waitUntil(lambda: any(line.section == "1" for line in desk.document.standing.lines))
    desk.go_to_tab(2)
    desk.go_to_line(next(line for line in desk.document.standing.lines if line.section == "1"))
    assert desk.tabs.currentWidget() is tab


def test_a_note_is_written_below_its_table_and_printed_after_it(filled: Window, qtbot: QtBot) -> None:
    table(filled, RECEIVED)
    filled.commands["note"].trigger()
    keys(filled, "(1)")
    qtbot.waitUntil(lambda: texts(filled).get("3") == "(1)")
    note(filled, "3").editor.insertPlainText("新收{requests.received.total}件。")
    desk_of(filled).keep()
    desk_of(filled).document.judge()
    content = printed(desk_of(filled).document, draft=True)
    assert [section.paragraphs for section in content.sections[1:4]] == [(), ("(1)新收0件。",), ()]
    filled.commands["undo"].trigger()
    assert texts(filled)["3"] == "(1)"


def test_a_note_left_without_words_is_one_line_again(filled: Window) -> None:
    table(filled, RECEIVED)
    press(note(filled, "3").add)
    assert note(filled, "3").is_open
    table(filled, RECEIVED)
    assert not note(filled, "3").is_open
    assert "3" not in texts(filled)


def test_a_note_folded_leaves_table_three_whole_in_an_office_window(filled: Window, qtbot: QtBot) -> None:
    view = table(filled, CARRIED_OUT)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == 0)
    assert note(filled, "3").add.isVisible()


def test_a_note_grows_to_three_lines_and_no_further(filled: Window) -> None:
    addition = note(filled, "3")
    table(filled, RECEIVED)
    addition.open()
    heights = []
    for _ in range(4):
        addition.editor.insertPlainText("x\n")
        heights.append(addition.editor.height())
    assert heights[0] < heights[1] == heights[2] == heights[3]


def test_preamble_and_signature_are_opened_from_the_menu_and_removed_in_one_step(filled: Window) -> None:
    filled.commands["signature"].trigger()
    today = date.today()
    assert texts(filled)[SIGNATURE] == f"{{organ}}\n{today.year}年{today.month}月{today.day}日"
    content = printed(desk_of(filled).document, draft=True)
    assert content.signature == () or content.signature[0] == "甲县司法局"
    press(text_tab(filled, "6").additions[SIGNATURE].remove)
    assert SIGNATURE not in texts(filled)
    filled.commands["undo"].trigger()
    assert SIGNATURE in texts(filled)
    assert text_tab(filled, "6").additions[SIGNATURE].is_open
    filled.commands["preamble"].trigger()
    keys(filled, "abc")
    desk_of(filled).keep()
    assert texts(filled)[PREAMBLE] == "abc"


def test_the_title_stands_above_the_first_section_as_it_is_printed(filled: Window) -> None:
    filled.commands["particulars"].trigger()
    filled.commands["select_all"].trigger()
    keys(filled, "乙县教育局", Qt.Key.Key_Return)
    titles = [label.text() for label in text_tab(filled, "1").findChildren(type(text_tab(filled, "1")._title))]
    assert "乙县教育局2025年政府信息公开工作年度报告" in titles
    assert filled.windowTitle().startswith("乙县教育局2025年度")
    filled.commands["undo"].trigger()
    assert filled.windowTitle().startswith("甲县司法局2025年度")


def test_a_year_of_another_format_is_refused_where_it_is_typed(filled: Window) -> None:
    filled.commands["particulars"].trigger()
    page = desk_of(filled).page("particulars")
    page.year.setFocus()  # type: ignore[union-attr]
    page.year.selectAll()  # type: ignore[union-attr]
    keys(filled, "2019", Qt.Key.Key_Return)
    assert "2019年的年报不适用" in said(filled)
    assert page.year.value() == desk_of(filled).document.report.year == 2025  # type: ignore[union-attr]
    page.year.selectAll()  # type: ignore[union-attr]
    keys(filled, "2024", Qt.Key.Key_Return)
    assert desk_of(filled).document.report.year == 2024


def test_an_organ_that_makes_regulations_is_not_asked_why_it_has_some(filled: Window, qtbot: QtBot) -> None:
    document = desk_of(filled).document
    regulation = next(figure for figure in document.report.form.figures if "regulation.issued" in figure)
    document.enter(regulation, 1)
    qtbot.waitUntil(lambda: any("制定规章" in line for line in findings(filled)))
    filled.commands["particulars"].trigger()
    page = desk_of(filled).page("particulars")
    press(next(iter(page.facts.values())))  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: not any("制定规章" in line for line in findings(filled)))


def test_a_whole_text_pasted_is_one_step_and_says_what_went_where(filled: Window) -> None:
    tab = text_tab(filled, "1")
    tab.editor.insertPlainText("旧的。")
    data = QMimeData()
    data.setText(TEXT)
    tab.editor.insertFromMimeData(data)
    assert (texts(filled)["1"], texts(filled)["3"], texts(filled)["6"]) == ("工作平稳。", "注：含 2 件。", "无。")
    assert said(filled) == (
        "已载入文字：“总体情况” 1 段、表三的表后说明 1 段、“其他” 1 段。已替换“总体情况”原来的文字，撤销可恢复。"
    )
    filled.commands["undo"].trigger()
    assert texts(filled) == {"1": "旧的。"}


@where_present
def test_the_examples_text_dropped_on_the_window_is_taken_as_text(own: Window, qtbot: QtBot) -> None:
    own.gathering.take_files([FOLDER / "beiguan-2025.text.txt"])
    qtbot.waitUntil(lambda: said(own).startswith("已载入文字"), timeout=30_000)
    assert {"1", "5", "6"} <= set(texts(own))
    assert desk_of(own).importing is None


def test_a_text_and_a_return_dropped_together_go_each_its_way(own: Window, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "文字.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "报送.xls").write_bytes(b"x")
    own.gathering.take_files([tmp_path / "文字.txt", tmp_path / "报送.xls"])
    qtbot.waitUntil(lambda: said(own).startswith("已载入文字"), timeout=30_000)
    importing = desk_of(own).importing
    assert importing is not None
    qtbot.waitUntil(lambda: [row.file for row in importing.rows.rows] == ["报送.xls"], timeout=30_000)


def test_two_texts_dropped_together_are_not_guessed_at(own: Window, qtbot: QtBot, tmp_path: Path) -> None:
    files = [tmp_path / "甲.txt", tmp_path / "乙.txt"]
    for file in files:
        file.write_text(TEXT, encoding="utf-8")
    own.gathering.take_files(files)
    qtbot.waitUntil(lambda: "不知道用哪一份" in said(own), timeout=30_000)
    assert not texts(own)


def test_a_sub_heading_is_put_in_its_place_and_its_button_goes(filled: Window) -> None:
    tab = text_tab(filled, "1")
    tab.editor.insertPlainText("（三）政府信息管理方面。归档。")
    shown = [button.text() for button in tab.parts.buttons if button.isVisible()]
    assert shown == ["＋（一）主动公开", "＋（二）依申请公开", "＋（四）政府信息公开平台建设", "＋（五）监督保障"]
    press(tab.parts.buttons[1])
    assert QApplication.focusWidget() is tab.editor
    keys(filled, "abc")
    assert tab.editor.text == "（二）依申请公开方面。abc\n（三）政府信息管理方面。归档。"
    assert not tab.parts.buttons[1].isVisible()


def test_a_long_text_is_shown_from_its_beginning(own: Window) -> None:
    desk_of(own).document.write("1", "很长的一段话。\n" * 60)
    editor = text_tab(own, "1").editor
    assert (editor.textCursor().position(), editor.verticalScrollBar().value()) == (0, 0)


def test_other_sections_offer_no_sub_headings(filled: Window) -> None:
    assert [text_tab(filled, section).parts.isVisible() for section in ("1", "5", "6")] == [True, False, False]


@pytest.mark.parametrize("key", [PREAMBLE, SIGNATURE])
def test_undo_goes_to_where_it_was_written(filled: Window, key: str) -> None:
    desk_of(filled).document.write(key, "字。")
    desk_of(filled).go_to_tab(2)
    filled.commands["undo"].trigger()
    assert desk_of(filled).tabs.currentWidget() is text_tab(filled, "1" if key == PREAMBLE else "6")


def test_what_is_typed_below_a_table_is_kept_on_closing(filled: Window) -> None:
    path = desk_of(filled).document.session.file.path
    table(filled, RECEIVED)
    note(filled, "3").open()
    note(filled, "3").editor.insertPlainText("注：无。")
    filled.commands["close"].trigger()
    open_report(filled, path)
    assert note(filled, "3").is_open
    assert texts(filled)["3"] == "注：无。"
