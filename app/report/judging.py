"""One number of the text held against the figures that its words name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.form import FigureId, Form, Reading
from app.report.circumstances import Circumstance
from app.report.links import Known
from app.report.naming import Named
from app.report.numerals import Found
from app.report.values import Value

_COUNTERS = frozenset({"", "件", "条", "份", "项", "宗", "起", "例", "次", "个", "部", "件次"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a number: `state` as in the contract, the reading that it was held against, and its value."""

    state: str
    reading: Reading | None = None
    value: Value | None = None

    @property
    def figures(self) -> tuple[FigureId, ...]:
        return self.reading.figures if self.reading else ()


UNACCOUNTED = Verdict("unaccounted")


def judged(found: Found, named: Named, circumstance: Circumstance, known: Known) -> Verdict:
    """Matched if one reading agrees; contradicted if all are known and fail, and nothing makes it doubtful.

    A contradiction is told of the first reading: that is what the words mean unless something speaks for another.
    """
    readings = [reading for reading in named.readings if _same_kind(known.form, reading, found)]
    if not readings:
        return UNACCOUNTED
    match circumstance:
        case Circumstance.LAST_YEAR:
            return _matched(found, readings, known.last_year) or UNACCOUNTED
        case Circumstance.CHANGE:
            return changed(found, readings, known) or _matched(found, readings, known.figures) or UNACCOUNTED
    verdict = _matched(found, readings, known.figures)
    if verdict is not None:
        return verdict
    values = [(value_of(reading, known.figures), reading) for reading in readings]
    computed = [(value, reading) for value, reading in values if value is not None]
    if len(computed) < len(values) or not all(found.is_far_from(value) for value, _ in computed):
        return Verdict("unaccounted", readings[0])
    if named.loose or circumstance is Circumstance.DOUBTFUL:
        return UNACCOUNTED
    value, reading = computed[0]
    return Verdict("contradicted", reading, value)


def changed(found: Found, readings: list[Reading], known: Known) -> Verdict | None:
    """By how much a figure differs from last year's, if that is what the number says."""
    for reading in readings:
        now, before = value_of(reading, known.figures), value_of(reading, known.last_year)
        if (
            now is not None
            and before is not None
            and now != before
            and found.agrees(max(now, before) - min(now, before))
        ):
            return Verdict("matched", reading, now)
    return None


def value_of(reading: Reading, values: Mapping[FigureId, Value]) -> Value | None:
    """The sum that a reading stands for; None while one of its figures is missing."""
    total: Value = 0
    for figures, sign in ((reading.plus, 1), (reading.minus, -1)):
        for figure in figures:
            value = values.get(figure)
            if value is None:
                return None
            total += sign * value
    return total


def _matched(found: Found, readings: list[Reading], values: Mapping[FigureId, Value]) -> Verdict | None:
    for reading in readings:
        value = value_of(reading, values)
        if value is not None and found.agrees(value):
            return Verdict("matched", reading, value)
    return None


def _same_kind(form: Form, reading: Reading, found: Found) -> bool:
    """Money is compared with money, cases with cases: 培训 98 人次 is no count of requests."""
    if form.figures[reading.figures[0]].is_money:
        return found.is_money
    return found.unit in _COUNTERS
