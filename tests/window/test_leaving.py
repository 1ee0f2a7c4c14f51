"""A report is not closed over what is not on the disk, unless the clerk gives that up."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from app.form import newest_form
from app.store import ReportFile, Session
from app.store.lock import lock_path
from app.window.start.new_report import Wanted
from app.window.window import Window
from tests.window.driving import RECEIVED, desk_of, finish_opening, keys, open_report, said, save_as, table, text_tab
from tests.window.test_access import ways
from tests.window.test_not_kept import moved_away, press, write

Key = Qt.Key
GIVE_UP = "放弃这几项并关闭"
Fault = Callable[[Path], AbstractContextManager[None]]
WAYS = ["重试", "另存为…", GIVE_UP]


def path_of(window: Window) -> Path:
    return desk_of(window).document.session.file.path


def on_disk(path: Path) -> dict[str, str]:
    with ReportFile.open(path, read_only=True) as file:
        return dict(file.report().text)


def focused() -> str:
    button = QApplication.focusWidget()
    return button.text() if isinstance(button, QPushButton) else ""


def test_closing_says_what_is_not_kept_and_closes_once_it_is(filled: Window) -> None:
    path = path_of(filled)
    with moved_away(filled):
        table(filled)
        keys(filled, "5", Key.Key_Return)
        write(filled, "6", "107")
        assert not filled.close()
        assert filled.isVisible()
        assert said(filled).startswith("没有关闭，因为还没有保存：表三“新收·自然人”5、修改“其他”。“本.nianbao”被移走")
        assert ways(filled) == WAYS
    assert focused() == "重试"
    keys(filled, Key.Key_Return)
    assert filled.close()
    with ReportFile.open(path, read_only=True) as file:
        report = file.report()
    assert (report.figures[RECEIVED], report.text["6"]) == (5, "107")
    assert not lock_path(path).exists()


def test_what_is_not_kept_is_given_up_by_keys(filled: Window) -> None:
    with moved_away(filled):
        table(filled)
        keys(filled, "5", Key.Key_Return)
        filled.close()
        keys(filled, Key.Key_Tab, Key.Key_Tab)
        assert focused() == GIVE_UP
        keys(filled, Key.Key_Return)
        assert not filled.isVisible()


def test_a_copy_elsewhere_takes_what_is_not_kept_along(own: Window, tmp_path: Path) -> None:
    with moved_away(own):
        write(own, "6", "107")
        own.close()
        save_as(own, tmp_path / "another.nianbao")
    assert own.close()
    assert on_disk(tmp_path / "another.nianbao") == {"6": "107"}


@contextmanager
def full(path: Path) -> Iterator[None]:
    """No file can grow, as on a full disk."""
    resource = pytest.importorskip("resource")
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size, limits[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@contextmanager
def closed_folder(path: Path) -> Iterator[None]:
    """Nothing can be made in the folder any more."""
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    path.parent.chmod(0o555)
    yield
    path.parent.chmod(0o755)


@contextmanager
def pulled_out(path: Path) -> Iterator[None]:
    """The folder has gone with all that was in it, and comes back."""
    elsewhere = path.parent.with_name("elsewhere")
    path.parent.rename(elsewhere)
    yield
    elsewhere.rename(path.parent)


@pytest.mark.parametrize("fault", [full, closed_folder, pulled_out])
def test_the_window_stays_whatever_the_fault_is(window: Window, tmp_path: Path, fault: Fault) -> None:
    folder = tmp_path / "盘"
    folder.mkdir()
    assert window.make_report(Wanted("甲县司法局", 2025, own=True, path=folder / "本.nianbao"))
    path, text = path_of(window), "107" * 9000
    with fault(path):
        text_tab(window, "6").editor.insertPlainText(text)
        assert not window.close()
        assert "还没有保存：修改“其他”" in said(window)
    press(window, "重试")
    assert window.close()
    assert on_disk(path) == {"6": text}


def test_a_folder_that_was_removed_can_only_be_given_up(window: Window, tmp_path: Path) -> None:
    folder = tmp_path / "盘"
    assert window.make_report(Wanted("甲县司法局", 2025, own=True, path=folder / "本.nianbao"))
    shutil.rmtree(folder)
    write(window, "6", "107")
    assert not window.close()
    press(window, "重试")
    assert "被移走" in said(window)
    assert not window.close()
    press(window, GIVE_UP)
    assert not window.isVisible()


def test_what_is_still_being_typed_is_kept_when_the_window_is_closed(filled: Window) -> None:
    path = path_of(filled)
    table(filled)
    keys(filled, "7")
    assert filled.close()
    with ReportFile.open(path, read_only=True) as file:
        assert file.report().figures[RECEIVED] == 7


def test_what_is_no_number_is_not_dropped_silently(filled: Window) -> None:
    view = table(filled)
    keys(filled, "1a")
    assert not filled.close()
    assert "还没有保存：表三“新收·自然人”1a。" in said(filled)
    assert ways(filled) == ["回去改", GIVE_UP]
    press(filled, "回去改")
    assert QApplication.focusWidget() is view._cells.editor
    keys(filled, Key.Key_Escape)
    assert filled.close()


def test_what_somebody_else_took_over_before_it_was_kept_is_not_dropped_silently(filled: Window) -> None:
    text_tab(filled, "6").editor.insertPlainText("107")
    with Session.open(path_of(filled), take_over=True):
        assert not filled.close()
        assert "还没有保存：修改“其他”" in said(filled)
        assert ways(filled)[-2:] == ["复制没写进去的文字", GIVE_UP]


@pytest.mark.parametrize("command", ["close", "new"])
def test_another_page_does_not_come_over_what_is_not_kept(own: Window, command: str) -> None:
    with moved_away(own):
        write(own, "6", "107")
        own.commands[command].trigger()
        assert own.desk is not None
        press(own, GIVE_UP)
        assert own.desk is None
        assert own.start.new.isVisible() == (command == "new")


def test_another_report_does_not_come_over_what_is_not_kept(own: Window, tmp_path: Path) -> None:
    other = tmp_path / "乙.nianbao"
    Session.create(other, newest_form(), "乙县", 2025).close()
    with moved_away(own):
        write(own, "6", "107")
        open_report(own, other)
        assert desk_of(own).document.report.organ == "甲县司法局"
        assert not lock_path(other).exists()
        press(own, GIVE_UP)
        finish_opening()
        assert desk_of(own).document.report.organ == "乙县"


class _Logoff:
    """What the system hands over when the clerk logs off: Qt makes it itself only there."""

    is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True


def test_logging_off_keeps_what_is_typed_and_is_held_up_only_by_what_is_not_kept(own: Window) -> None:
    path, end = path_of(own), _Logoff()
    text_tab(own, "5").editor.insertPlainText("abc")
    own.end_session(end)  # type: ignore[arg-type]
    assert (end.is_cancelled, on_disk(path)) == (False, {"5": "abc"})
    with moved_away(own):
        text_tab(own, "6").editor.insertPlainText("107")
        own.end_session(end)  # type: ignore[arg-type]
        assert end.is_cancelled
        assert ways(own) == WAYS
