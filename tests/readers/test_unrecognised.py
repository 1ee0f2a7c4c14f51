"""A blank is not silently 0 where a number that may belong there was not recognised."""

from __future__ import annotations

from openpyxl.worksheet.worksheet import Worksheet

from app.form import FigureId
from app.report.returns import Return
from tests.readers.made import one_sheet, read, sample_figures

FEE = FigureId("proactive.fee.amount")
NORMATIVE = FigureId("proactive.normative.in_force")
UNABLE = FigureId("requests.unable_1.natural")


def made(blank: FigureId) -> tuple[Worksheet, dict[FigureId, str]]:
    """A return with zeros left blank, and the cell of one figure, too."""
    book, addresses = one_sheet(sample_figures(), merge=False)
    assert isinstance(book.active, Worksheet)
    for figure, value in sample_figures().items():
        if not value or figure == blank:
            book.active[addresses[figure]].value = None
    return book.active, addresses


def read_sheet(sheet: Worksheet) -> Return:
    assert sheet.parent is not None
    return read(sheet.parent)


def doubted(sent: Return) -> set[FigureId]:
    return {figure for found in sent.findings if found.check == "reading.unrecognised" for figure in found.figures}


def test_blanks_are_questioned_where_a_row_with_a_number_was_not_recognised() -> None:
    sheet, addresses = made(UNABLE)
    row = sheet[addresses[UNABLE]].row
    sheet.cell(row, 3).value = "不详"
    sheet.cell(row, 5).value = 4
    sent = read_sheet(sheet)
    assert FigureId("requests.granted.legal") in doubted(sent)
    (message,) = (found.message for found in sent.findings if found.check == "reading.unrecognised")
    assert f"E{row}“4”" in message


def test_a_subtotal_row_in_a_whole_table_raises_no_doubt() -> None:
    sheet, addresses = made(FEE)
    row = sheet[addresses[UNABLE]].row
    sheet.insert_rows(row)
    sheet.cell(row, 2, "小计")
    sheet.cell(row, 4, 17)
    assert doubted(read_sheet(sheet)) == set()


def test_a_number_that_slipped_into_a_heading_is_no_silent_zero() -> None:
    sheet, addresses = made(NORMATIVE)
    below = sheet[addresses[NORMATIVE]].row + 1
    sheet.cell(below, 4, 12)
    sent = read_sheet(sheet)
    assert NORMATIVE not in sent.figures
    assert f"{NORMATIVE}.refused" in {found.check for found in sent.findings}


def test_a_number_left_of_its_column_is_no_silent_zero() -> None:
    sheet, addresses = made(FEE)
    row = sheet[addresses[FEE]].row
    sheet.cell(row - 1, 3).value, sheet.cell(row - 1, 2).value = sheet.cell(row - 1, 2).value, None
    sheet.cell(row, 2, 12.5)
    sent = read_sheet(sheet)
    assert FEE not in sent.figures
    assert "12.5" in {cell.raw for cell in sent.unused}


def test_an_undivided_row_is_no_zero_for_rows_whose_labels_were_wiped_out() -> None:
    sheet, addresses = made(FEE)
    row = sheet[addresses[FigureId("requests.other_1.natural")]].row
    for below in range(3):
        sheet.cell(row + below, 3).value = None
    sheet.cell(row, 2).value = "（六）其他处理"
    sheet.cell(row + 1, 4).value = 5
    sent = read_sheet(sheet)
    assert not [figure for figure in sent.figures if figure.startswith("requests.other_2")]
