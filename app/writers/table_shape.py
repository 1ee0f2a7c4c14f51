"""How a statutory table is set on paper: the styles of its cells, the widths of its columns, how its labels break."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from app.form.layout import Cell, Layout
from app.writers.content import PrintedTable

if TYPE_CHECKING:
    from app.writers.template import Template

# In twentieths of a point: 28 rows of the dense height, some with three lines, and their heading are one page.
DENSE_FROM_ROWS = 20
ROW_HEIGHT, DENSE_ROW_HEIGHT = 482, 360
FIGURE_WIDTH, GROUP_WIDTH = 690, 640
CELL_SIDE, CELL_TOP = 40, 20
TEXT_WIDTH = 8844


class Shape:
    """One table across the whole width of the text. All lengths are in twentieths of a point."""

    def __init__(self, printed: PrintedTable, template: Template) -> None:
        self.printed = printed
        self.layout = printed.layout
        is_dense = self.layout.rows > DENSE_FROM_ROWS
        self._prefix = "年报密表" if is_dense else "年报表"
        self.row_height = DENSE_ROW_HEIGHT if is_dense else ROW_HEIGHT
        self.widths = _widths(self.layout, round(template.page.text_width))
        self._size = template.look(f"{self._prefix}数").type.size

    def style(self, cell: Cell) -> str:
        """The name of the style of a cell's paragraph."""
        if cell.role == "figure":
            return f"{self._prefix}数"
        is_group = cell.role == "label" and cell.rows > 1
        return f"{self._prefix}{'头' if is_group or cell.role != 'label' else '项'}"

    def width(self, cell: Cell) -> int:
        """The width of a cell with its margins."""
        return sum(self.widths[cell.column : cell.column + cell.columns])

    def text(self, cell: Cell) -> str:
        """What stands in a cell; "\\n" between the lines of a label in a narrow one."""
        text = self.printed.text(cell)
        if (cell.role == "label" and cell.rows == 1) or cell.role == "figure":
            return text
        return "\n".join(stacked(text, int(self._room(cell) / self._size)))

    def narrowing(self, cell: Cell) -> int:
        """How wide the type of a figure is, in per cent: a long number is drawn narrower, to stay on one line."""
        if cell.role != "figure":
            return 100
        size, room = self._size, self._room(cell)
        needed = sum(size / 2 if character.isascii() else size for character in self.printed.text(cell))
        return max(33, int(100 * room / needed)) if needed > room else 100

    def _room(self, cell: Cell) -> int:
        return self.width(cell) - 2 * CELL_SIDE


def _widths(layout: Layout, width: int) -> list[int]:
    """The columns' widths. With several label columns figures and groups get what they need, items the rest."""
    if layout.label_columns < 2:
        share = width // layout.columns
        return [share] * (layout.columns - 1) + [width - share * (layout.columns - 1)]
    groups = [GROUP_WIDTH * width // TEXT_WIDTH] * (layout.label_columns - 1)
    figures = [FIGURE_WIDTH * width // TEXT_WIDTH] * (layout.columns - layout.label_columns)
    return [*groups, width - sum(groups) - sum(figures), *figures]


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
