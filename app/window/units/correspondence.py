"""Which cells of a sheet are which figures of a printed table, as the clerk shows it: a corner, the rest follows."""

from __future__ import annotations

from collections.abc import Mapping

from app.form import FigureId, Form
from app.form.layout import printed
from app.readers.grid import Place


class Correspondence:
    """Of one table; `cells` says where each figure stands."""

    def __init__(self, form: Form, table: str) -> None:
        self.table = table
        self._figures = {
            (cell.row, cell.column): cell.figure for cell in printed(form.tables[table]).cells if cell.figure
        }
        self._printed = {figure: place for place, figure in self._figures.items()}
        self.cells: dict[FigureId, Place] = {}

    def put(self, figure: FigureId, place: Place) -> None:
        """This figure stands there, and no other."""
        self.cells = {known: at for known, at in self.cells.items() if at != place}
        self.cells[figure] = place

    def put_from(self, figure: FigureId, place: Place, texts: Mapping[Place, str], *, turned: bool) -> None:
        """This figure stands there, and those printed right of it and below it, up to the next gap, follow.

        Rows and columns of the sheet with nothing in them are passed over. `turned`: what is printed from left to
        right stands from top to bottom.
        """
        top, left = self._printed[figure]
        down, across = _lines(texts, place, 0), _lines(texts, place, 1)
        if turned:
            down, across = across, down
        rows = zip(self._rows(top), down, strict=False)
        columns = [*zip(self._columns(top, left), across, strict=False)]
        for row, at in rows:
            for column, beside in columns:
                if (row, column) in self._figures:
                    self.put(self._figures[row, column], (beside, at) if turned else (at, beside))

    def _rows(self, top: int) -> list[int]:
        rows = {row for row, _ in self._figures}
        below = next(row for row in range(top, max(rows) + 2) if row not in rows)
        return list(range(top, below))

    def _columns(self, row: int, left: int) -> list[int]:
        return sorted(column for at, column in self._figures if at == row and column >= left)


def _lines(texts: Mapping[Place, str], place: Place, axis: int) -> list[int]:
    """The rows, or columns, from this one on that have something in them."""
    return sorted({place[axis]} | {at[axis] for at in texts if at[axis] > place[axis]})
