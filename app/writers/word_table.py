"""A statutory table in WordprocessingML: merged headers, repeated head rows, rows that no page break cuts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import TYPE_CHECKING

from app.form.layout import Cell, Layout
from app.writers.content import PrintedTable
from app.writers.wordml import paragraph, run

if TYPE_CHECKING:
    from app.writers.template import Template

# In twentieths of a point: 28 rows of the dense height, some with three lines, and their heading are one page.
DENSE_FROM_ROWS = 20
ROW_HEIGHT, DENSE_ROW_HEIGHT = 482, 360
FIGURE_WIDTH, GROUP_WIDTH = 690, 640
CELL_MARGINS = 80
TEXT_WIDTH = 8844


def table(printed: PrintedTable, styles: Mapping[str, str], template: Template) -> str:
    """The table across the whole width of the text, kept on one page with its heading where it fits."""
    layout = printed.layout
    dense = layout.rows > DENSE_FROM_ROWS
    drawing = _Drawing(
        printed, styles, template, "年报密表" if dense else "年报表", _widths(layout, template.text_width)
    )
    height = DENSE_ROW_HEIGHT if dense else ROW_HEIGHT
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in drawing.widths)
    rows = "".join(_row(row, cells, height, drawing) for row, cells in enumerate(_cells_of_rows(layout)))
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{escape(styles["年报表格"])}"/>'
        f'<w:tblW w:w="{sum(drawing.widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


class _Drawing:
    """What all cells of one table need to know."""

    def __init__(
        self, printed: PrintedTable, styles: Mapping[str, str], template: Template, prefix: str, widths: list[int]
    ) -> None:
        self.printed = printed
        self.layout = printed.layout
        self.style = {role: styles[prefix + role] for role in "头项数"}
        self.size = template.type_size(f"{prefix}数")
        self.widths = widths

    def room(self, cell: Cell) -> float:
        """The width for type in a cell, in points."""
        return (sum(self.widths[cell.column : cell.column + cell.columns]) - CELL_MARGINS) / 20

    def is_last_row(self, row: int) -> bool:
        return row == self.layout.rows - 1


def _widths(layout: Layout, width: int) -> list[int]:
    """The columns' widths. With several label columns figures and groups get what they need, items the rest."""
    if layout.label_columns < 2:
        share = width // layout.columns
        return [share] * (layout.columns - 1) + [width - share * (layout.columns - 1)]
    groups = [GROUP_WIDTH * width // TEXT_WIDTH] * (layout.label_columns - 1)
    figures = [FIGURE_WIDTH * width // TEXT_WIDTH] * (layout.columns - layout.label_columns)
    return [*groups, width - sum(groups) - sum(figures), *figures]


def _cells_of_rows(layout: Layout) -> list[list[Cell]]:
    """For each row the cells that stand in it, those that began further up included."""
    rows: list[list[Cell]] = [[] for _ in range(layout.rows)]
    for cell in sorted(layout.cells, key=lambda cell: cell.column):
        for row in range(cell.row, cell.row + cell.rows):
            rows[row].append(cell)
    return rows


def _row(row: int, cells: list[Cell], height: int, drawing: _Drawing) -> str:
    head = "<w:tblHeader/>" if row < drawing.layout.head_rows else ""
    return (
        f'<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>{head}</w:trPr>'
        f"{''.join(_cell(row, cell, drawing) for cell in cells)}</w:tr>"
    )


def _cell(row: int, cell: Cell, drawing: _Drawing) -> str:
    width = sum(drawing.widths[cell.column : cell.column + cell.columns])
    span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    begins = row == cell.row
    merged = ('<w:vMerge w:val="restart"/>' if begins else "<w:vMerge/>") if cell.rows > 1 else ""
    keep = "" if drawing.is_last_row(row) else "<w:keepNext/>"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merged}<w:vAlign w:val="center"/></w:tcPr>'
        f"{paragraph(_style(cell, drawing), _content(cell, drawing) if begins else '', keep)}</w:tc>"
    )


def _style(cell: Cell, drawing: _Drawing) -> str:
    if cell.role == "figure":
        return drawing.style["数"]
    is_group = cell.role == "label" and cell.rows > 1
    return drawing.style["头" if is_group or cell.role != "label" else "项"]


def _content(cell: Cell, drawing: _Drawing) -> str:
    text = drawing.printed.text(cell)
    if not text:
        return ""
    room = drawing.room(cell)
    if cell.role == "figure":
        return run(text, properties=_condensed(text, room, drawing.size))
    if cell.role != "label" or cell.rows > 1:
        text = "\n".join(stacked(text, int(room / drawing.size)))
    return run(text)


def _condensed(text: str, room: float, size: float) -> str:
    """A long number is drawn narrower, so that it stays on one line."""
    needed = sum(size / 2 if character.isascii() else size for character in text)
    return f'<w:w w:val="{max(33, int(100 * room / needed))}"/>' if needed > room else ""


def stacked(text: str, per_line: int) -> Iterator[str]:
    """The lines of a label in a narrow cell: its numbering first, then word by word.

    Chinese words mostly have two characters; where the number is odd, the first three belong together.
    """
    if len(text) <= per_line or not 2 <= per_line <= 3:
        yield text
        return
    match = re.match(r"[（(]?[一二三四五六七八九十]+[）)、]", text)
    if match:
        yield match[0]
        text = text[match.end() :]
    first = 3 if len(text) % 2 and per_line == 3 else 2
    yield text[:first]
    yield from (text[place : place + 2] for place in range(first, len(text), 2))
