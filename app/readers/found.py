"""A statutory table as it was found in a grid: which cell holds which figure."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.form import FigureId, Undivided
from app.readers.grid import Grid, Place
from app.readers.money import unit_beside


@dataclass(slots=True)
class Found:
    """One table in one grid; `top` is its first row.

    `aliases` are figures whose row or column is named otherwise, with that name; `undivided` are cells of a row
    that the form divides, by column; `added` are cells with content in rows and columns that the form does not
    have, with the reason why they are not used. `doubts` are figures whose blank is not to be taken for 0, with
    why; `units` are the units of amounts, where they are not the form's; `obsolete` the columns of a former format.
    `is_taught`: the clerk has shown where it stands.
    """

    table: str
    grid: Grid
    top: int
    cells: dict[FigureId, Place] = field(default_factory=dict)
    aliases: dict[FigureId, str] = field(default_factory=dict)
    undivided: list[tuple[Undivided, dict[str, Place]]] = field(default_factory=list)
    added: dict[Place, str] = field(default_factory=dict)
    units: dict[FigureId, str] = field(default_factory=dict)
    doubts: dict[FigureId, str] = field(default_factory=dict)
    obsolete: list[str] = field(default_factory=list)
    is_taught: bool = False

    def put(self, figure: str, place: Place) -> None:
        self.cells[FigureId(figure)] = place

    def put_unit(self, figure: FigureId, place: Place, head: int, usual: str) -> None:
        """Notes the unit that is written beside this amount, where it is not the `usual` one."""
        unit = unit_beside(self.grid, place, head, self.top)
        if unit not in ("", usual):
            self.units[figure] = unit

    def add_rest(self, other: Found) -> None:
        """Takes over what was found otherwise of this table: figures that it lacks, in cells that are none of its."""
        own = set(self.cells.values())
        rest = {figure: at for figure, at in other.cells.items() if figure not in self.cells and at not in own}
        self.cells |= rest
        for mine, theirs in ((self.aliases, other.aliases), (self.units, other.units), (self.doubts, other.doubts)):
            mine |= {figure: said for figure, said in theirs.items() if figure in rest}
        self.undivided += other.undivided
        self.obsolete += other.obsolete
        taken = set(self.cells.values())
        self.added = {at: why for at, why in (other.added | self.added).items() if at not in taken}

    def add(self, place: Place, why: str) -> None:
        """Notes a cell that is not used, where it has content."""
        if place in self.grid.cells:
            self.added.setdefault(place, why)

    def add_unless_taken(self, place: Place, why: str) -> None:
        """Notes a cell that is not used, where it has content and holds no figure."""
        if place not in self.cells.values():
            self.add(place, why)
