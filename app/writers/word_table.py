"""A statutory table in WordprocessingML: merged headers, repeated head rows, rows that no page break cuts."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

from app.form.layout import Cell, Layout
from app.writers.content import PrintedTable
from app.writers.table_shape import Shape
from app.writers.wordml import paragraph, run

if TYPE_CHECKING:
    from app.writers.template import Template


def table(printed: PrintedTable, styles: Mapping[str, str], template: Template) -> str:
    """The table across the whole width of the text, kept on one page with its heading where it fits."""
    shape = Shape(printed, template)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in shape.widths)
    rows = "".join(_row(row, cells, shape, styles) for row, cells in enumerate(_cells_of_rows(shape.layout)))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{escape(styles["年报表格"])}"/>'
        f'<w:tblW w:w="{sum(shape.widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _cells_of_rows(layout: Layout) -> list[list[Cell]]:
    """For each row the cells that stand in it, those that began further up included."""
    rows: list[list[Cell]] = [[] for _ in range(layout.rows)]
    for cell in sorted(layout.cells, key=lambda cell: cell.column):
        for row in range(cell.row, cell.row + cell.rows):
            rows[row].append(cell)
    return rows


def _row(row: int, cells: list[Cell], shape: Shape, styles: Mapping[str, str]) -> str:
    head = "<w:tblHeader/>" if row < shape.layout.head_rows else ""
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{shape.row_height}" w:hRule="atLeast"/>{head}</w:trPr>'
        f"{''.join(_cell(row, cell, shape, styles) for cell in cells)}</w:tr>"
    )


def _cell(row: int, cell: Cell, shape: Shape, styles: Mapping[str, str]) -> str:
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    begins = row == cell.row
    merged = ('<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>") if cell.rows > 1 else ""
    keep = "" if row == shape.layout.rows - 1 else "<w:keepNext/>"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{shape.width(cell)}" w:type="dxa"/>{span}{merged}<w:vAlign w:val="center"/>'
        f"</w:tcPr>{paragraph(styles[shape.style(cell)], _content(cell, shape) if begins else '', keep)}</w:tc>"
    )


def _content(cell: Cell, shape: Shape) -> str:
    text, narrowing = shape.text(cell), shape.narrowing(cell)
    if not text:
        return ""
    return run(text, properties=f'<w:w w:val="{narrowing}"/>' if narrowing < 100 else "")
