"""One short function for each kind of check: the two sides of a relation that does not hold, or None.

All are silent while a figure is missing: `required` speaks for those.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from app.form import Check, FigureId
from app.report.values import Value

Values = Mapping[FigureId, Value]
Sides = tuple[Value | None, Value | None]
Judge = Callable[[Check, Values, Values], Sides | None]


def _added(figures: tuple[FigureId, ...], values: Values) -> Value | None:
    added: Value = 0
    for figure in figures:
        value = values.get(figure)
        if value is None:
            return None
        added += value
    return added


def equal_sides(check: Check, values: Values, _last_year: Values) -> Sides | None:
    """A total is the sum of its parts; what came in is what was dealt with or carried over."""
    left, right = _added(check.left, values), _added(check.right, values)
    if left is None or right is None or left == right:
        return None
    return left, right


def at_most(check: Check, values: Values, _last_year: Values) -> Sides | None:
    """The left side is no more than the right."""
    left, right = _added(check.left, values), _added(check.right, values)
    if left is None or right is None or left <= right:
        return None
    return left, right


def follows_last_year(check: Check, values: Values, last_year: Values) -> Sides | None:
    """What last year's report ended with, plus and minus this year's changes, is what is there now."""
    left, opening = _added(check.left, values), _added(check.opening, last_year)
    plus, minus = _added(check.right, values), _added(check.minus, values)
    if left is None or opening is None or plus is None or minus is None:
        return None
    right = opening + plus - minus
    return None if left == right else (left, right)


def whole_number(check: Check, values: Values, _last_year: Values) -> Sides | None:
    """Counts are whole numbers, not below 0."""
    value = values.get(check.left[0])
    if value is None or (type(value) is int and value >= 0):
        return None
    if isinstance(value, Decimal) and value >= 0 and value == value.to_integral_value():
        return None
    return value, None


def not_negative(check: Check, values: Values, _last_year: Values) -> Sides | None:
    """Amounts (万元) are not below 0."""
    value = values.get(check.left[0])
    return None if value is None or value >= 0 else (value, None)


def required(check: Check, values: Values, _last_year: Values) -> Sides | None:
    """Missing is not 0: every figure is there."""
    return None if check.left[0] in values else (None, None)


def zero(check: Check, values: Values, _last_year: Values) -> Sides | None:
    """All are 0."""
    left = sum(values.get(figure, 0) for figure in check.left)
    return (left, 0) if left else None


OF_ONE = frozenset({"whole_number", "not_negative", "required"})
"""What a whole number not below 0 satisfies whatever the other figures are: thousands of returns are judged at once."""
JUDGES: Mapping[str, Judge] = {
    "sum": equal_sides,
    "balance": equal_sides,
    "at_most": at_most,
    "equal_last_year": follows_last_year,
    "roll_forward": follows_last_year,
    "whole_number": whole_number,
    "not_negative": not_negative,
    "required": required,
    "zero_unless": zero,
}
