"""Workbooks made for tests: the statutory tables of the form, then made ugly."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from decimal import Decimal
from html import escape

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from app.form import FigureId, Form, newest_form
from app.form.layout import printed
from app.readers.returns import Reader
from app.report.returns import Return
from app.report.values import Value

FORM: Form = newest_form()
READER = Reader(FORM)
SECTION_TITLES = {section.table: section.title for section in FORM.sections}


def consistent(**entries: Value) -> dict[FigureId, Value]:
    """All figures: the entries given (dots written as two underscores), 0 elsewhere, totals computed."""
    figures: dict[FigureId, Value] = {
        figure.id: Decimal(0) if figure.is_money else 0 for figure in FORM.figures.values()
    }
    for name, value in entries.items():
        figures[FigureId(name.replace("__", "."))] = value
    for total, parts in FORM.totals.items():
        figures[total] = sum(figures[part] for part in parts)
    return figures


def sample_figures() -> dict[FigureId, Value]:
    """A small unit's year in which all checks hold."""
    return consistent(
        requests__received__natural=7,
        requests__received__business=2,
        requests__carried_in__natural=1,
        requests__granted__natural=3,
        requests__granted__business=2,
        requests__unable_1__natural=4,
        requests__carried_out__natural=1,
        disputes__reconsideration__upheld=2,
        disputes__suit_after__other=1,
        proactive__normative__issued=1,
        proactive__normative__in_force=12,
        proactive__licence__decisions=345,
        proactive__penalty__decisions=6,
        proactive__fee__amount=Decimal("12.3456"),
    )


def put_table(
    sheet: Worksheet,
    table: str,
    figures: Mapping[FigureId, Value],
    at: tuple[int, int] = (1, 1),
    *,
    merge: bool = True,
    shown: Callable[[Value], object] = lambda value: float(value) if isinstance(value, Decimal) else value,
) -> dict[FigureId, str]:
    """Writes a statutory table at a cell; returns where each figure stands."""
    layout = printed(FORM.tables[table])
    addresses: dict[FigureId, str] = {}
    for cell in layout.cells:
        row, column = at[0] + cell.row, at[1] + cell.column
        target = sheet.cell(row, column)
        if cell.figure is None:
            target.value = cell.text
        else:
            target.value = shown(figures[cell.figure])  # type: ignore[assignment]
            addresses[cell.figure] = target.coordinate
        if merge and (cell.rows > 1 or cell.columns > 1):
            sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + cell.rows - 1, end_column=column + cell.columns - 1
            )
    return addresses


def one_sheet(
    figures: Mapping[FigureId, Value], *, unit: str = "教育局", year: int = 2025, column: int = 1, merge: bool = True
) -> tuple[Workbook, dict[FigureId, str]]:
    """The three tables one under the other on a sheet with a title."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = f"{year}年"
    sheet.cell(1, column, f"{unit}{year}年政府信息公开工作年度报告统计表")
    addresses: dict[FigureId, str] = {}
    row = 3
    for table in FORM.tables:
        sheet.cell(row, column, SECTION_TITLES[table])
        addresses |= put_table(sheet, table, figures, (row + 1, column), merge=merge)
        row += printed(FORM.tables[table]).rows + 3
    return book, addresses


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def rows_of(book: Workbook) -> list[list[str]]:
    """What stands in the first sheet, as text."""
    rows = book.worksheets[0].iter_rows(values_only=True)
    return [["" if value is None else str(value) for value in row] for row in rows]


def as_csv(rows: list[list[str]], by: str = ",") -> str:
    stream = io.StringIO()
    csv.writer(stream, delimiter=by).writerows(rows)
    return stream.getvalue()


def as_html(rows: list[list[str]], charset: str = "utf-8") -> str:
    lines = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in row)}</tr>\n" for row in rows)
    return f'<html><head><meta charset="{charset}"></head><body><table>{lines}</table></body></html>'


def read(book: Workbook, name: str = "教育局.xlsx", year: int | None = None) -> Return:
    """The return that the program reads from the workbook."""
    return READER.read(name, saved(book), year)
