"""What a format hides is looked up: an error or an untouched table never becomes 0.

The files in `files/` were saved by LibreOffice from workbooks made as in `made.py`: `errors` has =1/0 in
予以公开·自然人 and =2+2 in 本机关不掌握·自然人, `formulas_only` has formula totals over blanks, `untouched` is a
blank return.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from app.form import FigureId
from app.readers.grid import Mark
from app.readers.workbook import read_workbook
from app.report.returns import Return
from tests.readers.made import FORM, READER, as_csv, as_html, one_sheet, rows_of, sample_figures, saved

FILES = Path(__file__).parent / "files"
GRANTED = FigureId("requests.granted.natural")


def read_file(name: str) -> Return:
    return READER.read(name, (FILES / name).read_bytes())


@pytest.mark.parametrize("suffix", ["xls", "ods"])
@pytest.mark.parametrize("name", ["untouched", "formulas_only"])
def test_an_untouched_table_is_missing_in_every_format(name: str, suffix: str) -> None:
    assert read_file(f"{name}.{suffix}").figures == {}


@pytest.mark.parametrize("suffix", ["xls", "ods"])
def test_an_error_cell_is_refused_in_every_format(suffix: str) -> None:
    sent = read_file(f"errors.{suffix}")
    assert GRANTED not in sent.figures
    assert sent.figures == {figure: value for figure, value in sample_figures().items() if figure != GRANTED}
    assert f"{GRANTED}.refused" in {finding.check for finding in sent.findings}


def rewritten(cell: str, old: str, new: str) -> Return:
    """The return from a workbook in which the XML of one cell is written differently."""
    book, addresses = one_sheet(sample_figures())
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            content = before.read(name).decode()
            if name == "xl/worksheets/sheet1.xml":
                at = content.index(f'<c r="{addresses[FigureId(cell)]}"')
                end = content.index("</c>", at) + 4
                content = content[:at] + content[at:end].replace(old, new) + content[end:]
            after.writestr(name, content)
    return READER.read("x.xlsx", stream.getvalue())


@pytest.mark.parametrize(
    "new",
    [
        "<c r='{a}' t='e'><v>#REF!</v></c>",
        '<c t="e" r="{a}"><v>#REF!</v></c>',
        "<c/><c t='e'><v>#REF!</v></c>",
        "<c r='{a}'><f>Sheet9!A1</f></c>",
        "<c/><c><f>Sheet9!A1</f><v></v></c>",
        "<c r='{a}'><f t='shared' si='0'/></c>",
    ],
)
def test_errors_and_formulas_are_seen_however_their_xml_is_written(new: str) -> None:
    _, addresses = one_sheet(sample_figures())
    address = addresses[GRANTED]
    sent = rewritten(GRANTED, *cell_xml(GRANTED, new.replace("{a}", address)))
    assert GRANTED not in sent.figures
    assert f"{GRANTED}.refused" in {finding.check for finding in sent.findings}


def cell_xml(figure: FigureId, new: str) -> tuple[str, str]:
    """A cell as openpyxl writes it, and what shall stand in its place."""
    book, addresses = one_sheet(sample_figures())
    with zipfile.ZipFile(io.BytesIO(saved(book))) as archive:
        content = archive.read("xl/worksheets/sheet1.xml").decode()
    at = content.index(f'<c r="{addresses[figure]}"')
    return content[at : content.index("</c>", at) + 4], new


@pytest.mark.parametrize("written", ["\r", "\n", "\r\n"])
def test_a_csv_of_any_system(written: str) -> None:
    text = as_csv(rows_of(one_sheet(sample_figures(), merge=False)[0])).replace("\r\n", written)
    assert READER.read("教育局.csv", text.encode("gb18030")).figures == sample_figures()


def test_a_csv_whose_numbers_are_kept_as_text_for_excel() -> None:
    rows = [[f'="{text}"' for text in row] for row in rows_of(one_sheet(sample_figures(), merge=False)[0])]
    text = "\n".join(",".join(row) for row in rows)
    assert READER.read("教育局.csv", text.encode("utf-8-sig")).figures == sample_figures()


def test_a_part_whose_name_is_written_otherwise_is_looked_into_all_the_same() -> None:
    sent = renamed("xl/worksheets/sheet1.xml", "xl/Worksheets/Sheet1.xml")
    assert {f: sent.figures.get(f) for f in FORM.figures if f != GRANTED} == figures_but(GRANTED)
    assert "#N/A" in next(finding.message for finding in sent.findings if finding.check == f"{GRANTED}.refused")


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_where_nobody_can_look_into_the_file_a_blank_is_no_zero(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumbles(*_: object, **__: object) -> None:
        raise ValueError

    if kind == "xls":
        monkeypatch.setattr("xlrd.open_workbook", stumbles)
        sent = read_file("errors.xls")
    else:
        monkeypatch.setattr("app.readers.second_look._sheet_parts", lambda _archive: iter(()))
        sent = renamed("", "")
    assert GRANTED not in sent.figures
    assert f"{GRANTED}.refused" in {finding.check for finding in sent.findings}


def renamed(old: str, new: str) -> Return:
    """The return from a workbook with an error in one cell, of which one part has another name."""
    book, addresses = one_sheet(sample_figures())
    book.worksheets[0][addresses[GRANTED]].value = "#N/A"
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            after.writestr(new if name == old else name, before.read(name))
    return READER.read("x.xlsx", stream.getvalue())


def figures_but(figure: FigureId) -> dict[FigureId, object]:
    return {one: value for one, value in sample_figures().items() if one != figure}


def test_a_csv_with_a_title_that_has_no_separator() -> None:
    rows = rows_of(one_sheet(sample_figures(), merge=False)[0])
    text = "\n".join("\t".join(row).rstrip("\t") if at == 0 else "\t".join(row) for at, row in enumerate(rows))
    assert READER.read("教育局.csv", text.encode()).figures == sample_figures()


def test_an_error_in_a_row_that_is_written_once_for_several_is_in_each_of_them() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(FILES / "errors.ods") as before, zipfile.ZipFile(stream, "w") as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "content.xml":
                at = content.rindex(b"<table:table-row", 0, content.index(b"of:=1/0"))
                row = b'<table:table-row table:number-rows-repeated="3"'
                content = content[:at] + content[at:].replace(b"<table:table-row", row, 1)
            after.writestr(name, content)
    [grid] = read_workbook(stream.getvalue(), "ods").grids
    marks = [place for place, content in grid.cells.items() if isinstance(content, Mark)]
    assert [row - marks[0][0] for row, column in marks if column == marks[0][1]] == [0, 1, 2]


@pytest.mark.parametrize("content", [5, "5", "5件"])
@pytest.mark.parametrize("kind", ["xlsx", "csv", "html"])
def test_a_number_in_a_column_of_its_own_is_told_in_every_format(kind: str, content: int | str) -> None:
    book, addresses = one_sheet(sample_figures(), merge=False)
    sheet = book.worksheets[0]
    at = sheet[addresses[FigureId("requests.received.total")]]
    sheet.cell(at.row - 1, at.column + 1, "社会团体数")
    sheet.cell(at.row, at.column + 1, content)
    rows = rows_of(book)
    data = {"xlsx": saved(book), "csv": as_csv(rows).encode(), "html": as_html(rows).encode()}
    sent = READER.read(f"教育局.{kind}", data[kind])
    assert "reading.unused" in {finding.check for finding in sent.findings}
