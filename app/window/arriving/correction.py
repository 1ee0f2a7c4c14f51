"""What a unit's new return does to the one that it sent before."""

from __future__ import annotations

from app.form import FigureId
from app.report.report import Report
from app.report.returns import Return


def differences(report: Report, before: Return, sent: Return) -> tuple[FigureId, ...]:
    """The figures that would become different; a total only where none of its parts does."""
    form = report.form
    changed = [figure for figure in form.figures if before.figures.get(figure) != sent.figures.get(figure)]
    parts = set(changed)
    return tuple(figure for figure in changed if not parts.intersection(form.totals.get(figure, ())))


def typed_over(before: Return, read: Return) -> int:
    """How many of the clerk's corrections of the unit's earlier return would be lost."""
    return sum(before.figures.get(figure) != read.figures.get(figure) for figure in before.corrected)
