"""Workbooks of every kind become grids: values by the fast parser, then a second look for what it hides.

The fast parser shows error cells and formulas that were never calculated as blanks; a blank would become 0, so
both are looked up in the file itself; where that fails, a blank is no value.
"""

from __future__ import annotations

import csv
import datetime
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

import python_calamine as calamine

from app.readers.far import without_far_cells
from app.readers.formats import DAMAGES
from app.readers.grid import Content, Document, Grid, Mark, Place, cut_off
from app.readers.refused import Refused
from app.readers.second_look import Seen, seen_in_ods, seen_in_xls, seen_in_xlsx
from app.readers.struck import is_struck, struck

_DAMAGED = "文件已损坏，读不出来。请用 Excel 或 WPS 打开，另存为新的 .xlsx 后重报。"

_FIGURE = re.compile(r"\s*\d[^、．]*$")
"""Unlike a numbered label."""
_ENOUGH = 100_000  # characters that tell what separates the values of a .csv
_AS_TEXT = re.compile(r'\s*="([^"]*)"\s*')
"""How programs write a text into a .csv that Excel would take for a number."""


def read_workbook(data: bytes, kind: str) -> Document:
    """All sheets of a workbook of this kind: xlsx, xls, xlsb or ods.

    Raises `Refused`: corrupt or encrypted.
    """
    try:
        laid_out = without_far_cells(data) if kind == "xlsx" else data
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(laid_out))
        sheets = [
            (about.name, book.get_sheet_by_name(about.name), about.visible == calamine.SheetVisibleEnum.Visible)
            for about in book.sheets_metadata
            if about.typ == calamine.SheetTypeEnum.WorkSheet
        ]
        rows = {name: sheet.to_python(skip_empty_area=False) for name, sheet, _ in sheets}
    except calamine.PasswordError:
        raise Refused("encrypted", "文件有打开密码，读不出来。请打开它，去掉密码，另存后重报。") from None
    except (calamine.CalamineError, *DAMAGES):
        raise Refused("corrupt", _DAMAGED) from None
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # the parser stumbled; its class can't be imported
            raise
        raise Refused("corrupt", _DAMAGED) from None
    look = _SECOND_LOOKS.get(kind)
    seen: Mapping[str, Seen] = look(data) if look else {}
    return Document(
        tuple(
            _grid(name, rows[name], seen.get(name), tuple(_areas(sheet)), visible=visible)
            for name, sheet, visible in sheets
        )
    )


_SECOND_LOOKS: Mapping[str, Callable[[bytes], Mapping[str, Seen]]] = {
    "xlsx": seen_in_xlsx,
    "xls": seen_in_xls,
    "ods": seen_in_ods,
}


def _areas(sheet: calamine.CalamineSheet) -> Iterable[tuple[int, int, int, int]]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        yield top, left, bottom, right


def _grid(
    name: str,
    rows: Sequence[Sequence[object]],
    seen: Seen | None,
    merged: tuple[tuple[int, int, int, int], ...],
    *,
    visible: bool,
) -> Grid:
    cells: dict[Place, Content] = {}
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value == "" or value is None:
                continue
            if isinstance(value, str):
                if value.strip():
                    cells[row, column] = value
            elif isinstance(value, int | float):
                cells[row, column] = value
            else:
                cells[row, column] = Mark("date", _date(value))
    if seen is None:
        return Grid(name, cells, merged, visible=visible, hides=True)
    cells |= {place: text for place, text in seen.texts.items() if _FIGURE.match(text)}
    cells |= dict(_struck_out(cells, seen.struck))
    for place, mark in seen.marks.items():
        if place not in cells or mark.kind == "error":
            cells[place] = mark
    return Grid(name, cells, merged, seen.formulas, visible=visible)


def _struck_out(cells: Mapping[Place, Content], places: Set[Place]) -> Iterator[tuple[Place, str]]:
    """The figures among these cells, as they are seen."""
    for place in places & cells.keys():
        content = cells[place]
        text = f"{content:.15g}" if isinstance(content, float) else str(content)
        if _FIGURE.match(text) and not is_struck(text):
            yield place, struck(text)


def _date(value: object) -> str:
    """A date as the office programs show it."""
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return str(value)


def read_csv(data: bytes) -> Document:
    """A table of separated values, in UTF-8, UTF-16 or GB18030. Raises `Refused` where it is no text."""
    told = io.StringIO(decoded(data), newline=None).read()
    beginning = told[:_ENOUGH]
    separator = max(",\t;", key=beginning.count)
    try:
        rows = list(csv.reader(io.StringIO(told, newline=""), delimiter=separator))
    except csv.Error:
        raise Refused("not_a_return", "文件不是表格。请另存为 .xlsx 后重报。") from None
    cells = {
        (row, column): text
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if (text := _AS_TEXT.sub(r"\1", value)).strip()
    }
    return Document((Grid("CSV", cells, cut=cut_off({row: len(values) for row, values in enumerate(rows) if values})),))


def decoded(data: bytes) -> str:
    """Text in UTF-8, UTF-16 or GB18030. Raises `Refused` where it is none."""
    for encoding in ("utf-16",) if data[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refused("not_a_return", "认不出文件的内容，不是表格。请用 Excel 或 WPS 另存为 .xlsx 后重报。")
