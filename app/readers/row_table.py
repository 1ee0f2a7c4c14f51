"""Finds a table whose figures stand in one row (or, turned by 90°, in one column) under groups of column labels."""

from __future__ import annotations

import re

from app.form import Form, Table
from app.readers.found import Found
from app.readers.grid import Content, Grid, Place
from app.readers.labels import key, plain
from app.readers.names import Name, Names

_BELOW = 3
"""Rows below the labels in which the figures are looked for."""
_NOTE = 8
"""Longer texts under the labels are notes."""
_FIGURE = re.compile(r"[\d/—-]|无$|零$")


class RowFinder:
    """Finds one table of the form in grids. Built once, used for many files."""

    def __init__(self, form: Form, table: Table) -> None:
        self._table = table
        block = table.blocks[0]
        self._groups = Names(form, block.rows)
        self._columns = Names(form, block.columns)
        self._enough = len(block.rows) * len(block.columns) // 2

    def find(self, grid: Grid) -> list[Found]:
        """Every occurrence of the table in the grid; turned ones only where none stands upright."""
        return self._upright(grid) or [_turned_back(table, grid) for table in self._upright(_turned(grid))]

    def _upright(self, grid: Grid) -> list[Found]:
        outcomes, groups = self._labels(grid)
        found: list[Found] = []
        for band in self._bands(outcomes):
            below = max(row for row, _ in band)
            table = Found(self._table.id, grid, min(row for row, _ in band))
            for (row, column), outcome in band.items():
                group = self._group_of((row, column), groups)
                if group is not None:
                    self._put(table, f"{self._table.id}.{group.line.id}.{outcome.line.id}", (below, column))
            self._down_to_the_figures(grid, table, below)
            found.append(table)
        return found

    def _labels(self, grid: Grid) -> tuple[dict[Place, Name], dict[Place, Name]]:
        outcomes: dict[Place, Name] = {}
        groups: dict[Place, Name] = {}
        for place, content in sorted(grid.cells.items(), key=lambda item: item[0]):
            if not isinstance(content, str) or len(content) > 60:
                continue
            if name := self._columns.find(content):
                outcomes[place] = name
            elif name := self._groups.find(content):
                groups[place] = name
        return outcomes, groups

    def _bands(self, outcomes: dict[Place, Name]) -> list[dict[Place, Name]]:
        """Rows of column labels that belong together: neighbours, since those of a group may stand one higher."""
        bands: list[dict[Place, Name]] = []
        for place, name in outcomes.items():
            if bands and place[0] - min(row for row, _ in bands[-1]) <= 1:
                bands[-1][place] = name
            else:
                bands.append({place: name})
        return [band for band in bands if len(band) >= self._enough]

    @staticmethod
    def _group_of(place: Place, groups: dict[Place, Name]) -> Name | None:
        """The group whose label stands above, at the same column or nearest to the left."""
        above = [at for at in groups if place[0] - 4 <= at[0] < place[0] and at[1] <= place[1]]
        return groups[max(above, key=lambda at: (at[1], at[0]))] if above else None

    @staticmethod
    def _put(table: Found, figure: str, place: Place) -> None:
        if figure not in table.cells:
            table.put(figure, place)

    def _down_to_the_figures(self, grid: Grid, table: Found, below: int) -> None:
        """Moves the figures' places from the labels to the first row with content under them."""
        columns = [place[1] for place in table.cells.values()]
        rows = [
            row
            for row in range(below + 1, below + 1 + _BELOW)
            if any(_is_value(grid.cells.get((row, column)), beside=row == below + 1) for column in columns)
        ]
        values = rows[0] if rows else below + 1
        table.cells = {figure: (values, column) for figure, (_, column) in table.cells.items()}
        for row in rows[1:]:
            for column in columns:
                table.add((row, column), "数据行下面又有一行，未采用")


def _is_value(content: Content | None, *, beside: bool) -> bool:
    """Whether a cell under the labels holds a figure. Directly beneath them, any word may be meant as one."""
    if not isinstance(content, str):
        return content is not None
    return len(key(content)) <= _NOTE if beside else bool(_FIGURE.match(plain(content)))


def _turned(grid: Grid) -> Grid:
    return Grid(
        grid.name,
        {(column, row): content for (row, column), content in grid.cells.items()},
        tuple((left, top, right, bottom) for top, left, bottom, right in grid.merged),
        frozenset((column, row) for row, column in grid.formulas),
        visible=grid.visible,
    )


def _turned_back(table: Found, grid: Grid) -> Found:
    top = min(row for _, row in table.cells.values()) if table.cells else 0
    return Found(
        table.table,
        grid,
        top,
        {figure: (column, row) for figure, (row, column) in table.cells.items()},
        added={(column, row): why for (row, column), why in table.added.items()},
    )
