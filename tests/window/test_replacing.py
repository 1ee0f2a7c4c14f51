"""Ctrl+H: words of the texts are replaced, one by one or all."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from app.report.edits import SetTexts
from app.window.find.bar import FindBar
from app.window.window import Window
from tests.window.driving import desk_of, keys, said, text_tab
from tests.window.test_not_kept import moved_away, press

TEXTS = {"1": "2024年平稳。\n2024年公开。", "5": "2024年不足。", "6": "新收{requests.received.total}件。"}


def looked_up(window: Window, words: str) -> FindBar:
    """The bar, opened with Ctrl+H, with these words looked up."""
    desk_of(window).document.do(SetTexts(TEXTS))
    bar = opened(window)
    keys(window, words)
    return bar


def opened(window: Window) -> FindBar:
    """The bar, opened with Ctrl+H in the first text."""
    desk_of(window).document.judge()
    editor = text_tab(window, "1").editor
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    return desk_of(window).find_bar


def texts(window: Window) -> dict[str, str]:
    return desk_of(window).document.report.text


def test_enter_replaces_one_after_the_other(filled: Window) -> None:
    bar = looked_up(filled, "2024年")
    bar.replacement.setFocus()
    keys(filled, "2025年", Qt.Key.Key_Return)
    assert texts(filled) == TEXTS
    assert text_tab(filled, "1").editor.textCursor().selectedText() == "2024年"
    bar.replacement.setFocus()
    keys(filled, Qt.Key.Key_Return)
    assert texts(filled)["1"] == "2025年平稳。\n2024年公开。"
    assert bar.replacement.hasFocus()
    keys(filled, Qt.Key.Key_Return, Qt.Key.Key_Return)
    assert texts(filled) == {**TEXTS, "1": "2025年平稳。\n2025年公开。", "5": "2025年不足。"}


def test_all_are_replaced_in_one_step(filled: Window) -> None:
    bar = looked_up(filled, "2024年")
    bar.replacement.setText("今年")
    QTest.mouseClick(bar.replace_all, Qt.MouseButton.LeftButton)
    assert texts(filled) == {**TEXTS, "1": "今年平稳。\n今年公开。", "5": "今年不足。"}
    assert said(filled) == "已替换 3 处。"
    assert text_tab(filled, "1").editor.text == texts(filled)["1"]
    filled.commands["undo"].trigger()
    assert texts(filled) == TEXTS


def test_a_linked_number_is_not_replaced(filled: Window) -> None:
    bar = looked_up(filled, "新收0件")
    QTest.mouseClick(bar.replace_all, Qt.MouseButton.LeftButton)
    assert texts(filled) == TEXTS
    assert said(filled) == "已替换 0 处，1 处是引用的数，没有换。"


def test_only_what_stands_in_texts_is_listed(filled: Window) -> None:
    bar = looked_up(filled, "新收")
    assert bar.told.text() == "1 处"
    filled.commands["find"].trigger()
    assert bar.told.text() != "1 处"
    assert not bar.replacement.isVisible()


@pytest.mark.parametrize(
    ("text", "wanted", "instead", "then", "count"),
    [
        ("共111件，11项。", "11", "2", "共21件，2项。", 2),
        ("𠮷镇𠮷村。", "𠮷", "吉", "吉镇吉村。", 2),
    ],
)
def test_what_was_found_is_replaced_once_and_whole(
    filled: Window, text: str, wanted: str, instead: str, then: str, count: int
) -> None:
    desk_of(filled).document.do(SetTexts({"1": text}))
    bar = opened(filled)
    bar.entry.setText(wanted)
    bar.replacement.setText(instead)
    QTest.mouseClick(bar.replace_all, Qt.MouseButton.LeftButton)
    assert texts(filled)["1"] == then
    assert said(filled) == f"已替换 {count} 处。"


@pytest.mark.parametrize(
    ("text", "wanted", "then"),
    [
        ("公开，平台；公开平台。", "公开平台", "公开，平台；公开网站。"),
        ("开“公开”平台；公开平台。", "公开平台", "开“公开”平台；公开网站。"),
        ("公开 平台；公开平台。", "公开平台", "公开 平台；公开网站。"),
        ("公开平台，；公开平台。", "公开平台，", "公开网站；公开平台。"),
        ("⑪、１１、11", "11", "⑪、１１、公开网站"),
        ("各、 各各", "各各", "各、 公开网站"),
    ],
)
def test_what_is_only_like_the_words_stays(filled: Window, text: str, wanted: str, then: str) -> None:
    desk_of(filled).document.do(SetTexts({"1": text}))
    bar = opened(filled)
    bar.entry.setText(wanted)
    bar.replacement.setText("公开网站")
    QTest.mouseClick(bar.replace_all, Qt.MouseButton.LeftButton)
    assert texts(filled)["1"] == then


def test_spaces_alone_can_be_taken_out(filled: Window) -> None:
    desk_of(filled).document.do(SetTexts({"1": "公开 平台。"}))
    bar = opened(filled)
    bar.entry.setText(" ")
    assert bar.told.text() == "1 处"
    QTest.mouseClick(bar.replace_all, Qt.MouseButton.LeftButton)
    assert texts(filled)["1"] == "公开平台。"


def test_what_could_not_be_kept_is_not_called_replaced(filled: Window) -> None:
    bar = looked_up(filled, "2024年")
    bar.replacement.setText("今年")
    with moved_away(filled):
        QTest.mouseClick(bar.replace_all, Qt.MouseButton.LeftButton)
        assert "没有保存的是：全部替换（3 处）。" in said(filled)
    press(filled, "重试")
    assert texts(filled) == {**TEXTS, "1": "今年平稳。\n今年公开。", "5": "今年不足。"}
