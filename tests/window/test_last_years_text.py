"""Last year's text: beside this year's, and where it still stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.report.edits import SetLastYear, SetTexts, SetYear
from app.window.start.new_report import Wanted
from app.window.window import Window
from tests.window.driving import desk_of, findings, keys, text_tab, verdict

OLD = "2024年，全县公开工作平稳。\n网站发布信息3816条。\n开展培训。"


@pytest.fixture
def followed(filled: Window) -> Window:
    """A report that began with last year's words in section 一, which stand in last year's report."""
    document = desk_of(filled).document
    document.do(SetLastYear({}, {"1": OLD, "5": "一是不足。"}))
    document.do(SetTexts({"1": OLD, "5": "今年不足。", "6": "无。"}))
    document.judge()
    return filled


def test_last_years_text_stands_beside_on_every_page_and_goes_again(followed: Window) -> None:
    first, second = text_tab(followed, "5"), text_tab(followed, "1")
    assert not second.last_year.isVisible()
    keys_of = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(second.editor, Qt.Key.Key_L, keys_of)
    assert second.last_year.isVisible()
    assert second.last_year.page.toPlainText() == OLD
    text_tab(followed, "5")
    assert first.last_year.isVisible()
    QTest.mouseClick(first.compare, Qt.MouseButton.LeftButton)
    text_tab(followed, "1")
    assert not second.last_year.isVisible()


def test_it_can_be_copied_from_but_not_written_in(followed: Window) -> None:
    tab = text_tab(followed, "1")
    followed.commands["compare"].trigger()
    tab.last_year.page.setFocus()
    keys(followed, "abc")
    assert tab.last_year.page.toPlainText() == OLD
    followed.commands["select_all"].trigger()
    followed.commands["copy"].trigger()
    assert QGuiApplication.clipboard().text() == OLD


def test_a_page_without_last_years_text_offers_none(followed: Window) -> None:
    assert text_tab(followed, "1").compare.isVisible()
    assert not text_tab(followed, "6").compare.isVisible()


def test_what_is_still_last_years_is_counted_there(followed: Window) -> None:
    tab = text_tab(followed, "1")
    followed.commands["compare"].trigger()
    assert "3 段今年还是原文" in tab.last_year.told
    tab.editor.select(0, 5)
    tab.editor.textCursor().insertText("今年")
    tab.editor.settle()
    assert "2 段今年还是原文" in tab.last_year.told


def to_do(window: Window, words: str) -> None:
    """F8 until the words that a problem is about are selected."""
    editor = text_tab(window, "1").editor
    for _ in range(4):
        if words not in editor.textCursor().selectedText():
            window.commands["next"].trigger()
    assert words in editor.textCursor().selectedText()


def test_old_paragraphs_are_to_do_until_they_are_rewritten_or_looked_at(followed: Window) -> None:
    lines = [line for line in findings(followed) if "上年的原文" in line]
    assert len(lines) == 2
    assert "2 处待说明" in verdict(followed)
    bar, tab = desk_of(followed).tabs, text_tab(followed, "1")
    assert bar.tabText(bar.indexOf(tab)).endswith(" 2")
    to_do(followed, "2024年")
    keys(followed, "abc")
    tab.editor.settle()
    assert "1 处待说明" in verdict(followed)
    to_do(followed, "3816")
    panel = desk_of(followed).panel.findings
    (button,) = (one for one in panel.findChildren(QPushButton) if one.isVisible() and one.text().startswith("已核对"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    desk_of(followed).document.judge()
    QApplication.processEvents()
    assert "待说明" not in verdict(followed)
    followed.commands["undo"].trigger()
    desk_of(followed).document.judge()
    assert "1 处待说明" in verdict(followed)


def test_a_report_that_begins_with_last_years_text_offers_it_beside(
    window: Window, sample_file: bytes, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "上年.nianbao"
    path.write_bytes(sample_file)
    assert window.make_report(Wanted("甲县司法局", 2026, own=True, path=tmp_path / "本.nianbao", last_year=path))
    qtbot.waitUntil(lambda: bool(desk_of(window).document.report.text))
    notice = desk_of(window).panel.notice
    (button,) = (one for one in notice.findChildren(QPushButton) if one.text() == "对照上年")
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    page = text_tab(window, "1").last_year.page
    assert page.isVisible()
    assert page.toPlainText().startswith("2025年")


def test_its_year_follows_the_reports(followed: Window) -> None:
    tab = text_tab(followed, "5")
    followed.commands["compare"].trigger()
    assert "2024年" in tab.last_year.told
    desk_of(followed).document.do(SetYear(2024))
    desk_of(followed).document.judge()
    assert "2023年" in tab.last_year.told
