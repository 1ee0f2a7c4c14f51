"""Which findings say the same: several relations that one wrong figure breaks are one thing to mend."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.form import FigureId, Form
from app.report.findings import Finding

_ARITHMETIC = ("sum", "balance")


@dataclass(frozen=True, slots=True)
class Problem:
    """A finding, and those that go away with it."""

    finding: Finding
    also: tuple[Finding, ...] = ()


def folded(form: Form, findings: Iterable[Finding]) -> tuple[Problem, ...]:
    """The findings in their order: those with the same suspects are one, and so is the sum of other failures."""
    given = tuple(findings)
    also: dict[int, list[Finding]] = {}
    roots = _roots(form, given)
    for finding, root in zip(given, roots, strict=True):
        if root is not finding:
            also.setdefault(id(root), []).append(finding)
    return tuple(
        Problem(finding, tuple(also.get(id(finding), ())))
        for finding, root in zip(given, roots, strict=True)
        if root is finding
    )


def _roots(form: Form, findings: tuple[Finding, ...]) -> list[Finding]:
    """For each finding the one that it goes away with, which may be itself."""
    reach = {
        id(finding): frozenset(form.entries(finding.figures)) for finding in findings if is_arithmetic(form, finding)
    }
    made_up = {id(finding): _within(finding, findings, reach) for finding in findings if id(finding) in reach}
    first: dict[frozenset[FigureId], Finding] = {}
    roots = []
    for finding in findings:
        root = finding
        while (part := made_up.get(id(root))) is not None:
            root = part
        if root.culprits and id(root) in reach:
            root = first.setdefault(frozenset(root.culprits), root)
        roots.append(root)
    return roots


def is_arithmetic(form: Form, finding: Finding) -> bool:
    """Whether it is a sum or a balance that does not come out."""
    return finding.check in form.checks and form.checks[finding.check].kind in _ARITHMETIC


def _within(finding: Finding, others: Iterable[Finding], reach: Mapping[int, frozenset[FigureId]]) -> Finding | None:
    """The first of the failures that together make up this one, as the columns of a table make up its last."""
    inside = [
        other
        for other in others
        if id(other) in reach and other.severity is finding.severity and reach[id(other)] < reach[id(finding)]
    ]
    together = sum(other.difference or 0 for other in inside)
    return inside[0] if inside and together == finding.difference else None
