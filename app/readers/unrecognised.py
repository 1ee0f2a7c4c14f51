"""Blocks of a table that lack a row or a column, while numbers stand in rows or columns that have none of their names.

What was misnamed there may have taken another's name, so that its neighbours' figures are in doubt, too.
"""

from __future__ import annotations

from collections.abc import Iterator

from app.form import Block, FigureId, Form
from app.readers.found import Found
from app.readers.grid import Place
from app.readers.labels import begins_with_digit


def in_doubt(form: Form, table: Found) -> Iterator[tuple[list[FigureId], list[Place]]]:
    """Of each such block its figures and the numbers that were not recognised.

    A subtotal or a remark beside rows and columns of which none is missing is no reason for doubt.
    """
    for block in form.tables[table.table].blocks:
        figures = [FigureId(f"{table.table}.{row.id}.{column.id}") for row in block.rows for column in block.columns]
        known = [figure for figure in figures if figure in table.cells]
        places = [table.cells[figure] for figure in known]
        divided = _divided(table, block)
        if not places or len(known) + len(divided) >= len(figures):
            continue
        (top, bottom), (left, right) = ((min(along), max(along)) for along in zip(*places, strict=True))
        numbers = [
            place
            for place in table.added
            if top - 1 <= place[0] <= bottom + 1 and left - 1 <= place[1] <= right + 1 and _is_number(table, place)
        ]
        if numbers:
            yield known + divided, sorted(numbers)


def _divided(table: Found, block: Block) -> list[FigureId]:
    """The figures of a row that this form divides: they are not missing."""
    return [
        FigureId(f"{table.table}.{row}.{column}")
        for item, places in table.undivided
        for row in item.rows
        for column in places
        if any(line.id == row for line in block.rows)
    ]


def _is_number(table: Found, place: Place) -> bool:
    return begins_with_digit(text := table.grid.text(place)) and text.strip() != "0"
