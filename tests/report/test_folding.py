"""One wrong figure is one problem, whatever it breaks."""

from __future__ import annotations

from dataclasses import replace

from app.form import FigureId, Severity, newest_form
from app.report.checking import Checking
from app.report.each_return import own_findings
from app.report.findings import Finding
from app.report.folding import folded
from app.report.returns import Return, compute_totals
from app.report.values import Source, Value

FORM = newest_form()


def problems(changes: dict[str, int], *, given: dict[str, int] | None = None) -> list[tuple[str, int]]:
    """Each problem's check with how many findings go away with it; other figures are 0, totals computed or given."""
    values: dict[FigureId, Value] = {figure: 0 for figure in FORM.figures if figure not in FORM.totals}
    values |= {FigureId(figure): value for figure, value in changes.items()}
    sources = dict.fromkeys(values, Source())
    for figure, value in (given or {}).items():
        values[FigureId(figure)], sources[FigureId(figure)] = value, Source()
    compute_totals(values, sources, FORM)
    sent = Return("甲.xls", "甲局", 2025, FORM.id, values, sources)
    found = (f for f in own_findings(FORM, sent) if f.check in FORM.checks)
    return [(problem.finding.check, len(problem.also)) for problem in folded(FORM, found)]


def test_the_last_column_does_not_say_again_what_a_column_says() -> None:
    assert problems({"requests.received.natural": 5}) == [("requests.balance.natural", 1)]


def test_two_wrong_columns_are_two_problems() -> None:
    both = {"requests.received.natural": 5, "requests.received.business": 2}
    assert problems(both) == [("requests.balance.natural", 1), ("requests.balance.business", 0)]


def test_columns_that_make_up_for_each_other_are_both_told() -> None:
    moved = {"requests.received.natural": 5, "requests.granted.business": 5}
    assert [check for check, _ in problems(moved)] == ["requests.balance.natural", "requests.balance.business"]


def test_a_wrong_total_is_one_problem_although_its_balance_fails_too() -> None:
    right = {"requests.received.natural": 5, "requests.granted.natural": 5}
    assert problems(right, given={"requests.received.total": 6}) == [("requests.received.total.sum", 1)]


def test_nothing_is_lost_by_folding() -> None:
    values: dict[FigureId, Value] = dict.fromkeys(FORM.figures, 3)
    found = Checking(FORM, values).findings
    told = [finding for problem in folded(FORM, found) for finding in (problem.finding, *problem.also)]
    assert sorted(finding.check for finding in told) == sorted(finding.check for finding in found)
    assert len(found) > 10


def a_column_and_the_last() -> tuple[Finding, Finding]:
    """The balance of one column that fails, and that of the total, which fails by as much."""
    values: dict[FigureId, Value] = {figure: 0 for figure in FORM.figures if figure not in FORM.totals}
    values[FigureId("requests.received.natural")] = 5
    compute_totals(values, dict.fromkeys(values, Source()), FORM)
    found = {finding.check: finding for finding in Checking(FORM, values).findings}
    return replace(found["requests.balance.natural"], culprits=()), found["requests.balance.total"]


def test_a_failure_that_makes_up_only_a_part_of_another_is_told_beside_it() -> None:
    inner, outer = a_column_and_the_last()
    assert len(folded(FORM, (inner, outer))) == 1
    assert len(folded(FORM, (replace(inner, left=4), outer))) == 2


def test_a_warning_does_not_make_up_an_error() -> None:
    inner, outer = a_column_and_the_last()
    assert len(folded(FORM, (replace(inner, severity=Severity.WARNING), outer))) == 2
