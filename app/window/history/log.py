"""The log of the open report as the window knows it: read away from its thread, then followed edit by edit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from app.form import FigureId
from app.report.differences import differences
from app.store import ReportFile, StorageError
from app.store.history import Entry, Move
from app.store.traces import Traces
from app.window.background import Background
from app.window.standing import Mark

if TYPE_CHECKING:
    from app.window.document import Document


class Log(QObject):
    """`changed` when there is more to show; `broke` has the details of a fault.

    Until the first of it, `entries` is empty; where it cannot be read they stay so, and `why_empty` says why.
    """

    changed = Signal()
    broke = Signal(str)

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        self._document = document
        self._file = document.session.file
        self.entries: list[Entry] = []
        self.why_empty = ""
        self._traces: Traces | None = None
        self._sides: dict[int, str] = {}
        work = partial(_read, self._file.path)
        Background(work, (StorageError,), done=self._was_read, refused=self._was_refused, broke=self.broke).start()
        document.kept.connect(self.follow)

    @Slot(object)
    def _was_read(self, read: tuple[Traces, list[Entry]]) -> None:
        self._traces, self.entries = read
        self.follow()

    @Slot(str)
    def _was_refused(self, why: str) -> None:
        self.why_empty = f"修改记录读不出来：{why}"
        self._document.told.emit(self.why_empty, Mark.ERROR)
        self.changed.emit()

    @Slot()
    def follow(self) -> None:
        """Takes in what the log has gained."""
        if self._traces is None:
            return
        try:
            self.entries += self._file.history.entries(self.entries[-1].seq if self.entries else 0)
            self._file.follow(self._traces)
        except StorageError:  # the edit itself was kept; what cannot be read now is read with the next one
            return
        self.changed.emit()

    def entry(self, seq: int) -> Entry:
        """One row of the log."""
        return self.entries[seq - 1]

    def sides(self, seq: int) -> str:
        """What a row changed from and to, where that is one thing and no whole return; else ""."""
        if seq not in self._sides:
            self._sides[seq] = self._sides_of(seq)
        return self._sides[seq]

    def _sides_of(self, seq: int) -> str:
        try:
            steps = self._file.history.steps(seq)
            if any(step["key"][0] == "return" for step in steps):
                return ""
            lines = differences(self._document.report.form, self._file.change(Move("", steps, None)))
        except StorageError:  # the list itself says so
            return ""
        return f"{lines[0].now} → {lines[0].then}" if len(lines) == 1 else ""

    @property
    def in_effect(self) -> frozenset[int]:
        """The edits that nobody has taken back."""
        return self._file.history.in_effect

    def about(self, figure: FigureId) -> Iterator[Entry]:
        """The rows that touched the figure, newest first."""
        if self._traces is not None:
            yield from map(self.entry, self._file.about(figure, self._traces))


def _read(path: Path) -> tuple[Traces, list[Entry]]:
    with ReportFile.open(path, read_only=True) as file:
        traces = Traces(file.form)
        file.follow(traces)
        return traces, file.history.entries()
