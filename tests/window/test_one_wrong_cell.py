"""One wrong cell in one unit's return is one error, whose unit is named; two are two."""

from __future__ import annotations

import random
from decimal import Decimal

import pytest

from app.form import FigureId
from app.report.each_return import EachReturn
from app.report.edits import AcceptReturns
from app.report.report import Report
from app.report.review import review
from app.report.values import Value
from app.window.standing import UNITS, Line, Mark, Standing
from app.window.standing.from_review import standing
from app.window.standing.ways import ways
from tests.readers.made import FORM, READER, one_sheet, sample_figures, saved

UNITS_NAMED = ("教育局", "民政局", "水利局")
IN_TABLE_3 = [f for f in FORM.figures if f.startswith("requests.") and f not in FORM.totals]


def report_with(wrong: dict[str, dict[FigureId, int | str | Decimal]]) -> Report:
    """Three returns in which all checks hold, but for these cells."""
    report = Report(FORM, "青禾区人民政府", 2025)
    sent = []
    for unit in UNITS_NAMED:
        book, addresses = one_sheet(sample_figures(), unit=unit)
        for figure, content in wrong.get(unit, {}).items():
            book.worksheets[0][addresses[figure]] = content
        sent.append(READER.read(f"{unit}.xlsx", saved(book), 2025))
    report.adopt(AcceptReturns(tuple(sent)).on(report))
    return report


def standing_of(report: Report) -> Standing:
    return standing(report, review(report), EachReturn(FORM))


def errors(report: Report) -> list[Line]:
    return [line for line in standing_of(report).lines if line.mark is Mark.ERROR]


@pytest.mark.parametrize("seed", range(12))
def test_a_wrong_part_is_one_error_and_its_unit_is_named(seed: int) -> None:
    chance = random.Random(seed)
    unit, figure = chance.choice(UNITS_NAMED), chance.choice(IN_TABLE_3)
    wrong: Value = sample_figures()[figure] + chance.randint(1, 5)
    report = report_with({unit: {figure: wrong}})
    found = errors(report)
    assert len(found) == 1
    assert found[0].units == (unit,)
    assert unit in found[0].text


@pytest.mark.parametrize("seed", range(12))
def test_an_unreadable_cell_is_one_error_and_said_with_the_balance_that_it_breaks(seed: int) -> None:
    chance = random.Random(seed)
    unit = chance.choice(UNITS_NAMED)
    figure = chance.choice([figure for figure in IN_TABLE_3 if sample_figures()[figure]])
    report = report_with({unit: {figure: "待核"}})
    found = errors(report)
    assert len(found) == 1
    assert found[0].units == (unit,)
    assert "“待核”不是数字" in found[0].text


def test_what_can_be_done_for_the_unit_is_offered_with_the_reports_line() -> None:
    report = report_with({"教育局": {FigureId("requests.granted.natural"): 4}})
    (line,) = errors(report)
    assert line.section != UNITS
    offered = [way.verb.partition("(")[0] for way in ways(report, line, None)]
    assert "到此处" in offered
    assert "看教育局" in offered
    assert "不纳入汇总" in offered
    assert len(offered) == len(set(offered))


def test_two_wrong_cells_in_two_units_are_two_errors() -> None:
    report = report_with(
        {
            "教育局": {FigureId("requests.granted.natural"): 4},
            "水利局": {FigureId("requests.granted.business"): 7},
        }
    )
    assert standing_of(report).count(Mark.ERROR) == 2
