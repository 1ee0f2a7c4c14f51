"""Finds a table of blocks: short tables one under the other, each with its own header, wherever they stand."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.form import FigureId, Form, Line, Table
from app.readers.found import Found
from app.readers.grid import Grid, Place
from app.readers.labels import key, plain
from app.readers.names import Name, Names

_FURTHEST = 12
"""Rows between a header and the last row of its block."""


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
        self._heads = {key(block.head) for block in table.blocks} | {key(block.title) for block in table.blocks}
        self._obsolete = {key(label) for label in table.obsolete}

    def find(self, grid: Grid) -> list[Found]:
        """Every occurrence of the table in the grid, from top to bottom."""
        labels = {
            place: content
            for place, content in sorted(grid.cells.items(), key=lambda item: item[0])
            if isinstance(content, str) and len(content) < 200
        }
        headers = self._headers(labels)
        found: list[Found] = []
        for place, text in labels.items():
            for rows, columns in self._blocks:
                name = rows.find(text)
                if name is not None:
                    self._read_row(grid, found, headers, columns, name, place)
        for header in headers:
            self._other_rows(header, labels)
        return found

    def _headers(self, labels: dict[Place, str]) -> list[_Header]:
        headers: dict[int, _Header] = {}
        for (row, column), text in labels.items():
            names = [name for _, columns in self._blocks if (name := columns.find(text))]
            if names or key(text) in self._obsolete:
                headers.setdefault(row, _Header(row, {}, {})).names[column] = names
        for (row, column), text in labels.items():
            if row in headers and column not in headers[row].names and key(text) not in self._heads:
                headers[row].others[column] = plain(text)
        return list(headers.values())

    def _read_row(
        self, grid: Grid, found: list[Found], headers: list[_Header], columns: Names, row: Name, place: Place
    ) -> None:
        above = [header for header in headers if header.row < place[0] and any(at > place[1] for at in header.names)]
        header = above[-1] if above else None
        # A label under another block's header is a word somewhere, not a row of this block.
        if header is None or place[0] - header.row > _FURTHEST or not self._right_of(header, place, columns):
            return
        figures = {
            f"{self._table.id}.{row.line.id}.{name.line.id}": (at, name)
            for at, names in header.names.items()
            if at > place[1] and (name := _among(names, columns.lines))
        }
        table = self._table_for(grid, found, header, {FigureId(figure) for figure in figures})
        header.rows.append(place)
        header.table = table
        for figure, (column, name) in figures.items():
            self._put(table, figure, (place[0], column), row, name, header)
        self._not_used(table, header, place, columns)

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
        if column.line.kind == "money" and self._says_yuan(table.grid, header, place[1]):
            table.in_yuan.add(written)

    @staticmethod
    def _before(grid: Grid, place: Place) -> list[int]:
        return [at for at in range(place[1]) if isinstance(grid.cells.get((place[0], at)), str)] or [0]

    @staticmethod
    def _says_yuan(grid: Grid, header: _Header, column: int) -> bool:
        """Whether the label, or a line above it, gives amounts in 元 rather than 万元."""
        label = plain(grid.text((header.row, column)))
        if "元" not in label:
            above = [plain(grid.text((header.row - up, at))) for up in (1, 2) for at in range(column + 1)]
            label = next((text for text in above if "单位" in text and "元" in text), "")
        return "元" in label and "万" not in label

    @staticmethod
    def _other_rows(header: _Header, labels: dict[Place, str]) -> None:
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
                if isinstance(table.grid.cells.get((row, column)), int | float):
                    table.add((row, column), f"统一格式里没有“{label}”这一行" if label else "这一行没有名称")

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
