"""Blanks that are perhaps not 0: a number stands near them that belongs to no row or column of the form."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.form import FigureId, Form
from app.readers.found import Found
from app.readers.grid import Place
from app.readers.labels import begins_with_digit


def doubtful_blanks(
    form: Form, table: Found, is_blank: Callable[[FigureId], bool]
) -> Iterator[tuple[list[FigureId], list[Place]]]:
    """Of each block that lacks a row or column: its blank figures, and the numbers which may belong to what it lacks.

    A subtotal or a remark in a block that has all its rows and columns is no reason to doubt a blank.
    """
    undivided = {row for item, _ in table.undivided for row in item.rows}
    for block in form.tables[table.table].blocks:
        figures = [
            FigureId(f"{table.table}.{row.id}.{column.id}")
            for row in block.rows
            if row.id not in undivided
            for column in block.columns
        ]
        places = [table.cells[figure] for figure in figures if figure in table.cells]
        if len(places) in (0, len(figures)):
            continue
        (top, bottom), (left, right) = ((min(along), max(along)) for along in zip(*places, strict=True))
        numbers = [
            place
            for place in table.added
            if top - 1 <= place[0] <= bottom + 1 and left - 1 <= place[1] <= right + 1 and _is_number(table, place)
        ]
        blanks = [figure for figure in _with_undivided(table, figures) if is_blank(figure)]
        if numbers and blanks:
            yield blanks, sorted(numbers)


def _with_undivided(table: Found, figures: list[FigureId]) -> list[FigureId]:
    divided = [
        FigureId(f"{table.table}.{row}.{column}")
        for item, places in table.undivided
        for row in item.rows
        for column in places
    ]
    return figures + divided


def _is_number(table: Found, place: Place) -> bool:
    return begins_with_digit(text := table.grid.text(place)) and text.strip() != "0"
