"""Two windows on one file, mishaps, and the disk that fails: nothing is lost and it is said calmly."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.store import Session, StorageError
from app.store.lock import lock_path
from app.window.mishaps import Mishaps
from app.window.window import Window
from tests.window.driving import RECEIVED, desk_of, finish_opening, keys, open_report, said, shown, table, text_tab
from tests.window.test_history import way

Key = Qt.Key


@pytest.fixture
def shared(window: Window, tmp_path: Path, sample_file: bytes) -> Iterator[tuple[Window, Session]]:
    """The window on a report that somebody else has open."""
    path = tmp_path / "共用.nianbao"
    path.write_bytes(sample_file)
    other = Session.open(path)
    open_report(window, path)
    yield window, other
    other.close()


def silence(path: Path) -> None:
    """As if the holder's computer, another one, had been off for an hour."""
    hour_ago = (datetime.now().astimezone() - timedelta(hours=1)).isoformat()
    data = json.loads(lock_path(path).read_text("utf-8"))
    lock_path(path).write_text(json.dumps({**data, "host": "别的电脑", "heartbeat": hour_ago}), "utf-8")


def ways(window: Window) -> list[str]:
    row = desk_of(window).panel.notice._buttons
    buttons = [item.widget() for at in range(row.count()) if (item := row.itemAt(at))]
    return [button.text() for button in buttons if isinstance(button, QPushButton)]


def test_a_reader_is_told_that_the_view_does_not_follow_and_can_open_it_again(
    shared: tuple[Window, Session],
) -> None:
    window, other = shared
    assert "不会自动更新" in said(window)
    assert ways(window) == ["重新打开"]
    table(window)
    keys(window, "7")
    assert "只能查看" in said(window)
    assert ways(window) == ["重新打开"]
    other.close()
    way(window, "重新打开").click()
    finish_opening()
    assert not desk_of(window).document.session.read_only
    keys(window)


def test_a_silent_holder_can_be_taken_over_and_what_he_kept_is_there(shared: tuple[Window, Session]) -> None:
    window, other = shared
    silence(other.file.path)
    open_report(window, other.file.path)
    window.access.reopen()
    finish_opening()
    assert ways(window) == ["重新打开", "接手编辑"]
    way(window, "接手编辑").click()
    finish_opening()
    assert not desk_of(window).document.session.read_only
    assert desk_of(window).document.enter(RECEIVED, 7)


def test_a_reader_hears_when_the_other_has_closed(shared: tuple[Window, Session]) -> None:
    window, other = shared
    window.access.beat()
    assert "可以在这里编辑了" not in said(window)
    other.close()
    window.access.beat()
    assert "已经关闭，可以在这里编辑了" in said(window)
    way(window, "接手编辑").click()
    finish_opening()
    assert not desk_of(window).document.session.read_only


def test_a_window_whose_file_is_taken_over_turns_read_only_at_the_next_beat(filled: Window) -> None:
    path = desk_of(filled).document.session.file.path
    with Session.open(path, take_over=True):
        filled.access.beat()
        assert "接手编辑" in said(filled)
        assert filled.status.saved.text() == "只读"
        assert not filled.commands["undo"].isEnabled()
        assert text_tab(filled, "1").editor.isReadOnly()
        view = table(filled)
        assert not view.model().flags(view.currentIndex()) & Qt.ItemFlag.ItemIsEditable
        keys(filled, "5", Key.Key_Return)
        assert shown(filled, RECEIVED) == "0"


def test_a_number_that_was_not_kept_when_the_file_was_taken_over_stays_in_sight(filled: Window) -> None:
    table(filled)
    keys(filled, "37")
    with Session.open(desk_of(filled).document.session.file.path, take_over=True):
        keys(filled, Key.Key_Return)
        assert "最后一步没有写进去：表三“新收·自然人”37" in said(filled)
        assert filled.status.saved.text() == "未保存：表三“新收·自然人”37"


@pytest.mark.parametrize(
    ("where", "do"),
    [(where, do) for where in ("table", "text") for do in ("5", Key.Key_Delete, "cut", "paste")]
    + [("table", Key.Key_F2)],
)
def test_what_cannot_be_written_says_why(filled: Window, do: str | Key, where: str) -> None:
    path = desk_of(filled).document.session.file.path
    with Session.open(path, take_over=True):
        filled.access.beat()
        desk_of(filled).panel.notice.dismiss()
        QGuiApplication.clipboard().setText("3")
        table(filled) if where == "table" else text_tab(filled, "1").editor.setFocus()
        filled.commands[str(do)].trigger() if do in ("cut", "paste") else keys(filled, do)
        assert said(filled) == desk_of(filled).document.session.read_only


def test_a_text_that_was_not_kept_when_the_file_was_taken_over_can_be_copied(filled: Window) -> None:
    path = desk_of(filled).document.session.file.path
    editor = text_tab(filled, "1").editor
    editor.setFocus()
    editor.insertPlainText("一段刚写的话")
    with Session.open(path, take_over=True) as other:
        text_tab(filled, "1").editor.keep()
        assert "最后一步没有写进去" in said(filled)
        way(filled, "复制没写进去的文字").click()
        assert QGuiApplication.clipboard().text() == "一段刚写的话"
        assert "1" not in other.report.text


def test_a_file_that_cannot_be_read_for_the_names_of_steps_is_said(
    filled: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StorageError("读写出错，U 盘或网络盘可能已断开。请接好后重试。")

    monkeypatch.setattr(desk_of(filled).document.session.file.history, "back", fail)
    filled.follow()
    assert said(filled).startswith("读写出错")
    assert not filled.commands["undo"].isEnabled()


@pytest.fixture
def mishaps(filled: Window, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Mishaps:
    """Catching as the program does, until the test ends."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    catching = Mishaps(filled)
    catching.happened.connect(filled.tell_mishap)
    catching.catch()
    return catching


def fail(*_: object) -> object:
    raise RuntimeError("unexpected")


@pytest.mark.parametrize("where", ["slot", "event", "drawing", "worker", "thread"])
def test_a_fault_anywhere_is_told_and_the_program_goes_on(
    filled: Window, mishaps: Mishaps, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    match where:
        case "slot":
            QTimer.singleShot(0, fail)
        case "event":
            monkeypatch.setattr(type(filled), "resizeEvent", fail)
            QApplication.postEvent(filled, QResizeEvent(filled.size(), filled.size()))
        case "drawing":
            view = table(filled)
            monkeypatch.setattr(type(view.itemDelegate()), "paint", fail)
            view.viewport().update()
        case "worker":
            filled.work(fail, (), lambda _: None)
        case "thread":
            threading.Thread(target=fail).start()
    qtbot.waitUntil(lambda: said(filled).startswith("程序出错，您的数据没有丢失"), timeout=30_000)
    way(filled, "复制详细信息").click()
    assert "RuntimeError: unexpected" in QGuiApplication.clipboard().text()
    monkeypatch.undo()
    desk_of(filled).document.enter(RECEIVED, 8)
    assert desk_of(filled).document.report.figures[RECEIVED] == 8


def test_the_same_fault_over_and_over_is_told_once(mishaps: Mishaps, qtbot: QtBot) -> None:
    told: list[str] = []
    mishaps.happened.connect(told.append)
    error = RuntimeError("unexpected")
    for _ in range(3):
        sys.excepthook(RuntimeError, error, None)
    assert len(told) == 1
