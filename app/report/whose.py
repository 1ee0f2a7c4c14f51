"""Whose return it is that makes a relation of the report fail.

The report's difference is the sum of the units' differences, each with its totals computed from its parts as the
roll-up does, and of what overrides add: a total that a unit gave plays no part in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.form import Check, FigureId, Form
from app.report.checking import Checking
from app.report.culprits import looked_through
from app.report.findings import Finding, gap
from app.report.kinds import JUDGES
from app.report.returns import Return
from app.report.values import Value

_NAMED = 3
"""So many units are named with their differences."""


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
        self._gaps: dict[str, dict[str, Value]] = {}
        self._own: dict[str, tuple[Finding, ...]] = {}

    def put(self, unit: str, sent: Return | None) -> None:
        """Takes note of the unit's return, or that there is none."""
        sums: dict[str, Value] = {}
        for figure, terms in self._terms.items() if sent else ():
            if sent and (value := sent.figures.get(figure)):
                for check, sign in terms:
                    sums[check] = sums.get(check, 0) + sign * value
        self._own.pop(unit, None)
        self._gaps.pop(unit, None)
        if gaps := {check: difference for check, difference in sums.items() if difference}:
            self._gaps[unit] = gaps

    def told(self, finding: Finding, returns: Sequence[Return], overridden: Mapping[FigureId, Value]) -> Finding:
        """The finding with whose it is, and the suspects there.

        `overridden` is by how much each overridden figure is above the roll-up.
        """
        check = self._form.checks[finding.check]
        if finding.left is None:
            return finding
        if check.id not in self._balances:
            alike = "、".join(_failing_alike(check, returns))
            return _saying(finding, check, f"差在{alike}。") if alike else finding
        balance = self._balances[check.id]
        gaps = {unit: missed[check.id] for unit, missed in self._gaps.items() if check.id in missed}
        wrong = [(sent, gaps[sent.unit]) for sent in returns if sent.unit in gaps] if gaps and len(returns) > 1 else []
        moved = [figure for figure in overridden if figure in balance.left + balance.right]
        if not wrong and not moved:
            return finding
        suspects = [figure for sent, _ in wrong[:_NAMED] for figure in self._suspects(sent, balance)]
        if len(wrong) == 1 and not moved:
            about = _only(*wrong[0], suspects or check.figures)
        elif wrong:
            about = _several(wrong, overridden=bool(moved))
        else:
            places = "、".join(self._form.figures[figure].place for figure in moved)
            about = f"差在{places}的改数：比汇总数{gap(sum(overridden[figure] for figure in moved), 0)}。"
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


def _failing_alike(check: Check, returns: Sequence[Return]) -> list[str]:
    judge = JUDGES[check.kind]
    return [sent.unit for sent in returns if judge(check, sent.figures, {})] if len(returns) > 1 else []


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
