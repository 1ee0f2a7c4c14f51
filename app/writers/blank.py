"""The blank returns that are sent out: one workbook a unit, which comes back with certainty."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from openpyxl import Workbook

from app.form import FigureId, Form
from app.report.values import Value, shown
from app.writers.blank_sheet import TableSheet, carried_over
from app.writers.cells import printable, put_text
from app.writers.files import NotWritten, made, whole

STAMP = "nianbao"
"""The hidden sheet that says what the workbook is: `form`, `unit`, `year` and `carried.FIGURE`, each with its value.

A carried figure was filled in by us: it is no sign that the unit filled in the table.
"""
_ILLEGAL = '\\/:*?"<>|'
_LONGEST_NAME = 60
"""Characters of a unit in a file name: with three bytes each, well within every file system's limit."""


def blank_return(form: Form, unit: str, year: int, last_year: Mapping[FigureId, Value] | None = None) -> Workbook:
    """The workbook for one unit; `unit` "" leaves a cell for the unit's name.

    `last_year` are the unit's figures of the year before, where known: what was carried over stands in its
    place, locked, and the documents in force are checked against last year's.
    """
    unit = " ".join(printable(unit, keep="\n\t").split())
    book = Workbook()
    book.remove(book.worksheets[0])
    title = f"{unit}{year}年度政府信息公开数据报送表"
    for place, section in enumerate(section for section in form.sections if section.table):
        sheet = book.create_sheet(f"表{section.ordinal}")
        table_sheet = TableSheet(sheet, form, form.tables[section.table], last_year or {})
        table_sheet.draw(title, unit if unit or place == 0 else None)
    _stamp(book, form, unit, year, carried_over(form, last_year or {}))
    book.security.lockStructure = True
    return book


def _stamp(book: Workbook, form: Form, unit: str, year: int, carried: Mapping[FigureId, Value]) -> None:
    sheet = book.create_sheet(STAMP)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True
    lines = {"form": form.id, "unit": unit, "year": str(year)}
    lines |= {f"carried.{figure}": shown(value) for figure, value in carried.items()}
    for row, line in enumerate(lines.items(), 1):
        for column, text in enumerate(line, 1):
            put_text(sheet.cell(row, column), text)


def write_blanks(
    directory: Path,
    form: Form,
    year: int,
    units: Sequence[str] = (),
    last_year: Mapping[str, Mapping[FigureId, Value]] | None = None,
) -> list[Path]:
    """Writes NN_UNIT.xlsx for each unit in the roster's order, or one blank where there is no roster.

    `last_year` has the figures of the year before by unit, for the blank without roster under "".
    All are written, or none. Raises `NotWritten` where the folder or a file cannot be written, or a file of such
    a name is there: it may be filled in.
    """
    files = [(directory / name, unit) for name, unit in _names(units)]
    for file, _ in files:
        if os.path.lexists(file):
            raise NotWritten(file, f"“{directory}”里已经有这个文件，可能已经填报。一个也没有生成，请另选一个文件夹。")
    is_new = not directory.exists()
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritten(directory, "建立不了这个文件夹。请换一个位置。") from error
    known = last_year or {}
    written: list[Path] = []
    try:
        for file, unit in files:
            data = made(file, blank_return(form, unit, year, known.get(unit)).save)
            with whole(file) as out:
                out.write(data)
            written.append(file)
    except BaseException:
        for file in written:
            file.unlink(missing_ok=True)
        if is_new:
            with suppress(OSError):
                directory.rmdir()
        raise
    return written


def _names(units: Sequence[str]) -> list[tuple[str, str]]:
    if not units:
        return [("空白报送表.xlsx", "")]
    digits = max(2, len(str(len(units))))
    return [(f"{number:0{digits}}_{_file_name(unit)}.xlsx", unit) for number, unit in enumerate(units, 1)]


def _file_name(unit: str) -> str:
    """A unit's name as part of a file name: no folder, nothing that Windows refuses."""
    kept = "".join("_" if char in _ILLEGAL else char for char in printable(unit))
    return kept.strip(". ")[:_LONGEST_NAME] or "单位"
