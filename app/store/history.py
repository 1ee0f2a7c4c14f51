"""The log of a report: which edits are in effect, and what moving to another point of it changes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from app.report.report import Key
from app.store.codec import dumps
from app.store.errors import readable
from app.store.lock import now

StoredStep = dict[str, Any]
"""A step as the log has it: key, old and new, a return by its id."""

_STANDS_ALONE = frozenset(
    {"organ", "year", "facts", "last_year", "last_year_text", "collected", "override", "text", "explanation"}
)
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


@dataclass(slots=True)
class Cursor:
    """Where in the log the report stands: the edits in effect, and those taken back with the rows that did it."""

    done: list[int] = field(default_factory=list)
    taken_back: list[tuple[int, int]] = field(default_factory=list)

    def advance(self, seq: int, undone: int | None) -> None:
        """Moves as the row `seq` says."""
        if undone is None:
            self.done.append(seq)
            self.taken_back.clear()
        elif self.done and self.done[-1] == undone:
            self.taken_back.append((self.done.pop(), seq))
        else:
            self.done.append(self.taken_back.pop()[0])


class History:
    """The log with its cursor: the edits in effect, and those taken back that can be redone."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        self._cursor = Cursor()
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
        self._cursor.advance(seq, undone)

    def entries(self, since: int = 0) -> list[Entry]:
        """The log after row `since`, oldest first."""
        with readable(self._path):
            rows = self._connection.execute(
                "select seq, time, who, name, undone from log where seq > ? order by seq", (since,)
            )
            return [Entry(*row) for row in rows]

    def steps(self, seq: int) -> list[StoredStep]:
        """What the row `seq` changed."""
        with readable(self._path):
            return self._row(seq)[1]

    def keys(self, seq: int) -> tuple[Key, ...]:
        """Where the row `seq` changed something."""
        return tuple(tuple(step["key"]) for step in self.steps(seq))

    @property
    def in_effect(self) -> frozenset[int]:
        """The edits that have not been taken back."""
        return frozenset(self._cursor.done)

    def edits_since(self, seq: int) -> int:
        """How many edits were made after row `seq`, or made before and taken back after it."""
        cursor = Cursor()
        with readable(self._path):
            for row in self._connection.execute("select seq, undone from log where seq <= ? order by seq", (seq,)):
                cursor.advance(*row)
        return len(self.in_effect.symmetric_difference(cursor.done))

    def back(self, since: int = 0) -> Move | None:
        """The way to take back the last edit that is in effect and was made after log row `since`."""
        if not self._cursor.done or self._cursor.done[-1] <= since:
            return None
        with readable(self._path):
            name, steps = self._row(self._cursor.done[-1])
        return Move(name, turned_round(steps), self._cursor.done[-1])

    def forward(self, since: int = 0) -> Move | None:
        """The way to make again the edit that was taken back last, after log row `since`."""
        if not self._cursor.taken_back or self._cursor.taken_back[-1][1] <= since:
            return None
        edit, undo = self._cursor.taken_back[-1]
        with readable(self._path):
            name, steps = self._row(edit)
        return Move(name, steps, undo)

    def to(self, seq: int) -> Move:
        """The way to the report as it was after log row `seq`, on whatever branch; 0 is its beginning."""
        with readable(self._path):
            rows = self._connection.execute("select changes from log where seq > ? order by seq desc", (seq,))
            steps = [step for (changes,) in rows for step in turned_round(json.loads(changes))]
            return Move(f"恢复到{self._when(seq)}", _joined(steps), None)

    def _when(self, seq: int) -> str:
        row = self._connection.execute("select time from log where seq = ?", (seq,)).fetchone()
        if row is None:
            return "最初"
        at = datetime.fromisoformat(row[0])
        return f"{at.month}月{at.day}日{at:%H:%M:%S}的状态"

    def _row(self, seq: int) -> tuple[str, list[StoredStep]]:
        name, changes = self._connection.execute("select name, changes from log where seq = ?", (seq,)).fetchone()
        return name, json.loads(changes)


def turned_round(steps: list[StoredStep]) -> list[StoredStep]:
    """The steps that take these back."""
    return [{"key": step["key"], "old": step["new"], "new": step["old"]} for step in reversed(steps)]


def _joined(steps: Iterable[StoredStep]) -> list[StoredStep]:
    """The same way without detours: what is made and at once taken back goes, what stands alone is one step.

    A figure stands alone between two returns of its unit.
    """
    alone: dict[tuple[str, ...], StoredStep] = {}
    figures: dict[str, dict[str, StoredStep]] = {}
    others: list[StoredStep] = []
    for step in steps:
        key = tuple(step["key"])
        if key[0] in _STANDS_ALONE:
            alone.setdefault(key, {"key": step["key"], "old": step["old"]})["new"] = step["new"]
        elif key[0] == "figure" and key[2] in figures.get(key[1], ()):
            figures[key[1]][key[2]]["new"] = step["new"]
        elif others and [others[-1]] == turned_round([step]):
            others.pop()
        else:
            others.append(dict(step))
            if key[0] == "figure":
                figures.setdefault(key[1], {})[key[2]] = others[-1]
            elif key[0] == "return":
                figures.pop(key[1], None)
    return [step for step in (*others, *alone.values()) if step["old"] != step["new"]]
