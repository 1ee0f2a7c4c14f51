"""What a clerk's edits do to a report, before any file comes into it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from app.form import FigureId
from app.report.each_return import own_findings
from app.report.edits import (
    AcceptReturns,
    EditRefused,
    Explain,
    RemoveReturn,
    SetFigure,
    SetFigures,
    SetOverride,
    SetRoster,
    SetText,
    SetUnit,
)
from app.report.findings import raised
from app.report.report import OWN, Collected, Override, Report, Unit
from app.report.returns import Return
from app.report.unit_edits import added, roster_of
from app.report.values import Source, Value
from tests.store.made import BUSINESS, FEE, FORM, NATURAL, TOTAL, sent_by


def report_of(*returns: Return) -> Report:
    """A report with these returns."""
    report = Report(FORM, "甲县", 2025)
    report.adopt(AcceptReturns(returns).on(report))
    return report


def test_typing_into_an_empty_report_begins_the_organs_own_return() -> None:
    report = Report(FORM, "甲县", 2025)
    change = SetFigure(OWN, NATURAL, 3).on(report)
    assert report.returns == {}
    assert NATURAL in report.adopt(change)
    assert (report.figures[NATURAL], report.returns[OWN].sources[NATURAL]) == (3, Source(conversion="typed"))
    report.adopt(change.reversed())
    assert report.returns == {}


def test_a_total_of_the_report_cannot_be_typed_or_overridden() -> None:
    report = Report(FORM, "甲县", 2025)
    with pytest.raises(EditRefused, match="表三“新收·总计”是合计"):
        SetFigure(OWN, TOTAL, 3).on(report)
    with pytest.raises(EditRefused, match="是合计"):
        SetOverride(TOTAL, Override("fixed", 3, "", None)).on(report)


def test_a_total_that_a_unit_gave_can_be_corrected_and_cleared() -> None:
    report = report_of(sent_by("教育局", {TOTAL: 9}, requests__received__natural=7))
    report.adopt(SetFigure("教育局", TOTAL, 8).on(report))
    assert report.returns["教育局"].given(TOTAL) == 8
    report.adopt(SetFigure("教育局", TOTAL, None).on(report))
    assert (report.returns["教育局"].given(TOTAL), report.returns["教育局"].figures[TOTAL]) == (None, 7)


def test_totals_that_nobody_gave_follow_and_come_back() -> None:
    report = report_of(sent_by("教育局", requests__received__natural=7))
    change = SetFigure("教育局", NATURAL, 8).on(report)
    report.adopt(change)
    assert report.returns["教育局"].figures[TOTAL] == 8
    report.adopt(change.reversed())
    assert report.returns["教育局"] == sent_by("教育局", requests__received__natural=7)


def test_a_total_that_could_not_be_read_is_missing_again_after_undo() -> None:
    sent = sent_by("教育局").with_cell(TOTAL, None)
    report = report_of(sent)
    change = SetFigure("教育局", NATURAL, 8).on(report)
    report.adopt(change)
    report.adopt(change.reversed())
    assert report.returns["教育局"] == sent


def test_the_same_value_typed_over_a_cell_keeps_where_it_came_from() -> None:
    report = report_of(sent_by("教育局", proactive__fee__amount=Decimal("1.50")))
    assert SetFigure("教育局", FEE, Decimal("1.5")).on(report).steps == ()


def test_a_typed_zero_is_not_a_missing_figure() -> None:
    report = Report(FORM, "甲县", 2025)
    report.adopt(SetFigure(OWN, NATURAL, 0).on(report))
    assert report.figures == {NATURAL: 0}


def test_clearing_what_is_not_there_changes_nothing() -> None:
    report = Report(FORM, "甲县", 2025)
    assert SetFigure(OWN, NATURAL, None).on(report).steps == ()
    assert RemoveReturn("教育局").on(report).steps == ()


@pytest.mark.parametrize(
    ("figure", "value"),
    [(NATURAL, 10**9), (NATURAL, Decimal("NaN")), (FEE, Decimal("-Infinity")), (FEE, Decimal("0.0000001"))],
)
def test_what_cannot_be_such_a_figure_is_refused(figure: FigureId, value: Value) -> None:
    with pytest.raises(EditRefused, match="请核对后重新填写"):
        SetFigure(OWN, figure, value).on(Report(FORM))


def test_a_unit_without_a_return_takes_no_figures() -> None:
    with pytest.raises(EditRefused, match="教育局还没有报送表"):
        SetFigure("教育局", NATURAL, 1).on(Report(FORM))


def test_a_paste_is_one_change_in_which_later_parts_count() -> None:
    report = report_of(sent_by("教育局"))
    change = SetFigures("教育局", {NATURAL: 3, BUSINESS: 4}).on(report)
    assert change.name == "粘贴2个数据项"
    report.adopt(change)
    assert (report.returns["教育局"].figures[TOTAL], report.figures[TOTAL]) == (7, 7)


def test_two_returns_of_one_unit_are_refused_together() -> None:
    with pytest.raises(EditRefused, match="教育局同时有2份报送表"):
        AcceptReturns((sent_by("教育局"), sent_by("教育局", requests__received__natural=1))).on(Report(FORM))


def test_a_unit_left_out_of_the_roll_up_counts_again_when_taken_in() -> None:
    report = report_of(sent_by("教育局", requests__received__natural=7), sent_by("民政局"))
    report.adopt(SetUnit("教育局", included=False, reason="已撤销").on(report))
    assert report.figures[NATURAL] == 0
    report.adopt(SetRoster((Unit("民政局"), Unit("教育局"))).on(report))
    assert report.figures[NATURAL] == 7


def test_returns_stand_in_the_rosters_order_also_after_undo() -> None:
    report = report_of(sent_by("教育局"), sent_by("民政局"), sent_by("城关镇"))
    report.adopt(SetRoster((Unit("民政局"), Unit("教育局"))).on(report))
    removed = RemoveReturn("民政局").on(report)
    report.adopt(removed)
    report.adopt(removed.reversed())
    assert list(report.returns) == ["民政局", "教育局", "城关镇"]


def test_a_roster_in_another_order_is_a_change() -> None:
    report = Report(FORM)
    report.adopt(SetRoster((Unit("甲"), Unit("乙"))).on(report))
    change = SetRoster((Unit("乙"), Unit("甲"))).on(report)
    report.adopt(change)
    assert list(report.units) == ["乙", "甲"]
    report.adopt(change.reversed())
    assert list(report.units) == ["甲", "乙"]


def test_leaving_a_unit_out_makes_no_roster_of_the_others() -> None:
    report = report_of(sent_by("教育局"), sent_by("民政局"))
    report.adopt(SetUnit("教育局", included=False, reason="已撤销").on(report))
    assert "returns.unknown_unit" not in [finding.check for finding in report.findings]


def test_taking_it_in_again_makes_none_either() -> None:
    report = report_of(sent_by("教育局"), sent_by("民政局"), sent_by("城关镇"))
    for unit in ("教育局", "民政局"):
        report.adopt(SetUnit(unit, included=False, reason="已撤销").on(report))
    report.adopt(SetUnit("教育局", included=True).on(report))
    assert not report.has_roster
    assert list(report.units) == ["民政局"]
    assert "returns.unknown_unit" not in [finding.check for finding in report.findings]


def test_a_unit_of_the_roster_that_is_taken_in_again_stays_on_it() -> None:
    report = report_of(sent_by("教育局"))
    report.adopt(SetRoster((Unit("教育局"), Unit("民政局"))).on(report))
    report.adopt(SetUnit("教育局", included=False, reason="已撤销").on(report))
    report.adopt(SetUnit("教育局", included=True).on(report))
    assert list(report.units.values()) == [Unit("教育局"), Unit("民政局")]


def test_what_could_not_be_read_is_settled_once_it_is_typed() -> None:
    refused = raised(FORM, "{figure}.refused", "不是数字", (NATURAL,), in_return=True)
    sent = sent_by("教育局").with_cell(NATURAL, None)
    report = report_of(replace(sent, findings=(refused,)))
    assert refused in own_findings(FORM, report.returns["教育局"])
    report.adopt(SetFigure("教育局", NATURAL, 3).on(report))
    assert refused not in own_findings(FORM, report.returns["教育局"])


def test_the_undo_menu_says_what_was_done() -> None:
    report = report_of(sent_by("教育局"))
    edits = (
        SetFigure("教育局", NATURAL, 1),
        SetText("1", "x"),
        SetText("preamble", "x"),
        AcceptReturns((sent_by("民政局"),)),
    )
    assert [edit.on(report).name for edit in edits] == [
        "改教育局表三“新收·自然人”",
        "修改“总体情况”",
        "修改前言",
        "采用民政局的报送表",
    ]


def about(report: Report, figure: FigureId) -> list[str]:
    """What is said of this figure: the last word of each check, and its sentence."""
    return [f"{f.check.rsplit('.')[-1]}：{f.message}" for f in report.findings if f.figures == (figure,)]


def test_an_adjustment_does_not_hide_that_a_unit_is_lacking_but_a_fixed_number_does() -> None:
    report = report_of(sent_by("教育局", requests__received__natural=7), sent_by("民政局").with_cell(NATURAL, None))
    report.adopt(SetOverride(NATURAL, Override("adjustment", 1, "漏计", 7)).on(report))
    assert report.figures[NATURAL] == 8
    assert about(report, NATURAL)[0].startswith("partial：表三“新收·自然人”汇总为7，不含民政局")
    report.adopt(SetOverride(NATURAL, Override("fixed", 8, "电话核实", 7)).on(report))
    assert about(report, NATURAL) == []


def test_a_figure_that_no_unit_gave_stays_missing_under_an_adjustment() -> None:
    report = report_of(sent_by("教育局").with_cell(NATURAL, None))
    report.adopt(SetOverride(NATURAL, Override("adjustment", 1, "漏计", None)).on(report))
    assert NATURAL not in report.figures


def test_a_sum_that_moves_under_a_fixed_number_is_said() -> None:
    report = report_of(sent_by("教育局", requests__received__natural=7))
    report.adopt(SetOverride(NATURAL, Override("fixed", 9, "核实", 7)).on(report))
    assert about(report, NATURAL) == []
    report.adopt(SetFigure("教育局", NATURAL, 8).on(report))
    assert about(report, NATURAL) == ["moved：表三“新收·自然人”改数时汇总为7，现为8，仍用9。请确认是否改用新的汇总数。"]


def warnings(report: Report, check: str) -> dict[str, bool]:
    """What this check says, and whether it is explained."""
    return {f.message: report.is_explained(f) for f in report.findings if f.check == check}


def copied(*units: str, value: int) -> tuple[Return, ...]:
    """Returns with the same five figures."""
    same = {f"requests__received__{who}": value for who in ("natural", "business", "research", "welfare", "legal")}
    return tuple(sent_by(unit, None, **same) for unit in units)


def test_an_explanation_is_of_these_units_and_not_of_others_that_fail_alike() -> None:
    report = report_of(*copied("一局", "二局", value=2), *copied("六局", value=3))
    (first,) = (finding for finding in report.findings if finding.check == "returns.same_figures")
    report.adopt(Explain(first, "两局合署办公").on(report))
    report.adopt(AcceptReturns(copied("十局", value=3)).on(report))
    assert list(warnings(report, "returns.same_figures").values()) == [True, False]
    (second,) = (f for f in report.findings if f.check == "returns.same_figures" and not report.is_explained(f))
    report.adopt(Explain(second, "一套人马").on(report))
    assert list(warnings(report, "returns.same_figures").values()) == [True, True]
    report.adopt(Explain(first, "").on(report))
    assert list(warnings(report, "returns.same_figures").values()) == [False, True]


def test_an_explanation_is_stale_when_the_values_change_and_good_again_when_they_come_back() -> None:
    report = report_of(sent_by("教育局", requests__received__natural=7))
    report.adopt(SetOverride(NATURAL, Override("fixed", 9, "核实", 6)).on(report))
    (moved,) = (finding for finding in report.findings if finding.check.endswith("moved"))
    report.adopt(Explain(moved, "汇总少计").on(report))
    assert list(warnings(report, moved.check).values()) == [True]
    change = SetFigure("教育局", NATURAL, 8).on(report)
    report.adopt(change)
    assert list(warnings(report, moved.check).values()) == [False]
    report.adopt(change.reversed())
    assert list(warnings(report, moved.check).values()) == [True]


def test_what_was_collected_and_not_taken_is_told_until_the_next_collecting() -> None:
    report = report_of(sent_by("教育局"))
    twice = raised(FORM, "returns.duplicate", "民政局有2个不同的文件：a.xls、b.xls，都没有计入汇总。")
    change = AcceptReturns((), Collected((twice,), ("坏.xls打不开，没有计入汇总。",))).on(report)
    report.adopt(change)
    assert report.findings[0] == twice
    assert report.collected.left_out == ("坏.xls打不开，没有计入汇总。",)
    report.adopt(AcceptReturns((sent_by("民政局"),)).on(report))
    assert (report.collected, twice in report.findings) == (Collected(), False)


def test_taking_back_an_import_takes_back_what_was_told_of_its_files() -> None:
    report = report_of(sent_by("教育局"))
    before = Collected(left_out=("甲.xls是2024年度的。",))
    report.adopt(AcceptReturns((), before).on(report))
    change = AcceptReturns((sent_by("民政局"),), Collected(left_out=("乙.xls打不开。",))).on(report)
    report.adopt(change)
    report.adopt(change.reversed())
    assert (report.collected, list(report.returns)) == (before, ["教育局"])


def test_a_roster_that_is_all_left_out_is_still_one_and_keeps_its_order() -> None:
    report = report_of(sent_by("教育局"), sent_by("民政局"), sent_by("城关镇"))
    roster = (Unit("城关镇"), Unit("教育局"), Unit("民政局"))
    report.adopt(SetRoster(roster).on(report))
    for unit in roster:
        report.adopt(SetUnit(unit.name, included=False, reason="已撤销").on(report))
    assert report.has_roster
    before = tuple(report.units.values())
    change = SetUnit("教育局", included=True).on(report)
    report.adopt(change)
    assert [unit.name for unit in report.units.values() if unit.included] == ["教育局"]
    report.adopt(change.reversed())
    assert tuple(report.units.values()) == before


def test_who_was_left_out_stays_out_whatever_the_roster() -> None:
    report = report_of(sent_by("教育局"), sent_by("民政局"))
    report.adopt(SetRoster((Unit("教育局"), Unit("民政局"))).on(report))
    report.adopt(SetUnit("教育局", included=False, reason="已撤销").on(report))
    report.adopt(SetRoster(roster_of(report, ["民政局"])).on(report))
    assert [sent.unit for sent in report.sources] == ["民政局"]
    assert not report.is_listed("教育局")
    report.adopt(SetRoster(added(report, ["教育局"])).on(report))
    assert report.is_listed("教育局")
    assert [sent.unit for sent in report.sources] == ["民政局"]
