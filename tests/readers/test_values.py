"""A cell becomes an exact number or is refused with its reason; nothing is guessed or silently zero."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from app.form import FigureId
from app.report.returns import Return
from app.report.values import Value
from tests.readers.made import FORM, one_sheet, read, sample_figures

COUNT = FigureId("requests.granted.natural")
FEE = FigureId("proactive.fee.amount")


def sent_with(figure: FigureId, content: object) -> Return:
    """The return in which this cell holds this content."""
    book, addresses = one_sheet(sample_figures())
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet[addresses[figure]].value = content
    return read(book)


@pytest.mark.parametrize(
    ("content", "value", "conversion"),
    [
        (3, 3, None),
        (3.0, 3, None),
        (12.000000000000002, 12, None),
        ("3", 3, "text_number"),
        ("12.0", 12, "text_number"),
        ("'3", 3, "text_number"),
        (" 3\u00a0", 3, "text_number"),
        ("３", 3, "full_width"),
        ("3件", 3, "unit_suffix"),
        ("3 \n件", 3, "unit_suffix"),
        ("1,234", 1234, "separator"),
        ("１，２３４", 1234, "separator"),
        ("8（其中信函3）", 8, "remark"),
        ("8\n其中信函3件", 8, "remark"),
        ("8\n网上申请", 8, "remark"),
        ("8（件）", 8, "unit_suffix"),
        ("8\n（件）", 8, "unit_suffix"),
        ("/", 0, "sign_zero"),
        ("—", 0, "sign_zero"),
        ("-", 0, "sign_zero"),
        ("无", 0, "sign_zero"),
        ("零", 0, "sign_zero"),
        ("0件", 0, "unit_suffix"),
        (None, 0, "blank_zero"),
        ("  ", 0, "blank_zero"),
    ],
)
def test_counts_as_offices_write_them(content: object, value: Value, conversion: str | None) -> None:
    sent = sent_with(COUNT, content)
    assert sent.figures[COUNT] == value
    assert sent.sources[COUNT].conversion == conversion
    assert sent.unused == ()


@pytest.mark.parametrize(
    "content",
    [
        "待核实", "12①", "12²", "约12", "12余", "+5", "-3", "3-5", "1,23",
        "12⑩", "12㉑", "12（3）", "12(3件)", "12（约）", "12（待核实）", "12\n+3", "12\n另收3件", "12（万元）",
        "1e3", "12%", "3 4", "12.5", "3万元", "一二", "12件3",
        -1, 2.5, 10**9, True, datetime.date(2025, 1, 12), "#N/A", "=1/0", "=D5+1",
    ],
)  # fmt: skip
def test_what_is_no_count_is_refused_by_cell(content: object) -> None:
    sent = sent_with(COUNT, content)
    assert COUNT not in sent.figures
    assert [cell.figure for cell in sent.unused] == [COUNT]
    assert f"{COUNT}.refused" in {finding.check for finding in sent.findings}


@pytest.mark.parametrize(
    ("content", "value", "conversion"),
    [
        (1212.2881000000002, "1212.2881", None),
        (12, "12", None),
        ("12.50", "12.5", "text_number"),
        ("12.5万元", "12.5", "unit_suffix"),
        ("12.5万", "12.5", "unit_suffix"),
        ("125000元", "12.5", "yuan"),
        ("125000（元）", "12.5", "yuan"),
        ("125000（单位：元）", "12.5", "yuan"),
        ("12.5（万元）", "12.5", "unit_suffix"),
        ("12.5（其中退费5000元）", "12.5", "remark"),
        ("125,000.37 元", "12.500037", "yuan"),
    ],
)
def test_money_is_exact(content: object, value: str, conversion: str | None) -> None:
    sent = sent_with(FEE, content)
    assert sent.figures[FEE] == Decimal(value)
    assert sent.sources[FEE].conversion == conversion


@pytest.mark.parametrize("content", ["1.2345678", 10**8, -1, "12件", 0.1234567, "125000（元，含利息）"])
def test_money_that_cannot_be_is_refused(content: object) -> None:
    assert FEE not in sent_with(FEE, content).figures


def test_money_in_yuan_by_the_header_is_converted_with_a_finding() -> None:
    book, addresses = one_sheet(sample_figures())
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str) and "单位：万元" in cell.value:
                cell.value = "本年收费金额（单位：元）"
    sheet[addresses[FEE]].value = 1234567
    sent = read(book)
    assert sent.figures[FEE] == Decimal("123.4567")
    assert {finding.check for finding in sent.findings} == {"reading.yuan"}


def test_a_blank_sheet_is_not_zero() -> None:
    book, addresses = one_sheet(sample_figures())
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for cell in addresses.values():
        sheet[cell].value = None
    assert read(book).figures == {}


def test_a_table_with_formulas_only_is_missing_as_a_whole() -> None:
    book, addresses = one_sheet(sample_figures())
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for figure in FORM.figures_of("disputes"):
        sheet[addresses[figure.id]].value = "=0+0" if figure.is_total else None
    sent = read(book)
    assert not [figure for figure in sent.figures if figure.startswith("disputes")]


def test_a_sheet_of_slashes_says_nothing_happened() -> None:
    book, addresses = one_sheet(sample_figures())
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for figure in FORM.figures_of("disputes"):
        sheet[addresses[figure.id]].value = "/"
    sent = read(book)
    assert all(sent.figures[figure.id] == 0 for figure in FORM.figures_of("disputes"))


def test_a_blank_total_is_computed_and_said() -> None:
    total = FigureId("requests.granted.total")
    sent = sent_with(total, None)
    assert (sent.figures[total], sent.sources[total].conversion) == (5, "computed")
    assert sent.given(total) is None
    assert [(finding.check, finding.figures) for finding in sent.findings] == [("reading.blank_total", (total,))]


def test_an_uncalculated_formula_total_is_computed() -> None:
    total = FigureId("requests.granted.total")
    sent = sent_with(total, "=SUM(D28:I28)")
    assert (sent.figures[total], sent.sources[total].conversion) == (5, "computed")
    assert sent.findings == ()


def test_a_total_with_a_refused_part_stays_missing_where_nobody_gave_it() -> None:
    book, addresses = one_sheet(sample_figures())
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet[addresses[COUNT]].value = "待核实"
    sheet[addresses[FigureId("requests.granted.total")]].value = None
    sent = read(book)
    assert FigureId("requests.granted.total") not in sent.figures


def test_a_typed_zero_total_is_the_units_own() -> None:
    total = FigureId("requests.granted.total")
    assert sent_with(total, 0).given(total) == 0


def test_a_number_in_a_cell_merged_over_two_figures_is_refused() -> None:
    book, addresses = one_sheet(sample_figures())
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    first, second = (addresses[FigureId(f"requests.granted.{column}")] for column in ("natural", "business"))
    sheet.merge_cells(f"{first}:{second}")
    sent = read(book)
    assert sent.figures[COUNT] == 3
    assert FigureId("requests.granted.business") not in sent.figures
