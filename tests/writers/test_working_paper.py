"""The working paper as an auditor opens it."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from app.form import FigureId, newest_form
from app.report.report import Change, Override, Report, Step, Unit
from app.report.returns import Return, Unused, compute_totals
from app.report.values import Source, Value
from app.writers.working_paper import working_paper

FORM = newest_form()
NATURAL, TOTAL, FEE = (
    FigureId(figure) for figure in ("requests.received.natural", "requests.received.total", "proactive.fee.amount")
)


def sent(unit: str, values: dict[FigureId, Value], raw: str = "3件", missing: FigureId | None = None) -> Return:
    figures: dict[FigureId, Value] = {
        figure: values.get(figure, 0) for figure in FORM.figures if figure not in FORM.totals and figure != missing
    }
    sources = {figure: Source("", "2025年", "D9", raw, "unit_suffix") for figure in figures}
    compute_totals(figures, sources, FORM)
    unused = (Unused("2025年", "B40", "-待核实", "不是数字", NATURAL),)
    return Return(f"{unit}.xlsx", unit, 2025, FORM.id, figures, sources, unused)


def report(*returns: Return, overrides: dict[FigureId, Override] | None = None) -> Report:
    made = Report(FORM, "青禾区人民政府", 2025)
    steps = [Step(("return", one.unit), None, one) for one in returns]
    steps += [Step(("override", figure), None, override) for figure, override in (overrides or {}).items()]
    made.adopt(Change("汇总", tuple(steps)))
    return made


def written(made: Report) -> Workbook:
    content = BytesIO()
    working_paper(made, content)
    return load_workbook(BytesIO(content.getvalue()))


def line(sheet: Worksheet, name: str) -> list[Cell]:
    found = next(row for row in sheet.iter_rows() if row[0].value == name)
    return [cell for cell in found if isinstance(cell, Cell)]


def test_a_figure_is_a_live_sum_over_the_units_beside_the_reports_figure() -> None:
    sheet = written(report(sent("教育局", {NATURAL: 3}), sent("财政局", {NATURAL: 4})))["表三"]
    cells = line(sheet, "新收·自然人")
    assert [cell.value for cell in cells[1:3]] == [3, 4]
    assert "SUM(B3:C3)" in str(cells[3].value)
    assert cells[4].value == 7


def test_a_total_adds_the_sums_of_its_parts_and_not_the_totals_that_units_gave() -> None:
    sheet = written(report(sent("教育局", {NATURAL: 3})))["表三"]
    assert "SUM(C3:C8)" in str(line(sheet, "新收·总计")[2].value)


def test_a_missing_figure_is_no_zero_and_the_unit_is_named() -> None:
    made = report(sent("教育局", {NATURAL: 3}), sent("财政局", {}, missing=NATURAL))
    cells = line(written(made)["表三"], "新收·自然人")
    assert cells[2].value == "未填"
    assert cells[-1].value == "不含财政局（没有这项数据）"


def test_a_figure_that_was_changed_shows_value_and_reason() -> None:
    changed = {NATURAL: Override("adjustment", -2, "两件由区政府转办", 7)}
    made = report(sent("教育局", {NATURAL: 3}), sent("财政局", {NATURAL: 4}), overrides=changed)
    cells = line(written(made)["表三"], "新收·自然人")
    assert cells[4].value == 5
    assert cells[-1].value == "调整－2：两件由区政府转办"


def test_money_keeps_every_digit() -> None:
    sheet = written(report(sent("教育局", {FEE: Decimal("90000000.123457")}), sent("财政局", {FEE: Decimal("0.1")})))[
        "表二"
    ]
    cells = line(sheet, "行政事业性收费·本年收费金额")
    assert [cell.value for cell in cells[1:3]] == [90000000.123457, 0.1]
    assert [cell.data_type for cell in cells[1:3]] == ["n", "n"]


def test_an_amount_beyond_what_spreadsheets_hold_is_written_out_as_text() -> None:
    large = [sent(f"单位{n}", {FEE: Decimal("99999999.123457")}) for n in range(11)]
    cell = line(written(report(*large))["表二"], "行政事业性收费·本年收费金额")[13]
    assert (cell.value, cell.data_type) == ("1099999990.358027", "s")


def test_every_value_is_traced_to_file_sheet_and_cell() -> None:
    sheet = written(report(sent("教育局", {NATURAL: 3})))["来源"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert len(rows) == 1 + len(FORM.figures)
    assert ["教育局", "表三“新收·自然人”", "教育局.xlsx", "2025年", "D9", "3件", "去掉计量单位", 3] in rows


def test_what_was_not_used_is_listed_with_its_reason() -> None:
    sheet = written(report(sent("教育局", {})))["未采用"]
    assert [cell.value for cell in sheet[2]] == [
        "教育局",
        "教育局.xlsx",
        "2025年",
        "B40",
        "-待核实",
        "表三“新收·自然人”",
        "不是数字",
    ]


def test_text_from_returns_never_becomes_a_formula() -> None:
    made = report(sent("=1+1", {NATURAL: 3}, raw="=cmd|' /C calc'!A0\x0b"))
    made.adopt(Change("名册", (Step(("unit", "@局"), None, Unit("@局", included=False, reason="+不报")),)))
    book = written(made)
    outside = [
        cell
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value[:2] in ("=1", "=c", "@局", "+不", "-待")
    ]
    assert {str(cell.value)[:2] for cell in outside} == {"=1", "=c", "@局", "+不", "-待"}
    assert all(cell.data_type == "s" for cell in outside)


def test_a_unit_left_out_of_the_roll_up_has_no_column_but_is_named_with_its_reason() -> None:
    made = report(sent("教育局", {NATURAL: 3}), sent("税务局", {NATURAL: 9}))
    made.adopt(
        Change("名册", (Step(("unit", "税务局"), None, Unit("税务局", included=False, reason="垂直管理")),)),
    )
    book = written(made)
    assert "税务局" not in [cell.value for cell in book["表三"][2]]
    listed = [[cell.value for cell in row[:4]] for row in book["单位"].iter_rows()]
    assert ["税务局", "是", "否", "垂直管理"] in listed


def test_without_returns_the_paper_says_missing() -> None:
    cells = line(written(report())["表三"], "新收·自然人")
    assert [cell.value for cell in cells[1:3]] == ['="未填"', "未填"]
