"""The manual, 关于, and what is remembered of how the window looks."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QMessageBox, QTextEdit

from app.resources import document
from app.window.application import settings
from app.window.help import chapters as chapters_module
from app.window.help.chapters import KEYS, Chapter, chapters
from app.window.help.manual import Manual, Pages
from app.window.looks.palette import Looks
from app.window.window import Window
from tests.window.driving import RECEIVED, desk_of, table, text_tab


@pytest.fixture
def _remembers_nothing() -> Iterator[None]:
    yield
    settings().remove("scheme")


def manual_of(window: Window) -> Manual:
    assert window.helping.manual is not None
    return window.helping.manual


def title(window: Window) -> str:
    return str(manual_of(window).contents.currentIndex().data())


def test_f1_opens_the_chapter_for_where_one_is(sample: Window) -> None:
    QTest.keyClick(table(sample, RECEIVED), Qt.Key.Key_F1)
    assert title(sample) == "填表和改数"
    for place, chapter in (("1", "写文字和数字引用"), ("units", "单位")):
        desk_of(sample).tabs.setCurrentWidget(desk_of(sample).tab(place))
        sample.commands["manual"].trigger()
        assert title(sample) == chapter


def test_without_a_report_the_manual_begins_at_the_start(window: Window) -> None:
    window.commands["manual"].trigger()
    assert title(window) == "开始"
    assert not manual_of(window).isModal()


def test_a_search_leaves_the_chapters_that_have_the_words_and_marks_them(window: Window) -> None:
    window.commands["manual"].trigger()
    manual = manual_of(window)
    manual.entry.setText("打开 密码")
    assert title(window) == "导入各单位报送表"
    manual.entry.setText("打开密码")
    assert len(manual.pages.extraSelections()) == 2
    manual.entry.setText("火星")
    assert manual.told.isVisible()


def test_every_key_stands_in_the_manual(window: Window) -> None:
    lines = next(chapter for chapter in chapters() if chapter.title == KEYS).text.splitlines()
    for action in window.commands.actions.values():
        for keys in action.shortcuts():
            written = keys.toString(QKeySequence.SequenceFormat.PortableText).replace("Return", "Enter")
            if written != "Ctrl++":
                assert [line for line in lines if action.iconText().rstrip("…") in line and written in line], written


def test_what_the_manual_names_is_in_the_menus(window: Window) -> None:
    known = {action.text().partition("(")[0] for action in window.commands.actions.values()}
    whole = "".join(chapter.text for chapter in chapters())
    for menu in window.menuBar().findChildren(QMenu):
        known.add(menu.title().partition("(")[0])
    named = [name.strip() for way in re.findall(r"“([^”]+ › [^”]+)”", whole) for name in re.split("[›、]", way)]
    assert len(named) > 10
    assert [name for name in named if name not in known] == []


def test_a_picture_that_is_not_there_is_named_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chapters_module, "document", lambda name: document(name if name.endswith(".md") else "none"))
    start = chapters()[0].text
    assert "（图：开始页）" in start
    assert "![" not in start


def test_nothing_is_fetched_for_the_manual(window: Window) -> None:
    pages = Pages(window.looks)
    pages.show_chapter(Chapter("甲", "![图](https://example.com/a.png) [去](https://example.com)"))
    assert not pages.openLinks()
    assert "去" in pages.toPlainText()


def test_about_tells_the_form_the_file_and_the_licences(sample: Window) -> None:
    sample.commands["about"].trigger()
    box = sample.findChild(QMessageBox)
    assert isinstance(box, QMessageBox)
    told = box.informativeText()
    assert desk_of(sample).document.report.form.source in told
    assert str(desk_of(sample).document.session.file.path) in told
    assert "LGPL" in told
    box.close()


@pytest.mark.usefixtures("_remembers_nothing")
def test_the_colours_are_remembered(window: Window) -> None:
    window.commands["dark"].trigger()
    again = Looks()
    assert again.wanted == "dark"
    other = Window(again)
    assert other.commands["dark"].isChecked()
    other.close()
    shiboken6.delete(other)  # left to the garbage, it would be destroyed on whichever thread looks for it: a crash
    window.commands["system"].trigger()
    assert Looks().wanted == ""


def test_qts_own_words_are_chinese(window: Window) -> None:
    for widget in (QLineEdit(window), QTextEdit(window)):
        widget.show()
        menu = widget.createStandardContextMenu()
        words = [action.text() for action in menu.actions() if action.text()]
        assert words
        assert all(any(ord(char) > 0x2E00 for char in word) for word in words), words
        menu.close()
    box = QMessageBox(QMessageBox.Icon.NoIcon, "", "", QMessageBox.StandardButton.Cancel, window)
    assert "取消" in box.button(QMessageBox.StandardButton.Cancel).text()
    files = QFileDialog(window)
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    assert files.labelText(QFileDialog.DialogLabel.LookIn).startswith("查找范围")


def test_text_tabs_offer_chinese_words(own: Window) -> None:
    menu = text_tab(own, "1").editor.createStandardContextMenu()
    assert not [action.text() for action in menu.actions() if action.text().startswith(("&", "Cu", "Co"))]
    menu.close()
    assert QApplication.activeModalWidget() is None
