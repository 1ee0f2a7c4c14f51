"""How wide the columns and how high the rows of a statutory table are, so that as much as possible is in view."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from math import ceil

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics

from app.form.layout import Cell, Layout
from app.window.application import SMALLEST

_TWO_LINES = 5  # longer headings of one column break over two lines
_STEPS = (0, 0.5, 1)  # points by which the type of a table may be smaller than the window's
Widths = Callable[[QFontMetrics], Mapping[int, int]]
"""The widest figure of each column."""


def font_for(layout: Layout, font: QFont, room: QSize, shown: Widths) -> QFont:
    """The largest type that brings the whole table into view, else all of its rows; else the window's own."""
    fitting = [one for one in _smaller(font) if sum(_tight(layout, QFontMetrics(one))) <= room.height()]
    whole = (one for one in fitting if sum(_widths(layout, QFontMetrics(one), shown)) <= room.width())
    return next(whole, fitting[0] if fitting else font)


def _smaller(font: QFont) -> Iterator[QFont]:
    for step in _STEPS:
        one = QFont(font)
        one.setPointSizeF(max(SMALLEST, font.pointSizeF() - step))
        yield one


def _widths(layout: Layout, metrics: QFontMetrics, shown: Widths) -> list[int]:
    labels, figures = _least_widths(layout, metrics, shown(metrics))
    return labels + figures


def natural_height(layout: Layout, metrics: QFontMetrics) -> int:
    """All rows as high as they ever are."""
    return sum(_most(needed, metrics) for needed in _easy(layout, metrics))


def row_heights(layout: Layout, metrics: QFontMetrics, room: int) -> list[int]:
    """The room shared out evenly, between what characters need and what looks loose; what scrolls is not tight.

    All rows but those of the heads are equally high: the pixels that are over go to the heads.
    """
    least, easy = _tight(layout, metrics), _easy(layout, metrics)
    most = [_most(needed, metrics) for needed in easy]
    if not sum(least) <= room < sum(easy):
        least = easy
    share, rest = divmod(max(0, room - sum(least)), layout.rows)
    shares = [share + (rest // layout.head_rows if row < layout.head_rows else 0) for row in range(layout.rows)]
    return [max(least[row], min(most[row], least[row] + shares[row])) for row in range(layout.rows)]


def _most(needed: int, metrics: QFontMetrics) -> int:
    return max(needed, round(metrics.height() * 1.8))


def _easy(layout: Layout, metrics: QFontMetrics) -> list[int]:
    """A line with the leading of its type."""
    return _heights(layout, metrics.height() + 2, 2 * metrics.lineSpacing() + 2)


def _tight(layout: Layout, metrics: QFontMetrics) -> list[int]:
    """Characters without leading: a Chinese one fills its square and no more."""
    line = ceil(metrics.horizontalAdvance("国") * 1.1) + 2
    return _heights(layout, line, line + metrics.lineSpacing())


def _heights(layout: Layout, one: int, two: int) -> list[int]:
    broken = {cell.row for cell in layout.cells if cell.rows == 1 and _breaks(cell)}
    return [two if row in broken else one for row in range(layout.rows)]


def _breaks(cell: Cell) -> bool:
    return cell.role == "head" and cell.columns == 1 and len(cell.text) > _TWO_LINES and cell.figure is None


def column_widths(layout: Layout, metrics: QFontMetrics, room: int, shown: Mapping[int, int]) -> list[int]:
    """Labels whole, then the figures as wide as the rest allows; `shown` is the widest figure of a column."""
    em = metrics.horizontalAdvance("国")
    labels, figures = _least_widths(layout, metrics, shown)
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


def _least_widths(layout: Layout, metrics: QFontMetrics, shown: Mapping[int, int]) -> tuple[list[int], list[int]]:
    em = metrics.horizontalAdvance("国")
    labels = [_label_width(layout, column, metrics) for column in range(layout.label_columns)]
    figures = [
        max(_head_width(layout, column, em), shown.get(column, 0) + 3 * em)
        for column in range(layout.label_columns, layout.columns)
    ]
    return labels, figures


def _label_width(layout: Layout, column: int, metrics: QFontMetrics) -> int:
    """One character for a group down the side, its number's width for a sub-group, all of it for a row."""
    em = metrics.horizontalAdvance("国")
    own = [cell for cell in layout.cells if cell.role in ("label", "head") and cell.column == column]
    if column == layout.label_columns - 1:
        return max(metrics.horizontalAdvance(cell.text) for cell in own if cell.columns == 1) + 3 * em // 2
    return 2 * em if column == 0 else em * 9 // 2


def _head_width(layout: Layout, column: int, em: int) -> int:
    heads = [
        len(cell.text) for cell in layout.cells if cell.column == column and cell.columns == 1 and cell.role == "head"
    ]
    longest = max(heads, default=4)
    return (-(-longest // 2) if longest > _TWO_LINES else longest) * em + em
