"""Returns in the tables of a .nianbao file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from app.form import FigureId, Form
from app.report.record import finding_from_json, finding_to_json, unused_to_json
from app.report.returns import TRANSCRIPT, Cell, Return, Unused, as_sent
from app.report.values import Source, Value
from app.store.codec import dumps, read_cell, read_source, restored, stored, written_cell, written_source
from app.store.errors import readable
from app.store.lock import now

_ONE = """
select returns.id, returns.unit, file, sha256, year, form, kind, unused, findings, text,
       group_concat(figure), json_group_array(coalesce(value, given))
from returns left join figures on figures.return_id = returns.id
where returns.id = ?
"""
_ACCEPTED = _ONE.replace("= ?", "in (select return_id from accepted) group by returns.id")
_CORRECTED = "select return_id, figure, sent from corrected where return_id = ?"
_ALL_CORRECTED = _CORRECTED.replace("= ?", "in (select return_id from accepted)")
_SENT = """
select accepted.unit, returns.time, count(distinct former.sha256)
from accepted join returns on returns.id = return_id
join returns as former on former.unit = accepted.unit and former.id <= returns.id and former.sha256 <> ''
where returns.sha256 <> '' and ? in ('', accepted.unit) group by accepted.unit
"""
_FILES = """
select min(time), file from returns
where unit = :unit and sha256 <> '' and id <= (select return_id from accepted where unit = :unit)
group by sha256 order by min(id)
"""
Heed = Callable[[int, int], None]
"""Is told how many returns are dealt with, of how many; what it raises ends the work."""


def ignore(_count: int, _of: int) -> None:
    """For who need not know."""


@dataclass(frozen=True, slots=True)
class Sending:
    """When a unit's return was taken into the report, and the how manieth different file of this unit it is."""

    time: str
    number: int


class StoredSources(Mapping[FigureId, Source]):
    """A return's sources, read when somebody first looks at one."""

    def __init__(self, read: Callable[[], dict[FigureId, Source]]) -> None:
        self._read = read

    @cached_property
    def _sources(self) -> dict[FigureId, Source]:
        return self._read()

    def __getitem__(self, figure: FigureId) -> Source:
        return self._sources[figure]

    def __iter__(self) -> Iterator[FigureId]:
        return iter(self._sources)

    def __len__(self) -> int:
        return len(self._sources)


