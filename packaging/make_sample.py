"""Makes the returns in resources/sample: twelve invented units, each with its own way of filling in the tables.

Run from the checkout: python packaging/make_sample.py
The same figures give the same files, byte for byte.
"""

from __future__ import annotations

import io
import re
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(CHECKOUT), str(CHECKOUT / "packaging")]

from openpyxl import Workbook  # noqa: E402
from openpyxl.styles import Alignment, Border, Font, Side  # noqa: E402
from openpyxl.utils import get_column_letter  # noqa: E402
from openpyxl.worksheet.worksheet import Worksheet  # noqa: E402
from sample_figures import UNITS, YEAR, Unit  # noqa: E402

from app.form import FigureId, Form, newest_form  # noqa: E402
from app.form.layout import Layout, printed  # noqa: E402
from app.report.values import Value, shown  # noqa: E402

SAMPLE = CHECKOUT / "resources" / "sample"
LINE = Side(style="thin")
BOXED = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
WRAPPED = Alignment("center", "center", wrap_text=True)

Typed = int | float | str | None


def number(value: Value) -> Typed:
    return float(value) if isinstance(value, Decimal) else value


def as_text(value: Value) -> Typed:
    return shown(value)


def with_unit(value: Value) -> Typed:
    return f"{shown(value)}万元" if isinstance(value, Decimal) else f"{value}件"


@dataclass(frozen=True)
class Habit:
    """How a unit fills in its return: `zero` is what it types for 0 in a cell that is no total."""

    sheets: int = 1
    corner: tuple[int, int] = (1, 1)
    typed: Callable[[Value], Typed] = number
    zero: Typed = 0
    cover: bool = False
    unit_line: bool = False
    broken_labels: bool = False
    formulas: bool = False
    merged: bool = True


HABITS = (
    Habit(formulas=True),
    Habit(sheets=3, zero=None, merged=False),
    Habit(cover=True, unit_line=True),
    Habit(zero="/"),
    Habit(corner=(4, 3), unit_line=True),
    Habit(typed=with_unit),
    Habit(typed=as_text, broken_labels=True),
    Habit(sheets=3, broken_labels=True, corner=(2, 2)),
    Habit(sheets=3, formulas=True, unit_line=True),
    Habit(zero="—", merged=False),
    Habit(sheets=3, cover=True, zero=None),
    Habit(zero="无", unit_line=True, corner=(1, 2)),
)


class Filled:
    """One unit's workbook being filled in."""

    def __init__(self, form: Form, unit: Unit, habit: Habit) -> None:
        self.form, self.unit, self.habit = form, unit, habit
        self.figures = unit.figures(form)
        self.book = Workbook()
        self.book.remove(self.book.worksheets[0])
        self.results: dict[tuple[str, str], Value] = {}

    def fill(self) -> bytes:
        if self.habit.cover:
            self._cover()
        sections = [section for section in self.form.sections if section.table]
        sheet, row = None, 1
        for section in sections:
            if sheet is None or self.habit.sheets > 1:
                sheet = self.book.create_sheet(section.short if self.habit.sheets > 1 else f"{YEAR}年")
                row = self._head(sheet)
            row = self._table(sheet, row, section.title, printed(self.form.tables[section.table])) + 2
        return packed(self.book, self.results)

    def _cover(self) -> None:
        cover = self.book.create_sheet("封面")
        cover["B3"] = f"{YEAR}年度政府信息公开数据报送表"
        cover["B3"].font = Font(bold=True, size=18)
        cover["B5"], cover["C5"] = "填报单位：", self.unit.name
        cover["B6"], cover["C6"] = "填报日期：", f"{YEAR + 1}年1月12日"

    def _head(self, sheet: Worksheet) -> int:
        row, column = self.habit.corner
        whole = "" if self.habit.unit_line or self.habit.cover else self.unit.name
        sheet.cell(row, column, f"{whole}{YEAR}年度政府信息公开数据报送表").font = Font(bold=True, size=14)
        if self.habit.unit_line:
            sheet.cell(row + 1, column, f"填报单位：{self.unit.name}")
        return row + 3

    def _table(self, sheet: Worksheet, top: int, title: str, layout: Layout) -> int:
        left = self.habit.corner[1]
        sheet.cell(top, left, title).font = Font(bold=True)
        top += 1
        places = {cell.figure: (top + cell.row, left + cell.column) for cell in layout.cells if cell.figure}
        for cell in layout.cells:
            row, column = top + cell.row, left + cell.column
            if (cell.rows > 1 or cell.columns > 1) and (self.habit.merged or cell.role != "figure"):
                sheet.merge_cells(None, row, column, row + cell.rows - 1, column + cell.columns - 1)
            written = sheet.cell(row, column)
            written.border, written.alignment = BOXED, WRAPPED
            if cell.figure:
                self._figure(sheet, cell.figure, places)
            else:
                written.value = broken(cell.text) if self.habit.broken_labels else cell.text
        for column in range(left, left + layout.columns):
            sheet.column_dimensions[get_column_letter(column)].width = 14
        return top + layout.rows

    def _figure(self, sheet: Worksheet, figure: FigureId, places: dict[FigureId, tuple[int, int]]) -> None:
        value, cell = self.figures[figure], sheet.cell(*places[figure])
        if figure not in self.form.totals:
            cell.value = self.habit.typed(value) if value else self.habit.zero
        elif self.habit.formulas:
            cells = [sheet.cell(*places[part]).coordinate for part in self.form.totals[figure]]
            cell.value = f"={'+'.join(cells)}"
            self.results[sheet.title, cell.coordinate] = value
        else:
            cell.value = self.habit.typed(value)


def broken(label: str) -> str:
    """A label as it looks in a narrow column, with line breaks typed into it."""
    return "\n".join(label[start : start + 6] for start in range(0, len(label), 6))


def packed(book: Workbook, results: dict[tuple[str, str], Value]) -> bytes:
    """The workbook with the results of its formulas beside them, and without any time of making."""
    saved, plain = io.BytesIO(), io.BytesIO()
    book.save(saved)
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(plain, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            content = old.read(name).decode()
            if name == "docProps/core.xml":
                content = re.sub(r"\d{4}-\d\d-\d\dT[\d:]+Z", f"{YEAR + 1}-01-12T00:00:00Z", content)
            elif match := re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name):
                content = calculated(content, book.worksheets[int(match[1]) - 1].title, results)
            entry = zipfile.ZipInfo(name, (YEAR + 1, 1, 12, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, content)
    return plain.getvalue()


def calculated(sheet: str, title: str, results: dict[tuple[str, str], Value]) -> str:
    def result(match: re.Match[str]) -> str:
        return f"{match[1]}<v>{shown(results[title, match[2]])}</v>"

    return re.sub(r'(<c r="([A-Z]+\d+)"[^>]*><f>[^<]*</f>)(?:<v ?/>|<v></v>)', result, sheet)


def main() -> None:
    form = newest_form()
    (SAMPLE / "returns").mkdir(parents=True, exist_ok=True)
    for place, (unit, habit) in enumerate(zip(UNITS, HABITS, strict=True), 1):
        (SAMPLE / "returns" / f"{place:02}_{unit.name}.xlsx").write_bytes(Filled(form, unit, habit).fill())
    (SAMPLE / "roster.txt").write_text("".join(f"{unit.name}\n" for unit in UNITS), encoding="utf-8")


if __name__ == "__main__":
    main()
