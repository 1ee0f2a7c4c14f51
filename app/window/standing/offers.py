"""What is done with units, one or many: the words and the edit, wherever it is offered. Each view has its own keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from app.report.edits import Edit, RemoveReturn, SetUnit
from app.report.unit_edits import ReportZero, Together

ZERO, LEAVE_OUT, TAKE_IN, REMOVE = "零报告", "不纳入汇总", "纳入汇总", "移除报送表"
"""The verbs."""


def report_zero(units: Sequence[str], ground: str) -> Edit:
    """Nothing occurred at these units, on this ground; "" where none was given."""
    return ReportZero(tuple(units), f"{ZERO}：{ground}" if ground else ZERO)


def leave_out(units: Sequence[str], reason: str) -> Edit:
    return _each(units, LEAVE_OUT, lambda unit: SetUnit(unit, included=False, reason=reason))


def take_in(units: Sequence[str]) -> Edit:
    return _each(units, TAKE_IN, lambda unit: SetUnit(unit, included=True))


def remove(units: Sequence[str]) -> Edit:
    return _each(units, REMOVE, RemoveReturn)


def _each(units: Sequence[str], what: str, edit: Callable[[str], Edit]) -> Edit:
    """The same edit for each unit, as one."""
    if len(units) == 1:
        return edit(units[0])
    return Together(f"{len(units)}个单位{what}", tuple(edit(unit) for unit in units))
