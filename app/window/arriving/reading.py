"""Files read away from the window's thread, one after the other, until all are read or the clerk cancels."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.form import Form
from app.readers.refused import NotRunning, NotThere
from app.window.arriving.arrivals import came
from app.window.background import Background
from app.window.taught import layouts

if TYPE_CHECKING:
    from app.readers.process import Received


class Reading(QObject):
    """`was_read` hands over each `Came`; `progressed` how many of how many; `ended` comes last, always.

    `skipped` tells of something that was left out; `own` as for `came`.
    """

    was_read = Signal(object)
    skipped = Signal(object)
    progressed = Signal(int, int)
    failed = Signal(str)
    broke = Signal(str)
    ended = Signal(bool)

    def __init__(self, form: Form, sources: Sequence[Path], year: int, *, own: bool) -> None:
        super().__init__()  # no parent: its work keeps it to the end, also when the report is closed meanwhile
        self._form = form
        self._sources = list(sources)
        self._year = year
        self._own = own
        self._taught = layouts()
        self._cancelled = threading.Event()

    def start(self) -> None:
        work = Background(self._read, (NotThere, NotRunning), refused=self.failed, broke=self.broke)
        work.finished.connect(self._over)
        work.start()

    def cancel(self) -> None:
        """Stops after the file at hand."""
        self._cancelled.set()

    @Slot()
    def _over(self) -> None:
        self.ended.emit(self._cancelled.is_set())

    def _read(self) -> None:
        from app.readers.folder import counted
        from app.readers.process import read_all

        of = sum(takewhile(lambda _: not self._cancelled.is_set(), counted(self._sources)))
        self.progressed.emit(0, of)
        reads = read_all(self._form, self._files(), self._year, self._cancelled.is_set, self._taught)
        for done, read in enumerate(reads, 1):
            if self._cancelled.is_set():
                break
            self.was_read.emit(came(self._form, read, own=self._own))
            self.progressed.emit(done, max(done, of))
            gc.freeze()  # to look for garbage among what was read, which has no cycles, would hold up the window

    def _files(self) -> Iterator[Received]:
        from app.readers.folder import Skipped, collect

        for item in collect(self._sources):
            if self._cancelled.is_set():
                return
            if isinstance(item, Skipped):
                self.skipped.emit(item)
            else:
                yield item
