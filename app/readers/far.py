"""Cells far off in a workbook, which make the fast parser ask for more memory than there is.

It lays out every cell from the first to the last: with one in XFD1048576 that is 17 milliards, and the process ends.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

_MOST_CELLS = 4_000_000
_ROWS, _COLUMNS = 10_000, 702
"""Of a sheet that would be laid out with more than that many cells only this part is read."""
_SHEET = re.compile(r"/?xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_MAY_BE_FAR = re.compile(rb"""\br=["'](?:[A-Z]{3}\d|[A-Z]{1,2}\d{5})""")
_REFERENCE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_END = re.compile(rb"</(\w+:)?c>")


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell with content: where its XML stands, and its row and column from 1."""

    start: int
    end: int
    row: int
    column: int

    @property
    def is_far(self) -> bool:
        return self.row > _ROWS or self.column > _COLUMNS


def without_far_cells(data: bytes) -> bytes:
    """The .xlsx without the far cells of sheets that are too large to be laid out; mostly the same bytes."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if _SHEET.fullmatch(name)]
        near = {name: content for name in sheets if (content := _near(archive.read(name)))}
        return _with_parts(archive, near) if near else data


def _near(sheet: bytes) -> bytes | None:
    """The sheet's XML without its far cells; None where it is small enough as it is."""
    if not _MAY_BE_FAR.search(sheet):
        return None
    cells = list(_filled(sheet))
    if max((cell.row for cell in cells), default=0) * max((cell.column for cell in cells), default=0) <= _MOST_CELLS:
        return None
    kept: list[bytes] = []
    at = 0
    for cell in (cell for cell in cells if cell.is_far):
        kept.append(sheet[at : cell.start])
        at = cell.end
    return b"".join((*kept, sheet[at:]))


def _filled(sheet: bytes) -> Iterator[_Cell]:
    """From the ends of cells, which those that are only formatted, perhaps millions, do not have."""
    before = 0
    for end in _END.finditer(sheet):
        start = sheet.rfind(b"<" + (end[1] or b"") + b"c ", before, end.start())
        reference = _REFERENCE.search(sheet, start, sheet.find(b">", start)) if start >= 0 else None
        before = end.end()
        if reference:
            yield _Cell(start, before, int(reference[2]), _number(reference[1]))


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _with_parts(archive: zipfile.ZipFile, parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as copy:
        for name in archive.namelist():
            copy.writestr(name, parts[name] if name in parts else archive.read(name))
    return stream.getvalue()
