"""What becomes of a unit's return in the clerk's hands: corrected, put back, typed, given another name."""

from __future__ import annotations

import pytest

from app.form import FigureId
from app.report.edits import AcceptReturns, Edit, EditRefused, RestoreSent, SetFigure, SetFigures, SetRoster, SetUnit
from app.report.report import Report, Unit
from app.report.returns import Return
from app.report.unit_edits import BeginReturn, RenameUnit, ReportZero, Together
from app.report.values import Source
from tests.store.made import BUSINESS, FORM, NATURAL, TOTAL, sent_by


def report_of(*returns: Return) -> Report:
    report = Report(FORM, "甲县", 2025)
    do(report, SetRoster((Unit("教育局"), Unit("民政局"), Unit("水利局"))), AcceptReturns(returns))
    return report


def do(report: Report, *edits: Edit) -> None:
    for edit in edits:
        report.adopt(edit.on(report))


def test_what_the_unit_sent_stays_beside_a_correction() -> None:
    report = report_of(sent_by("教育局", requests__received__natural=7))
    do(report, SetFigure("教育局", NATURAL, 8, "电话更正 1月15日"), SetFigure("教育局", NATURAL, 9))
    sent = report.returns["教育局"]
    assert sent.corrected == {NATURAL: (7, Source("教育局.xls", "2025年", "D9", "", "blank_zero"))}
    assert sent.figures[TOTAL] == 9


def test_the_ground_of_a_correction_is_noted() -> None:
    report = report_of(sent_by("教育局"))
    do(report, SetFigure("教育局", NATURAL, 8, "电话更正 1月15日"))
    assert report.returns["教育局"].sources[NATURAL] == Source(raw="电话更正 1月15日", conversion="typed")


def test_what_the_unit_sent_is_put_back_with_its_cell() -> None:
    sent = sent_by("教育局", {TOTAL: 9}, requests__received__natural=7)
    report = report_of(sent)
    do(report, SetFigure("教育局", NATURAL, None), SetFigure("教育局", TOTAL, None))
    assert set(report.returns["教育局"].corrected) == {NATURAL, TOTAL}
    do(report, RestoreSent("教育局", (NATURAL, TOTAL)))
    assert report.returns["教育局"] == sent


def test_a_total_that_only_follows_is_no_correction() -> None:
    report = report_of(sent_by("教育局"))
    do(report, SetFigure("教育局", NATURAL, 8))
    assert set(report.returns["教育局"].corrected) == {NATURAL}


def test_a_total_that_agreed_follows_a_correction_and_comes_back_with_it() -> None:
    sent = sent_by("教育局", {TOTAL: 7}, requests__received__natural=7)
    report = report_of(sent)
    do(report, SetFigure("教育局", NATURAL, 8))
    corrected = report.returns["教育局"]
    assert corrected.figures[TOTAL] == 8
    assert corrected.corrected[TOTAL] == (7, sent.sources[TOTAL])
    do(report, SetFigure("教育局", BUSINESS, 1))
    assert report.returns["教育局"].figures[TOTAL] == 9
    do(report, RestoreSent("教育局", (NATURAL, BUSINESS)))
    assert report.returns["教育局"] == sent


def test_a_total_that_did_not_agree_stays_as_it_was_sent() -> None:
    report = report_of(sent_by("教育局", {TOTAL: 9}, requests__received__natural=7))
    do(report, SetFigure("教育局", BUSINESS, 1))
    assert report.returns["教育局"].figures[TOTAL] == 9


def test_nothing_is_a_correction_where_no_file_came() -> None:
    report = report_of()
    do(report, BeginReturn("水利局"), SetFigure("水利局", NATURAL, 3, "代录"))
    assert (report.figures[NATURAL], report.returns["水利局"].corrected) == (3, {})


def test_silent_units_report_zero_in_one_step() -> None:
    report = report_of(sent_by("教育局", requests__received__natural=7))
    change = ReportZero(("民政局", "水利局"), "零报告：电话确认").on(report)
    report.adopt(change)
    assert change.name == "2个单位零报告"
    assert all(report.returns[unit].is_zero for unit in ("民政局", "水利局"))
    assert not [finding for finding in report.findings if finding.check == "returns.missing"]
    assert report.returns["民政局"].sources[NATURAL].raw == "零报告：电话确认"
    report.adopt(change.reversed())
    assert list(report.returns) == ["教育局"]


def test_a_return_that_came_is_not_typed_over() -> None:
    report = report_of(sent_by("教育局"))
    for edit in (ReportZero(("教育局",), ""), BeginReturn("教育局")):
        with pytest.raises(EditRefused, match="教育局已经有报送表"):
            edit.on(report)


def test_a_return_under_another_name_is_given_to_the_unit_it_is_of() -> None:
    report = report_of(sent_by("区教体局", requests__received__natural=7))
    do(report, RenameUnit("区教体局", "教育局"))
    assert list(report.returns) == ["教育局"]
    assert list(report.units) == ["教育局", "民政局", "水利局"]
    assert report.figures[NATURAL] == 7


def test_a_unit_keeps_its_return_and_its_place_under_a_new_name() -> None:
    report = report_of(sent_by("民政局", requests__received__natural=7))
    change = RenameUnit("民政局", "民政和社会事务局").on(report)
    report.adopt(change)
    assert list(report.units) == ["教育局", "民政和社会事务局", "水利局"]
    assert report.returns["民政和社会事务局"].figures[NATURAL] == 7
    report.adopt(change.reversed())
    assert (list(report.units)[1], list(report.returns)) == ("民政局", ["民政局"])


def test_two_units_cannot_have_one_name() -> None:
    report = report_of(sent_by("教育局"), sent_by("民政局"))
    with pytest.raises(EditRefused, match="民政局已经在名册上"):
        RenameUnit("教育局", "民政局").on(report)


def test_several_edits_are_one() -> None:
    report = report_of()
    leave_out = tuple(SetUnit(unit, included=False, reason="撤并") for unit in ("教育局", "民政局"))
    do(report, Together("2个单位不纳入汇总", leave_out))
    assert [unit.included for unit in report.units.values()] == [False, False, True]


def test_a_correction_is_of_the_figure_and_not_of_the_return() -> None:
    report = report_of(sent_by("教育局"))
    do(report, SetFigure("教育局", FigureId("requests.granted.natural"), 1))
    assert NATURAL not in report.returns["教育局"].corrected


def test_totals_follow_from_all_that_is_entered_into_a_return_at_once() -> None:
    report = report_of(sent_by("教育局"))
    figures = (NATURAL, BUSINESS)
    for figure in (*figures, TOTAL):
        do(report, SetFigure("教育局", figure, None))
    assert TOTAL not in report.returns["教育局"].figures
    zeros = tuple(Together("填 1", (SetFigures("教育局", {figure: 1}),)) for figure in figures)
    do(report, Together("填 1（2 处）", zeros))
    assert report.returns["教育局"].figures[TOTAL] == 2
