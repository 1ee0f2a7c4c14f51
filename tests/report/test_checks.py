"""Every wrong figure is found, said with both sides, and the likeliest culprit named."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.form import FigureId, Severity
from app.report.checking import Checking
from app.report.findings import Finding
from app.report.report import Change, Report, Step
from app.report.returns import Return
from app.report.values import Source, Value
from tests import example
from tests.readers.made import FORM, consistent, sample_figures

ADDED = [figure.id for figure in FORM.figures.values() if figure.table in ("requests", "disputes")]
APPLICANTS = [c.id for c in FORM.tables["requests"].blocks[0].columns if not c.total]
RESULTS = [r.id for r in FORM.tables["requests"].blocks[0].rows if len(r.label) > 1 and not r.total]


def findings(values: dict[FigureId, Value]) -> dict[str, Finding]:
    return {finding.check: finding for finding in Checking(FORM, values).findings}


@st.composite
def reports(draw: st.DrawFn) -> dict[FigureId, Value]:
    """Consistent figures of one unit: what came in was dealt with or carried over."""
    entries: dict[str, Value] = {}
    for column in APPLICANTS:
        results = draw(st.dictionaries(st.sampled_from(RESULTS), st.integers(1, 99), max_size=3))
        carried_out = draw(st.integers(0, 9))
        total = sum(results.values()) + carried_out
        carried_in = draw(st.integers(0, total))
        entries |= {f"requests__{row}__{column}": value for row, value in results.items()}
        entries[f"requests__received__{column}"] = total - carried_in
        entries[f"requests__carried_in__{column}"] = carried_in
        entries[f"requests__carried_out__{column}"] = carried_out
    for figure in FORM.figures_of("disputes"):
        if not figure.is_total:
            entries[figure.id.replace(".", "__")] = draw(st.integers(0, 5))
    entries["proactive__fee__amount"] = draw(st.decimals(0, 9999, places=6))
    entries["proactive__normative__in_force"] = draw(st.integers(3, 50))
    entries["proactive__normative__issued"] = draw(st.integers(0, 3))
    return consistent(**entries)


@given(reports())
@settings(max_examples=50, deadline=None)
def test_consistent_figures_have_no_findings(values: dict[FigureId, Value]) -> None:
    assert findings(values) == {}


@given(reports(), st.sampled_from(ADDED), st.integers(-9, 9).filter(bool))
@settings(max_examples=200, deadline=None)
def test_any_single_change_is_found(values: dict[FigureId, Value], figure: FigureId, change: int) -> None:
    errors = [f for f in findings(values | {figure: values[figure] + change}).values() if f.severity is Severity.ERROR]
    assert any(figure in finding.figures for finding in errors)


@given(st.lists(reports(), min_size=1, max_size=4))
@settings(max_examples=25, deadline=None)
def test_a_roll_up_is_the_sum_of_its_returns(units: list[dict[FigureId, Value]]) -> None:
    report = Report(FORM, "青禾区人民政府", 2025)
    for place, values in enumerate(units):
        sent = Return("", f"单位{place}", 2025, "2021", values, dict.fromkeys(values, Source()))
        report.adopt(Change("", (Step(("return", sent.unit), None, sent),)))
    assert report.figures == {figure: sum(values[figure] for values in units) for figure in FORM.figures}
    arithmetic = {check.id for check in FORM.relations if check.kind in ("sum", "balance", "required")}
    assert not [finding for finding in report.findings if finding.check in arithmetic]


@example.where_present
def test_each_of_the_190_figures_of_the_real_report_changed_by_one_is_found_and_named() -> None:
    truth = example.figures()
    assert not [finding for finding in findings(truth).values() if finding.severity is Severity.ERROR]
    for figure in ADDED:
        found = [f for f in findings(truth | {figure: truth[figure] + 1}).values() if f.severity is Severity.ERROR]
        assert any(figure in finding.figures for finding in found), figure
        if figure.startswith("requests"):
            assert {culprit for finding in found for culprit in finding.culprits} == {figure}


def test_a_finding_has_both_sides_and_the_difference() -> None:
    values = sample_figures() | {FigureId("requests.carried_out.business"): 2}
    finding = findings(values)["requests.balance.business"]
    assert (finding.left, finding.right, finding.difference) == (2, 4, -2)
    assert "新收2＋上年结转0＝2" in finding.message
    assert "办理总计2＋结转下年2＝4" in finding.message


@pytest.mark.parametrize(
    ("changes", "culprit"),
    [
        ({"requests.received.total": 7}, "requests.received.total"),
        ({"requests.unable_1.natural": 5}, "requests.unable_1.natural"),
        ({"disputes.reconsideration.total": 0}, "disputes.reconsideration.total"),
        ({"disputes.suit_after.upheld": 5, "disputes.suit_after.total": 1}, "disputes.suit_after.upheld"),
    ],
)
def test_the_likeliest_culprit_is_named(changes: dict[str, int], culprit: str) -> None:
    values = sample_figures() | {FigureId(figure): value for figure, value in changes.items()}
    if culprit.startswith("disputes.suit_after"):
        values |= {FigureId("disputes.suit_after.other"): 1}
    suspects = {one for finding in findings(values).values() for one in finding.culprits}
    assert suspects == {FigureId(culprit)}


def test_a_value_that_slipped_into_the_next_column_is_seen_as_one_slip() -> None:
    values = sample_figures() | {
        FigureId("requests.granted.natural"): 0,
        FigureId("requests.granted.business"): 5,
        FigureId("requests.total.natural"): 4,
        FigureId("requests.total.business"): 5,
    }
    assert "requests.granted.natural" in {c for f in findings(values).values() for c in f.culprits}


def test_missing_is_an_error_of_the_report_and_a_question_to_the_unit() -> None:
    values = sample_figures()
    del values[FigureId("disputes.suit_after.other")]
    check = "disputes.suit_after.other.required"
    assert findings(values)[check].severity is Severity.ERROR
    in_return = {finding.check: finding for finding in Checking(FORM, values, in_return=True).findings}
    assert in_return[check].severity is Severity.WARNING


def test_what_was_carried_over_is_held_against_last_year() -> None:
    last_year = sample_figures() | {FigureId("requests.carried_out.natural"): 3}
    checking = Checking(FORM, sample_figures(), last_year)
    finding = checking["requests.carried_in.natural.roll_forward"]
    assert (finding.left, finding.right, finding.severity) == (1, 3, Severity.WARNING)


def test_documents_in_force_follow_from_last_years() -> None:
    last_year = sample_figures() | {FigureId("proactive.normative.in_force"): 10}
    finding = Checking(FORM, sample_figures(), last_year)["proactive.normative.in_force.roll_forward"]
    assert (finding.left, finding.right) == (12, 11)


def test_regulations_of_a_district_are_questioned_unless_it_makes_them() -> None:
    values = sample_figures() | {
        FigureId("proactive.regulation.issued"): 1, FigureId("proactive.regulation.in_force"): 1,
    }  # fmt: skip
    assert "proactive.regulation.zero" in findings(values)
    allowed = Checking(FORM, values, facts=frozenset({"organ_makes_regulations"}))
    assert "proactive.regulation.zero" not in allowed


@pytest.mark.parametrize("value", [Decimal("1.5"), -1])
def test_a_count_is_a_whole_number(value: Value) -> None:
    assert "proactive.licence.decisions.whole" in findings(
        sample_figures() | {FigureId("proactive.licence.decisions"): value}
    )


@given(st.lists(st.tuples(st.sampled_from(ADDED), st.integers(0, 9) | st.none()), max_size=30))
@settings(max_examples=50, deadline=None)
def test_checks_kept_current_equal_checks_made_afresh(edits: list[tuple[FigureId, int | None]]) -> None:
    values = sample_figures()
    checking = Checking(FORM, values)
    for figure, value in edits:
        if value is None:
            values.pop(figure, None)
        else:
            values[figure] = value
        checking.update([figure])
    assert checking.findings == Checking(FORM, values).findings


def test_a_part_as_large_as_the_gap_is_suspected_where_totals_agree_with_each_other() -> None:
    values = consistent(
        requests__received__natural=9, requests__granted__natural=5, requests__deny_4__natural=4,
        requests__unable_1__business=3, requests__received__business=3,
    )  # fmt: skip
    values |= {FigureId("requests.total.natural"): 5, FigureId("requests.total.total"): 8}
    assert findings(values)["requests.total.natural.results.sum"].culprits == ("requests.deny_4.natural",)


def test_carried_in_and_carried_out_that_were_exchanged_are_named() -> None:
    values = consistent(
        requests__received__natural=9, requests__granted__natural=10, requests__carried_in__natural=3,
        requests__carried_out__natural=2,
    )  # fmt: skip
    swapped = values | {
        FigureId("requests.carried_in.natural"): 2, FigureId("requests.carried_out.natural"): 3,
        FigureId("requests.carried_in.total"): 2, FigureId("requests.carried_out.total"): 3,
    }  # fmt: skip
    assert set(findings(swapped)["requests.balance.natural"].culprits) == {
        "requests.carried_in.natural", "requests.carried_out.natural",
    }  # fmt: skip
