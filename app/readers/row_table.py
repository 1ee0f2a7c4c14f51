"""Finds a table whose figures stand in one row (or, turned by 90°, in one column) under groups of column labels."""

from __future__ import annotations

import re

from app.form import Form, Table
from app.readers.found import Found
from app.readers.grid import Content, Grid, Place
from app.readers.labels import begins_with_digit, key, plain
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
            columns: dict[str, list[int]] = {}
            nameless: list[int] = []
            for place, outcome in band.items():
                group = self._group_of(place, groups)
                if group is None:
                    nameless.append(place[1])
                else:
                    columns.setdefault(f"{self._table.id}.{group.line.id}.{outcome.line.id}", []).append(place[1])
            _under_labels(grid, table, below, columns)
            for place in ((below + down, column) for down in range(1, 1 + _BELOW) for column in nameless):
                if begins_with_digit(grid.text(place)):
                    table.add(place, "上面没有写是哪一类，分不清")
            found.append(table)
        return found

    def _labels(self, grid: Grid) -> tuple[dict[Place, Name], dict[Place, Name]]:
        outcomes: dict[Place, Name] = {}
        groups: dict[Place, Name] = {}
        for place, content in grid.texts.items():
            if len(content) > 60:
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


def _under_labels(grid: Grid, table: Found, below: int, columns: dict[str, list[int]]) -> None:
    """Places the figures in the one row with content under the labels, which end at row `below`.

    Where several rows, or several columns of the same name, have different contents, none is taken.
    """
    everywhere = [column for same in columns.values() for column in same]
    rows = [
        row
        for row in range(below + 1, below + 1 + _BELOW)
        if any(_is_value(grid.cells.get((row, column)), beside=row == below + 1) for column in everywhere)
    ] or [below + 1]
    if len({tuple(grid.text((row, column)) for column in everywhere) for row in rows}) > 1:
        for row in rows:
            for column in everywhere:
                table.add((row, column), f"表头下面有{len(rows)}行数，分不清是哪一行")
        return
    for figure, same in columns.items():
        if len({grid.text((rows[0], column)) for column in same}) == 1:
            table.put(figure, (rows[0], same[0]))
        for column in same:
            table.add_unless_taken((rows[0], column), "同样名称的列有几个，分不清是哪一个")


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
