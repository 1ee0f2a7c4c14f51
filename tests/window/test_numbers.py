"""Numbers in a text: their state after each review, and how they are linked to the tables."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QTextCharFormat
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QPushButton
from pytestqt.qtbot import QtBot

from app.form import FigureId
from app.window.panel.numbers import NumbersPanel
from app.window.text.editor import TextEditor
from app.window.window import Window
from tests.window.driving import BUSINESS, GRANTED, RECEIVED, TOTAL, desk_of, said, table_of, text_tab

_Wave, _Dashes = QTextCharFormat.UnderlineStyle.WaveUnderline, QTextCharFormat.UnderlineStyle.DashUnderline
TEXT = "新收政府信息公开申请125件，其中自然人申请120件。开展培训12次。"


@pytest.fixture
def counted(filled: Window) -> Window:
    """A report with 125 requests received, all but 5 of them from natural persons and answered."""
    for figure, value in ((RECEIVED, 120), (BUSINESS, 5), (GRANTED, 125)):
        desk_of(filled).document.enter(figure, value)
    return filled


def write(window: Window, words: str, section: str = "1") -> TextEditor:
    """The words, after a pause."""
    editor = text_tab(window, section).editor
    editor.setFocus()
    editor.insertPlainText(words)
    editor.settle()
    return editor


def put_caret(editor: TextEditor, behind: str) -> None:
    cursor = editor.textCursor()
    cursor.setPosition(editor.toPlainText().index(behind) + len(behind))
    editor.setTextCursor(cursor)


def underlined(editor: TextEditor) -> list[tuple[str, QTextCharFormat.UnderlineStyle]]:
    """What has a line under it, in the order of the text."""
    found = []
    block = editor.document().begin()
    while block.isValid():
        for piece in block.layout().formats():
            end = piece.start + piece.length  # type: ignore[attr-defined]
            text = block.text()[piece.start : end]  # type: ignore[attr-defined]
            found.append((text, piece.format.underlineStyle()))  # type: ignore[attr-defined]
        block = block.next()
    return found


def panel_of(window: Window) -> NumbersPanel:
    return desk_of(window).panel.numbers


def way(window: Window, verb: str) -> QPushButton:
    return [button for button in panel_of(window).findChildren(QPushButton) if button.toolTip() == verb][-1]


def test_each_number_shows_how_it_stands_to_the_tables(counted: Window) -> None:
    editor = write(counted, TEXT.replace("120", "121"))
    assert underlined(editor) == [("125", _Wave), ("121", _Wave), ("12", _Dashes)]
    assert panel_of(counted).shown() == [
        "125 ＝ 新收·总计，未关联",
        "121 与表不符：新收·自然人是 120",
        "12，表里没有对应的数",
    ]


def test_the_lines_follow_the_tables(counted: Window) -> None:
    editor = write(counted, "新收政府信息公开申请125件。")
    desk_of(counted).document.enter(RECEIVED, 121)
    desk_of(counted).document.judge()
    assert panel_of(counted).shown() == ["125 与表不符：新收·总计是 126"]
    assert underlined(editor) == [("125", _Wave)]


def test_numbers_keep_their_lines_while_other_words_are_typed(counted: Window) -> None:
    editor = write(counted, f"全年平稳。\n{TEXT}")
    put_caret(editor, "全年")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QTest.keyClicks(editor, "abc")
    assert underlined(editor) == [("125", _Wave), ("120", _Wave), ("12", _Dashes)]
    put_caret(editor, "12")
    QTest.keyClicks(editor, "3")
    assert ("125", _Wave) not in underlined(editor)
    put_caret(editor, "件，其中")
    QTest.keyClicks(editor, "de")
    assert ("120", _Wave) in underlined(editor)


def test_rare_characters_and_spaces_before_a_paragraph_shift_no_line(counted: Window) -> None:
    editor = write(counted, "\n　　𠮷州新收申请{requests.received.total}件，其中自然人申请120件。")
    (span,) = [span for span in editor.numbers.spans if span.number.state == "matched"]
    cursor = editor.textCursor()
    cursor.setPosition(span.start)
    cursor.setPosition(span.end, cursor.MoveMode.KeepAnchor)
    assert cursor.selectedText() == "120"


def test_alt_enter_links_the_number_at_the_caret(counted: Window) -> None:
    editor = write(counted, TEXT)
    put_caret(editor, "125")
    QTest.keyClick(editor, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert editor.text == TEXT.replace("125", "{requests.received.total}")
    assert panel_of(counted).shown()[0] == "125 ＝ 新收·总计，已关联"


def test_ways_are_offered_only_while_the_caret_is_at_the_number(counted: Window) -> None:
    editor = write(counted, TEXT)
    put_caret(editor, "125")
    assert way(counted, "关联（Alt+Enter）").isVisible()
    QTest.keyClick(editor, Qt.Key.Key_Home)
    assert not [
        button
        for button in panel_of(counted).findChildren(QPushButton)
        if "Alt" in button.toolTip() and button.isVisible()
    ]


def test_all_that_is_certain_is_linked_in_one_step(counted: Window) -> None:
    editor = write(counted, TEXT)
    counted.commands["link_all"].trigger()
    linked = TEXT.replace("125", "{requests.received.total}").replace("120", "{requests.received.natural}")
    assert editor.text == linked
    counted.commands["undo"].trigger()
    assert editor.text == TEXT


def test_a_number_that_may_be_a_sum_is_not_linked_with_the_rest(counted: Window) -> None:
    text = "受理政府信息公开申请125件。"
    editor = write(counted, text)
    counted.commands["link_all"].trigger()
    assert editor.text == text
    put_caret(editor, "125")
    way(counted, "关联到新收·总计").click()
    assert editor.text == text.replace("125", "{requests.received.total}")


def test_where_several_figures_agree_each_is_offered_and_none_is_taken(counted: Window) -> None:
    editor = write(counted, "办理政府信息公开申请125件。")
    assert panel_of(counted).shown() == ["125 ＝ 新收·总计，或 办理总计·总计，未关联"]
    counted.commands["link_all"].trigger()
    put_caret(editor, "125")
    counted.commands["link"].trigger()
    assert editor.text == "办理政府信息公开申请125件。"
    assert way(counted, "关联到新收·总计").hasFocus()
    way(counted, "关联到办理总计·总计").click()
    assert editor.text == "办理政府信息公开申请{requests.total.total}件。"


def test_the_choice_is_offered_where_the_panel_is_folded(counted: Window) -> None:
    editor = write(counted, "新收政府信息公开申请124件。")
    counted.commands["panel"].setChecked(False)
    desk_of(counted).panel.hide()
    put_caret(editor, "124")
    counted.commands["link"].trigger()
    assert said(counted) == "“124”要选定是哪个数据项。"
    notice = desk_of(counted).panel.notice
    next(b for b in notice.findChildren(QPushButton) if b.text() == "改为新收·总计的 125").click()
    assert editor.text == "新收政府信息公开申请{requests.received.total}件。"


def test_a_line_of_the_list_leads_to_the_number_and_the_caret_to_the_line(counted: Window) -> None:
    editor = write(counted, TEXT)
    put_caret(editor, "申请120")
    lines = panel_of(counted).findChild(QListView)
    assert lines is not None
    assert lines.currentIndex().data() == "120 ＝ 新收·自然人，未关联"
    lines.setFocus()
    QTest.keyClick(lines, Qt.Key.Key_Up)
    QTest.keyClick(lines, Qt.Key.Key_Return)
    assert editor.hasFocus()
    assert editor.textCursor().selectedText() == "125"


def test_the_line_of_a_number_far_down_is_brought_into_sight(counted: Window, qtbot: QtBot) -> None:
    editor = write(counted, "\n".join(TEXT for _ in range(100)))
    cursor = editor.textCursor()
    cursor.setPosition(editor.toPlainText().rindex("120") + 3)
    editor.setTextCursor(cursor)
    lines = panel_of(counted).findChild(QListView)
    assert lines is not None
    assert lines.currentIndex().row() > 100
    qtbot.waitUntil(lambda: lines.viewport().rect().intersects(lines.visualRect(lines.currentIndex())))


def test_a_contradicted_number_takes_the_tables_value_when_asked(counted: Window) -> None:
    editor = write(counted, "新收政府信息公开申请124件。")
    put_caret(editor, "124")
    way(counted, "改为新收·总计的 125").click()
    assert editor.text == "新收政府信息公开申请{requests.received.total}件。"


def test_a_linked_number_leads_to_its_table_and_can_be_made_plain(counted: Window) -> None:
    editor = write(counted, "新收申请{requests.received.total}件。")
    put_caret(editor, "新收申请")
    way(counted, "改为普通数字").click()
    assert editor.text == "新收申请125件。"
    counted.commands["undo"].trigger()
    put_caret(editor, "新收申请")
    way(counted, "到表三修改").click()
    assert table_of(counted, TOTAL).figure == TOTAL
    assert desk_of(counted).tabs.currentWidget() is desk_of(counted).tab("3")


def test_the_panel_shows_the_current_figure_again_in_a_table(counted: Window) -> None:
    write(counted, TEXT)
    assert panel_of(counted).isVisible()
    desk_of(counted).go_to_tab(2)
    assert not panel_of(counted).isVisible()
    assert desk_of(counted).panel.figure.isVisible()


def test_judging_does_not_disturb_what_is_being_composed(counted: Window) -> None:
    editor = write(counted, TEXT)
    put_caret(editor, "新收")
    QApplication.sendEvent(editor, QInputMethodEvent("dao", []))
    desk_of(counted).document.enter(RECEIVED, 121)
    desk_of(counted).document.judge()
    assert editor.is_composing
    assert panel_of(counted).shown()[0] == "125 与表不符：新收·总计是 126"
    event = QInputMethodEvent("", [])
    event.setCommitString("到")
    QApplication.sendEvent(editor, event)
    editor.settle()
    assert editor.text == TEXT.replace("新收", "新收到")
    assert underlined(editor)[0] == ("125", _Wave)


def test_a_read_only_report_offers_no_changes(counted: Window) -> None:
    editor = write(counted, TEXT)
    editor.setReadOnly(True)
    put_caret(editor, "125")
    panel_of(counted).look_at(editor)
    assert not [button for button in panel_of(counted).findChildren(QPushButton) if button.isVisible()]
    counted.commands["link"].trigger()
    counted.commands["link_all"].trigger()
    counted.commands["insert_figure"].trigger()
    QTest.keyClicks(editor, "{")
    assert editor.text == TEXT


def test_the_numbers_of_a_report_just_opened_are_listed(sample: Window) -> None:
    editor = text_tab(sample, "1").editor
    assert len(desk_of(sample).panel.numbers.shown()) == len(editor.numbers.spans) > 10


def test_a_number_is_held_against_what_its_words_name_first(counted: Window) -> None:
    desk_of(counted).document.enter(GRANTED, 227)
    write(counted, "新收政府信息公开申请125件，累计办结139件。")
    standing = desk_of(counted).document.standing
    told = next(line for line in standing.lines if "139" in line.text)
    assert "办理总计·总计”227不一致，少88" in told.text
    marked = set(told.findings[0].figures)
    assert marked == {FigureId("requests.total.total")}
    assert TOTAL not in standing.marks
