"""Two people never edit one report at the same time without knowing."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from app.report.edits import SetText
from app.store import Session, StorageError
from app.store.lock import lock_path
from tests.store.made import FORM, new_session, open_report


def test_a_second_opener_reads_only_and_is_told_who_edits(tmp_path: Path) -> None:
    with new_session(tmp_path) as session, Session.open(session.file.path) as second:
        assert second.read_only.startswith("“年报 #1%.nianbao”正由")
        assert platform.node() in second.read_only
        with pytest.raises(StorageError, match="这里只能查看"):
            second.do(SetText("1", "x"))
        with pytest.raises(StorageError, match="正由"):
            Session.create(session.file.path, FORM, replace=True)
    assert not lock_path(session.file.path).exists()


def test_closing_the_reader_leaves_the_editors_lock(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        Session.open(session.file.path).close()
        assert lock_path(session.file.path).exists()
        session.do(SetText("1", "甲"))


def test_the_lock_of_a_program_that_is_gone_is_taken_over(tmp_path: Path) -> None:
    path = report(tmp_path)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    leave_lock(path, platform.node(), gone.pid)
    with Session.open(path) as session:
        assert session.read_only == ""
        assert json.loads(lock_path(path).read_text(encoding="utf-8"))["pid"] == os.getpid()


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells of the unburied")
def test_a_program_that_is_dead_but_not_yet_buried_is_gone(tmp_path: Path) -> None:
    path = report(tmp_path)
    with subprocess.Popen([sys.executable, "-c", ""], stdout=subprocess.PIPE) as gone:
        assert gone.stdout is not None
        gone.stdout.read()  # ends with the program
        os.waitid(os.P_PID, gone.pid, os.WEXITED | os.WNOWAIT)
        leave_lock(path, platform.node(), gone.pid)
        with Session.open(path) as session:
            assert session.read_only == ""


def test_the_lock_of_another_computer_is_taken_over_only_on_purpose(tmp_path: Path) -> None:
    path = report(tmp_path)
    leave_lock(path, "档案室-2", 1)
    with Session.open(path) as session:
        assert "李四（电脑档案室-2，2026-01-05 09:00起）" in session.read_only
    with Session.open(path, take_over=True) as session:
        session.do(SetText("1", "甲"))


@pytest.mark.parametrize("content", ["{", "[]", '{"host": 1}'])
def test_a_lock_that_nobody_can_read_locks_nobody_out(tmp_path: Path, content: str) -> None:
    path = report(tmp_path)
    lock_path(path).write_text(content, encoding="utf-8")
    with Session.open(path) as session:
        assert session.read_only == ""


def test_an_empty_lock_is_somebody_who_is_just_opening_unless_it_is_old(tmp_path: Path) -> None:
    path = report(tmp_path)
    lock_path(path).touch()
    with Session.open(path) as session:
        assert "正由另一用户" in session.read_only
    os.utime(lock_path(path), (1, 1))
    with Session.open(path) as session:
        assert session.read_only == ""


TAKES_OVER = """
import sys
from pathlib import Path
from app.report.edits import SetText
from app.store import Session
with Session.open(Path(sys.argv[1]), take_over=True) as session:
    print(session.read_only, flush=True)
    sys.stdin.readline()
    session.do(SetText("1", "乙"))
"""


def test_who_lost_the_file_to_another_program_can_only_read_it_and_is_told(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        command = [sys.executable, "-c", TAKES_OVER, str(session.file.path)]
        other = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert other.stdin is not None and other.stdout is not None
        assert other.stdout.readline().strip() == b""
        with pytest.raises(StorageError, match=r"“年报 #1%\.nianbao”已由.+接手编辑，这里只能查看"):
            session.do(SetText("1", "甲"))
        assert "接手编辑" in session.read_only
        assert json.loads(lock_path(session.file.path).read_text(encoding="utf-8"))["pid"] == other.pid
        other.communicate(b"\n")
        assert (other.returncode, open_report(session.file.path).text) == (0, {"1": "乙"})
        session.give_up()
        with pytest.raises(StorageError, match="接手编辑"):
            session.do(SetText("1", "甲"))


def test_the_old_holders_heartbeat_does_not_bring_it_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.lock._BEAT", 0)
    path = report(tmp_path)
    with Session.open(path) as first, Session.open(path, take_over=True) as second:
        first.file.beat()
        second.do(SetText("1", "乙"))
        assert ("接手编辑" in first.read_only, second.read_only) == (True, "")


def test_a_heartbeat_is_written_over_the_last_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.store.lock._BEAT", 0)
    with new_session(tmp_path) as session:
        beside = lock_path(session.file.path)
        written = json.loads(beside.read_text(encoding="utf-8"))
        beside.write_text(json.dumps({**written, "heartbeat": "2026-01-05T09:00:00+08:00"}), encoding="utf-8")
        session.file.beat()
        beaten = json.loads(beside.read_text(encoding="utf-8"))
        assert beaten["heartbeat"] >= written["heartbeat"] > "2026-01-05T09:00:00+08:00"
        assert {**beaten, "heartbeat": ""} == {**written, "heartbeat": ""}
        assert sorted(file.name for file in tmp_path.iterdir()) == ["年报 #1%.nianbao", beside.name]


def test_a_file_without_write_permission_can_only_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = report(tmp_path)
    monkeypatch.setattr(os, "access", lambda *_: False)  # nothing is forbidden to root
    with Session.open(path) as session:
        assert "是只读文件，只能查看" in session.read_only
    assert [file.name for file in tmp_path.iterdir()] == ["a.nianbao"]


def report(folder: Path) -> Path:
    """A new report that nobody has open."""
    path = folder / "a.nianbao"
    Session.create(path, FORM, "甲县", 2025).close()
    return path


def leave_lock(path: Path, host: str, pid: int) -> None:
    """A lock as another program would leave it."""
    start = "2026-01-05T09:00:00+08:00"
    holder = {"host": host, "user": "李四", "pid": pid, "start": start, "heartbeat": start}
    lock_path(path).write_text(json.dumps(holder), encoding="utf-8")
