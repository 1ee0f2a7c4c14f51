"""The blank returns as a unit meets them."""

from __future__ import annotations

import errno
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from app.form import FigureId, newest_form
from app.form.layout import printed
from app.report.values import Value
from app.writers.blank import STAMP, blank_return, write_blanks
from app.writers.blank_sheet import TOP
from app.writers.files import NotWritten

FORM = newest_form()
LAST_YEAR: dict[FigureId, Value] = {
    FigureId("requests.carried_out.natural"): 3,
    FigureId("requests.carried_out.business"): 1,
    FigureId("proactive.normative.in_force"): 12,
}


def reopened(book: Workbook) -> Workbook:
    content = BytesIO()
    book.save(content)
    return load_workbook(BytesIO(content.getvalue()))


def places(book: Workbook) -> dict[FigureId, Cell]:
    tables = [section.table for section in FORM.sections if section.table]
    found: dict[FigureId, Cell] = {}
    for sheet, table in zip(book.worksheets, tables, strict=False):
        for cell in printed(FORM.tables[table]).cells:
            if cell.figure:
                written = sheet.cell(TOP + cell.row, 1 + cell.column)
                assert isinstance(written, Cell)
                found[cell.figure] = written
    return found


def texts(sheet: Worksheet) -> list[str]:
    return [cell.value for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]


def test_each_table_has_its_sheet_with_unit_and_year() -> None:
    book = reopened(blank_return(FORM, "教育局", 2025))
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    assert [sheet.title for sheet in shown] == ["表二", "表三", "表四"]
    for sheet in shown:
        assert sheet["A1"].value == "教育局2025年度政府信息公开数据报送表"
        assert sheet["A2"].value == "填报单位：教育局"


def test_only_the_entry_cells_can_be_filled_in() -> None:
    book = reopened(blank_return(FORM, "教育局", 2025, LAST_YEAR))
    assert all(sheet.protection.sheet for sheet in book.worksheets)
    for figure, cell in places(book).items():
        given = figure in FORM.totals or figure in (
            "requests.carried_in.natural",
            "requests.carried_in.business",
        )
        assert cell.protection.locked == given, figure
    assert book.worksheets[0]["A8"].protection.locked


def test_totals_are_formulas_of_their_parts() -> None:
    cells = places(reopened(blank_return(FORM, "教育局", 2025)))
    assert cells[FigureId("requests.received.total")].value == "=SUM(D9:I9)"
    assert cells[FigureId("requests.total.natural")].value == "=SUM(D11:D31)"
    assert all(str(cells[total].value).startswith("=SUM(") for total in FORM.totals)


def test_what_was_carried_over_stands_in_its_place_and_what_is_unknown_stays_open() -> None:
    book = reopened(blank_return(FORM, "教育局", 2025, LAST_YEAR))
    cells = places(book)
    assert cells[FigureId("requests.carried_in.natural")].value == 3
    assert cells[FigureId("requests.carried_in.research")].value is None
    stamp = {row[0].value: row[1].value for row in book[STAMP].iter_rows()}
    assert stamp["carried.requests.carried_in.natural"] == "3"


def test_the_hidden_stamp_names_form_unit_and_year() -> None:
    stamp = reopened(blank_return(FORM, "教育局", 2025))[STAMP]
    assert stamp.sheet_state == "hidden"
    assert [[cell.value for cell in row] for row in stamp.iter_rows()] == [
        ["form", FORM.id],
        ["unit", "教育局"],
        ["year", "2025"],
    ]


def test_labels_and_entries_of_the_first_table_are_single_cells_side_by_side() -> None:
    book = reopened(blank_return(FORM, "教育局", 2025))
    sheet = book.worksheets[0]
    merged = {place for area in sheet.merged_cells.ranges for place in area.cells}
    for figure, cell in places(book).items():
        if FORM.figures[figure].table == "proactive":
            assert (cell.row, cell.column) not in merged
            assert (cell.row, 1) not in merged
    licence = places(book)[FigureId("proactive.licence.decisions")]
    assert sheet.cell(licence.row, licence.column - 1).value == "行政许可"


def test_entries_of_the_last_table_stand_directly_under_their_labels() -> None:
    book = reopened(blank_return(FORM, "教育局", 2025))
    cell = places(book)[FigureId("disputes.suit_after.pending")]
    assert book.worksheets[2].cell(cell.row - 1, cell.column).value == "尚未审结"


