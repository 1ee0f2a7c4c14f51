"""The report in the tables of a .nianbao file: read as a whole, written step by step."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from app.form import FigureId, Form
from app.report.report import Change, Collected, Explanation, Key, Override, Report, Step, Unit
from app.report.returns import Return
from app.report.values import Value
from app.store.codec import (
    dumps,
    read_collected,
    read_explanation,
    read_figures,
    restored,
    stored,
    written_collected,
    written_explanation,
    written_figures,
)
from app.store.history import StoredStep
from app.store.returns import Heed, StoredReturns, ignore
from app.store.steps import from_json, to_json

_LAST_YEAR = "last_year:"
"""Before the key of a text of last year's."""


class Tables:
    """The tables behind one connection. Nothing here begins or ends a transaction."""

    def __init__(self, connection: sqlite3.Connection, form: Form, path: Path) -> None:
        self._execute = connection.execute
        self._form = form
        self.returns = StoredReturns(connection, form, path)
        self._gone: dict[int, Return] = {}
        self._writers: Mapping[str, Callable[..., None]] = {
            "return": self.returns.accept,
            "figure": self.returns.set_figure,
            "organ": self._set_organ,
            "year": self._set_year,
            "facts": self._set_facts,
            "last_year": self._set_last_year,
            "last_year_text": self._set_last_year_text,
            "collected": self._set_collected,
            "roster": self._set_roster,
            "unit": self._set_unit,
            "override": self._set_override,
            "text": self._set_text,
            "explanation": self._set_explanation,
        }

    def report(self, heed: Heed = ignore) -> Report:
        """The report as it now stands."""
        report = Report(self._form)
        report.adopt(Change("", tuple(self._state(heed))))
        return report

    def make(self, step: Step) -> StoredStep:
        """Writes a step, a new return with it, and gives it as the log keeps it."""
        if step.key[0] != "return":
            self._write(step.key, step.new)
            return {"key": list(step.key), "old": to_json(step.key, step.old), "new": to_json(step.key, step.new)}
        self._gone.clear()
        before = self.returns.accepted_id(step.key[1])
        return_id = None if step.new is None else self.returns.add(step.new)
        self._write(step.key, return_id)
        return {"key": list(step.key), "old": before, "new": return_id}

    def make_again(self, step: StoredStep) -> None:
        """Writes a step that the log already knows."""
        key = tuple(step["key"])
        self._write(key, step["new"] if key[0] == "return" else from_json(key, step["new"]))

    def change(self, name: str, steps: list[StoredStep], returns: Mapping[str, Return]) -> Change:
        """What these steps do to the report in memory; its `returns` that go, as far as known, need not be read.

        Nor those that went with the last such change: what is not accepted stays as it is.
        """
        there, gone = dict(returns), self._gone
        self._gone = {}
        return Change(name, tuple(self._step(step, there, gone) for step in steps))

    def _step(self, step: StoredStep, there: dict[str, Return], gone: Mapping[int, Return]) -> Step:
        """`there` are the returns that no step before has touched, `gone` by their ids those that went before."""
        key = tuple(step["key"])
        known = there.pop(key[1], None) if key[0] in ("return", "figure") else None
        if key[0] != "return":
            return Step(key, from_json(key, step["old"]), from_json(key, step["new"]))
        old, new = step["old"], step["new"]
        if old is not None and known is not None:
            self._gone[old] = known
        return Step(
            key,
            None if old is None else known or self.returns.read(old),
            None if new is None else gone.get(new) or self.returns.read(new),
        )

    def _write(self, key: Key, new: object) -> None:
        """Makes the tables hold `new`; of a return, its id."""
        self._writers[key[0]](*key[1:], new)

    def _state(self, heed: Heed) -> Iterator[Step]:
        """The steps from an empty report to this one."""
        row = self._execute("select organ, year, facts, last_year, collected from report").fetchone()
        organ, year, facts, last_year, collected = row
        yield Step(("organ",), None, organ)
        yield Step(("year",), None, year)
        yield Step(("facts",), None, frozenset(json.loads(facts)))
        yield Step(("last_year",), None, read_figures(json.loads(last_year)))
        yield Step(("collected",), None, read_collected(json.loads(collected)))
        rows = self._execute("select unit, included, reason, listed from roster order by place")
        units = tuple(Unit(name, bool(included), reason, bool(listed)) for name, included, reason, listed in rows)
        yield Step(("roster",), None, units)
        for sent in self.returns.accepted(heed):
            yield Step(("return", sent.unit), None, sent)
        for figure, kind, value, reason, rolled_up in self._execute("select * from overrides"):
            sides = self._restored(figure, value), self._restored(figure, rolled_up)
            assert sides[0] is not None
            yield Step(("override", figure), None, Override(kind, sides[0], reason, sides[1]))
        texts = dict(self._execute("select section, words from text"))
        last_year_text = {
            key.removeprefix(_LAST_YEAR): texts.pop(key) for key in [*texts] if key.startswith(_LAST_YEAR)
        }
        yield Step(("last_year_text",), None, last_year_text)
        for section, words in texts.items():
            yield Step(("text", section), None, words)
        for check, message, explanation in self._execute("select * from explanations"):
            yield Step(("explanation", check, message), None, read_explanation(json.loads(explanation)))

    def _restored(self, figure: str, number: int | str | None) -> Value | None:
        return None if number is None else restored(self._form.figures[FigureId(figure)], number)

    def _set_organ(self, organ: str) -> None:
        self._execute("update report set organ = ?", (organ,))

    def _set_year(self, year: int) -> None:
        self._execute("update report set year = ?", (year,))

    def _set_facts(self, facts: frozenset[str]) -> None:
        self._execute("update report set facts = ?", (dumps(sorted(facts)),))

    def _set_last_year(self, figures: Mapping[FigureId, Value]) -> None:
        self._execute("update report set last_year = ?", (dumps(written_figures(figures)),))

    def _set_last_year_text(self, texts: Mapping[str, str]) -> None:
        self._execute("delete from text where section like ?", (f"{_LAST_YEAR}%",))
        for key, words in texts.items():
            self._set_text(f"{_LAST_YEAR}{key}", words)

    def _set_collected(self, collected: Collected) -> None:
        self._execute("update report set collected = ?", (dumps(written_collected(collected)),))

    def _set_roster(self, units: tuple[Unit, ...]) -> None:
        self._execute("delete from roster")
        for unit in units:
            self._set_unit(unit.name, unit)

    def _set_unit(self, name: str, unit: Unit | None) -> None:
        if unit is None:
            self._execute("delete from roster where unit = ?", (name,))
            return
        self._execute(
            "insert into roster (unit, included, reason, listed) values (?, ?, ?, ?) on conflict (unit) do update"
            " set included = excluded.included, reason = excluded.reason, listed = excluded.listed",
            (name, unit.included, unit.reason, unit.listed),
        )

    def _set_override(self, figure: FigureId, override: Override | None) -> None:
        self._execute("delete from overrides where figure = ?", (figure,))
        if override is not None:
            of = self._form.figures[figure]
            rolled_up = None if override.rolled_up is None else stored(of, override.rolled_up)
            row = (figure, override.kind, stored(of, override.value), override.reason, rolled_up)
            self._execute("insert into overrides values (?, ?, ?, ?, ?)", row)

    def _set_text(self, section: str, words: str | None) -> None:
        self._execute("delete from text where section = ?", (section,))
        if words is not None:
            self._execute("insert into text values (?, ?)", (section, words))

    def _set_explanation(self, check: str, message: str, explanation: Explanation | None) -> None:
        self._execute("delete from explanations where check_id = ? and message = ?", (check, message))
        if explanation is not None:
            row = (check, message, dumps(written_explanation(explanation)))
            self._execute("insert into explanations values (?, ?, ?)", row)
