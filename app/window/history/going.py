"""From what an edit changed to the place where that is seen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from app.form import FigureId
from app.report.report import OWN, Change, Key
from app.report.text import stands_with

if TYPE_CHECKING:
    from app.window.desk import Desk


def go_to_change(desk: Desk, change: Change) -> None:
    """Goes to the place of an edit that was undone or made again."""
    go_to_keys(desk, [step.key for step in change.steps])


def go_to_keys(desk: Desk, keys: Iterable[Key]) -> None:
    """Goes to the first of these that has a place; totals only follow."""
    totals = desk.document.report.form.totals
    keys = sorted(keys, key=lambda key: key[0] == "figure" and key[-1] in totals)
    units = [key[1] for key in keys if key[0] in ("return", "unit")]
    for key in keys:
        if _go_to(desk, key, units):
            return


def _go_to(desk: Desk, key: Key, units: list[str]) -> bool:
    form = desk.document.report.form
    match key:
        case ("figure", unit, figure) if unit != OWN:
            desk.open_unit(unit, FigureId(figure))
        case ("figure", _, figure) | ("override", figure) if figure not in form.totals:
            desk.go_to_figure(FigureId(figure))
        case ("text", section):
            desk.tabs.setCurrentWidget(desk.tab(stands_with(form, section).id))
        case ("explanation", check, words):
            return _go_to_explained(desk, (check, words))
        case ("return" | "unit", unit) if unit != OWN:
            desk.go_to_unit(unit if len(units) == 1 else "")
        case ("roster",):
            desk.go_to_unit("")
        case _:
            return False
    return True


def _go_to_explained(desk: Desk, explained: tuple[str, str]) -> bool:
    for line in desk.document.standing.lines:
        if line.finding and line.finding.explained_as == explained:
            desk.go_to_line(line)
            return True
    return False
