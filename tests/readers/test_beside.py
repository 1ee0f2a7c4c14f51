"""What was typed beside the right cell is never lost, and a blank beside it never becomes 0."""

from __future__ import annotations

from decimal import Decimal

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.form import FigureId
from app.form.layout import printed
from app.writers.blank import blank_return
from tests.readers.made import FORM, SECTION_TITLES, one_sheet, put_table, read, sample_figures

LICENCE, FEE = FigureId("proactive.licence.decisions"), FigureId("proactive.fee.amount")


def table_two(*, merge: bool) -> tuple[Workbook, Worksheet, dict[FigureId, str]]:
    book, addresses = one_sheet(sample_figures(), merge=merge)
    assert isinstance(book.active, Worksheet)
    return book, book.active, addresses


def test_a_value_under_a_merged_header_is_found_wherever_it_stands() -> None:
    book, sheet, addresses = table_two(merge=False)
    row = sheet[addresses[LICENCE]].row
    sheet.merge_cells(start_row=row - 1, start_column=2, end_row=row - 1, end_column=4)
    sheet.cell(row, 2).value = None
    sheet.cell(row, 3).value = 1241
    sent = read(book)
    assert (sent.figures[LICENCE], sent.sources[LICENCE].cell) == (1241, f"C{row}")


def test_a_value_beside_its_column_is_refused_and_the_blank_is_not_zero() -> None:
    book, sheet, addresses = table_two(merge=False)
    row = sheet[addresses[LICENCE]].row
    sheet.cell(row, 2).value = None
    sheet.cell(row, 3).value = 1241
    sent = read(book)
    assert LICENCE not in sent.figures
    assert "1241" in {cell.raw for cell in sent.unused}
    assert f"{LICENCE}.refused" in {finding.check for finding in sent.findings}


def test_two_values_under_one_header_are_both_accounted_for() -> None:
    book, sheet, addresses = table_two(merge=False)
    row = sheet[addresses[LICENCE]].row
    sheet.cell(row, 3).value = 99
    sent = read(book)
    assert sent.figures[LICENCE] == 345
    assert "99" in {cell.raw for cell in sent.unused}


@pytest.mark.parametrize("label", ["（六）其他", "其他", "（六）其他处理"])
@pytest.mark.parametrize("value", [0, 9])
def test_an_undivided_row_is_never_one_of_its_parts(label: str, value: int) -> None:
    book, sheet, addresses = table_two(merge=False)
    row = sheet[addresses[FigureId("requests.other_1.natural")]].row
    sheet.delete_rows(row + 1, 2)
    sheet.cell(row, 2).value, sheet.cell(row, 3).value = label, None
    sheet.cell(row, 4).value = value
    sent = read(book)
    parts = [sent.figures.get(FigureId(f"requests.other_{part}.natural")) for part in (1, 2, 3)]
    assert parts == ([0, 0, 0] if value == 0 else [None, None, None])


@pytest.mark.parametrize(
    ("place", "text", "fee"),
    [
        ("header", "本年收费金额（单位：元）", "12.3456"),
        ("row", "行政事业性收费（元）", "12.3456"),
        ("block", "第二十条第（八）项（单位：元）", "12.3456"),
        ("beside", "单位：元", "12.3456"),
        ("header", "本年收费金额（单位：万元）", "123456"),
        ("header", "本年收费金额（千元）", None),
        ("header", "本年收费金额（单位：百万元）", None),
        ("row", "行政事业性收费（美元）", None),
    ],
)
def test_amounts_are_converted_only_from_yuan_and_wherever_it_says_so(place: str, text: str, fee: str | None) -> None:
    book, sheet, addresses = table_two(merge=False)
    row = sheet[addresses[FEE]].row
    cell = {"header": (row - 1, 2), "row": (row, 1), "block": (row - 2, 1), "beside": (row - 2, 4)}[place]
    if place != "header":
        sheet.cell(row - 1, 2).value = "本年收费金额"
    sheet.cell(*cell).value = text
    sheet.cell(row, 2).value = 123456
    assert read(book).figures.get(FEE) == (None if fee is None else Decimal(fee))


