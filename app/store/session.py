"""One sitting at a report: every edit is computed, adopted, told and committed, in this order, in one event."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from app.form import FigureId, Form
from app.report.edits import Edit
from app.report.report import Change
from app.store.errors import StorageError
from app.store.file import NO_ORIGINALS, Originals, ReportFile
from app.store.history import Move
from app.store.lock import user_name
from app.store.returns import Heed, ignore

Listener = Callable[[Change, frozenset[FigureId]], None]
"""Is told each change with the figures of the report that have become different."""
Waiting = tuple[StorageError, Change, Callable[[ReportFile], None]]
"""A change that could not be committed, why, and how it is committed to a file."""


class Session:
    """The report, its file, and whoever wants to know of changes.

    When a change cannot be committed it is taken back and told reversed, `StorageError` says why, and all
    further edits raise the same until `retry` has brought the change home or `give_up` has dropped it.
    """

    def __init__(self, file: ReportFile, who: str | None = None, heed: Heed = ignore) -> None:
        self.file = file
        self.report = file.report(sources_later=True, heed=heed)
        self.who = user_name() if who is None else who
        self.listeners: list[Listener] = []
        self._beginning = file.history.last
        self._failed: Waiting | None = None

    @classmethod
    def create(cls, path: Path, form: Form, organ: str = "", year: int = 0, *, replace: bool = False) -> Self:
        """A sitting at a new, empty report; `replace` as in `ReportFile.create`."""
        return cls(ReportFile.create(path, form, organ, year, replace=replace))

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, take_over: bool = False, heed: Heed = ignore) -> Self:
        """A sitting at an existing report; what `heed` raises ends it before it begins."""
        file = ReportFile.open(path, read_only=read_only, take_over=take_over)
        try:
            return cls(file, heed=heed)
        except BaseException:
            file.discard()
            raise

    @property
    def read_only(self) -> str:
        """Why nothing can be edited, in a sentence; "" where it can."""
        return self.file.read_only

    @property
    def blocked(self) -> StorageError | None:
        """Why the last change could not be committed, until it is retried or given up."""
        return self._failed[0] if self._failed else None

    @property
    def unkept(self) -> Change | None:
        """The change that could not be committed, until it is retried or given up."""
        return self._failed[1] if self._failed else None

    def do(self, edit: Edit, originals: Originals = NO_ORIGINALS) -> Change:
        """Makes an edit; `originals` are the bytes of the files that an accepted return was read from.

        Raises `EditRefused` when the edit makes no sense and `StorageError` when it cannot be kept.
        """
        self._may_edit()
        change = edit.on(self.report)
        if change.steps:
            self._make(change, lambda file: file.commit(change, self.who, originals))
        return change

    def undo(self) -> Change | None:
        """Takes back the last edit of this sitting; None where there is none."""
        return self._go(self.file.history.back(self._beginning))

    def redo(self) -> Change | None:
        """Makes the edit again that was taken back last."""
        return self._go(self.file.history.forward(self._beginning))

    @property
    def undo_name(self) -> str:
        """The name of the edit that `undo` takes back; "" where there is none."""
        move = self.file.history.back(self._beginning)
        return move.name if move else ""

    @property
    def redo_name(self) -> str:
        """The name of the edit that `redo` makes again; "" where there is none."""
        move = self.file.history.forward(self._beginning)
        return move.name if move else ""

    def restore(self, seq: int) -> Change | None:
        """Makes the report as it was after row `seq` of the log, in one edit that can be undone."""
        return self._go(self.file.history.to(seq))

    def retry(self) -> None:
        """Makes the change again that could not be committed. Raises `StorageError` when it still cannot."""
        if self._failed:
            _, change, keep = self._failed
            self._failed = None
            self._make(change, keep)

    @property
    def waiting(self) -> Waiting | None:
        """What could not be committed, to be retried here or in a copy of the file."""
        return self._failed

    def go_on_with(self, waiting: Waiting) -> None:
        """Takes over, to be retried, what could not be committed to the file that this one is a copy of."""
        self._failed = waiting

    def give_up(self) -> None:
        """Drops the change that could not be committed; editing goes on without it."""
        self._failed = None

    def close(self) -> None:
        """Ends the sitting."""
        self.file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.file.__exit__(kind, error, at)

    def _go(self, move: Move | None) -> Change | None:
        self._may_edit()
        if move is None or not move.steps:
            return None
        change = self.file.change(move, self.report.returns)
        self._make(change, lambda file: file.commit_move(move, self.who))
        return change

    def _may_edit(self) -> None:
        if self.read_only:
            raise StorageError(self.read_only)
        if self._failed:
            raise self._failed[0]

    def _make(self, change: Change, keep: Callable[[ReportFile], None]) -> None:
        figures = self.report.adopt(change)
        try:
            self._tell(change, figures)
        finally:  # a listener that fails must not cost the clerk the edit
            try:
                keep(self.file)
            except Exception as error:
                back = change.reversed()
                figures = self.report.adopt(back)
                if isinstance(error, StorageError):
                    self._failed = (error, change, keep)
                self._tell(back, figures)
                raise

    def _tell(self, change: Change, figures: frozenset[FigureId]) -> None:
        for listener in tuple(self.listeners):
            listener(change, figures)
