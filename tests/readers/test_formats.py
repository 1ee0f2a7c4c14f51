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
from app.report.returns import Return
from tests.readers.made import READER, as_csv, one_sheet, rows_of, sample_figures, saved

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
