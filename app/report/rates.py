"""Rates beside a number: 同比增长 5.9%，占 26.6%. They match, or nobody knows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from app.form import FigureId, Reading
from app.report.judging import UNACCOUNTED, Verdict, value_of
from app.report.links import Known
from app.report.numerals import Found
from app.report.values import Value

_GROWTH = re.compile(r"增长|增加|上升|提高|增幅|同比|下降|减少|降低|降幅|回落")
_DOWN = re.compile(r"下降|减少|降低|降幅|回落")
_SHARE = re.compile(r"占")


def rate(found: Found, clause: str, readings: Sequence[Reading], bases: Sequence[Value], known: Known) -> Verdict:
    """What a rate says of the number before it, which has these readings; `bases` are numbers it may be a share of."""
    if found.unit != "%":
        return UNACCOUNTED
    before = clause[: clause.index("#")]
    for reading in readings:
        now = value_of(reading, known.figures)
        if now is None:
            continue
        if _SHARE.search(before) and any(_is_share(found, now, base) for base in _wholes(reading.plus, known)):
            return Verdict("matched", reading, now)
        last = value_of(reading, known.last_year)
        if _GROWTH.search(before) and last and _is_growth(found, now, last, down=bool(_DOWN.search(before))):
            return Verdict("matched", reading, now)
    if _SHARE.search(before) and len(bases) > 1 and any(_is_share(found, bases[-1], base) for base in bases[:-1]):
        return Verdict("identity")
    return UNACCOUNTED


def _wholes(figures: tuple[FigureId, ...], known: Known) -> list[Value]:
    """What the figures are a part of by the sums of the form, such as all requests closed."""
    totals = (
        check.left[0]
        for figure in figures[:1]
        for check in known.form.checks_on[figure]
        if check.kind == "sum" and figure in check.right
    )
    return [value for total in totals if (value := known.figures.get(total)) is not None]


def _is_share(found: Found, part: Value, whole: Value) -> bool:
    return 0 < part <= whole and _near(found, Decimal(part) * 100 / Decimal(whole))


def _is_growth(found: Found, now: Value, last: Value, *, down: bool) -> bool:
    growth = (Decimal(now) - Decimal(last)) * 100 / Decimal(last)
    return _near(found, -growth if down else growth)


def _near(found: Found, share: Decimal) -> bool:
    """Within half a unit of the last digit printed."""
    return abs(Decimal(found.value) - share) <= Decimal(found.step) / 2
