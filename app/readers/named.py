"""Files that the clerk names one by one: the text of the report, and the roster of units."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from app.readers.formats import LARGEST_FILE, kind_of
from app.readers.grid import Grid
from app.readers.labels import plain
from app.readers.refused import NotThere, Refused
from app.readers.workbook import decoded, read_workbook

_HEADS = {"单位", "单位名称", "部门", "部门名称", "名称", "填报单位", "报送单位", "序号", "单位名册", "名册"}
_TITLES = ("名册", "名单", "一览表")
_WHY = {"encrypted": "有打开密码，读不出来", "corrupt": "是空的或已损坏", "too_large": "太大，没有读"}
_NUMBER = re.compile(r"\d+[.、．,，\s]*")


def read_words(path: Path) -> tuple[str, ...]:
    """The lines of the clerk's text, in UTF-8 or GB18030, or the paragraphs of a Word file.

    Raises `NotThere`, or `Refused` when the file is neither.
    """
    data = _bytes(path)
    with _told(path, "文字", "请另存为文本（.txt）或 Word 文件（.docx）再试。"):
        if kind_of(data) == "docx":
            from app.readers.word import read_word

            return read_word(data).paragraphs
        return tuple(decoded(data).splitlines())


def has_tables(path: Path) -> bool:
    """Whether this is a Word file with tables. Raises `NotThere`, or `Refused` when it is a damaged one."""
    data = _bytes(path)
    if kind_of(data) != "docx":
        return False
    from app.readers.word import read_word

    return bool(read_word(data).grids)


def read_roster(path: Path) -> tuple[str, ...]:
    """The units in their order, each once: a text file's lines, or the first column of a workbook.

    Raises `NotThere`, or `Refused` when the file names no unit.
    """
    data = _bytes(path)
    with _told(path, "单位名册", "请存为每行一个单位的文本（.txt），或者第一列写单位的 .xlsx。"):
        units = units_in(data)
    if not units:
        raise Refused("not_a_return", f"单位名册{path.name}里没有单位。请每行写一个单位，或者写在表格的第一列。")
    return units


def units_in(data: bytes) -> tuple[str, ...]:
    """The units that a text file or a workbook names, as `read_roster` does. Raises `Refused`."""
    kind = kind_of(data)
    if kind in ("xlsx", "xls", "xlsb", "ods"):
        names: Iterable[str] = _first_column(read_workbook(data, kind).grids[0])
    else:
        names = decoded(data).splitlines()
    return tuple(dict.fromkeys(name for text in names if (name := _unit(text))))


@contextmanager
def _told(path: Path, what: str, remedy: str) -> Iterator[None]:
    """Says of this file, and not as of a return, why it cannot be read."""
    try:
        yield
    except Refused as refused:
        why = "是空的" if not path.stat().st_size else _WHY.get(refused.code, "不是文本，读不出来")
        raise Refused(refused.code, f"{what}{path.name}{why}。{remedy}") from None


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise NotThere(f"{path.name}：文件太大，没有读。请检查是否选错了文件。")
        return path.read_bytes()
    except OSError:
        raise NotThere(f"{path}：没有这个文件，或者打不开。请检查名称和位置。") from None


def _first_column(grid: Grid) -> list[str]:
    """The texts of the first column that holds words; a column of running numbers is passed over."""
    columns = sorted({column for row, column in grid.cells if _unit(grid.text((row, column)))})
    return [grid.text(place) for place in sorted(grid.cells) if columns and place[1] == columns[0]]


def _unit(line: str) -> str:
    """The unit that a line names; "" for headings, numbers and remarks."""
    name = _NUMBER.sub("", plain(line), count=1)
    return "" if name in _HEADS or name.startswith("#") or name.endswith(_TITLES) else name
