"""What a clerk was told is saved is saved; what could not be saved is taken back and said."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.report.edits import AcceptReturns, EditRefused, SetFigure, SetText
from app.report.report import OWN, Change
from app.store import Session, StorageError
from tests.store.made import FORM, NATURAL, TOTAL, new_session, open_report, sent_by, state_of


def test_a_failed_commit_takes_the_edit_back_says_why_and_blocks_further_edits(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.do(SetFigure(OWN, NATURAL, 1))
        before, seen = state_of(session.report), told(session)
        run(session.file.path, "create trigger fails before insert on log begin select raise(abort, 'no'); end")
        with pytest.raises(StorageError, match=r"“年报 #1%\.nianbao”保存失败：") as why:
            session.do(SetFigure(OWN, NATURAL, 2))
        assert state_of(session.report) == before == state_of(open_report(session.file.path))
        assert [change.steps[0].new[0] for change in seen] == [2, 1]
        with pytest.raises(StorageError) as again:
            session.do(SetText("1", "x"))
        assert again.value is why.value is session.blocked


def test_a_blocked_edit_is_made_when_the_disk_is_back(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.do(SetText("1", "甲"))
        run(session.file.path, "create trigger fails before insert on log begin select raise(abort, 'no'); end")
        with pytest.raises(StorageError):
            session.undo()
        with pytest.raises(StorageError):
            session.retry()
        assert session.report.text == {"1": "甲"}
        run(session.file.path, "drop trigger fails")
        session.retry()
        assert (session.report.text, session.redo_name, session.blocked) == ({}, "修改“总体情况”", None)


def test_returns_whose_undo_fails_are_there_again(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.do(AcceptReturns((sent_by("教育局", requests__received__natural=3), sent_by("水务局"))))
        session.do(SetFigure("教育局", NATURAL, 4))
        before = state_of(session.report)
        run(session.file.path, "create trigger fails before insert on log begin select raise(abort, 'no'); end")
        with pytest.raises(StorageError):
            session.restore(0)
        assert state_of(session.report) == before
        session.give_up()
        run(session.file.path, "drop trigger fails")
        session.undo()
        run(session.file.path, "create trigger fails before insert on log begin select raise(abort, 'no'); end")
        before = state_of(session.report)
        with pytest.raises(StorageError):
            session.undo()
        assert state_of(session.report) == before


def test_a_blocked_edit_can_be_given_up(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        run(session.file.path, "create trigger fails before insert on log begin select raise(abort, 'no'); end")
        with pytest.raises(StorageError):
            session.do(SetText("1", "甲"))
        run(session.file.path, "drop trigger fails")
        session.give_up()
        session.do(SetText("1", "乙"))
        assert open_report(session.file.path).text == {"1": "乙"}


def test_a_full_disk_loses_nothing_but_the_edit_at_hand(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    with new_session(tmp_path) as session:
        session.do(SetText("1", "甲"))
        limits = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (session.file.path.stat().st_size, limits[1]))
        try:
            with pytest.raises(StorageError, match=r"磁盘已满|读写出错"):
                session.do(AcceptReturns(tuple(sent_by(f"单位{n}") for n in range(30))))
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        assert session.report.returns == {}
        session.retry()
        assert len(open_report(session.file.path).returns) == 30


def test_a_file_that_was_moved_away_takes_no_edits_unnoticed(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.file.path.rename(tmp_path / "别处.nianbao")
        with pytest.raises(StorageError, match="被移走、改名或替换了"):
            session.do(SetText("1", "甲"))
        (tmp_path / "别处.nianbao").rename(session.file.path)
        session.retry()
        assert open_report(session.file.path).text == {"1": "甲"}


def test_undo_in_a_file_that_was_damaged_meanwhile_is_said(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.do(SetText("1", "甲" * 9000))
        session.do(SetText("1", "乙"))
        session.undo()
        with session.file.path.open("r+b") as file:
            file.truncate(4096)
        for what in (session.undo, session.redo, lambda: session.undo_name, lambda: session.redo_name):
            with pytest.raises(StorageError, match=r"“年报 #1%\.nianbao”读取失败：文件已损坏"):
                what()


def test_a_file_in_use_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.connect._WAIT", 0)
    with new_session(tmp_path) as session:
        other = sqlite3.connect(session.file.path, isolation_level=None)
        other.execute("begin exclusive")
        with pytest.raises(StorageError, match="另一个程序正占用着它"):
            session.do(SetText("1", "甲"))
        other.close()
        session.retry()


def test_a_file_written_by_somebody_else_meanwhile_takes_no_edit_on_old_figures(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        with Session.open(session.file.path, take_over=True) as other:
            other.do(SetText("1", "乙"))
        with pytest.raises(StorageError, match="在别处被改动过"):
            session.do(SetText("1", "甲"))
        assert open_report(session.file.path).text == {"1": "乙"}


def test_a_listener_that_fails_does_not_cost_the_edit(tmp_path: Path) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError

    with new_session(tmp_path) as session:
        session.listeners.append(fail)
        with pytest.raises(ZeroDivisionError):
            session.do(SetText("1", "甲"))
        assert open_report(session.file.path).text == {"1": "甲"} == session.report.text


def test_a_refused_edit_is_neither_told_nor_kept(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        seen = told(session)
        with pytest.raises(EditRefused, match="是合计"):
            session.do(SetFigure(OWN, TOTAL, 3))
        assert (seen, session.file.history.entries(), session.blocked) == ([], [], None)


CHILD = """
import sys
from pathlib import Path
from app.report.edits import AcceptReturns, SetFigure, SetText
from app.store import Session
from tests.store.made import NATURAL, sent_by
session = Session.open(Path(sys.argv[1]))
for n in range(int(sys.argv[2]), 10_000):
    session.do(AcceptReturns((sent_by("教育局", requests__received__natural=n),)))
    session.do(SetText("1", str(n) * 3000))
    print(n, flush=True)
"""


def test_a_killed_program_loses_no_committed_edit(tmp_path: Path) -> None:
    moments = random.Random(2025)
    path = tmp_path / "a.nianbao"
    Session.create(path, FORM, "甲县", 2025).close()
    kept = 0
    for _ in range(10):
        kept = killed_while_editing(path, kept, moments.uniform(0, 0.06))
        with Session.open(path) as session:  # the dead program's lock is no hindrance
            assert session.read_only == ""
            assert session.report.figures[NATURAL] in (kept, kept + 1)
            assert session.report.text["1"] in (str(kept) * 3000, str(kept + 1) * 3000)
            kept = int(session.report.figures[NATURAL])
        database = sqlite3.connect(path)
        assert database.execute("pragma integrity_check").fetchone() == ("ok",)
        database.close()


def killed_while_editing(path: Path, kept: int, delay: float) -> int:
    """Kills a program in the middle of its edits, and gives the last one that it said was done."""
    child = subprocess.Popen([sys.executable, "-c", CHILD, path, str(kept + 1)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    first = child.stdout.readline()
    time.sleep(delay)
    child.send_signal(signal.SIGKILL)
    said = [first, *child.stdout.readlines()]
    child.stdout.close()
    child.wait()
    return max(int(line) for line in said if line.endswith(b"\n"))


def told(session: Session) -> list[Change]:
    """The changes that a listener hears from now on."""
    seen: list[Change] = []
    session.listeners.append(lambda change, _figures: seen.append(change))
    return seen


def run(path: Path, statement: str) -> None:
    """Does something to the database behind the program's back."""
    database = sqlite3.connect(path)
    database.execute(statement)
    database.commit()
    database.close()
