"""Who has a report open for writing, said in a small file beside it.

SQLite keeps single transactions apart; this keeps apart two people who would each edit what they saw before.
"""

from __future__ import annotations

import getpass
import json
import os
import platform
import sys
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

_BEAT = 60  # seconds between two heartbeats
_PATIENCE = 300  # seconds without a heartbeat after which the holder is taken for gone


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock: `start` and `heartbeat` are local times."""

    host: str
    user: str
    pid: int
    start: str
    heartbeat: str

    def is_same(self, other: Holder) -> bool:
        """Whether it is the same sitting, at whatever heartbeat."""
        return (self.host, self.pid, self.start) == (other.host, other.pid, other.start)

    @property
    def is_gone(self) -> bool:
        """Whether the process ended without letting go; of another computer nobody can tell."""
        return self.host == platform.node() and not _is_alive(self.pid)

    @property
    def is_silent(self) -> bool:
        """Whether it is gone, or has not said for minutes that it is there: its computer may be off."""
        try:
            beaten = datetime.fromisoformat(self.heartbeat).astimezone()
        except ValueError:
            return True
        return self.is_gone or (datetime.now().astimezone() - beaten).total_seconds() > _PATIENCE

    def __str__(self) -> str:
        return f"{self.user or '另一用户'}（电脑{self.host or '未知'}，{self.start[:16].replace('T', ' ')}起）"


class Lock:
    """A lock that is held until `release`."""

    def __init__(self, path: Path, holder: Holder) -> None:
        self._path = path
        self._holder = holder
        self._beaten = time.monotonic()

    def beat(self) -> Holder | None:
        """Says, at most once a minute, that the holder is still there; gives who has taken the lock over, if any.

        A lock file that is gone or cannot be read is written again.
        """
        other = read_holder(self._path)
        if other is not None and not other.is_same(self._holder):
            return other
        if time.monotonic() - self._beaten >= _BEAT:
            self._beaten = time.monotonic()
            with suppress(OSError):
                _write(self._path, replace(self._holder, heartbeat=now()))
        return None

    def release(self) -> None:
        """Lets go, unless somebody has taken the lock over."""
        with suppress(OSError):
            holder = read_holder(self._path)
            if holder is not None and holder.is_same(self._holder):
                self._path.unlink()


def lock_path(path: Path) -> Path:
    """The lock of the report in the file `path`."""
    return path.with_name(f"{path.name}.lock")


def acquire(path: Path, *, take_over: bool = False) -> Lock | Holder:
    """The lock, or who holds it. One whose process is gone, or that nobody can read, is taken over.

    Raises OSError where no file can be made beside the report.
    """
    beside = lock_path(path)
    mine = Holder(platform.node(), user_name(), os.getpid(), datetime.now().astimezone().isoformat(), now())
    try:
        with beside.open("x", encoding="utf-8") as file:
            file.write(_written(mine))
    except FileExistsError:
        holder = read_holder(beside) or _beginner(beside)
        if holder is not None and not holder.is_gone and not take_over:
            return holder
        _write(beside, mine)
    return Lock(beside, mine)


def read_holder(beside: Path) -> Holder | None:
    """Who the lock file names; None where it cannot be understood."""
    try:
        return Holder(**json.loads(beside.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def _beginner(beside: Path) -> Holder | None:
    """Somebody who has just made the lock file and not yet written it; an older empty one is nobody's."""
    try:
        status = beside.stat()
    except OSError:
        return None
    if status.st_size or time.time() - status.st_mtime >= _BEAT:
        return None
    start = datetime.fromtimestamp(status.st_mtime).astimezone().isoformat()
    return Holder("", "", 0, start, start)


def _write(beside: Path, holder: Holder) -> None:
    """Puts the whole lock file in place at once: nobody sees it half written."""
    part = beside.with_name(f".{beside.name}.{os.getpid()}.part")
    try:
        part.write_text(_written(holder), encoding="utf-8")
        part.replace(beside)
    finally:
        part.unlink(missing_ok=True)


def user_name() -> str:
    """The name by which the system knows the clerk; "" where it has none."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def now() -> str:
    """The local time with its offset, to the second."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def _written(holder: Holder) -> str:
    return json.dumps(asdict(holder), ensure_ascii=False)


def _is_alive(pid: int) -> bool:
    if sys.platform == "win32":
        return _is_alive_on_windows(pid)
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is there, and another user's
        return True
    return not _has_ended(pid)


def _has_ended(pid: int) -> bool:
    """Whether it is dead and only not yet buried by the process that started it."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    return state.rpartition(")")[2].split()[0] == "Z"


def _is_alive_on_windows(pid: int) -> bool:
    """Asks for the exit code: there os.kill would end the process instead."""
    import ctypes

    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]
    process = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not process:
        return bool(ctypes.GetLastError() == 5)  # type: ignore[attr-defined]  # ERROR_ACCESS_DENIED: it is there
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(process, ctypes.byref(code))
    kernel.CloseHandle(process)
    return code.value == 259  # STILL_ACTIVE
