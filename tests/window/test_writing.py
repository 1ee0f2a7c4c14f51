"""The text tabs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.resources import resource
from app.window.text.editor import TextEditor
from app.window.window import Window
from tests.window.driving import RECEIVED, desk_of, findings, keys, open_report, said, text_tab, verdict


def text_of(window: Window, section: str) -> str:
    return desk_of(window).document.report.text.get(section, "")


def compose(window: Window, section: str, preedit: str, commit: str = "") -> None:
    """What an input method sends."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(text_tab(window, section).editor, event)


def test_what_is_typed_is_kept_after_a_pause_as_one_edit(own: Window, qtbot: QtBot) -> None:
    text_tab(own, "6").editor.setFocus()
    keys(own, "abc")
    assert text_of(own, "6") == ""
    qtbot.waitUntil(lambda: text_of(own, "6") == "abc")
    own.commands["undo"].trigger()
    assert text_of(own, "6") == ""
    assert text_tab(own, "6").editor.text == ""


def test_going_to_another_tab_keeps_the_text_at_once(own: Window) -> None:
    text_tab(own, "6").editor.setFocus()
    keys(own, "abc")
    desk_of(own).go_to_tab(0)
    assert text_of(own, "6") == "abc"


def test_closing_keeps_the_text(own: Window) -> None:
    path = desk_of(own).document.session.file.path
    text_tab(own, "6").editor.insertPlainText("本年度无其他事项。")
    own.commands["close"].trigger()
    open_report(own, path)
    assert text_of(own, "6") == "本年度无其他事项。"


def test_composing_is_not_interrupted(own: Window, qtbot: QtBot) -> None:
    editor = text_tab(own, "6").editor
    compose(own, "6", "ni'hao")
    text_tab(own, "6").editor.keep()
    assert editor.is_composing
    assert text_of(own, "6") == ""
    compose(own, "6", "", "你好")
    qtbot.waitUntil(lambda: text_of(own, "6") == "你好")


def test_pasted_paragraphs_lose_their_spaces_and_empty_lines(own: Window) -> None:
    data = QMimeData()
    data.setText("　　一是公开。\r\n\r\n　　二是答复。")
    data.setHtml("<h1>一是公开。</h1>")
    tab = text_tab(own, "1")
    tab.editor.insertFromMimeData(data)
    tab.editor.keep()
    assert text_of(own, "1") == "一是公开。\n二是答复。"


def test_undo_in_the_text_is_the_reports_undo(own: Window, qtbot: QtBot) -> None:
    tab = text_tab(own, "1")
    for words in ("一。", "二。"):
        tab.editor.insertPlainText(words)
        tab.editor.keep()
    own.commands["undo"].trigger()
    assert tab.editor.text == "一。"


def test_the_verdict_counts_what_is_not_written(own: Window, qtbot: QtBot) -> None:
    tab = text_tab(own, "1")
    tab.editor.insertPlainText("本年度工作平稳。")
    tab.editor.keep()
    qtbot.waitUntil(lambda: "文字缺 2 部分" in verdict(own))


def type_in(window: Window, section: str, words: str) -> TextEditor:
    editor = text_tab(window, section).editor
    editor.insertPlainText(words)
    return editor


def test_a_linked_number_shows_the_tables_value_and_follows_it(filled: Window) -> None:
    editor = type_in(filled, "1", "新收到申请{requests.received.total}件。")
    assert editor.toPlainText() == "新收到申请\ufffc件。"
    editor.selectAll()
    assert editor.createMimeDataFromSelection().text() == "新收到申请0件。"
    desk_of(filled).document.enter(RECEIVED, 125)
    assert editor.createMimeDataFromSelection().text() == "新收到申请125件。"
    assert editor.text == "新收到申请{requests.received.total}件。"


def test_links_survive_saving_and_opening(filled: Window) -> None:
    type_in(filled, "1", "新收{requests.received.total}件，网站发布{网站信息=36}条。")
    path = desk_of(filled).document.session.file.path
    filled.commands["close"].trigger()
    open_report(filled, path)
    editor = text_tab(filled, "1").editor
    assert editor.text == "新收{requests.received.total}件，网站发布{网站信息=36}条。"
    assert editor.toPlainText() == "新收\ufffc件，网站发布\ufffc条。"


def test_a_link_that_names_nothing_stays_as_written(filled: Window, qtbot: QtBot) -> None:
    editor = type_in(filled, "1", "新收{requests.nothing.total}件。")
    assert "{requests.nothing.total}" in editor.toPlainText()
    text_tab(filled, "1").editor.keep()
    qtbot.waitUntil(lambda: any("requests.nothing.total" in line for line in findings(filled)))


def test_a_linked_number_is_copied_with_its_link_inside_the_program(filled: Window) -> None:
    editor = type_in(filled, "1", "新收{requests.received.total}件。")
    editor.selectAll()
    editor.copy()
    text_tab(filled, "5").editor.paste()
    assert text_tab(filled, "5").editor.text == "新收{requests.received.total}件。"


def test_what_is_typed_behind_a_linked_number_is_plain(filled: Window) -> None:
    editor = type_in(filled, "1", "{year}")
    editor.setFocus()
    keys(filled, "abc")
    assert editor.text == "{year}abc"
    editor.textCursor().insertText("\n")
    keys(filled, "d")
    assert editor.text == "{year}abc\nd"


def test_the_whole_text_pasted_at_once_goes_to_its_parts(own: Window) -> None:
    data = QMimeData()
    data.setText("一、总体情况\n工作平稳。\n五、存在的主要问题及改进情况\n一是不足。\n六、其他需要报告的事项\n无。")
    text_tab(own, "1").editor.insertFromMimeData(data)
    assert [text_of(own, section) for section in ("1", "5", "6")] == ["工作平稳。", "一是不足。", "无。"]
    assert text_tab(own, "5").editor.text == "一是不足。"


def test_a_text_file_is_taken_by_its_headings(own: Window, qtbot: QtBot) -> None:
    own.gathering.read_text([str(resource("sample") / "text.txt")])
    qtbot.waitUntil(
        lambda: said(own).startswith("已载入文字：“总体情况” 6 段、“问题改进” 2 段、“其他” 1 段。"), timeout=30_000
    )
    assert text_of(own, "6").startswith("{year}年")


def test_a_file_without_headings_says_what_is_expected(own: Window, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "文字.txt"
    path.write_text("没有标题的文字。", encoding="utf-8")
    own.gathering.read_text([str(path)])
    qtbot.waitUntil(lambda: "没有统一格式的标题" in said(own), timeout=30_000)


def test_the_length_counts_what_is_printed(filled: Window) -> None:
    editor = type_in(filled, "1", "新收{requests.received.total}件。")
    assert editor.length == 5
