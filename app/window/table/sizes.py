"""How wide the columns and how high the rows of a statutory table are, so that as much as possible is in view."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QFontMetrics

from app.form.layout import Cell, Layout

_TWO_LINES = 5  # longer headings of one column break over two lines


def row_heights(layout: Layout, metrics: QFontMetrics, room: int) -> list[int]:
    """The room shared out evenly, between what a line needs and what looks loose."""
    line = metrics.height()
    least = [_least(layout, row, metrics) for row in range(layout.rows)]
    most = [max(needed, round(line * 1.8)) for needed in least]
    spare = room - sum(least)
    heights = list(least)
    if spare > 0:
        share, rest = divmod(spare, layout.rows)
        heights = [min(most[row], least[row] + share + (row < rest)) for row in range(layout.rows)]
    return heights


def _least(layout: Layout, row: int, metrics: QFontMetrics) -> int:
    lines = 1
    for cell in layout.cells:
        if cell.row == row and cell.rows == 1 and _breaks(cell):
            lines = 2
    return metrics.height() + 2 if lines == 1 else 2 * metrics.lineSpacing() + 2


def _breaks(cell: Cell) -> bool:
    return cell.role == "head" and cell.columns == 1 and len(cell.text) > _TWO_LINES and cell.figure is None


def column_widths(layout: Layout, metrics: QFontMetrics, room: int, shown: Mapping[int, int]) -> list[int]:
    """Labels whole, then the figures as wide as the rest allows; `shown` is the widest figure of a column."""
    em = metrics.horizontalAdvance("国")
    labels = [_label_width(layout, column, em) for column in range(layout.label_columns)]
    figures = [
        max(_head_width(layout, column, em), shown.get(column, 0) + 3 * em)
        for column in range(layout.label_columns, layout.columns)
    ]
    even = [max(figures)] * len(figures)
    if sum(labels) + sum(even) <= room:
        figures = even
    spare = room - sum(labels) - sum(figures)
    if labels and spare < 0:
        labels[-1] = max(8 * em, labels[-1] + spare)
    elif spare > 0:
        share = min(spare // len(figures), max(0, 8 * em - min(figures)))
        figures = [width + share for width in figures]
    return labels + figures


def _label_width(layout: Layout, column: int, em: int) -> int:
    """One character for a group down the side, its number's width for a sub-group, all of it for a row."""
    own = [cell for cell in layout.cells if cell.role in ("label", "head") and cell.column == column]
    if column == layout.label_columns - 1:
        return max(len(cell.text) for cell in own if cell.columns == 1) * em + 2 * em
    return (em * 8) // 5 if column == 0 else em * 5


def _head_width(layout: Layout, column: int, em: int) -> int:
    heads = [
        len(cell.text) for cell in layout.cells if cell.column == column and cell.columns == 1 and cell.role == "head"
    ]
    longest = max(heads, default=4)
    return (-(-longest // 2) if longest > _TWO_LINES else longest) * em + em
