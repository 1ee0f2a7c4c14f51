"""Figures put into a text by name, and what happens to a linked number under the keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QHelpEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.report.edits import SetOrgan
from app.window.text.choices import choices, fitting
from app.window.text.editor import TextEditor
from app.window.text.words import word_at
from app.window.window import Window
from tests.window.driving import RECEIVED, TOTAL, desk_of, said, table_of, text_tab


@pytest.fixture
def editor(filled: Window) -> TextEditor:
    """The text of section 一 in a report with 125 requests received."""
    desk_of(filled).document.enter(RECEIVED, 125)
    tab = text_tab(filled, "1")
    tab.editor.setFocus()
    return tab.editor


def commit(editor: TextEditor, words: str) -> None:
    """What an input method brings."""
    event = QInputMethodEvent("", [])
    event.setCommitString(words)
    QApplication.sendEvent(editor, event)


def press(editor: TextEditor, *pressed: Qt.Key) -> None:
    for key in pressed:
        QTest.keyClick(editor, key)


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("新收", "新收·总计"),
        ("新收自然人", "新收·自然人"),
        ("新收·自然人", "新收·自然人"),
        ("收自", "新收·自然人"),
        ("不掌握", "本机关不掌握相关政府信息·总计"),
        ("不予公开国家", "属于国家秘密·总计"),
        ("125", "新收·总计"),
        ("机关", "编报机关"),
        ("年度", "报告年度"),
        ("下一", "下一年度"),
    ],
)
def test_a_few_characters_find_a_figure(editor: TextEditor, filled: Window, typed: str, first: str) -> None:
    report = desk_of(filled).document.report
    names = [choice.name for choice in fitting(choices(report), typed)]
    assert first in names[:3]


@pytest.mark.parametrize("brace", ["{", "｛"])
def test_a_brace_and_a_name_put_in_a_linked_number(editor: TextEditor, filled: Window, brace: str) -> None:
    commit(editor, "新收")
    editor.settle()
    commit(editor, brace)
    commit(editor, "新收总")
    assert editor.chooser.names()[0] == "新收·总计"
    press(editor, Qt.Key.Key_Return)
    assert editor.text == "新收{requests.received.total}"
    assert editor.chooser.isHidden()
    filled.commands["undo"].trigger()
    assert editor.text == "新收"


def test_the_arrows_choose_and_escape_leaves_the_brace(editor: TextEditor) -> None:
    QTest.keyClicks(editor, "{")
    second = editor.chooser.names()[1]
    press(editor, Qt.Key.Key_Down)
    assert editor.chooser.currentIndex().data().endswith(second)
    press(editor, Qt.Key.Key_Escape)
    assert editor.chooser.isHidden()
    assert editor.text == "{"


def test_what_is_being_looked_up_is_not_kept(editor: TextEditor, filled: Window) -> None:
    commit(editor, "新收申请{")
    commit(editor, "新收")
    text_tab(filled, "1").editor.keep()
    assert desk_of(filled).document.report.text["1"] == "新收申请"
    desk_of(filled).go_to_tab(2)
    assert desk_of(filled).document.report.text["1"] == "新收申请{新收"


def test_a_number_can_be_declared_behind_a_brace(editor: TextEditor) -> None:
    commit(editor, "发布{")
    for letter in ("网站", "=", "3", "6", "}"):
        commit(editor, letter)
    assert editor.chooser.isHidden()
    assert editor.text == "发布{网站=36}"
    assert editor.toPlainText() == "发布\ufffc"
    editor.settle()
    commit(editor, "条，其中{")
    assert "网站" in editor.chooser.names()


def test_the_menu_opens_the_list_and_a_click_chooses(editor: TextEditor, filled: Window) -> None:
    filled.commands["insert_figure"].trigger()
    commit(editor, "编报")
    place = editor.chooser.visualRect(editor.chooser.model().index(0, 0)).center()
    QTest.mouseClick(editor.chooser.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor.text == "{organ}"


def test_a_number_that_nothing_names_can_be_given_a_figure_of_its_value(editor: TextEditor, filled: Window) -> None:
    commit(editor, "群众来信125封。")
    editor.settle()
    cursor = editor.textCursor()
    cursor.setPosition(5)
    editor.setTextCursor(cursor)
    buttons = desk_of(filled).panel.numbers.findChildren(QPushButton)
    next(button for button in buttons if button.text() == "选数据项…").click()
    assert editor.chooser.names()[0] == "新收·总计"
    press(editor, Qt.Key.Key_Return)
    assert editor.text == "群众来信{requests.received.total}封。"


def test_pictures_in_what_is_pasted_leave_nothing(editor: TextEditor) -> None:
    pasted = QMimeData()
    pasted.setText("新收\ufffc件")
    editor.insertFromMimeData(pasted)
    assert editor.text == "新收件"


def linked(editor: TextEditor, words: str = "新收{requests.received.total}件。") -> TextEditor:
    """A text with a link, the caret behind its third character."""
    editor.insertPlainText(words)
    editor.settle()
    cursor = editor.textCursor()
    cursor.setPosition(3)
    editor.setTextCursor(cursor)
    return editor


def ways(window: Window) -> dict[str, QPushButton]:
    notice = desk_of(window).panel.notice
    return {button.text(): button for button in notice.findChildren(QPushButton) if not button.isHidden()}


def test_deleting_a_linked_number_asks_first_and_then_deletes(editor: TextEditor, filled: Window) -> None:
    linked(editor)
    press(editor, Qt.Key.Key_Backspace)
    assert editor.text == "新收{requests.received.total}件。"
    assert said(filled) == "“125”是表三“新收·总计”，随表变化，不在这里直接改。"
    assert list(ways(filled)) == ["到表三修改", "改为普通数字"]
    press(editor, Qt.Key.Key_Backspace)
    assert editor.text == "新收件。"


def test_a_digit_beside_a_linked_number_is_held_back(editor: TextEditor, filled: Window) -> None:
    linked(editor)
    QTest.keyClicks(editor, "6")
    assert editor.text == "新收{requests.received.total}件。"
    ways(filled)["改为普通数字"].click()
    assert editor.text == "新收125件。"
    assert said(filled) == ""
    assert editor.hasFocus()
    QTest.keyClicks(editor, "6")
    assert editor.text == "新收1256件。"


def test_an_input_method_does_not_write_over_a_linked_number(editor: TextEditor, filled: Window) -> None:
    linked(editor)
    press(editor, Qt.Key.Key_Backspace)
    commit(editor, "六")
    assert editor.text == "新收{requests.received.total}件。"
    ways(filled)["到表三修改"].click()
    assert table_of(filled, TOTAL).figure == TOTAL


def test_words_beside_a_linked_number_are_typed_as_always(editor: TextEditor) -> None:
    linked(editor)
    QTest.keyClicks(editor, "a")
    assert editor.text == "新收{requests.received.total}a件。"
    editor.selectAll()
    QTest.keyClicks(editor, "b")
    assert editor.text == "b"


def test_the_mouse_over_a_number_tells_what_it_is(editor: TextEditor) -> None:
    linked(editor)
    assert editor.about(2) == "125 ＝ 新收·总计，已关联"
    rect = editor.cursorRect(editor.textCursor())
    place = QPoint(rect.left() - 4, rect.center().y())
    QApplication.sendEvent(editor.viewport(), QHelpEvent(QEvent.Type.ToolTip, place, place))
    assert editor.letter_at(place) == 2


def test_formats_are_the_documents_matter(editor: TextEditor, filled: Window) -> None:
    linked(editor)
    editor.selectAll()
    for key in (Qt.Key.Key_B, Qt.Key.Key_I, Qt.Key.Key_U):
        QTest.keyClick(editor, key, Qt.KeyboardModifier.ControlModifier)
    assert any(label.text() == "字体和对齐由公文版式统一设置。" for label in filled.status.findChildren(QLabel))
    assert "font-weight" not in editor.toHtml().partition("<body")[2].partition(">")[2]


@pytest.mark.parametrize(
    ("place", "word"), [(1, "新收到申请"), (6, "1,250"), (12, "\ufffc"), (16, "予以公开"), (20, "部分公开"), (99, "")]
)
def test_a_double_click_selects_a_number_or_the_words_beside_it(place: int, word: str) -> None:
    text = "新收到申请1,250件，\ufffc件予以公开和部分公开"
    start, end = word_at(text, place)
    assert text[start:end] == word


def test_an_undo_keeps_the_place_and_leaves_the_rest_untouched(editor: TextEditor, filled: Window) -> None:
    paragraphs = QMimeData()
    paragraphs.setText("\n".join(f"第{number}段，新收{{requests.received.total}}件。" for number in range(60)))
    editor.insertFromMimeData(paragraphs)
    editor.settle()
    bar = editor.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    desk_of(filled).document.enter(RECEIVED, 125_000)
    desk_of(filled).document.do(SetOrgan("乙县司法局"))
    assert bar.value() == before
    cursor = editor.textCursor()
    cursor.setPosition(editor.document().findBlockByNumber(30).position())
    editor.setTextCursor(cursor)
    editor.insertPlainText("甲")
    editor.settle()
    cursor.setPosition(0)
    editor.setTextCursor(cursor)
    filled.commands["undo"].trigger()
    assert editor.textCursor().blockNumber() == 30
