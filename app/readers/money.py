"""The unit in which an amount is written, where a table says it."""

from __future__ import annotations

import re

from app.readers.grid import Grid, Place
from app.readers.labels import plain

_MONEY = "((?:[亿百十千万]*|美|欧|港)(?:元|角|分))"
_UNIT = re.compile(rf"(?:单位:?[^元]{{0,6}}?|\(){_MONEY}(?![\u4e00-\u9fff])")
_ALONE = re.compile(rf"\(?{_MONEY}\)?")
_FAR = 8
"""Columns beside an amount in which its unit may stand alone."""
_ABOVE, _BESIDE = 2, 3
"""Rows above a head, and columns beside the amount's, that belong to it."""


def unit_beside(grid: Grid, place: Place, head: int, top: int) -> str:
    """The unit of an amount that stands beside its cell, or in the row's label, the column's, or a line above.

    `head` is the row of the column's label, `top` the first row of the table. "" for none.
    """
    beside = (grid.text((place[0], at)) for at in range(place[1] + 1, place[1] + 1 + _FAR))
    if match := _ALONE.fullmatch(plain(next(filter(None, beside), ""))):
        return match[1]
    row_label = " ".join(grid.text((place[0], at)) for at in range(place[1]))
    above = [
        grid.text((row, at))
        for bottom in (head, top)
        for row in range(bottom - 1, max(-1, bottom - _ABOVE - 1), -1)
        for at in range(place[1] + _BESIDE + 1)
        if isinstance(grid.cells.get((row, at)), str)
    ]
    for text in (row_label, grid.text((head, place[1])), *above):
        if match := _UNIT.search(plain(text)):
            return match[1]
    return ""
