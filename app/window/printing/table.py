"""A statutory table as rows of ruled cells."""

from __future__ import annotations

from itertools import accumulate, pairwise

from app.form.layout import Cell
from app.window.printing.fonts import Fonts
from app.window.printing.lines import Line, set_lines
from app.window.printing.strips import Block, Rule, Strip, moved
from app.writers.content import PrintedTable
from app.writers.table_shape import CELL_SIDE, CELL_TOP, Shape
from app.writers.template import Template


def table_block(printed: PrintedTable, template: Template, fonts: Fonts) -> Block:
    """The table, kept on one page where it fits; else its head rows stand on each."""
    shape = Shape(printed, template)
    cells = {cell: _lines(cell, shape, template, fonts) for cell in printed.layout.cells}
    tops = _tops(shape, cells)
    lefts = [0, *accumulate(shape.widths)]
    strips = [Strip(bottom - top) for top, bottom in pairwise(tops)]
    for cell, lines in cells.items():
        _write(cell, lines, tops, lefts[cell.column], strips)
        _rule(cell, lefts, strips)
    return Block(strips, head=printed.layout.head_rows, is_whole=True)


def _lines(cell: Cell, shape: Shape, template: Template, fonts: Fonts) -> list[Line]:
    look = template.look(shape.style(cell))
    room = shape.width(cell) - 2 * CELL_SIDE
    return set_lines([(shape.text(cell), look.type)], look, room, fonts, shape.narrowing(cell))


def _tops(shape: Shape, cells: dict[Cell, list[Line]]) -> list[float]:
    """Where each row begins, and where the last one ends: a row is as high as what stands in it."""
    heights = [float(shape.row_height)] * shape.layout.rows
    for cell in sorted(cells, key=lambda cell: cell.rows):
        spanned = slice(cell.row, cell.row + cell.rows)
        lacking = _height(cells[cell]) + 2 * CELL_TOP - sum(heights[spanned])
        heights[cell.row + cell.rows - 1] += max(0.0, lacking)
    return [0.0, *accumulate(heights)]


def _height(lines: list[Line]) -> float:
    return sum(line.height for line in lines)


def _write(cell: Cell, lines: list[Line], tops: list[float], left: float, strips: list[Strip]) -> None:
    """Puts the lines of a cell, in the middle of its height, into the rows where they come to stand."""
    y = (tops[cell.row] + tops[cell.row + cell.rows] - _height(lines)) / 2
    row = cell.row
    for line in lines:
        while tops[row + 1] <= y:
            row += 1
        strips[row].runs += [moved(run, left + CELL_SIDE, y - tops[row]) for run in line.runs]
        y += line.height


def _rule(cell: Cell, lefts: list[int], strips: list[Strip]) -> None:
    left, right = lefts[cell.column], lefts[cell.column + cell.columns]
    for row in range(cell.row, cell.row + cell.rows):
        height = strips[row].height
        strips[row].rules += [Rule(left, 0, left, height), Rule(right, 0, right, height)]
    last = strips[cell.row + cell.rows - 1]
    strips[cell.row].rules.append(Rule(left, 0, right, 0))
    last.rules.append(Rule(left, last.height, right, last.height))
