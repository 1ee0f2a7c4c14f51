"""Finds a table of blocks: short tables one under the other, each with its own header, wherever they stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from app.form import FigureId, Form, Line, Table
from app.readers.found import Found
from app.readers.grid import Grid, Place, address
from app.readers.labels import begins_with_digit, key, plain
from app.readers.names import Name, Names

_BESIDE = 3
"""Columns beside a block's last that belong to it."""
_GAP = 10
"""Rows between a header and the last row of its block, beyond those of the form."""


@dataclass(slots=True)
class _Header:
    """A row of column labels; `names` by column, `others` are labels that the form does not have."""

    row: int
    names: dict[int, list[Name]]
    others: dict[int, str]
    rows: list[Place] = field(default_factory=list)
    table: Found | None = None


class BlockFinder:
    """Finds one table of the form in grids. Built once, used for many files."""

    def __init__(self, form: Form, table: Table) -> None:
        self._table = table
        self._blocks = [(Names(form, block.rows), Names(form, block.columns)) for block in table.blocks]
        self._heads = {key(text) for block in table.blocks for text in (block.head, block.title)}
        self._heads |= {key(section.title) for section in form.sections}
        self._obsolete = {key(label) for label in table.obsolete}

        # Returns repeat the same labels thousands of times.
        self._rows_named = lru_cache(maxsize=4096)(self._look_up_rows)
        self._columns_named = lru_cache(maxsize=4096)(self._look_up_columns)

    def _look_up_rows(self, label: str) -> list[tuple[Names, Names, Name]]:
        return [(rows, columns, name) for rows, columns in self._blocks if (name := rows.find(label))]

    def _look_up_columns(self, label: str) -> list[Name]:
        return [name for _, columns in self._blocks if (name := columns.find(label))]

    def find(self, grid: Grid) -> list[Found]:
        """Every occurrence of the table in the grid, from top to bottom."""
        labels = {place: text for place, text in grid.texts.items() if len(text) < 200}
        headers = self._headers(labels)
        found: list[Found] = []
        for place, text in labels.items():
            for rows, columns, name in self._rows_named(key(text)):
                self._read_row(grid, found, headers, rows, columns, name, place)
        for header in headers:
            self._other_rows(header, labels)
        return found

    def _headers(self, labels: dict[Place, str]) -> list[_Header]:
        headers: dict[int, _Header] = {}
        for (row, column), text in labels.items():
            names = self._columns_named(label := key(text))
            if names or label in self._obsolete:
                headers.setdefault(row, _Header(row, {}, {})).names[column] = names
        for (row, column), text in labels.items():
            if row in headers and column not in headers[row].names and key(text) not in self._heads:
                headers[row].others[column] = plain(text)
        return list(headers.values())

    def _read_row(
        self,
        grid: Grid,
        found: list[Found],
        headers: list[_Header],
        rows: Names,
        columns: Names,
        row: Name,
        place: Place,
    ) -> None:
        above = [header for header in headers if header.row < place[0] and any(at > place[1] for at in header.names)]
        header = above[-1] if above else None
        # A label under another block's header is a word somewhere, not a row of this block.
        if (
            header is None
            or place[0] - header.row > len(rows.lines) + _GAP
            or not self._right_of(header, place, columns)
        ):
            return
        named: dict[str, dict[int, Name]] = {}
        for at, names in header.names.items():
            if at > place[1] and (name := _among(names, columns.lines)):
                named.setdefault(f"{self._table.id}.{row.line.id}.{name.line.id}", {})[at] = name
        figures = {figure: next(iter(under.items())) for figure, under in named.items() if len(under) == 1}
        table = self._table_for(grid, found, header, {FigureId(figure) for figure in figures})
        header.rows.append(place)
        header.table = table
        for figure, (column, name) in figures.items():
            self._put(table, figure, self._under(grid, header, place[0], column), row, name, header)
        for under in (under for under in named.values() if len(under) > 1):
            for at, name in under.items():
                table.add((place[0], at), f"“{name.line.short}”列出现了两次，分不清用哪一个")
        self._not_used(table, header, place, columns)
        if figures:
            self._strays(table, header, place, {column for column, _ in figures.values()})

    @staticmethod
    def _under(grid: Grid, header: _Header, row: int, column: int) -> Place:
        """The cell under a label: under a merged one, the only one with content."""
        span = next((right for top, left, _, right in grid.merged if (top, left) == (header.row, column)), column)
        filled = [at for at in range(column, span + 1) if (row, at) in grid.cells]
        return (row, filled[0]) if len(filled) == 1 else (row, column)

    def _strays(self, table: Found, header: _Header, label: Place, columns: set[int]) -> None:
        """Contents of the row beside the cells under the labels: somebody may have typed in the wrong one."""
        row = label[0]
        taken = {place for place in table.cells.values() if place[0] == row}
        named = header.names.keys() | header.others.keys()
        spanned = [area for area in table.grid.merged if area[0] == header.row and area[1] in columns]
        strays = [
            (row, at)
            for at in range(label[1] + 1, max(columns) + _BESIDE + 1)
            if (row, at) in table.grid.cells.keys() - taken
            and at not in named
            and (begins_with_digit(table.grid.text((row, at))) or any(area[1] < at <= area[3] for area in spanned))
        ]
        for place in strays:
            table.add(place, "不在列名下面的格里")
        if strays:
            self._doubt(table, taken, strays[0])

    @staticmethod
    def _right_of(header: _Header, place: Place, columns: Names) -> bool:
        return any(at > place[1] and (_among(names, columns.lines) or not names) for at, names in header.names.items())

    def _table_for(self, grid: Grid, found: list[Found], header: _Header, figures: set[FigureId]) -> Found:
        """The table that the row belongs to; a new one begins when a figure comes again."""
        if not found or figures & found[-1].cells.keys():
            found.append(Found(self._table.id, grid, header.row))
        return found[-1]

    def _put(self, table: Found, figure: str, place: Place, row: Name, column: Name, header: _Header) -> None:
        table.put(figure, place)
        written = list(table.cells)[-1]
        if row.is_alias or column.is_alias:
            beside = (place[0], max(at for at in self._before(table.grid, place)))
            table.aliases[written] = plain(table.grid.text(beside if row.is_alias else (header.row, place[1])))
        if column.line.kind == "money":
            table.put_unit(written, place, header.row, column.line.unit)

    @staticmethod
    def _before(grid: Grid, place: Place) -> list[int]:
        return [at for at in range(place[1]) if isinstance(grid.cells.get((place[0], at)), str)] or [0]

    def _other_rows(self, header: _Header, labels: dict[Place, str]) -> None:
        """Rows that somebody added among those of a block, or right below them."""
        table = header.table
        if table is None:
            return
        rows = {row for row, _ in header.rows}
        for row in range(header.row + 1, max(rows) + 2):
            if row in rows:
                continue
            label = plain(labels.get((row, header.rows[0][1]), ""))
            for column in header.names:
                if begins_with_digit(table.grid.text((row, column))):
                    table.add((row, column), f"统一格式里没有“{label}”这一行" if label else "这一行没有名称")
                    if not label or key(label) in self._heads:
                        # It may have slipped there from a row above or below.
                        self._doubt(table, ((other, column) for other in rows), (row, column))

    @staticmethod
    def _doubt(table: Found, places: Iterable[Place], stray: Place) -> None:
        """Blanks in these places are no zeros: what belongs there may stand elsewhere."""
        among = set(places)
        for figure, place in table.cells.items():
            if place in among:
                table.doubts.setdefault(figure, f"是空的，旁边的{address(stray)}却有内容")

    def _not_used(self, table: Found, header: _Header, place: Place, columns: Names) -> None:
        for at, names in header.names.items():
            if at > place[1] and not names:
                label = plain(table.grid.text((header.row, at)))
                table.add((place[0], at), f"2019年格式的列“{label}”，未采用")
                if label not in table.obsolete:
                    table.obsolete.append(label)
        for at, label in header.others.items():
            if at > place[1]:
                table.add((place[0], at), f"统一格式里没有“{label}”这一列")


def _among(names: list[Name], lines: tuple[Line, ...]) -> Name | None:
    return next((name for name in names if any(name.line is line for line in lines)), None)
