"""The roster, kept in the list of units: added to, put in another order, shortened."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.report.edits import SetRoster
from app.report.report import Report
from app.report.unit_edits import added, listed, roster_of

_BETWEEN = re.compile(r"[\s、，,；;]+")


def names_in(text: str) -> tuple[str, ...]:
    """The names of units in what was typed or pasted: one a line, or with 、 between them."""
    return tuple(dict.fromkeys(name for name in _BETWEEN.split(text) if name))


def with_added(report: Report, names: Sequence[str]) -> SetRoster:
    """The roster with these units after the others."""
    return SetRoster(added(report, names))


def without(report: Report, names: Sequence[str]) -> SetRoster:
    """The roster less these units; their returns stay."""
    return SetRoster(roster_of(report, [unit for unit in listed(report) if unit not in names]))


def moved(report: Report, name: str, by: int) -> SetRoster:
    """The roster with this unit so many places further down."""
    units = list(listed(report))
    at = units.index(name)
    units.insert(max(0, at + by), units.pop(at))
    return SetRoster(roster_of(report, units))
