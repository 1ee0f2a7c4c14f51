"""Digits that are struck out or raised are none of the figure beside them, whatever the file.

The files `struck.*` in `files/` were saved by LibreOffice from a workbook made as below.
"""

from __future__ import annotations

import io
from html import escape
from pathlib import Path

import pytest
from docx import Document
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from app.form import FigureId
from app.form.layout import printed
from app.report.returns import Return
from tests.readers.made import FORM, READER, SECTION_TITLES, as_html, one_sheet, read, rows_of, sample_figures
from tests.readers.test_word import c, docx, table

LICENCE = FigureId("proactive.licence.decisions")
FIGURES = sample_figures()
FILES = Path(__file__).parent / "files"


def is_refused(sent: Return, why: str) -> bool:
    told = [finding.message for finding in sent.findings if finding.check == f"{LICENCE}.refused"]
    return LICENCE not in sent.figures and len(told) == 1 and why in told[0]


@pytest.mark.parametrize(
    ("pieces", "why"),
    [
        ((("3", {"strike": True}), ("345", {})), "划掉"),
        ((("345", {}), ("1", {"vertAlign": "superscript"})), "上标"),
        ((("345", {}), ("件", {"vertAlign": "superscript"})), ""),
    ],
)
def test_in_a_part_of_a_cell(pieces: tuple[tuple[str, dict[str, object]], ...], why: str) -> None:
    book, addresses = one_sheet(FIGURES)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    rich = CellRichText(*(TextBlock(InlineFont(**look), text) for text, look in pieces))  # type: ignore[arg-type]
    sheet[addresses[LICENCE]].value = rich
    sent = read(book)
    assert is_refused(sent, why) if why else sent.figures == FIGURES


def test_a_cell_that_is_struck_out_as_a_whole() -> None:
    book, addresses = one_sheet(FIGURES)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet[addresses[LICENCE]].font = Font(strike=True)
    assert is_refused(read(book), "3̶4̶5̶")


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_in_a_workbook_of_an_office_program(kind: str) -> None:
    """Of four figures one is struck out in part, one as a whole, one has a raised digit, and one a raised unit."""
    sent = READER.read(f"教育局.{kind}", (FILES / f"struck.{kind}").read_bytes())
    refused = {finding.figures[0] for finding in sent.findings if finding.check.endswith(".refused")}
    assert refused == {LICENCE, FigureId("requests.granted.natural"), FigureId("requests.received.natural")}
    assert {f: sent.figures[f] for f in FIGURES if f not in refused} == {
        f: FIGURES[f] for f in FIGURES if f not in refused
    }


def test_a_struck_label_keeps_its_row() -> None:
    book, _ = one_sheet(FIGURES)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, str):
                cell.font = Font(strike=True)
    assert read(book).figures == FIGURES


@pytest.mark.parametrize(("look", "why"), [("strike", "划掉"), ("superscript", "上标"), ("hidden", "")])
def test_in_a_word_file(look: str, why: str) -> None:
    document = Document()
    document.add_paragraph("教育局2025年政府信息公开工作年度报告统计表")
    for name, of in FORM.tables.items():
        layout = printed(of)
        document.add_paragraph(SECTION_TITLES[name])
        made = document.add_table(layout.rows, layout.columns)
        for cell in layout.cells:
            place = made.cell(cell.row, cell.column)
            place.text = cell.text if cell.figure is None else str(FIGURES[cell.figure])
            if cell.figure == LICENCE:
                setattr(place.paragraphs[0].add_run("1").font, look, True)
            if cell.rows > 1 or cell.columns > 1:
                place.merge(made.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1))
    stream = io.BytesIO()
    document.save(stream)
    sent = READER.read("教育局.docx", stream.getvalue())
    assert is_refused(sent, why) if why else sent.figures == FIGURES


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<s>3</s>345", "划掉"),
        ('<span style="text-decoration: line-through">3</span>345', "划掉"),
        ("345<sup>1</sup>", "上标"),
        ("<del>3</del>345", ""),
        ('<input value="345">', ""),
        ('<input type="hidden" value="3"><input type="number" value="345">', ""),
        ("<textarea>345</textarea>", ""),
        ("<select><option>3</option><option selected>345</option></select>", ""),
    ],
)
def test_in_a_web_page(page: str, why: str) -> None:
    sent = READER.read(
        "教育局.html", as_html(rows_of(one_sheet(FIGURES, merge=False)[0])).replace("345", page).encode()
    )
    assert is_refused(sent, why) if why else sent.figures == FIGURES


HIDDEN = ['<span style="display:none">345</span>', "<span hidden>345</span>"]


@pytest.mark.parametrize(
    "page", [*HIDDEN, '<img src="3.png">', "<svg></svg>", "<math><mn>345</mn></math>", "<canvas></canvas>"]
)
def test_a_picture_in_a_web_page_is_no_blank(page: str) -> None:
    html = as_html(rows_of(one_sheet(FIGURES, merge=False)[0])).replace("345", page)
    assert is_refused(READER.read("教育局.html", html.encode()), "是图片")


@pytest.mark.parametrize("inside", ["drawing", "pict", "oMath", "sym"])
def test_a_picture_in_a_word_file_is_no_blank(inside: str) -> None:
    picture = f"<w:p><w:r><w:{inside}/></w:r></w:p>"
    rows = rows_of(one_sheet(FIGURES, merge=False)[0])
    cells = [[c(picture if text == "345" else escape(text)) for text in row] for row in rows]
    assert is_refused(READER.read("教育局.docx", docx(table(*("".join(row) for row in cells)))), "是图片")


def test_hidden_words_in_a_word_file_are_no_blank() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>345</w:t></w:r></w:p>"
    rows = rows_of(one_sheet(FIGURES, merge=False)[0])
    cells = [[c(hidden if text == "345" else escape(text)) for text in row] for row in rows]
    assert is_refused(READER.read("教育局.docx", docx(table(*("".join(row) for row in cells)))), "隐藏")


def test_a_table_that_is_styled_as_a_whole_is_a_table_all_the_same() -> None:
    html = as_html(rows_of(one_sheet(FIGURES, merge=False)[0])).replace("<table>", '<table style="vertical-align:sub">')
    assert READER.read("教育局.html", html.encode()).figures == FIGURES
