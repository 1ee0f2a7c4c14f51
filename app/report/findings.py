"""What a check found, in a sentence that says where, both sides, and the difference."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.form import Check, FigureId, Form, Severity
from app.report.values import Value, shown

WHOLE = (FigureId("*"),)
"""In place of figures: the finding is about a file or the set of returns as a whole."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A broken relation with all its figures and both sides, or another fact that the clerk must know.

    `section` is the text that it is about, by the key under which the report has it, and `quote` the printed words
    of it; "" where it is about no text.
    """

    check: str
    severity: Severity
    figures: tuple[FigureId, ...]
    message: str
    left: Value | None = None
    right: Value | None = None
    culprits: tuple[FigureId, ...] = ()
    section: str = ""
    quote: str = ""

    @property
    def explained_as(self) -> tuple[str, str]:
        """What an explanation of it stands under: the check, and all words that it is about, also those not shown."""
        return self.check, "\n".join(filter(None, (self.message, self.quote)))

    @property
    def difference(self) -> Value | None:
        """Left less right: above 0 the left side is too large."""
        if self.left is None or self.right is None:
            return None
        return self.left - self.right


def raised(
    form: Form,
    check: str,
    message: str,
    figures: Iterable[FigureId] = WHOLE,
    *,
    in_return: bool = False,
    section: str = "",
) -> Finding:
    """A finding of a check that the form declares as `raised`: its severity is the form's.

    `{figure}` in the declared id is written out as the first of `figures`.
    """
    declared = form.checks[check]
    named = tuple(figures)
    severity = declared.severity_in_return if in_return else declared.severity
    return Finding(check.replace("{figure}", named[0]), severity, named, message, section=section)


def broken(
    form: Form,
    check: Check,
    left: Value | None,
    right: Value | None,
    values: Mapping[FigureId, Value],
    *,
    in_return: bool,
) -> Finding:
    """The finding of a relation that does not hold."""
    severity = check.severity_in_return if in_return else check.severity
    message = f"{_sides(form, check, left, right, values)}。{check.text}。"
    return Finding(check.id, severity, check.figures, message, left, right)


def _sides(form: Form, check: Check, left: Value | None, right: Value | None, values: Mapping[FigureId, Value]) -> str:
    first = form.figures[check.left[0]]
    match check.kind:
        case "required":
            return f"{first.place}未填"
        case "sum":
            return f"{first.place}填{shown(left)}，各项合计{shown(right)}，{gap(left, right)}"
        case "balance":
            sums = [_addition(form, side, values) for side in (check.left, check.right)]
            column = f"表{form.section_of(first.table).ordinal}“{first.column.short}”列"
            return f"{column}：{sums[0]}＝{shown(left)}，{sums[1]}＝{shown(right)}，{gap(left, right, '前者')}"
        case "equal_last_year":
            before = form.figures[check.opening[0]]
            return f"{first.place}填{shown(left)}，上年报告“{before.name}”为{shown(right)}，{gap(left, right)}"
        case "roll_forward":
            return f"{first.place}填{shown(left)}，由上年数推算为{shown(right)}，{gap(left, right)}"
        case "at_most":
            limit = form.figures[check.right[0]]
            return f"{first.place}为{shown(left)}，“{limit.name}”为{shown(right)}，{gap(left, right)}"
        case _:
            return "、".join(f"{form.figures[f].place}填{shown(values.get(f))}" for f in check.left)


def _addition(form: Form, side: tuple[FigureId, ...], values: Mapping[FigureId, Value]) -> str:
    return "＋".join(f"{form.figures[figure].row.short}{shown(values.get(figure))}" for figure in side)


def gap(left: Value | None, right: Value | None, subject: str = "") -> str:
    """By how much the left side is too large or too small, in words."""
    if left is None or right is None:
        return ""
    return f"{subject}{'多' if left > right else '少'}{shown(max(left, right) - min(left, right))}"
