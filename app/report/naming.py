"""Which figures the words around a number name, by the wordings of the form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from app.form import FigureId, Form, Reading, Wording
from app.report.clauses import Sentence

_ASPECT = re.compile(r"[（(]?[一二三四五六七八九十][）)、]")


@dataclass(frozen=True, slots=True)
class Named:
    """What a number's words may mean: one of `readings`. `rest` are the words of its clause that said nothing of it.

    `loose` words can agree with the table but not contradict it.
    """

    readings: tuple[Reading, ...]
    loose: bool
    rest: str


class Naming:
    """Names the numbers of one paragraph, in their order: 其中自然人 106 件 needs what was named before it."""

    def __init__(self, form: Form, lead: str) -> None:
        self._form = form
        self._lead = lead
        self._rows = [wording for wording in form.wordings if not wording.columns and not wording.zero]
        self._columns = [wording for wording in form.wordings if wording.columns]
        self._zeros = [wording for wording in form.wordings if wording.zero]
        self._before: list[list[tuple[int, tuple[Reading, ...]]]] = []
        self._narrow: tuple[int, Wording] | None = None
        self._sentence = Sentence(0, 0, (), ("",))

    def next_sentence(self, sentence: Sentence) -> None:
        """Goes on to this sentence. With （二） another aspect begins: what was spoken of before is over."""
        self._lead = "" if _ASPECT.match(sentence.gaps[0]) else self._lead + self._sentence.marked(-1)
        self._sentence = sentence
        self._before.append([])
        self._narrow = None

    def name(self, place: int, clause: str) -> Named | None:
        """What this number of the sentence is called, if it is called anything; `clause` has `#` in its place."""
        row = self._first(self._rows, place, clause)
        column = self._first(self._columns, place, clause)
        if column is not None:
            return self._narrowed(place, clause, row, column)
        if row is None:
            return None
        wording, match = row
        readings = wording.readings
        self._before[-1].append((place, readings))
        if self._narrow is not None and self._narrow[0] >= self._sentence.statement(place):
            readings += narrowed(self._form, readings, self._narrow[1].columns)
        return Named(readings, wording.loose, _rest(clause, match))

    def zeros(self) -> Iterator[tuple[Named, re.Match[str]]]:
        """The words of this sentence that say 0, each with what they name."""
        words = self._sentence.marked(-1)
        end = 0
        for wording in self._zeros:
            match = wording.pattern.search(words, end)
            if match is not None and self._applies(wording, -1):
                end = match.end()
                yield Named(wording.readings, wording.loose, ""), match

    def _first(self, wordings: Sequence[Wording], place: int, clause: str) -> tuple[Wording, re.Match[str]] | None:
        """The first wording of the form that fits; words before the number go before those after it."""
        behind = None
        mark = clause.index("#")
        for wording in wordings:
            match = wording.pattern.search(clause)
            if match is None or (match.start() == mark and behind) or not self._applies(wording, place):
                continue
            if match.start() < mark:
                return wording, match
            behind = wording, match
        return behind

    def _applies(self, wording: Wording, place: int) -> bool:
        if wording.topic is None and wording.unless is None:
            return True
        sentence = self._sentence.marked(place)
        if wording.unless is not None and wording.unless.search(sentence):
            return False
        return wording.topic is None or bool(wording.topic.search(sentence) or wording.topic.search(self._lead))

    def _narrowed(
        self,
        place: int,
        clause: str,
        row: tuple[Wording, re.Match[str]] | None,
        column: tuple[Wording, re.Match[str]],
    ) -> Named | None:
        """The named columns of the named rows."""
        wording, match = column
        self._narrow = (place, wording)
        rows = self._rows_for(place) if row is None or row[0].loose else row[0].readings
        readings = narrowed(self._form, rows, wording.columns) or wording.readings
        return Named(readings, wording.loose, _rest(clause, match))

    def _rows_for(self, place: int) -> tuple[Reading, ...]:
        """What was named last, alone and with what was named beside it: in the statement, sentence, or just before."""
        first = self._sentence.statement(place)
        here = [readings for named, readings in self._before[-1] if named >= first]
        here = here or [readings for _, readings in self._before[-1]]
        if not here and len(self._before) > 1:
            here = [readings for _, readings in self._before[-2]]
        if not here:
            return ()
        return here[-1] + _together(list(dict.fromkeys(here)))


def _together(named: list[tuple[Reading, ...]]) -> tuple[Reading, ...]:
    """Sums over several things named: 行政复议、行政诉讼共… has the columns of both."""
    if not 1 < len(named) <= 3:
        return ()
    sums = []
    for combination in product(*(readings[:3] for readings in named)):
        plus = tuple(figure for reading in combination for figure in reading.plus)
        if len(set(plus)) == len(plus) and not any(reading.minus for reading in combination):
            sums.append(Reading(plus))
    return tuple(sums)


def narrowed(form: Form, readings: tuple[Reading, ...], columns: tuple[tuple[str, ...], ...]) -> tuple[Reading, ...]:
    """The readings over total columns, with other columns of the same rows."""
    found: dict[Reading, None] = {}
    for reading, names in product(readings, columns):
        sides = []
        for side in (reading.plus, reading.minus):
            figures = [form.figures[figure] for figure in side]
            written = [f"{f.table}.{f.row.id}.{name}" for f in figures if f.column.total for name in names]
            sides.append([FigureId(figure) for figure in written if figure in form.figures])
        plus, minus = sides
        if len(plus) == len(reading.plus) * len(names) and len(minus) == len(reading.minus) * len(names):
            found[Reading(tuple(plus), tuple(minus))] = None
    return tuple(found)


def _rest(clause: str, match: re.Match[str]) -> str:
    return clause[: min(match.start(), clause.index("#"))]
