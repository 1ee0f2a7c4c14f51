"""Many returns are taken into a report only after a restore point stands, which is set while the window answers."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QThreadPool
from pytestqt.qtbot import QtBot

from app.store import StorageError
from app.store.restore_points import restore_points_of, set_restore_point
from app.window.arriving import taking
from app.window.arriving.tab import ImportTab
from app.window.window import Window
from tests.window.driving import desk_of, finish_opening, open_report, said
from tests.window.test_importing import SAMPLE, drop, new, read

TEXT = "原来写的"


def arrived(window: Window, qtbot: QtBot, folder: Path, *files: Path) -> ImportTab:
    """Returns that are read and wait for 采用, in a report that holds a text already."""
    new(window, folder)
    desk_of(window).document.write("5", TEXT)
    drop(window, *files or (SAMPLE,))
    return read(window, qtbot)


def path_of(window: Window) -> Path:
    return desk_of(window).document.session.file.path


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Event:
    """The restore point is not set before this is."""
    gate = Event()

    def held(path: Path) -> Path:
        gate.wait()
        return set_restore_point(path)

    monkeypatch.setattr(taking, "set_restore_point", held)
    return gate


def test_nothing_is_written_before_the_restore_point_stands(
    window: Window, qtbot: QtBot, tmp_path: Path, gate: Event
) -> None:
    tab = arrived(window, qtbot, tmp_path)
    document = desk_of(window).document
    before = document.session.file.history.last
    tab.take.click()
    assert not tab.take.isEnabled()
    assert (document.report.returns, document.session.file.history.last) == ({}, before)
    gate.set()
    finish_opening()
    assert len(document.report.returns) == 12
    (point,) = restore_points_of(path_of(window))
    assert point.last and point.last.seq == before


@pytest.mark.parametrize("is_set", [False, True])
def test_closing_the_report_meanwhile_takes_none(
    window: Window, qtbot: QtBot, tmp_path: Path, gate: Event, *, is_set: bool
) -> None:
    arrived(window, qtbot, tmp_path).take.click()
    document, path = desk_of(window).document, path_of(window)
    told: list[str] = []
    document.blocked.connect(told.append)
    if is_set:  # and the window has not heard of it
        gate.set()
        QThreadPool.globalInstance().waitForDone()
    window.commands["close"].trigger()
    gate.set()
    finish_opening()
    assert told == []
    open_report(window, path)
    report = desk_of(window).document.report
    assert (report.returns, report.text["5"]) == ({}, TEXT)


def test_without_room_for_a_restore_point_they_are_taken_all_the_same(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_path: Path) -> Path:
        raise StorageError("磁盘已满。")

    monkeypatch.setattr(taking, "set_restore_point", full)
    arrived(window, qtbot, tmp_path).take.click()
    finish_opening()
    assert len(desk_of(window).document.report.returns) == 12


def test_a_fault_takes_none_and_lets_the_clerk_try_again(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(_path: Path) -> Path:
        raise ValueError("fault")

    monkeypatch.setattr(taking, "set_restore_point", fault)
    tab = arrived(window, qtbot, tmp_path)
    tab.take.click()
    finish_opening()
    assert said(window).startswith("程序出错")
    assert not desk_of(window).document.report.returns
    assert tab.take.isEnabled()


def test_a_few_need_no_restore_point(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    arrived(window, qtbot, tmp_path, *sorted(SAMPLE.rglob("*.xlsx"))[:2]).take.click()
    finish_opening()
    assert len(desk_of(window).document.report.returns) == 2
    assert not restore_points_of(path_of(window))
