"""Layouts that the program does not recognise and the clerk has shown it: which cell is which figure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.form import FigureId, Form
from app.readers.found import Found
from app.readers.grid import Grid, Place
from app.readers.labels import begins_with_digit, key
from app.readers.picture import texts
from app.report.record import Json

_CHANGING = re.compile(r"[\d\s〇零一二三四五六七八九]+")


@dataclass(frozen=True, slots=True)
class Taught:
    """Where the figures of one table stand in a sheet of this unit's files; of any unit's where `unit` is "".

    `labels` are the words beside and above these cells: a sheet with the same words, but for numbers, has the same
    layout, whatever its name or year. With None the layout is that of the sheet called `sheet`.
    """

    unit: str
    table: str
    sheet: str
    cells: Mapping[FigureId, Place]
    labels: tuple[str, ...] | None = None

    def is_of(self, unit: str) -> bool:
        """Whether it is for this unit's files, also where its name is written shorter or longer."""
        mine, theirs = key(self.unit), key(unit)
        return not mine or mine == theirs or (len(mine) > 2 and len(theirs) > 2 and _ends_alike(mine, theirs))

    def found(self, grid: Grid, form: Form) -> Found | None:
        """The table in this sheet; None where the sheet has another layout."""
        if self.labels is None or not any(self.labels):
            fits = grid.name == self.sheet
        else:
            fits = labels_of(texts(grid), self.cells.values()) == self.labels
        if not fits or not any(place in grid.cells for place in self.cells.values()):
            return None
        (top, left), (bottom, right) = (tuple(map(edge, zip(*self.cells.values(), strict=True))) for edge in (min, max))
        table = Found(self.table, grid, top, dict(self.cells), is_taught=True)
        for row, column in grid.cells:
            if top <= row <= bottom and left <= column <= right and begins_with_digit(grid.text((row, column))):
                table.add_unless_taken((row, column), "没有对应到哪个数据项")
        for figure, place in self.cells.items():
            if figure in form.figures and form.figures[figure].is_money:
                table.put_unit(figure, place, max(0, place[0] - 1), form.figures[figure].column.unit)
        return table


def labels_of(seen: Mapping[Place, str], places: Iterable[Place]) -> tuple[str, ...]:
    """The words left of these places and above them, with where they stand, without anything that changes yearly.

    `seen` is what is shown of the sheet.
    """
    rows, columns = ({place[axis] for place in places} for axis in (0, 1))
    top, left = min(rows), min(columns)
    return tuple(
        f"{row},{column} {words}"
        for (row, column), text in sorted(seen.items())
        if ((row in rows and column < left) or (column in columns and row < top))
        and (words := _CHANGING.sub("", key(text)))
    )


def _ends_alike(one: str, other: str) -> bool:
    return one.endswith(other) or other.endswith(one)


def taught_to_json(taught: Taught) -> Json:
    """For the process that reads, and for the next year."""
    cells = {figure: list(place) for figure, place in taught.cells.items()}
    labels = None if taught.labels is None else list(taught.labels)
    return {"unit": taught.unit, "table": taught.table, "sheet": taught.sheet, "cells": cells, "labels": labels}


def taught_from_json(data: Json) -> Taught:
    """What `taught_to_json` gave. Raises `KeyError`, `TypeError` or `ValueError` for anything else."""
    cells = {FigureId(figure): (int(row), int(column)) for figure, (row, column) in data["cells"].items()}
    labels = None if data["labels"] is None else tuple(map(str, data["labels"]))
    return Taught(str(data["unit"]), str(data["table"]), str(data["sheet"]), cells, labels)