def test_only_whole_numbers_and_amounts_not_below_zero_are_let_in() -> None:
    book = reopened(blank_return(FORM, "教育局", 2025))
    cells = places(book)
    for figure in FORM.figures:
        if figure not in FORM.totals:
            cell = cells[figure]
            assert isinstance(cell.parent, Worksheet)
            rules = [rule for rule in cell.parent.data_validations.dataValidation if cell.coordinate in rule.sqref]
            kinds = [(rule.type, rule.formula1) for rule in rules]
            assert kinds == [("decimal" if FORM.figures[figure].is_money else "whole", "0")], figure


def test_each_row_has_its_guide_and_the_checks_speak() -> None:
    sheet = reopened(blank_return(FORM, "教育局", 2025)).worksheets[1]
    guide = {str(sheet.cell(row, 12).value)[:4] for row in range(TOP + 3, TOP + 28)}
    assert guide == {"填件数（", "自动计算"}
    balances = [text for text in texts(sheet) if "应等于第三项加第四项之和" in text and "列：" in text]
    assert len(balances) == 7
    assert "SUM(D9:D10)" in "".join(text for text in texts(sheet) if "不符" in text)


def test_a_nil_return_is_ticked_in_one_open_cell_on_each_sheet() -> None:
    for sheet in reopened(blank_return(FORM, "教育局", 2025)).worksheets[:3]:
        boxes = [cell for row in sheet.iter_rows() for cell in row if cell.value == "☐"]
        assert len(boxes) == 1
        assert not boxes[0].protection.locked


def test_a_sheet_prints_on_one_page_of_a4() -> None:
    for sheet in reopened(blank_return(FORM, "教育局", 2025)).worksheets[:3]:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 1)


@pytest.mark.parametrize("unit", ["=1+1", "+86局", "-局", "@局", "=cmd|' /C calc'!A0"])
def test_a_units_name_never_becomes_a_formula(unit: str) -> None:
    book = reopened(blank_return(FORM, unit, 2025))
    named = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if unit in str(cell.value)]
    assert named
    assert all(cell.data_type == "s" for cell in named)


def test_the_files_are_numbered_in_the_rosters_order(tmp_path: Path) -> None:
    written = write_blanks(tmp_path / "空表", FORM, 2025, ["教育局", "财政局"], {"财政局": LAST_YEAR})
    assert [path.name for path in written] == ["01_教育局.xlsx", "02_财政局.xlsx"]
    first, second = (places(load_workbook(path))[FigureId("requests.carried_in.natural")].value for path in written)
    assert (first, second) == (None, 3)


def test_a_return_that_is_already_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "02_财政局.xlsx").write_bytes(b"filled in")
    with pytest.raises(NotWritten, match=r"02_财政局.xlsx.*可能已经填报.*另选一个文件夹"):
        write_blanks(tmp_path, FORM, 2025, ["教育局", "财政局"])
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"filled in"]


def test_blanks_are_written_for_all_units_or_for_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = Path.replace

    def full(self: Path, target: Path) -> Path:
        if "财政局" in target.name:
            raise OSError(errno.ENOSPC, "No space left on device")
        return good(self, target)

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(NotWritten, match="磁盘已满"):
        write_blanks(tmp_path / "空表", FORM, 2025, ["教育局", "财政局"])
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("unit", ["../../etc/passwd", "..\\局", 'a/b:c*?"<>|', "\x00\x1b局\n", "...", "", "局" * 300])
def test_no_name_leaves_the_folder_or_breaks_a_file_system(unit: str, tmp_path: Path) -> None:
    (written,) = write_blanks(tmp_path, FORM, 2025, [unit])
    assert list(tmp_path.iterdir()) == [written]
    assert written.name.startswith("01_")
    assert not set('\\/:*?"<>|\x00\x1b\n') & set(written.name)
    assert len(written.name.encode()) < 255


def test_without_roster_one_blank_asks_for_the_unit(tmp_path: Path) -> None:
    (written,) = write_blanks(tmp_path, FORM, 2025)
    sheet = load_workbook(written).worksheets[0]
    assert sheet["A1"].value == "2025年度政府信息公开数据报送表"
    assert (sheet["A2"].value, sheet["B2"].value) == ("填报单位：", None)
    assert not sheet["B2"].protection.locked


def test_what_is_in_force_is_checked_against_last_year() -> None:
    book = reopened(blank_return(FORM, "教育局", 2025, {FigureId("proactive.normative.in_force"): 12}))
    assert any("12+SUM(" in text for text in texts(book.worksheets[0]))