class StoredReturns:
    """Reads and writes returns; each is known by its id, and `accepted` names the one that stands for a unit."""

    def __init__(self, connection: sqlite3.Connection, form: Form, path: Path) -> None:
        self._connection = connection
        self._form = form
        self._path = path
        self._ids = {str(figure): figure for figure in form.figures}
        self._money = [figure for figure in form.figures if form.figures[figure].is_money]
        self._figures: dict[str, tuple[FigureId, ...]] = {}
        self.written_ahead: dict[int, tuple[Return, int]] = {}

    def accepted(self, heed: Heed) -> Iterator[Return]:
        """The returns that now stand for their units."""
        corrected = self._corrected(_ALL_CORRECTED)
        of = self._connection.execute("select count(*) from accepted").fetchone()[0]
        for count, row in enumerate(self._connection.execute(_ACCEPTED)):
            heed(count, of)
            yield self._return(row, corrected)

    def sendings(self, unit: str = "") -> dict[str, Sending]:
        """How each unit's return came, or this one's; a return that was typed did not come."""
        return {unit: Sending(time, number) for unit, time, number in self._connection.execute(_SENT, (unit,))}

    def sent_by(self, unit: str) -> list[tuple[str, str]]:
        """The different files of this unit up to the one that stands for it: when each was taken, and its name."""
        return self._connection.execute(_FILES, {"unit": unit}).fetchall()

    def read(self, return_id: int) -> Return:
        """One return, accepted or not."""
        corrected = self._corrected(_CORRECTED, return_id)
        return self._return(self._connection.execute(_ONE, (return_id,)).fetchone(), corrected)

    def write_ahead(self, returns: Iterable[Return]) -> None:
        """Writes returns that are going to be accepted."""
        self.written_ahead.update({id(sent): (sent, self._write(sent)) for sent in returns})

    def add(self, sent: Return) -> int:
        """Writes a return, where that was not done ahead, and gives its id."""
        _, return_id = self.written_ahead.pop(id(sent), (sent, None))
        return self._write(sent) if return_id is None else return_id

    def _write(self, sent: Return) -> int:
        cursor = self._connection.execute(
            "insert into returns (unit, file, sha256, time, year, form, kind, unused, findings, text)"
            " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                sent.unit,
                sent.file,
                sent.sha256,
                now(),
                sent.year,
                sent.form,
                sent.kind,
                dumps([unused_to_json(cell) for cell in sent.unused]),
                dumps([finding_to_json(finding) for finding in sent.findings]),
                dumps(dict(sent.text)),
            ),
        )
        assert cursor.lastrowid is not None
        self._connection.executemany(
            "insert into figures (return_id, figure, value, given, source) values (?, ?, ?, ?, ?)",
            [
                (cursor.lastrowid, figure, *self._numbers(figure, value, source), _source(source, sent.file))
                for figure, value in sent.figures.items()
                for source in (sent.sources.get(figure, Source()),)
            ],
        )
        for figure, cell in sent.corrected.items():
            self._set_sent(cursor.lastrowid, figure, cell)
        return cursor.lastrowid

    def accepted_id(self, unit: str) -> int | None:
        """The id of the return that stands for the unit."""
        row = self._connection.execute("select return_id from accepted where unit = ?", (unit,)).fetchone()
        return None if row is None else row[0]

    def accept(self, unit: str, return_id: int | None) -> None:
        """Lets this return stand for the unit, or none."""
        self._connection.execute("delete from accepted where unit = ?", (unit,))
        if return_id is not None:
            self._connection.execute("insert into accepted (unit, return_id) values (?, ?)", (unit, return_id))

    def set_figure(self, unit: str, figure: FigureId, new: tuple[Value, Source] | None) -> None:
        """Sets one figure of the unit's return, or takes it away; keeps what the unit sent, as `Return` does."""
        return_id, file, kind = self._connection.execute(
            "select id, file, kind from returns where id = (select return_id from accepted where unit = ?)", (unit,)
        ).fetchone()
        if file and kind != TRANSCRIPT:
            self._keep_sent(return_id, figure, file, new)
        self._connection.execute("delete from figures where return_id = ? and figure = ?", (return_id, figure))
        if new is not None:
            value, source = new
            self._connection.execute(
                "insert into figures (return_id, figure, value, given, source) values (?, ?, ?, ?, ?)",
                (return_id, figure, *self._numbers(figure, value, source), _source(source, file)),
            )

    def _keep_sent(self, return_id: int, figure: FigureId, file: str, new: Cell | None) -> None:
        """Keeps what the unit sent, where `new` comes in its place."""
        at = (return_id, figure)
        row = self._connection.execute("select sent from corrected where return_id = ? and figure = ?", at).fetchone()
        sent = read_cell(json.loads(row[0])) if row else as_sent(self._cell(return_id, figure, file))
        self._connection.execute("delete from corrected where return_id = ? and figure = ?", at)
        if sent != as_sent(new):
            self._set_sent(return_id, figure, sent)

    def _set_sent(self, return_id: int, figure: FigureId, sent: Cell | None) -> None:
        self._connection.execute(
            "insert into corrected values (?, ?, ?)", (return_id, figure, dumps(written_cell(sent)))
        )

    def _cell(self, return_id: int, figure: FigureId, file: str) -> Cell | None:
        row = self._connection.execute(
            "select coalesce(value, given), source from figures where return_id = ? and figure = ?", (return_id, figure)
        ).fetchone()
        return row and (restored(self._form.figures[figure], row[0]), read_source(json.loads(row[1]), file))

    def _corrected(self, select: str, *ids: int) -> dict[int, dict[FigureId, Cell | None]]:
        """What was sent for the corrected figures of these returns, by their ids."""
        corrected: dict[int, dict[FigureId, Cell | None]] = {}
        for return_id, figure, sent in self._connection.execute(select, ids):
            corrected.setdefault(return_id, {})[self._ids[figure]] = read_cell(json.loads(sent))
        return corrected

    def _numbers(self, figure: FigureId, value: Value, source: Source) -> tuple[int | str | None, int | str | None]:
        """The columns `value` and `given`."""
        number = stored(self._form.figures[figure], value)
        is_given = figure in self._form.totals and source.conversion != "computed"
        return (None, number) if is_given else (number, None)

    def _return(self, row: tuple[Any, ...], corrected: Mapping[int, Mapping[FigureId, Cell | None]]) -> Return:
        return_id, unit, file, sha256, year, form, kind, unused, findings, text, figures, numbers = row
        return Return(
            file=file,
            unit=unit,
            year=year,
            form=form,
            figures=self._values(figures, numbers) if figures else {},
            sources=StoredSources(lambda: self._sources(return_id, file)),
            unused=tuple(Unused(**cell) for cell in json.loads(unused)),
            findings=tuple(finding_from_json(finding) for finding in json.loads(findings)),
            kind=kind,
            sha256=sha256,
            text=json.loads(text),
            corrected=corrected.get(return_id, {}),
        )

    def _values(self, figures: str, numbers: str) -> dict[FigureId, Value]:
        """Figures and numbers as SQLite joined them; most returns have the same figures in the same order."""
        if figures not in self._figures:
            self._figures[figures] = tuple(self._ids[figure] for figure in figures.split(","))
        values = dict(zip(self._figures[figures], json.loads(numbers), strict=True))
        is_text = '"' in numbers
        for figure in values if is_text else self._money:
            if figure in values:
                values[figure] = restored(self._form.figures[figure], values[figure])
        return values

    def _sources(self, return_id: int, file: str) -> dict[FigureId, Source]:
        with readable(self._path):
            rows = self._connection.execute("select figure, source from figures where return_id = ?", (return_id,))
            return {self._ids[figure]: read_source(json.loads(source), file) for figure, source in rows}


def _source(source: Source, file: str) -> str:
    return dumps(written_source(source, file))
