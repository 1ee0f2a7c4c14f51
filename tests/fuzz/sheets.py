"""Workbooks as plain lists, which can be cut up like paper, and the returns that are made wrong."""

from __future__ import annotations

import io
import random
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from openpyxl import Workbook, load_workbook

from app.form import FigureId
from app.readers.tables import TableFinder
from app.readers.workbook import read_workbook
from app.report.values import Value
from app.resources import resource
from app.writers.blank import blank_return
from tests import example
from tests.readers.made import FORM, consistent, one_sheet, saved

Content = str | int | float | None
Area = list[int]
"""Top, left, bottom, right, from 0."""


@dataclass
class Page:
    """A sheet."""

    name: str
    rows: list[list[Content]]
    merged: list[Area] = field(default_factory=list)
    visible: bool = True

    @property
    def width(self) -> int:
        return max(map(len, self.rows))

    def insert_row(self, at: int, contents: list[Content]) -> None:
        self.rows.insert(at, contents + [None] * (self.width - len(contents)))
        self._move(0, at, 1)

    def delete_row(self, at: int) -> None:
        del self.rows[at]
        self._move(0, at, -1)

    def insert_column(self, at: int, contents: list[Content]) -> None:
        for row, content in zip(self.rows, contents, strict=True):
            row.insert(at, content)
        self._move(1, at, 1)

    def delete_column(self, at: int) -> None:
        for row in self.rows:
            del row[at]
        self._move(1, at, -1)

    def _move(self, axis: int, at: int, by: int) -> None:
        """Merged areas grow, shrink and move as in an office program."""
        for area in self.merged:
            first, last = area[axis], area[axis + 2]
            area[axis] += by if first > at or (by > 0 and first == at) else 0
            area[axis + 2] += by if last >= at else 0
        self.merged = [area for area in self.merged if area[0] <= area[2] and area[1] <= area[3]]


@dataclass
class Book:
    """A workbook, where each figure stands in it, and what it holds."""

    name: str
    pages: list[Page]
    places: Mapping[FigureId, tuple[str, int, int]]
    truth: Mapping[FigureId, Value] = field(default_factory=dict)

    def saved(self) -> bytes:
        book = Workbook()
        assert book.active is not None
        book.remove(book.active)
        for page in self.pages:
            sheet = book.create_sheet(page.name)
            sheet.sheet_state = "visible" if page.visible else "hidden"
            for row, contents in enumerate(page.rows, 1):
                for column, content in enumerate(contents, 1):
                    if content is not None:
                        sheet.cell(row, column, content)
            for top, left, bottom, right in page.merged:
                if (top, left) != (bottom, right):
                    sheet.merge_cells(None, top + 1, left + 1, bottom + 1, right + 1)
        return saved(book)


def filled(rng: random.Random) -> Book:
    """A return of one of the known layouts, with figures in which every check holds."""
    book = deepcopy(rng.choice(_layouts()))
    book.truth = agreeing_figures(rng, share_of_zeros=rng.choice((0.0, 0.5, 0.9)))
    leave_blank = rng.random() < 0.5
    pages = {page.name: page for page in book.pages}
    for figure, (name, row, column) in book.places.items():
        value = book.truth[figure]
        written = float(value) if isinstance(value, Decimal) else value
        pages[name].rows[row][column] = None if leave_blank and not value and figure not in FORM.totals else written
    return book


def agreeing_figures(rng: random.Random, share_of_zeros: float) -> dict[FigureId, Value]:
    """Figures that are all different, but for zeros, as far as the sums allow."""
    numbers = iter(rng.sample(range(1, 999), 300))
    entries: dict[FigureId, Value] = {}
    for figure in FORM.figures:
        if figure not in FORM.totals:
            entries[figure] = 0 if rng.random() < share_of_zeros else next(numbers)
            if FORM.figures[figure].is_money:
                entries[figure] = Decimal(entries[figure]) + (Decimal("0.25") if entries[figure] else 0)
    for column in FORM.tables["requests"].blocks[0].columns:
        _balance(entries, column.id)
    return consistent(**{figure.replace(".", "__"): value for figure, value in entries.items()})


def _balance(entries: dict[FigureId, Value], column: str) -> None:
    """Makes what came in equal what was dealt with and carried over."""
    received, before, done, after = (
        FigureId(f"requests.{row}.{column}") for row in ("received", "carried_in", "total", "carried_out")
    )
    if received in FORM.totals:
        return
    total = sum(entries[part] for part in FORM.totals[done])
    if total + entries[after] < entries[before]:
        entries[before] = 0
    entries[received] = total + entries[after] - entries[before]


@lru_cache
def _layouts() -> list[Book]:
    """Those of the tests, the program's own blank return, the sample's and the real example's."""
    zeros = consistent()
    made = {f"made, merged {merge}": saved(one_sheet(zeros, merge=merge)[0]) for merge in (True, False)}
    made["blank"] = saved(blank_return(FORM, "教育局", 2025))
    folders = [resource("sample") / "returns", *([example.RETURNS] if example.RETURNS.is_dir() else [])]
    firsts: list[Path] = [sorted(folder.glob("*.xlsx"))[0] for folder in folders]
    return [_layout(name, data) for name, data in (made | {file.name: file.read_bytes() for file in firsts}).items()]


def _layout(name: str, data: bytes) -> Book:
    sheets = load_workbook(io.BytesIO(data)).worksheets
    pages = [
        Page(
            sheet.title,
            [list(row) for row in sheet.iter_rows(values_only=True)],  # type: ignore[arg-type]
            [[area.min_row - 1, area.min_col - 1, area.max_row - 1, area.max_col - 1] for area in sheet.merged_cells],
            sheet.sheet_state == "visible",
        )
        for sheet in sheets
    ]
    return Book(name, pages, _places(data))


def _places(data: bytes) -> dict[FigureId, tuple[str, int, int]]:
    found = TableFinder(FORM).find(read_workbook(data, "xlsx"))
    return {figure: (table.grid.name, *place) for table in found for figure, place in table.cells.items()}
