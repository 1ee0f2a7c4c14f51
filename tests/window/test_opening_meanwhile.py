"""While a report is being opened the window answers, and the last wish counts; no file stays taken."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.form import newest_form
from app.store import Session, StorageError
from app.store.lock import lock_path
from app.store.returns import Heed
from app.window import document
from app.window.window import Window
from tests.window.driving import RECEIVED, desk_of, finish_opening, open_report, said


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Reports are read no further than to here until it is set."""
    gate, ready = Event(), document.ready

    def held(session: Session, heed: Heed) -> document.Ready:
        gate.wait()
        return ready(session, heed)

    monkeypatch.setattr(document, "ready", held)
    yield gate
    gate.set()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return made(tmp_path, "甲县")


def made(folder: Path, organ: str) -> Path:
    path = folder / f"{organ}.nianbao"
    Session.create(path, newest_form(), organ, 2025).close()
    return path


def begin(window: Window, path: Path, gate: Event, qtbot: QtBot) -> None:
    """Has the report half read."""
    window.open_report(path)
    qtbot.waitUntil(lock_path(path).exists)


def finish(gate: Event) -> None:
    gate.set()
    finish_opening()  # one that was called off
    finish_opening()  # the one after it


def test_the_start_page_answers_and_what_is_asked_for_last_counts(
    window: Window, path: Path, gate: Event, qtbot: QtBot
) -> None:
    begin(window, path, gate, qtbot)
    window.commands["new"].trigger()
    assert window.start.new.isVisible()
    finish(gate)
    assert window.desk is None
    assert window.start.new.isVisible()
    assert not lock_path(path).exists()


def test_what_takes_long_is_told_and_can_be_called_off(window: Window, path: Path, gate: Event, qtbot: QtBot) -> None:
    begin(window, path, gate, qtbot)
    qtbot.waitUntil(lambda: window.status.work.startswith("正在打开“甲县.nianbao”…"))
    QTest.mouseClick(window.status.cancel, Qt.MouseButton.LeftButton)
    assert not window.status.work
    assert said(window) == "已取消打开“甲县.nianbao”。"
    finish(gate)
    assert window.desk is None
    assert not lock_path(path).exists()


def test_of_two_reports_the_second_is_opened(
    window: Window, path: Path, gate: Event, qtbot: QtBot, tmp_path: Path
) -> None:
    begin(window, path, gate, qtbot)
    window.open_report(made(tmp_path, "乙县"))
    finish(gate)
    assert desk_of(window).document.report.organ == "乙县"
    assert not lock_path(path).exists()


def test_a_report_asked_for_twice_can_be_written(window: Window, path: Path, gate: Event, qtbot: QtBot) -> None:
    begin(window, path, gate, qtbot)
    window.open_report(path)
    finish(gate)
    assert not desk_of(window).document.session.read_only


def test_closing_the_window_lets_go_of_the_file(window: Window, path: Path, gate: Event, qtbot: QtBot) -> None:
    begin(window, path, gate, qtbot)
    gate.set()
    window.close()
    assert not lock_path(path).exists()


def test_the_report_in_sight_stays_until_the_other_is_there(own: Window, path: Path, gate: Event, qtbot: QtBot) -> None:
    before = desk_of(own).document.session.file.path
    begin(own, path, gate, qtbot)
    desk_of(own).document.enter(RECEIVED, 7)
    finish(gate)
    assert desk_of(own).document.report.organ == "甲县"
    open_report(own, before)
    assert desk_of(own).document.report.figures[RECEIVED] == 7


@pytest.mark.parametrize(
    ("error", "told"),
    [(StorageError("“甲县.nianbao”里的数据已损坏。"), "里的数据已损坏"), (ValueError("fault"), "程序出错")],
)
def test_what_goes_wrong_is_said_and_the_file_is_free(
    window: Window, path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(document, "ready", fail)
    open_report(window, path)
    assert told in said(window)
    assert window.desk is None
    assert not lock_path(path).exists()
    monkeypatch.undo()
    open_report(window, path)
    assert desk_of(window).document.report.organ == "甲县"
