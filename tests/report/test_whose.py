"""Whose it is when a balance of the report fails, and which figure."""

from __future__ import annotations

from app.form import FigureId
from app.report.edits import AcceptReturns, Edit, SetFigure, SetFigures, SetOverride, SetUnit
from app.report.findings import Finding
from app.report.report import OWN, Override, Report
from app.report.returns import Return
from app.report.values import Source, Value
from tests.readers.made import FORM, consistent

GRANTED = FigureId("requests.granted.natural")
NATURAL = "requests.balance.natural"


def unit(name: str, row: int, **wrong: int) -> Return:
    """Ten requests, six of them granted and four refused, and what is otherwise: each figure in its own cell."""
    figures: dict[FigureId, Value] = consistent(
        requests__received__natural=10, requests__granted__natural=6, requests__deny_4__natural=4
    )
    figures |= {FigureId(figure.replace("__", ".")): value for figure, value in wrong.items()}
    sources = {figure: Source(f"{name}.xls", "2025年", f"D{row + at}") for at, figure in enumerate(figures)}
    return Return(f"{name}.xls", name, 2025, FORM.id, figures, sources)


def found(*edits: Edit) -> dict[str, Finding]:
    report = Report(FORM, "甲县", 2025)
    for edit in edits:
        report.adopt(edit.on(report))
    return {finding.check: finding for finding in report.findings}


def test_the_unit_and_its_cell_come_before_the_rule() -> None:
    wrong = unit("教育局", 1, requests__granted__natural=7)
    finding = found(AcceptReturns((unit("民政局", 1), wrong)))[NATURAL]
    cell = wrong.sources[GRANTED].cell
    assert f"前者少1。差在教育局：报送表同一处也少1（2025年!{cell}）。第一项加" in finding.message
    assert finding.culprits == (GRANTED,)


def test_several_units_are_told_with_what_each_contributes() -> None:
    one, other = unit("教育局", 1, requests__granted__natural=7), unit("民政局", 1, requests__granted__natural=3)
    finding = found(AcceptReturns((one, unit("水利局", 1), other)))[NATURAL]
    assert "差额来自2个单位：民政局多3，教育局少1。" in finding.message


def test_a_total_that_a_unit_gave_does_not_hide_whose_it_is() -> None:
    edits = AcceptReturns((unit("教育局", 1), unit("民政局", 1))), SetFigure("教育局", GRANTED, 7)
    assert "差在教育局：报送表同一处也少1。" in found(*edits)[NATURAL].message


def test_a_figure_over_the_roll_up_is_the_suspect_where_no_unit_is() -> None:
    over = SetOverride(GRANTED, Override("fixed", 13, "试", 12))
    finding = found(AcceptReturns((unit("教育局", 1), unit("民政局", 1))), over)[NATURAL]
    assert "差在表三“予以公开·自然人”的改数：比汇总数多1。" in finding.message
    assert finding.culprits == (GRANTED,)


def test_an_override_beside_a_wrong_return_is_told_with_it() -> None:
    wrong = unit("教育局", 1, requests__granted__natural=8)
    over = SetOverride(GRANTED, Override("adjustment", -1, "试", 14))
    finding = found(AcceptReturns((wrong, unit("民政局", 1))), over)[NATURAL]
    assert "前者少1。差额来自1个单位：教育局少2，其余来自改数。" in finding.message


def test_a_unit_that_is_left_out_is_at_no_fault() -> None:
    wrong = unit("教育局", 1, requests__granted__natural=7)
    edits = (
        AcceptReturns((wrong, unit("民政局", 1), unit("水利局", 1))),
        SetUnit("教育局", included=False, reason="撤并"),
    )
    assert NATURAL not in found(*edits)


def test_in_a_report_a_part_is_suspected_through_its_computed_totals() -> None:
    whole = {figure: value for figure, value in unit("", 1).figures.items() if figure not in FORM.totals}
    twice = SetFigures(OWN, whole | {FigureId("requests.carried_in.natural"): 4})
    assert {finding.culprits for finding in found(twice).values() if finding.check.startswith("requests.balance")} == {
        (FigureId("requests.carried_in.natural"), FigureId("requests.deny_4.natural"))
    }


def test_of_a_single_return_it_is_not_said_whose_it_is() -> None:
    wrong = unit("教育局", 1, requests__granted__natural=7, proactive__normative__issued=5)
    told = found(AcceptReturns((wrong,)))
    assert {NATURAL, "proactive.normative.in_force.not_below_issued"} <= told.keys()
    assert "教育局" not in "".join(finding.message for finding in told.values())


def test_whose_it_is_follows_each_correction() -> None:
    issued, check = FigureId("proactive.normative.issued"), "proactive.normative.in_force.not_below_issued"
    report = Report(FORM, "甲县", 2025)
    units = AcceptReturns((unit("教育局", 1), unit("民政局", 1), unit("水利局", 1)))
    told = []
    for edit in (units, SetFigure("民政局", issued, 5), SetFigure("教育局", issued, 4), SetFigure("民政局", issued, 0)):
        report.adopt(edit.on(report))
        told += [finding.message for finding in report.findings if finding.check == check]
    named = [message.partition("差在")[2].partition("。")[0] for message in told]
    assert named == ["民政局", "教育局、民政局", "教育局"]


def test_whose_it_is_is_told_again_when_only_its_cell_is_another() -> None:
    report = Report(FORM, "甲县", 2025)
    refused = FigureId("requests.deny_4.natural")
    for edit in (
        AcceptReturns((unit("教育局", 1, requests__granted__natural=7), unit("民政局", 1))),
        SetFigures("教育局", {GRANTED: 6, refused: 5}),
    ):
        report.adopt(edit.on(report))
        (culprit,) = next(finding.culprits for finding in report.findings if finding.check == NATURAL)
    assert culprit == refused
