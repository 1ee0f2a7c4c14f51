"""What no return shows by itself: copies, and a unit that returned the whole district."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.form import FigureId
from app.report.edits import AcceptReturns, SetFigure, SetOrgan
from app.report.report import Report
from app.report.returns import Return
from app.report.values import Source, Value
from tests.readers.made import FORM, consistent, sample_figures

FEE = FigureId("proactive.fee.amount")


def unit(name: str, figures: dict[FigureId, Value]) -> Return:
    return Return(f"{name}.xlsx", name, 2025, FORM.id, figures, dict.fromkeys(figures, Source()))


def other(seed: int) -> dict[FigureId, Value]:
    """Figures of their own for every seed."""
    return consistent(
        requests__received__natural=seed + 10,
        requests__received__legal=2,
        requests__granted__natural=seed,
        requests__granted__legal=2,
        requests__unable_1__natural=6,
        requests__reject_2__natural=4,
        proactive__licence__decisions=100 + seed,
        proactive__fee__amount=Decimal(seed),
    )


def report_of(returns: Sequence[Return]) -> Report:
    report = Report(FORM, "", 2025)
    for edit in (SetOrgan("青禾区人民政府"), AcceptReturns(tuple(returns))):
        report.adopt(edit.on(report))
    return report


def found(report: Report) -> dict[str, str]:
    return {finding.check: finding.message for finding in report.findings}


def test_two_returns_with_the_same_figures_are_questioned_by_name() -> None:
    report = report_of([unit("甲局", other(1)), unit("乙局", other(2)), unit("丙局", other(1))])
    message = found(report)["returns.same_figures"]
    assert ("甲局" in message, "乙局" in message, "丙局" in message) == (True, False, True)


def test_a_copy_that_was_corrected_is_questioned_no_longer() -> None:
    report = report_of([unit("甲局", other(1)), unit("乙局", other(2)), unit("丙局", other(1))])
    edit = SetFigure("丙局", FigureId("proactive.licence.decisions"), 7)
    report.adopt(edit.on(report))
    assert "returns.same_figures" not in found(report)


def test_units_with_hardly_any_figures_may_agree() -> None:
    few = consistent(proactive__licence__decisions=3, proactive__normative__in_force=2)
    assert not found(report_of([unit(name, few) for name in ("甲局", "乙局", "丙局")]))


def test_two_units_alone_are_not_compared() -> None:
    assert not found(report_of([unit("甲局", other(1)), unit("乙局", other(1))]))


def test_a_unit_that_returned_the_sum_of_the_others_is_named() -> None:
    one, two = other(1), other(2)
    whole = {figure: one[figure] + two[figure] for figure in FORM.figures}
    report = report_of([unit("甲局", one), unit("政务办", whole), unit("乙局", two)])
    assert "政务办表三的144项数据都等于其他单位之和" in found(report)["returns.sum_of_others"]


def test_a_unit_that_returned_the_sum_of_the_others_is_named_as_long_as_it_did() -> None:
    one, two, largest = other(1), other(2), FigureId("requests.received.natural")
    whole = {figure: one[figure] + two[figure] for figure in FORM.figures}
    report = report_of([unit("甲局", one), unit("政务办", whole), unit("乙局", two)])
    told = found(report)["returns.sum_of_others"]
    for value in (one[largest] + 1, one[largest]):
        edit = SetFigure("甲局", largest, value)
        report.adopt(edit.on(report))
        assert found(report).get("returns.sum_of_others") == (told if value == one[largest] else None)


def test_a_fee_near_the_sum_of_the_others_is_questioned() -> None:
    fees = {"甲局": "60", "乙局": "41.5", "财政局": "101"}
    returns = [unit(name, other(place) | {FEE: Decimal(fee)}) for place, (name, fee) in enumerate(fees.items(), 1)]
    assert "财政局" in found(report_of(returns))["returns.fee_of_all"]


def test_a_fee_in_yuan_stands_out_from_the_others() -> None:
    fees = {"甲局": "3", "乙局": "2.5", "丙局": "125000"}
    returns = [unit(name, other(place) | {FEE: Decimal(fee)}) for place, (name, fee) in enumerate(fees.items(), 1)]
    message = found(report_of(returns))["proactive.fee.amount.unit"]
    assert "丙局" in message
    assert "元" in message


def test_what_units_did_not_give_is_partial_and_names_them() -> None:
    lacking = other(2)
    del lacking[FEE]
    report = report_of([unit("甲局", other(1)), unit("乙局", lacking)])
    assert report.figures[FEE] == Decimal(1)
    assert "不含乙局" in found(report)[f"{FEE}.partial"]


def test_what_no_unit_gave_is_missing() -> None:
    lacking = sample_figures()
    del lacking[FEE]
    report = report_of([unit("甲局", lacking)])
    assert FEE not in report.figures
    assert f"{FEE}.required" in found(report)


def test_a_difference_says_whose_it_is() -> None:
    wrong = other(2) | {FigureId("requests.carried_out.natural"): 1}
    report = report_of([unit("甲局", other(1)), unit("乙局", wrong)])
    assert found(report)["requests.balance.natural"].find("差在乙局：报送表同一处也少1。第一项") > 0
