"""Which figure is probably wrong when relations fail.

A figure explains the failing relations that it stands in when one and the same change to it mends them all and
breaks none that holds. Where several figures do so equally well, the size of the difference decides.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.form import Check, FigureId, Form
from app.report.findings import Finding
from app.report.kinds import Values
from app.report.values import Value

_FEW = 3
"""More suspects than this say nothing."""


def culprits(
    form: Form, values: Values, broken: Mapping[str, Finding], checks: Mapping[str, Check]
) -> dict[str, tuple[FigureId, ...]]:
    """The suspects of each failing sum or balance; `checks` are these as `looked_through` gives them."""
    failing = {check_id: finding for check_id, finding in broken.items() if check_id in checks}
    arithmetic = _Arithmetic(form, checks)
    changes = _mending_changes(arithmetic, failing)
    explained: dict[str, tuple[FigureId, ...]] = {}
    for check_id, finding in failing.items():
        check = checks[check_id]
        mending = {figure: changes[figure] for figure in _sides(check) if figure in changes}
        explained[check_id] = _most_likely(arithmetic, check, finding, mending, values, failing)
        if not explained[check_id]:
            explained[check_id] = _moved(arithmetic, check, finding, failing, values)
        if not explained[check_id]:
            explained[check_id] = _of_that_size(form, check, finding, values)
    return explained


def looked_through(form: Form, follows: Callable[[FigureId], bool]) -> dict[str, Check]:
    """The sums and balances with the parts of computed totals in place of these; what sums up such a total is left out.

    A computed total is never wrong by itself, and a change to a part shows in every relation of its totals.
    """
    return {
        check.id: replace(
            check, left=tuple(form.entries(check.left, follows)), right=tuple(form.entries(check.right, follows))
        )
        for check in form.relations
        if check.kind == "balance" or (check.kind == "sum" and not follows(check.left[0]))
    }


class _Arithmetic:
    """The sums and balances, and which of them a figure stands in."""

    def __init__(self, form: Form, checks: Mapping[str, Check]) -> None:
        self.form = form
        self.checks = checks
        self.on: dict[FigureId, list[Check]] = {}
        for check in checks.values():
            for figure in _sides(check):
                self.on.setdefault(figure, []).append(check)


def _sides(check: Check) -> tuple[FigureId, ...]:
    return check.left + check.right


def _of_that_size(form: Form, check: Check, finding: Finding, values: Values) -> tuple[FigureId, ...]:
    """Where no single change mends everything: two figures exchanged, a part left out or doubled, or the total."""
    total = check.left[0] if check.kind == "sum" else None
    if total is None:
        exchanged = _exchanged(form, check, finding, values)
        if len(exchanged) == 1:
            return exchanged[0]
    gap = abs(finding.difference or 0)
    same = tuple(figure for figure in _sides(check) if figure != total and values.get(figure) == gap)
    if len(same) == 1:
        return same
    return () if total is None else (total,)


def _exchanged(form: Form, check: Check, finding: Finding, values: Values) -> list[tuple[FigureId, FigureId]]:
    """The pairs after whose exchange both sides agree."""
    left, right = (
        [(figure, values[figure]) for figure in side if figure not in form.totals and figure in values]
        for side in (check.left, check.right)
    )
    twice: dict[Value, list[FigureId]] = {}
    for figure, value in right:
        twice.setdefault(2 * value, []).append(figure)
    difference = finding.difference or 0
    return [(one, other) for one, value in left for other in twice.get(2 * value - difference, ())]


def _mending_changes(arithmetic: _Arithmetic, failing: Mapping[str, Finding]) -> dict[FigureId, Value]:
    """Each figure that one change sets right everywhere, with that change."""
    changes: dict[FigureId, Value] = {}
    for figure in dict.fromkeys(figure for check_id in failing for figure in _sides(arithmetic.checks[check_id])):
        needed = {
            _change(check, figure, failing[check.id].difference) if check.id in failing else 0
            for check in arithmetic.on[figure]
        }
        if len(needed) == 1 and (change := needed.pop()):
            changes[figure] = change
    return changes


def _change(check: Check, figure: FigureId, difference: Value | None) -> Value:
    """What must be added to `figure` for the difference (left less right) to go away."""
    assert difference is not None
    return -difference if figure in check.left else difference


def _most_likely(
    arithmetic: _Arithmetic,
    check: Check,
    finding: Finding,
    mending: Mapping[FigureId, Value],
    values: Values,
    failing: Mapping[str, Finding],
) -> tuple[FigureId, ...]:
    possible = [figure for figure, change in mending.items() if values.get(figure, 0) + change >= 0]
    reach = {figure: sum(c.id in failing for c in arithmetic.on[figure]) for figure in possible}
    widest = [figure for figure in possible if reach[figure] == max(reach.values())]
    if len(widest) <= 1 or (reach[widest[0]] > 1 and len(widest) <= _FEW):
        return tuple(widest)
    return _by_difference(check, finding, {figure: mending[figure] for figure in widest}, values)


def _by_difference(
    check: Check, finding: Finding, mending: Mapping[FigureId, Value], values: Values
) -> tuple[FigureId, ...]:
    """Equally possible suspects told apart: left out or counted twice, two digits swapped, total not typed."""
    gap = abs(finding.difference or 0)
    total = check.left[0] if check.kind == "sum" else None
    if total is not None and values[total] == 0:
        return (total,)
    same = tuple(figure for figure in mending if figure != total and values.get(figure) == gap)
    if 0 < len(same) <= _FEW:
        return same
    swapped = tuple(
        f for f, change in mending.items() if f in values and _digits_swapped(values[f], values[f] + change)
    )
    if 0 < len(swapped) <= _FEW:
        return swapped
    return (total,) if total is not None and total in mending else ()


def _digits_swapped(before: Value, after: Value) -> bool:
    one, other = str(before), str(after)
    if one == other or len(one) != len(other):
        return False
    differing = [place for place in range(len(one)) if one[place] != other[place]]
    return len(differing) == 2 and one[differing[0]] == other[differing[1]] and one[differing[1]] == other[differing[0]]


def _moved(
    arithmetic: _Arithmetic, check: Check, finding: Finding, failing: Mapping[str, Finding], values: Values
) -> tuple[FigureId, ...]:
    """A value that slipped into the next column: two columns fail by the same amount in opposite directions."""
    gap = finding.difference
    for other_id, other in failing.items():
        beside = arithmetic.checks[other_id]
        if gap is None or other.difference != -gap or beside.kind != check.kind or other_id == check.id:
            continue
        # Left too large and right too small here, the other way round there, when gap is above 0.
        rightward = _slips(arithmetic.form, check.right, beside.right, gap, values)
        leftward = _slips(arithmetic.form, check.left, beside.left, -gap, values)
        if len(rightward + leftward) == 1:
            return (rightward + leftward)[0]
    return ()


def _slips(
    form: Form, here: tuple[FigureId, ...], there: tuple[FigureId, ...], gap: Value, values: Values
) -> list[tuple[FigureId, FigureId]]:
    """Pairs of neighbours of which one is empty and the other holds at least what slipped out of it."""
    slips = []
    for one, other in zip(_entries(form, here), _entries(form, there), strict=False):
        empty, full = (one, other) if gap > 0 else (other, one)
        if _neighbours(form, one, other) and values.get(empty) == 0 and values.get(full, 0) >= max(gap, -gap):
            slips.append((one, other))
    return slips


def _entries(form: Form, figures: tuple[FigureId, ...]) -> list[FigureId]:
    return [entry for figure in figures for entry in form.totals.get(figure, (figure,))]


def _neighbours(form: Form, one: FigureId, other: FigureId) -> bool:
    first, second = form.figures[one], form.figures[other]
    columns = next(block.columns for block in form.tables[first.table].blocks if first.row in block.rows)
    return first.row is second.row and abs(columns.index(first.column) - columns.index(second.column)) == 1
