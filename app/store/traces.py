"""Which rows of the log touched a figure: read once, then followed row by row, so that asking is cheap."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from heapq import merge

from app.form import FigureId, Form

_STEPS = """
select log.seq, json_extract(step.value, '$.key[0]'), json_extract(step.value, '$.key[1]'),
       json_extract(step.value, '$.key[2]'), json_extract(step.value, '$.old'), json_extract(step.value, '$.new')
from log, json_each(log.changes) as step
where log.seq > ? and json_extract(step.value, '$.key[0]') in ('figure', 'override', 'return')
order by log.seq
"""
_DIFFER = """
with pair as (
    select key, json_extract(value, '$[0]') as seq, json_extract(value, '$[1]') as old,
           json_extract(value, '$[2]') as new from json_each(?)
)
select seq from pair where exists (
    select 1 from json_each(?) as part
    where (select coalesce(value, given) from figures where return_id = old and figure = part.value)
        is not (select coalesce(value, given) from figures where return_id = new and figure = part.value)
)
order by key
"""
_AT_ONCE = 500
"""Returns looked at in one query: few enough that the newest are there at once, enough that all take no time."""


class Traces:
    """For each figure the rows that entered it, put a number over it, or replaced a return in which it differs."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._until = 0
        self._rows: dict[str, list[int]] = {}
        self._returns: list[tuple[int, int | None, int | None]] = []

    def follow(self, connection: sqlite3.Connection, last: int) -> None:
        """Reads the rows that the log has gained up to `last`."""
        for seq, kind, name, figure, old, new in connection.execute(_STEPS, (self._until,)):
            if kind == "return":
                self._returns.append((seq, old, new))
            else:
                self._rows.setdefault(name if kind == "override" else figure, []).append(seq)
        self._until = last

    def about(self, figure: FigureId, connection: sqlite3.Connection) -> Iterator[int]:
        """The rows that touched the figure or one of the parts that it adds up, newest first."""
        parts = [*self._parts(figure)]
        own = [sorted(self._rows.get(part, ()), reverse=True) for part in parts]
        before = 0
        for seq in merge(*own, self._replaced(parts, connection), reverse=True):
            if seq != before:
                yield seq
            before = seq

    def _parts(self, figure: FigureId) -> Iterator[FigureId]:
        yield figure
        for part in self._form.totals.get(figure, ()):
            yield from self._parts(part)

    def _replaced(self, parts: list[FigureId], connection: sqlite3.Connection) -> Iterator[int]:
        """The rows whose returns have another value of a part than those before them."""
        newest_first = self._returns[::-1]
        for at in range(0, len(newest_first), _AT_ONCE):
            pairs = json.dumps(newest_first[at : at + _AT_ONCE])
            yield from [seq for (seq,) in connection.execute(_DIFFER, (pairs, json.dumps(parts)))]
