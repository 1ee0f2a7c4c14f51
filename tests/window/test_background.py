"""Work away from the window's thread: its answer comes to who asked, or to nobody."""

from __future__ import annotations

import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.report.report import Unit
from app.store import StorageError
from app.window.background import Background
from app.window.history import log
from app.window.history.tab import HistoryTab
from app.window.mishaps import SAY
from app.window.start import page, sample
from app.window.start.new_report import Wanted
from app.window.window import Window
from tests.window.driving import desk_of, said


def settle(qtbot: QtBot) -> None:
    """Lets all that was begun end and be answered."""
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))


def fail(*_: object) -> None:
    raise RuntimeError("unexpected")


def refuse(*_: object) -> None:
    raise StorageError("读写出错。")


@pytest.mark.parametrize("work", [lambda: (Unit("甲局"),), refuse])
def test_an_answer_for_one_report_does_not_go_into_another(
    own: Window, qtbot: QtBot, tmp_path: Path, work: Callable[[], object]
) -> None:
    go, taken = threading.Event(), list[object]()

    def late() -> object:
        go.wait(60)
        return work()

    own.work(late, (StorageError,), taken.append)
    assert own.make_report(Wanted("乙局", 2025, own=True, path=tmp_path / "乙.nianbao"))
    before = said(own)
    go.set()
    settle(qtbot)
    assert not taken
    assert said(own) == before


def test_an_answer_for_the_report_that_is_open_comes(own: Window, qtbot: QtBot) -> None:
    taken = list[object]()
    own.work(lambda: 7, (), taken.append)
    settle(qtbot)
    assert taken == [7]


@pytest.mark.parametrize("going_wrong", [fail, refuse])
def test_the_sample_can_be_wanted_again_after_a_failure(
    window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, going_wrong: Callable[..., None]
) -> None:
    monkeypatch.setattr(sample, "build_sample", going_wrong)
    window.commands["sample"].trigger()
    assert not window.commands["sample"].isEnabled()
    settle(qtbot)
    assert said(window) in (SAY, "读写出错。")
    assert window.commands["sample"].isEnabled()


class Asker(QObject):
    """Somebody who asks, and may die."""

    def __init__(self) -> None:
        super().__init__()
        self.told = list[object]()

    def hear(self, what: object) -> None:
        self.told.append(what)


def test_who_asked_may_die_before_the_answer(qtbot: QtBot) -> None:
    asker, go, thrown = Asker(), threading.Event(), list[object]()
    told = asker.told
    held, threading.excepthook = threading.excepthook, thrown.append
    job = Background(lambda: go.wait(60), (), done=asker.hear, refused=asker.hear, broke=asker.hear)
    job.start()
    del job
    asker.deleteLater()
    QCoreApplication.sendPostedEvents(None, int(QEvent.Type.DeferredDelete.value))
    go.set()
    settle(qtbot)
    threading.excepthook = held
    assert not told
    assert not thrown


def test_what_nobody_needs_any_more_is_destroyed_on_the_thread_of_the_window(qtbot: QtBot) -> None:
    destroyed_on, made = list[threading.Thread](), list[list[object]]()

    def work() -> None:
        made.extend([] for _ in range(50_000))

    asker = Asker()
    asker.told.append(asker)  # a knot, as widgets and their parts make
    weakref.finalize(asker, lambda: destroyed_on.append(threading.current_thread()))
    del asker
    jobs = [Background(work, (), refused=fail, broke=fail) for _ in range(2)]
    for job in jobs:
        job.start()
    settle(qtbot)
    qtbot.waitUntil(lambda: bool(destroyed_on))
    assert destroyed_on == [threading.main_thread()]


def test_work_that_is_over_holds_nothing(own: Window, qtbot: QtBot) -> None:
    for _ in range(20):
        own.work(lambda: 7, (), lambda _: None)
    settle(qtbot)
    app = QCoreApplication.instance()
    assert app is not None
    assert not app.findChildren(Background)
    assert not own.findChildren(Background)


def test_a_log_that_cannot_be_read_says_so(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "_read", refuse)
    assert window.make_report(Wanted("甲局", 2025, own=True, path=tmp_path / "甲.nianbao"))
    settle(qtbot)
    assert said(window) == "修改记录读不出来：读写出错。"
    window.commands["history"].trigger()
    tab = desk_of(window).tabs.currentWidget()
    assert isinstance(tab, HistoryTab)
    assert tab.why_empty == "修改记录读不出来：读写出错。"


def test_a_fault_while_the_log_is_read_is_told(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "_read", fail)
    assert window.make_report(Wanted("甲局", 2025, own=True, path=tmp_path / "甲.nianbao"))
    settle(qtbot)
    assert said(window) == SAY


def test_a_fault_on_the_start_page_is_told(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(qtbot)
    monkeypatch.setattr(page, "gone", fail)
    window.start.show_choice()
    settle(qtbot)
    assert said(window) == SAY


def test_a_fault_in_telling_a_fault_ends_there(
    own: Window, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(own, "say", fail)
    own.tell_mishap("details")
    assert "RuntimeError: unexpected" in capsys.readouterr().err
