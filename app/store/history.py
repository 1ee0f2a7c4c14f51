"""The log of a report: which edits are in effect, and what moving to another point of it changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from app.store.codec import dumps
from app.store.lock import now

StoredStep = dict[str, Any]
"""A step as the log has it: key, old and new, a return by its id."""

_STANDS_ALONE = {"organ", "year", "facts", "last_year", "collected", "override", "text", "explanation"}
"""What can be set before or after anything else alike."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the log. `undone` is the row that this one takes back."""

    seq: int
    time: str
    who: str
    name: str
    undone: int | None


@dataclass(frozen=True, slots=True)
class Move:
    """A way from the present to another point of the log, to be logged under `name`."""

    name: str
    steps: list[StoredStep]
    undone: int | None


class History:
    """The log with its cursor: the edits in effect, and those taken back that can be redone."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._done: list[int] = []
        self._taken_back: list[tuple[int, int]] = []
        self.last = 0
        for seq, undone in connection.execute("select seq, undone from log order by seq"):
            self.advance(seq, undone)

    def append(self, who: str, name: str, steps: list[StoredStep], undone: int | None) -> int:
        """Writes the next row; call `advance` when it has been committed.

        Raises sqlite3.IntegrityError when somebody else has written to the file since.
        """
        seq = self.last + 1
        self._connection.execute(
            "insert into log (seq, time, who, name, changes, undone) values (?, ?, ?, ?, ?, ?)",
            (seq, now(), who, name, dumps(steps), undone),
        )
        return seq

    def advance(self, seq: int, undone: int | None) -> None:
        """Moves the cursor as the row `seq` says."""
        self.last = seq
        if undone is None:
            self._done.append(seq)
            self._taken_back.clear()
        elif self._done and self._done[-1] == undone:
            self._taken_back.append((self._done.pop(), seq))
        else:
            self._done.append(self._taken_back.pop()[0])

    def entries(self) -> list[Entry]:
        """The whole log, oldest first."""
        rows = self._connection.execute("select seq, time, who, name, undone from log order by seq")
        return [Entry(*row) for row in rows]

    def back(self, since: int = 0) -> Move | None:
        """Takes back the last edit in effect that was made after row `since`."""
        if not self._done or self._done[-1] <= since:
            return None
        name, steps = self._row(self._done[-1])
        return Move(name, turned_round(steps), self._done[-1])

    def forward(self, since: int = 0) -> Move | None:
        """Makes the edit again that was taken back last, after row `since`."""
        if not self._taken_back or self._taken_back[-1][1] <= since:
            return None
        edit, undo = self._taken_back[-1]
        name, steps = self._row(edit)
        return Move(name, steps, undo)

    def to(self, seq: int) -> Move:
        """Makes the report as it was after row `seq`, 0 being its beginning."""
        rows = self._connection.execute("select changes from log where seq > ? order by seq desc", (seq,))
        steps = [step for (changes,) in rows for step in turned_round(json.loads(changes))]
        return Move(f"恢复到第{seq}步" if seq else "恢复到最初", _joined(steps), None)

    def _row(self, seq: int) -> tuple[str, list[StoredStep]]:
        name, changes = self._connection.execute("select name, changes from log where seq = ?", (seq,)).fetchone()
        return name, json.loads(changes)


def turned_round(steps: list[StoredStep]) -> list[StoredStep]:
    """The steps that take these back."""
    return [{"key": step["key"], "old": step["new"], "new": step["old"]} for step in reversed(steps)]


def _joined(steps: Iterable[StoredStep]) -> list[StoredStep]:
    """The same way without detours: what is made and at once taken back goes, what stands alone is one step."""
    alone: dict[tuple[str, ...], StoredStep] = {}
    others: list[StoredStep] = []
    for step in steps:
        key = tuple(step["key"])
        if key[0] in _STANDS_ALONE:
            alone.setdefault(key, {"key": step["key"], "old": step["old"]})["new"] = step["new"]
        elif others and [others[-1]] == turned_round([step]):
            others.pop()
        else:
            others.append(step)
    return [*others, *(step for step in alone.values() if step["old"] != step["new"])]