def test_given_totals_under_a_blank_header_are_accounted_for() -> None:
    book, sheet, addresses = table_two(merge=False)
    first = sheet[addresses[FigureId("requests.received.total")]]
    sheet.cell(first.row - 3, first.column).value = None
    sent = read(book)
    assert len([cell for cell in sent.unused if cell.cell.startswith(first.column_letter)]) == 25
    assert "reading.unused" in {finding.check for finding in sent.findings}


def test_a_first_row_that_is_not_recognised_is_accounted_for() -> None:
    book, sheet, addresses = table_two(merge=False)
    row = sheet[addresses[FigureId("requests.received.natural")]].row
    sheet.cell(row, 1).value = "收件"
    sent = read(book)
    assert FigureId("requests.received.natural") not in sent.figures
    assert "7" in {cell.raw for cell in sent.unused}


def test_a_table_cut_over_two_sheets_is_read_whole() -> None:
    figures = sample_figures()
    book, sheet, addresses = table_two(merge=False)
    layout = printed(FORM.tables["requests"])
    first = sheet[addresses[FigureId("requests.reject_1.natural")]].row
    last = sheet[addresses[FigureId("requests.carried_out.natural")]].row
    second = book.create_sheet("2025年（续）")
    put_table(second, "requests", figures, merge=False)
    second.delete_rows(layout.head_rows + 1, first - last + layout.rows - layout.head_rows - 1)
    sheet.delete_rows(first, last - first + 1)
    assert read(book).figures == figures


def test_tables_side_by_side_are_read() -> None:
    figures = sample_figures()
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = "教育局2025年度"
    put_table(sheet, "proactive", figures, (3, 1), merge=False)
    put_table(sheet, "requests", figures, (3, 7), merge=False)
    put_table(sheet, "disputes", figures, (40, 1), merge=False)
    assert read(book).figures == figures


def test_a_hidden_sheet_of_the_same_year_is_named() -> None:
    book, _, _ = table_two(merge=True)
    hidden = book.create_sheet("旧稿")
    hidden["A1"] = SECTION_TITLES["disputes"]
    put_table(hidden, "disputes", sample_figures() | {FigureId("disputes.suit_after.other"): 5}, (2, 1))
    hidden.sheet_state = "hidden"
    sent = read(book)
    assert sent.figures == sample_figures()
    assert "reading.hidden" in {finding.check for finding in sent.findings}


def test_a_ticked_zero_report_with_figures_is_questioned() -> None:
    book = blank_return(FORM, "教育局", 2025)
    sheet = book["表三"]
    figures = {cell.figure: cell for cell in printed(FORM.tables["requests"]).cells if cell.figure}
    top = next(cell.row for row in sheet.iter_rows() for cell in row if cell.value == "自然人") - 1
    place = figures[FigureId("requests.received.natural")]
    sheet.cell(top + place.row, 1 + place.column).value = 5
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "☐":
                cell.value = "☑"
    sent = read(book, "x.xlsx")
    assert sent.figures[FigureId("requests.received.natural")] == 5
    assert "reading.zero_report" in {finding.check for finding in sent.findings}


def test_the_third_part_alone_is_not_the_undivided_row() -> None:
    book, sheet, addresses = table_two(merge=False)
    row = sheet[addresses[FigureId("requests.other_1.natural")]].row
    sheet.delete_rows(row, 2)
    sheet.cell(row, 4).value = 9
    sent = read(book)
    assert sent.figures[FigureId("requests.other_3.natural")] == 9
    assert FigureId("requests.other_1.natural") not in sent.figures


def test_figures_without_their_groups_are_accounted_for() -> None:
    book, sheet, addresses = table_two(merge=False)
    top = sheet[addresses[FigureId("disputes.reconsideration.upheld")]].row - 3
    for row in (top, top + 1):
        for column in range(1, 16):
            if sheet.cell(row, column).value in ("行政复议", "行政诉讼", "未经复议直接起诉", "复议后起诉"):
                sheet.cell(row, column).value = None
    sent = read(book)
    assert not [figure for figure in sent.figures if figure.startswith("disputes")]
    assert len([cell for cell in sent.unused if "哪一类" in cell.why]) == 15
