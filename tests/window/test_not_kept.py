"""What cannot be kept stays in sight, and is never replaced by what is older."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from app.store import ReportFile
from app.window.window import Window
from tests.window.driving import (
    BUSINESS,
    RECEIVED,
    desk_of,
    keys,
    said,
    save_as,
    shown,
    table,
    text_tab,
)

Key = Qt.Key


@contextmanager
def moved_away(window: Window) -> Iterator[None]:
    """Another program has taken the file away, and brings it back."""
    path = desk_of(window).document.session.file.path
    elsewhere = path.with_suffix(".away")
    path.rename(elsewhere)
    yield
    elsewhere.rename(path)


def press(window: Window, verb: str) -> None:
    """Clicks a way out of what is said."""
    buttons = desk_of(window).panel.notice.findChildren(QPushButton)
    QTest.mouseClick(next(one for one in buttons if one.text() == verb and one.isVisible()), Qt.MouseButton.LeftButton)


def write(window: Window, section: str, text: str) -> None:
    """Types at the end of a text and goes from it."""
    editor = text_tab(window, section).editor
    editor.setFocus()
    keys(window, text)
    editor.keep()


def on_disk(window: Window) -> ReportFile:
    return ReportFile.open(desk_of(window).document.session.file.path, read_only=True)


def kept_text(window: Window, section: str) -> str:
    with on_disk(window) as file:
        return file.report().text.get(section, "")


def test_a_text_that_was_not_kept_stays_and_the_newest_of_it_is_kept(own: Window) -> None:
    editor = text_tab(own, "6").editor
    with moved_away(own):
        write(own, "6", "107")
        assert editor.text == "107"
        assert "被移走、改名或替换了" in said(own)
        assert "没有保存的是：修改“其他”。" in said(own)
        write(own, "6", "108")
        write(own, "5", "abc")
    press(own, "重试")
    assert (editor.text, kept_text(own, "6"), kept_text(own, "5")) == ("107108", "107108", "abc")
    assert said(own) == ""
    own.commands["undo"].trigger()
    assert editor.text == "107"


def test_a_text_that_was_given_up_goes_back_to_what_is_kept(own: Window) -> None:
    write(own, "6", "old")
    with moved_away(own):
        write(own, "6", "107")
    write(own, "5", "abc")
    press(own, "放弃这次修改")
    assert (text_tab(own, "6").editor.text, kept_text(own, "5")) == ("old", "abc")


def test_the_newest_number_in_the_cell_is_kept(filled: Window) -> None:
    view = table(filled)
    with moved_away(filled):
        keys(filled, "5", Key.Key_Return)
        assert (view.figure, view._cells.editor is not None and view._cells.editor.text()) == (RECEIVED, "5")
        keys(filled, "6", Key.Key_Return)
    press(filled, "重试")
    assert (shown(filled, RECEIVED), view._cells.editor) == ("6", None)
    with on_disk(filled) as file:
        assert file.report().figures[RECEIVED] == 6


def test_a_number_abandoned_by_escape_does_not_come_back(filled: Window) -> None:
    table(filled)
    with moved_away(filled):
        keys(filled, "5", Key.Key_Return, Key.Key_Escape)
        assert (shown(filled, RECEIVED), said(filled)) == ("0", "")
    table(filled, BUSINESS)
    keys(filled, "3", Key.Key_Return)
    assert (shown(filled, RECEIVED), shown(filled, BUSINESS)) == ("0", "3")


def test_giving_up_closes_the_cell(filled: Window) -> None:
    view = table(filled)
    with moved_away(filled):
        keys(filled, "5", Key.Key_Return)
    press(filled, "放弃这次修改")
    assert (shown(filled, RECEIVED), view._cells.editor, said(filled)) == ("0", None, "")
    QTest.keyClick(view, Key.Key_Down)


def test_a_copy_holds_what_could_not_be_kept(own: Window, tmp_path: Path) -> None:
    with moved_away(own):
        write(own, "6", "107")
        write(own, "5", "abc")
        save_as(own, tmp_path / "another.nianbao")
        assert (kept_text(own, "6"), kept_text(own, "5")) == ("107", "abc")


def test_saving_tries_again_and_does_not_say_that_all_is_kept_where_it_is_not(own: Window) -> None:
    with moved_away(own):
        write(own, "6", "107")
        desk_of(own).panel.notice.dismiss()
        own.commands["save"].trigger()
        assert "没有保存的是：修改“其他”。" in said(own)
    own.commands["save"].trigger()
    assert said(own).startswith("已自动保存 ")
    assert kept_text(own, "6") == "107"
