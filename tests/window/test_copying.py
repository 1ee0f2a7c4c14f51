"""另存为 goes on beside the work: nothing done meanwhile is lost, and nothing half written stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.store import ReportFile
from app.store.lock import lock_path
from app.window.window import Window
from tests.window.driving import RECEIVED, desk_of, finish_opening, said, save_as, shown
from tests.window.test_leaving import full, on_disk, path_of
from tests.window.test_not_kept import write


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """A copy that is begun goes on until it is called off, or until this is set."""
    gate, copy_to = Event(), ReportFile.copy_to

    def long(file: ReportFile, path: Path, **how: Any) -> int:
        last = copy_to(file, path, **how)
        while not gate.wait(0.001):
            how["heed"](1, 2)
        return last

    monkeypatch.setattr(ReportFile, "copy_to", long)
    yield gate
    gate.set()


@pytest.mark.parametrize("unkept", [True, False])
def test_a_file_that_was_moved_away_is_saved_again_in_its_own_place(own: Window, unkept: bool) -> None:
    path = path_of(own)
    write(own, "5", "abc")
    path.rename(path.with_suffix(".away"))
    if unkept:
        write(own, "6", "107")
    save_as(own, path)
    text = {"5": "abc"} | ({"6": "107"} if unkept else {})
    assert on_disk(path) == desk_of(own).document.report.text == text
    assert not desk_of(own).document.session.read_only
    assert own.status.saved.text().startswith("已自动保存")
    write(own, "1", "go on")
    assert on_disk(path) == text | {"1": "go on"}
    assert own.close()
    assert not lock_path(path).exists()


def test_where_the_report_is_already_no_copy_is_made(own: Window) -> None:
    save_as(own, path_of(own))
    assert "就是正在用的文件" in said(own)
    write(own, "5", "abc")
    assert on_disk(path_of(own)) == {"5": "abc"}


def test_what_is_done_while_the_copy_is_written_is_in_it(filled: Window, tmp_path: Path, gate: Event) -> None:
    before, copy = path_of(filled), tmp_path / "copy.nianbao"
    filled.filing.save_as(str(copy))
    desk_of(filled).document.enter(RECEIVED, 7)
    gate.set()
    for _ in range(3):  # copied, copied again, opened
        finish_opening()
    assert path_of(filled) == copy
    assert shown(filled, RECEIVED) == "7"
    with ReportFile.open(before) as file:
        assert file.report().figures[RECEIVED] == 7


def test_a_copy_that_takes_long_is_told_and_can_be_called_off(
    own: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    copying = Event()

    def endless(_source: object, beside: Path, heed: Any) -> int:
        beside.write_bytes(b"half")
        while True:
            copying.set()
            heed(1, 2)

    monkeypatch.setattr("app.store.file.write_copy", endless)
    there = {path_of(own), lock_path(path_of(own))}
    own.filing.save_as(str(tmp_path / "copy.nianbao"))
    copying.wait()
    assert set(tmp_path.iterdir()) > there
    qtbot.waitUntil(lambda: own.status.work == "正在另存为“copy.nianbao”…已写 50 %")
    own.say("别的消息。")
    assert own.status.cancel.isVisible()
    QTest.mouseClick(own.status.cancel, Qt.MouseButton.LeftButton)
    assert not own.status.work
    qtbot.waitUntil(lambda: said(own) == "已取消另存为“copy.nianbao”。")
    assert set(tmp_path.iterdir()) == there
    copying.clear()
    own.filing.save_as(str(tmp_path / "copy.nianbao"))
    copying.wait()
    assert own.close()
    assert set(tmp_path.iterdir()) == {min(there)}
    QApplication.processEvents()


def test_closing_does_not_wait_for_a_copy_that_has_not_begun(own: Window, tmp_path: Path) -> None:
    pool, go = QThreadPool.globalInstance(), Event()
    for _ in range(pool.maxThreadCount()):
        pool.start(go.wait)
    own.filing.save_as(str(tmp_path / "copy.nianbao"))
    own.commands["close"].trigger()
    assert own.desk is None
    go.set()
    finish_opening()
    assert list(tmp_path.glob("*copy*")) == []


def test_a_disk_that_is_too_small_for_the_copy_keeps_nothing_of_it(own: Window, tmp_path: Path) -> None:
    path = path_of(own)
    (tmp_path / "little").write_bytes(bytes(8192))
    with full(tmp_path / "little"):
        save_as(own, tmp_path / "copy.nianbao")
    assert "另存失败" in said(own)
    assert path_of(own) == path
    assert sorted(tmp_path.glob("*copy*")) == []
