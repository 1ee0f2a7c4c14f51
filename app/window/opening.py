"""Opens a report away from the window's thread: the window answers meanwhile, and the clerk can call it off."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.window.background import Background
from app.window.progress import CalledOff, Progress
from app.window.standing import Mark

if TYPE_CHECKING:
    from app.window.document import Ready
    from app.window.window import Window


class Reading:
    """One report on its way. `count` returns of `of` are read; `ready` is there at the end, until it is shown.

    `carries`: what the report that is open could not keep goes on in this one.
    """

    def __init__(self, path: Path, then: Callable[[], None] | None, *, take_over: bool, carries: bool) -> None:
        self.path = path
        self.then = then
        self.carries = carries
        self.count = self.of = 0
        self.ready: Ready | None = None
        self.take_over = take_over
        self._is_off = Event()

    def call_off(self) -> None:
        self._is_off.set()

    @property
    def is_off(self) -> bool:
        return self._is_off.is_set()

    def run(self) -> None:
        """Reads and judges, on a thread of its own. Raises `StorageError`, or `CalledOff`."""
        from app.store import Session
        from app.window.document import ready

        self._heed(0, 0)
        session = Session.open(self.path, take_over=self.take_over, heed=self._heed)
        try:
            self.ready = ready(session, self._heed)
            gc.freeze()  # to look for garbage among thousands of returns would hold up the window
        except BaseException:
            session.close()
            raise

    def _heed(self, count: int, of: int) -> None:
        self.count, self.of = count, of
        if self.is_off:
            raise CalledOff

    def how_far(self) -> str:
        return f"已读 {self.count} 个单位，共 {self.of} 个" if self.of else ""

    def drop(self) -> None:
        """Closes the report where it came too late."""
        came, self.ready = self.ready, None
        if came is not None:
            came.session.close()


class Opening(QObject):
    """Opens the report that was asked for last; the one before is called off, and has let go of its file by then."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._reading: Reading | None = None
        self._next: Reading | None = None
        self._progress = Progress(window)

    def open(
        self, path: Path, then: Callable[[], None] | None, *, take_over: bool = False, carries: bool = False
    ) -> None:
        """Shows the report once it is read, and then does that."""
        self.call_off()
        reading = Reading(path, then, take_over=take_over, carries=carries)
        if self._reading is None:
            self._start(reading)
        else:
            self._next = reading

    @Slot()
    def call_off(self) -> None:
        """Opens nothing after all."""
        self._next = None
        if self._reading is not None:
            self._reading.call_off()
        self._progress.end()

    def end(self) -> None:
        """Lets go of a report that was read for a window that is closed by now."""
        if self._reading is not None:
            self._reading.drop()

    def _start(self, reading: Reading) -> None:
        from app.store import StorageError

        self._reading = reading
        self._progress.begin(f"正在打开“{reading.path.name}”…", reading.how_far, self._cancel)
        job = Background(
            reading.run,
            (StorageError, CalledOff),
            done=partial(self._done, reading),
            refused=partial(self._refused, reading),
            broke=self._broke,
        )
        job.finished.connect(self._finished)
        job.start()

    def _done(self, reading: Reading, _result: object) -> None:
        if reading.is_off or reading.ready is None:
            reading.drop()
            return
        self._progress.end()
        again = partial(self.open, reading.path, reading.then, take_over=reading.take_over)
        if not reading.carries and not self._window.may_leave(again):
            reading.drop()
            return
        came, reading.ready = reading.ready, None
        self._window.show_report(came)
        if reading.then is not None:
            reading.then()

    def _refused(self, reading: Reading, why: str) -> None:
        if not reading.is_off:
            self._progress.end()
            self._window.say(why, Mark.ERROR)

    @Slot(str)
    def _broke(self, details: str) -> None:
        self._progress.end()
        self._window.tell_mishap(details)

    @Slot()
    def _finished(self) -> None:
        self._reading, following, self._next = None, self._next, None
        if following is not None:
            self._start(following)

    @Slot()
    def _cancel(self) -> None:
        if self._reading is not None:
            name = self._reading.path.name
            self.call_off()
            self._window.say(f"已取消打开“{name}”。")
