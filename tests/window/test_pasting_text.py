"""What other programs put on the clipboard, and steps in a text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.window.text.editor import TextEditor
from app.window.window import Window
from tests.window.driving import RECEIVED, desk_of, findings, keys, said, table, text_tab


def text_of(window: Window, section: str = "1") -> str:
    return desk_of(window).document.report.text.get(section, "")


def commit(editor: TextEditor, words: str) -> None:
    """What an input method brings."""
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QApplication.sendEvent(editor, event)


def paste(editor: TextEditor, text: str = "", html: str = "") -> None:
    data = QMimeData()
    if text:
        data.setText(text)
    if html:
        data.setHtml(html)
    QApplication.clipboard().setMimeData(data)
    editor.paste()


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("甲。\v乙。\u2028丙。", "甲。\n乙。\n丙。"),
        ("\u00a0\u00a0　甲\u00a012\u00a0件。\u2003", "甲 12 件。"),
        ("1.\t甲。\r\n2.\t乙。", "1. 甲。\n2. 乙。"),
        ("\ufeff甲\u200b。\u00ad", "甲。"),
        ("一、总体情况\n\n（一）主动公开。\n甲。", "（一）主动公开。\n甲。"),
    ],
)
def test_breaks_blanks_and_the_sections_own_heading_are_no_text(own: Window, pasted: str, kept: str) -> None:
    paste(text_tab(own, "1").editor, pasted)
    assert text_of(own) == kept


def test_what_comes_as_a_web_page_only_is_pasted_by_its_words(own: Window) -> None:
    page = "<p style='text-indent:2em'><b>（一）</b>主动<span>公开</span>。<br>换行。</p><ul><li>一项</li></ul>"
    paste(text_tab(own, "1").editor, html=page)
    assert text_of(own) == "（一）主动公开。\n换行。\n一项"


def test_a_soft_break_is_a_paragraph_of_its_own(own: Window) -> None:
    editor = text_tab(own, "1").editor
    editor.setFocus()
    keys(own, "a")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    keys(own, "b")
    editor.settle()
    assert text_of(own) == "a\nb"


def test_a_paste_a_paragraph_and_what_is_deleted_are_steps_of_their_own(own: Window) -> None:
    editor = text_tab(own, "1").editor
    editor.setFocus()
    keys(own, "ab")
    paste(editor, "甲。")
    keys(own, "cd", Qt.Key.Key_Return, "e")
    editor.selectAll()
    keys(own, Qt.Key.Key_Delete)
    before = ["ab甲。cd\ne", "ab甲。cd", "ab甲。", "ab", ""]
    for text in before:
        own.commands["undo"].trigger()
        assert editor.text == text


@pytest.mark.parametrize("place", [2, 3])
def test_digits_of_an_input_method_do_not_lengthen_a_linked_number(filled: Window, place: int) -> None:
    desk_of(filled).document.enter(RECEIVED, 125)
    editor = text_tab(filled, "1").editor
    editor.insertPlainText("新收{requests.received.total}件。")
    editor.select(place, place)
    commit(editor, "5")
    assert editor.text == "新收{requests.received.total}件。"
    assert "不在这里直接改" in said(filled)


def test_a_figure_cell_takes_no_input_method(own: Window) -> None:
    view = table(own)
    keys(own, Qt.Key.Key_Down)
    assert not view.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_f8_goes_to_the_words_that_disagree(filled: Window) -> None:
    editor = text_tab(filled, "1").editor
    paste(editor, "工作平稳。\n新收到政府信息公开申请125件。")
    editor.settle()
    assert any("125" in line for line in findings(filled))
    editor.select(0, 0)
    for _ in range(4):
        if not editor.textCursor().hasSelection():
            filled.commands["next"].trigger()
    assert editor.textCursor().selectedText() == "新收到政府信息公开申请125件"
