"""另存为, away from the window's thread: she works on meanwhile, and the copy has what she did."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.window.background import Background
from app.window.progress import CalledOff, Progress
from app.window.standing import Mark

if TYPE_CHECKING:
    from app.store import ReportFile
    from app.window.window import Window


class _Copy:
    """One copy on its way; `part` says how many per cent of it are written."""

    def __init__(self, file: ReportFile, path: Path, then: Callable[[], None]) -> None:
        self.path, self.then = path, then
        self.part = 0
        self._file = file
        self._off, self._writing = Event(), Lock()

    @property
    def is_off(self) -> bool:
        return self._off.is_set()

    def call_off(self) -> None:
        """It is not wanted any more, and ends as soon as it can."""
        self._off.set()

    def run(self) -> int:
        """Writes it; gives the last row of its log. Raises `StorageError`, or `CalledOff`."""
        with self._writing:
            self._heed(0, 0)
            return self._file.copy_to(self.path, replace=self.path.exists(), heed=self._heed)

    def _heed(self, count: int, of: int) -> None:
        self.part = 100 * count // max(of, 1)
        if self.is_off:
            raise CalledOff

    def stop(self) -> None:
        """Returns when nothing is left of it; where it waits for its turn, that is at once."""
        self.call_off()
        with self._writing:
            pass


class Copying(QObject):
    """Writes one copy of the open report at a time."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._copy: _Copy | None = None
        self._progress = Progress(window)

    def copy(self, path: Path, then: Callable[[], None]) -> None:
        """Copies the report as it is in the end, and then does that; says why where it cannot."""
        from app.store import StorageError

        if (desk := self._window.desk) is None:
            return
        self.call_off()
        desk.keep()
        copy = self._copy = _Copy(desk.document.session.file, path, then)
        self._progress.begin(f"正在另存为“{path.name}”…", lambda: f"已写 {copy.part} %", self._cancel)
        Background(
            copy.run,
            (StorageError, CalledOff),
            done=partial(self._done, copy),
            refused=partial(self._refused, copy),
            broke=partial(self._broke, copy),
        ).start()

    def call_off(self) -> None:
        """Writes no copy after all; nothing is left of it."""
        copy, self._copy = self._copy, None
        if copy is not None:
            copy.stop()
            self._progress.end()

    def _done(self, copy: _Copy, last: int) -> None:
        if self._copy is not copy or (desk := self._window.desk) is None:
            return
        if copy.is_off:
            self._end()
            self._window.say(f"“{copy.path.name}”已经写完，来不及取消。现在打开的还是原来的文件。")
            return
        desk.keep()
        if last < desk.document.session.file.history.last:  # something was done since
            self.copy(copy.path, copy.then)
            return
        self._end()
        copy.then()

    def _refused(self, copy: _Copy, why: str) -> None:
        if self._copy is copy:
            self._end()
            self._window.say(*((f"已取消另存为“{copy.path.name}”。",) if copy.is_off else (why, Mark.ERROR)))

    def _broke(self, copy: _Copy, details: str) -> None:
        if self._copy is copy:
            self._end()
        self._window.tell_mishap(details)

    def _end(self) -> None:
        self._copy = None
        self._progress.end()

    def _cancel(self) -> None:
        """It is told when nothing is left of the copy; the disk may take a moment."""
        if self._copy is not None:
            self._copy.call_off()
            self._progress.end()
