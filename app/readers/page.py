"""Paragraphs and tables with spans, as Word files and web pages have them, become a `Document`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.readers.grid import Content, Document, Grid, Mark, Paragraph, Place, cut_off


@dataclass(slots=True)
class Spanning:
    """A cell of a table with the rows and columns that it covers; `has_object`: a picture or the like, and no word."""

    row: int
    column: int
    rows: int
    columns: int
    text: str
    has_object: bool = False


def document(blocks: Iterable[str | Sequence[Spanning]]) -> Document:
    """The document of these paragraphs and tables; the tables are named 表格1, 表格2, …"""
    made: list[Paragraph | Grid] = []
    tables = 0
    for block in _joined(blocks):
        if isinstance(block, str):
            made.append(Paragraph(block))
        else:
            tables += 1
            made.append(_grid(f"表格{tables}", block))
    return Document(tuple(made))


def _joined(blocks: Iterable[str | Sequence[Spanning]]) -> Iterator[str | Sequence[Spanning]]:
    """A table that follows another of the same width, with no word between, is the rest of it."""
    parts: list[Sequence[Spanning]] = []
    blanks: list[str] = []
    for block in blocks:
        if isinstance(block, str) and parts and not block.strip():
            blanks.append(block)
            continue
        if parts and (isinstance(block, str) or _width(parts[0]) != _width(block)):
            yield _one_below_the_other(parts)
            yield from blanks
            parts = []
        blanks = []
        if isinstance(block, str):
            yield block
        elif block:
            parts.append(block)
    if parts:
        yield _one_below_the_other(parts)
        yield from blanks


def _one_below_the_other(parts: Sequence[Sequence[Spanning]]) -> Sequence[Spanning]:
    table: list[Spanning] = []
    top = 0
    for part in parts:
        table += [replace(cell, row=top + cell.row) for cell in part]
        top += max(cell.row + cell.rows for cell in part)
    return table


def _width(cells: Sequence[Spanning]) -> int:
    return max((cell.column + cell.columns for cell in cells), default=0)


def _grid(name: str, cells: Sequence[Spanning]) -> Grid:
    return Grid(
        name,
        {(cell.row, cell.column): content for cell in cells if (content := _content(cell))},
        merged=tuple(
            (cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1)
            for cell in cells
            if cell.rows > 1 or cell.columns > 1
        ),
        cut=_cut(cells),
    )


def _content(cell: Spanning) -> Content | None:
    if cell.text.strip():
        return cell.text
    return Mark("object", "") if cell.has_object else None


def _cut(cells: Sequence[Spanning]) -> frozenset[Place]:
    widths: dict[int, int] = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rows):
            widths[row] = max(widths.get(row, 0), cell.column + cell.columns)
    return cut_off(widths)
