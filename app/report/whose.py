"""Whose return it is that makes a relation of the report fail.

The report's difference is the sum of the units' differences, each with its totals computed from its parts as the
roll-up does, and of what overrides add: a total that a unit gave plays no part in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from app.form import Check, FigureId, Form
from app.report.between import some
from app.report.checking import Checking
from app.report.culprits import looked_through
from app.report.findings import Finding, gap
from app.report.kinds import JUDGES
from app.report.returns import Return
from app.report.values import Value

_NAMED = 3
"""So many units are named with their differences."""


_Moved = Mapping[FigureId, Value]


class Whose:
    """By how much each return misses each balance (left less right), kept as returns come and go."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._balances = looked_through(form, form.totals.__contains__)
        self._terms: dict[FigureId, list[tuple[str, int]]] = {}
        for check in self._balances.values():
            for sign, side in ((1, check.left), (-1, check.right)):
                for figure in side:
                    self._terms.setdefault(figure, []).append((check.id, sign))
        self._returns: dict[str, Return] = {}
        self._gaps: dict[str, dict[str, Value]] = {check: {} for check in self._balances}
        self._alike: dict[str, set[str]] = {}
        self._own: dict[str, tuple[Finding, ...]] = {}
        self._places: Mapping[str, int] = {}
        self._told: dict[str, tuple[Finding, _Moved, Finding]] = {}

    def put(self, unit: str, sent: Return | None) -> None:
        """Takes note of the unit's return, or that there is none."""
        self._returns.pop(unit, None)
        if sent is not None:
            self._returns[unit] = sent
        sums: dict[str, Value] = {}
        for figure, value in sent.filled if sent else ():
            for check, sign in self._terms.get(figure, ()):
                sums[check] = sums.get(check, 0) + sign * value
        self._own.pop(unit, None)
        for check, gaps in self._gaps.items():
            difference = sums.get(check, 0)
            if difference or unit in gaps:
                self._told.pop(check, None)
                _put(gaps, unit, difference)
        for check, units in self._alike.items():
            fails = sent is not None and _fails(self._form.checks[check], sent)
            if fails or unit in units:
                self._told.pop(check, None)
                (units.add if fails else units.discard)(unit)

    def told(self, finding: Finding, places: Mapping[str, int], overridden: Mapping[FigureId, Value]) -> Finding:
        """The finding with whose it is, and the suspects there.

        `places` of the units that are rolled up, the same mapping until these are others; `overridden` is by how
        much each overridden figure is above the roll-up.
        """
        check = self._form.checks[finding.check]
        if finding.left is None:
            return finding
        if places is not self._places:
            self._told.clear()
            self._places = places
        balance = self._balances.get(check.id)
        within = (*balance.left, *balance.right) if balance else ()
        moved = {figure: overridden[figure] for figure in within if figure in overridden} if overridden else {}
        known = self._told.get(check.id)
        if known is None or known[:2] != (finding, moved):
            told = self._of_balance(finding, balance, moved) if balance else self._of_others(finding)
            known = self._told[check.id] = finding, moved, told
        return known[2]

    def alone_behind(self, check: str, places: Mapping[str, int]) -> str:
        """The one unit that makes up the difference of this balance, "" where several do; `places` as for `told`."""
        first_two = list(islice((unit for unit in self._gaps.get(check, ()) if unit in places), 2))
        return first_two[0] if len(first_two) == 1 else ""

    def _of_others(self, finding: Finding) -> Finding:
        """The units that fail in the same place."""
        check = self._form.checks[finding.check]
        if check.id not in self._alike:
            self._alike[check.id] = {unit for unit, sent in self._returns.items() if _fails(check, sent)}
        units = self._in_order(self._alike[check.id])
        return _saying(finding, check, f"差在{some(units)}。") if units else finding

    def _in_order(self, units: Iterable[str]) -> list[str]:
        """Those that are rolled up, in the order of the returns; none where there is one return only."""
        places = self._places
        return sorted(places.keys() & units, key=places.__getitem__) if len(places) > 1 else []

    def _of_balance(self, finding: Finding, balance: Check, moved: _Moved) -> Finding:
        gaps = self._gaps[balance.id]
        wrong = [(self._returns[unit], gaps[unit]) for unit in self._in_order(gaps)]
        if not wrong and not moved:
            return finding
        check = self._form.checks[balance.id]
        suspects = [figure for sent, _ in wrong[:_NAMED] for figure in self._suspects(sent, balance)]
        if len(wrong) == 1 and not moved:
            about = _only(*wrong[0], suspects or check.figures)
        elif wrong:
            about = _several(wrong, overridden=bool(moved))
        else:
            places = "、".join(self._form.figures[figure].place for figure in moved)
            about = f"差在{places}的改数：比汇总数{gap(sum(moved.values()), 0)}。"
        return replace(_saying(finding, check, about), culprits=tuple(dict.fromkeys([*suspects, *moved])))

    def _suspects(self, sent: Return, balance: Check) -> tuple[FigureId, ...]:
        """What is probably wrong in this return, as far as it moves the balance."""
        if sent.unit not in self._own:
            follows = {total for total in self._form.totals if sent.given(total) is None}
            checking = Checking(self._form, sent.figures, in_return=True, follows=follows.__contains__)
            self._own[sent.unit] = checking.findings
        moving = {*balance.left, *balance.right}
        findings = self._own[sent.unit]
        return next((own.culprits for own in findings if own.culprits and moving.issuperset(own.culprits)), ())


def _fails(check: Check, sent: Return) -> bool:
    return JUDGES[check.kind](check, sent.figures, {}) is not None


def _put(gaps: dict[str, Value], unit: str, difference: Value) -> None:
    if difference:
        gaps[unit] = difference
    else:
        gaps.pop(unit, None)


def _saying(finding: Finding, check: Check, about: str) -> Finding:
    """The finding with this sentence before the rule."""
    rule = f"{check.text}。"
    return replace(finding, message=f"{finding.message.removesuffix(rule)}{about}{rule}")


def _only(sent: Return, difference: Value, figures: Sequence[FigureId]) -> str:
    cells = cells_of(sent, figures)
    return f"差在{sent.unit}：报送表同一处也{gap(difference, 0)}{f'（{cells}）' if cells else ''}。"


def _several(wrong: Sequence[tuple[Return, Value]], *, overridden: bool) -> str:
    largest = sorted(wrong, key=_size, reverse=True)[:_NAMED]
    named = "，".join(f"{sent.unit}{gap(difference, 0)}" for sent, difference in largest)
    rest = "等" if len(wrong) > _NAMED else ""
    return f"差额来自{len(wrong)}个单位：{named}{rest}{'，其余来自改数' if overridden else ''}。"


def _size(one: tuple[Return, Value]) -> Value:
    return max(one[1], -one[1])


def cells_of(sent: Return, figures: Sequence[FigureId]) -> str:
    """Where these figures stand in the unit's file, as `表!D21、D22`; "" where they were not read from cells."""
    cells: dict[str, list[str]] = {}
    for figure in figures:
        source = sent.sources.get(figure)
        if source is not None and source.cell:
            same = cells.setdefault(source.sheet, [])
            same.append(source.cell if same else source.address)
    return "；".join("、".join(same) for same in cells.values())
