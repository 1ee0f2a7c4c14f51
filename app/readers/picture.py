"""A file's sheets as a person sees them, to be shown beside what was read; never used for figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.readers.grid import Grid, Place
from app.report.record import Json

_MOST_ROWS, _MOST_COLUMNS, _MOST_SHEETS = 300, 40, 12
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Sheet:
    """The upper left part of a sheet: texts by row and column from 0, and its merged areas as `Grid` has them."""

    cells: Mapping[Place, str]
    merged: tuple[tuple[int, int, int, int], ...]


def pictured(data: bytes) -> Json:
    """The sheets by name, within bounds. Raises `Refused`."""
    from app.readers.formats import kind_of
    from app.readers.returns import read_document

    grids = read_document(kind_of(data), data).grids[:_MOST_SHEETS]
    return {
        grid.name: {"cells": [(*place, text) for place, text in texts(grid).items()], "merged": _merged(grid)}
        for grid in grids
    }


def sheets_from_json(data: Json) -> Mapping[str, Sheet]:
    """What `pictured` gave, on the other side of the pipe."""
    return {
        name: Sheet(
            {(row, column): text for row, column, text in sheet["cells"]},
            tuple((top, left, bottom, right) for top, left, bottom, right in sheet["merged"]),
        )
        for name, sheet in data.items()
    }


def texts(grid: Grid) -> dict[Place, str]:
    """What is shown of the sheet's cells, within bounds."""
    places = (place for place in grid.cells if place[0] < _MOST_ROWS and place[1] < _MOST_COLUMNS)
    return {place: grid.text(place)[:_LONGEST] for place in places}


def _merged(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [area for area in grid.merged if area[2] < _MOST_ROWS and area[3] < _MOST_COLUMNS]
