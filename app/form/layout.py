"""A statutory table as it is printed: cells with places and spans, for paper, web page and window alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from app.form.form import Block, FigureId, Line, Table


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed cell. It shows either `text` or the value of `figure`.

    `role` is `heading` (over a block), `head` (over columns), `label` (before rows) or `figure`.
    """

    row: int
    column: int
    rows: int
    columns: int
    role: str
    text: str = ""
    figure: FigureId | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The cells of one table: `head_rows` at the top repeat on a new page, `label_columns` stand left."""

    rows: int
    columns: int
    head_rows: int
    label_columns: int
    cells: tuple[Cell, ...]

    def by_row(self) -> Iterator[list[Cell]]:
        """The cells that begin in each row, from left to right."""
        rows: list[list[Cell]] = [[] for _ in range(self.rows)]
        for cell in sorted(self.cells, key=lambda cell: cell.column):
            rows[cell.row].append(cell)
        return iter(rows)


def printed(table: Table) -> Layout:
    """How the national format prints this table."""
    match table.layout:
        case "blocks":
            return _blocks(table)
        case "grid":
            return _grid(table)
        case _:
            return _row(table)


def _blocks(table: Table) -> Layout:
    """Blocks one under the other; the last column of a narrower block spans the rest of the width."""
    width = 1 + max(len(block.columns) for block in table.blocks)
    cells: list[Cell] = []
    row = 0
    for block in table.blocks:
        cells.append(Cell(row, 0, 1, width, "heading", block.title))
        cells.append(Cell(row + 1, 0, 1, 1, "head", block.head))
        cells += _across(row + 1, 1, width, [("head", column.label[-1], None) for column in block.columns])
        row += 2
        for line in block.rows:
            cells.append(Cell(row, 0, 1, 1, "label", line.label[-1]))
            cells += _across(row, 1, width, [("figure", "", _figure(table, line, c)) for c in block.columns])
            row += 1
    return Layout(row, width, 0, 1, tuple(cells))


def _across(row: int, first: int, width: int, contents: list[tuple[str, str, FigureId | None]]) -> list[Cell]:
    last = len(contents) - 1
    return [
        Cell(row, first + place, 1, width - first - last if place == last else 1, *content)
        for place, content in enumerate(contents)
    ]


def _grid(table: Table) -> Layout:
    block = table.blocks[0]
    deep = max(len(column.label) for column in block.columns)
    wide = max(len(row.label) for row in block.rows)
    cells = [Cell(0, 0, deep, wide, "head", table.corner)]
    cells += [
        Cell(level, wide + start, height, count, "head", text)
        for level, start, height, count, text in headings([column.label for column in block.columns], deep)
    ]
    cells += [
        Cell(deep + start, level, count, width, "label", text)
        for level, start, width, count, text in headings([row.label for row in block.rows], wide)
    ]
    cells += _figures(table, block, deep, wide)
    return Layout(deep + len(block.rows), wide + len(block.columns), deep, wide, tuple(cells))


def _figures(table: Table, block: Block, top: int, left: int) -> list[Cell]:
    return [
        Cell(top + down, left + right, 1, 1, "figure", figure=_figure(table, row, column))
        for down, row in enumerate(block.rows)
        for right, column in enumerate(block.columns)
    ]


def _row(table: Table) -> Layout:
    """All figures in one row. Headings above fill the height that their columns' labels leave."""
    block = table.blocks[0]
    lines = [(row, column) for row in block.rows for column in block.columns]
    deep = 1 + max(len(row.label) for row in block.rows)
    groups = headings([(*row.label, column.label[-1]) for row, column in lines], deep)
    cells = [Cell(level, start, height, count, "head", text) for level, start, height, count, text in groups]
    cells += [
        Cell(deep, place, 1, 1, "figure", figure=_figure(table, row, column))
        for place, (row, column) in enumerate(lines)
    ]
    return Layout(deep + 1, len(lines), deep, 0, tuple(cells))


def headings(labels: Sequence[tuple[str, ...]], depth: int) -> Iterator[tuple[int, int, int, int, str]]:
    """Labels joined where neighbours share them: level, first line, levels spanned, lines spanned, text.

    The last label of a line spans the levels that are left to `depth`.
    """
    for level in range(depth):
        start = 0
        for path, group in groupby(labels, key=lambda label: label[: level + 1]):
            count = len(list(group))
            if len(path) == level + 1:
                ends = labels[start] == path
                yield level, start, depth - level if ends else 1, count, path[-1]
            start += count


def _figure(table: Table, row: Line, column: Line) -> FigureId:
    return FigureId(f"{table.id}.{row.id}.{column.id}")
