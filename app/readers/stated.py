"""What a file says about itself: the year that it reports on and the unit that sent it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from app.readers.grid import Document, Grid
from app.readers.labels import plain

_YEAR = re.compile(r"(?<!\d)(20\d\d)年(?!\d{1,2}月)")
_BARE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_NOT_THE_YEAR = re.compile(r"日期|截至|截止|之前|上年|去年|结转|〔20\d\d〕")
_UNIT = re.compile(r"(?:填报|报送|编报|上报|填表|单位)?(?:单位|机关|部门)(?:名称|全称)?(?:\([^)]*\))?:(?P<unit>.*)")
_UNIT_ENDS = re.compile(r"填报|填表|报送|日期|联系|审核|负责人|电话|年度|\(|:")
_TITLE = re.compile(r"(?P<unit>.+?)(?:20\d\d年度?|关于|的)?(?:20\d\d年度?)?(?:政府信息公开|$)")
_NO_UNIT = re.compile(
    r"^(?:20\d\d年度?|附件\d*|表[一二三四]|.*(?:报送|统计|汇总|数据|情况|填报)(?:表|说明))$|^[\d一二三四五六]+[、.]"
)
_LEADING_NUMBER = re.compile(r"^[\d\W_]+")
_COPY = re.compile(r"(?:[-_—\s]*(?:[(（][^()（）]*[)）]|副本|复件|最终版?|终稿|修改稿?|改))+$")


def year_above(grid: Grid, top: int) -> int | None:
    """The year that the nearest line above a table states; else the one in the sheet's name."""
    above = [
        (-row, column, content)
        for (row, column), content in grid.cells.items()
        if row <= top and isinstance(content, str) and "年" in content
    ]
    for _, _, content in sorted(above):
        if year := _year_in(plain(content)):
            return year
    return year_in_name(grid.name)


def _year_in(text: str) -> int | None:
    match = None if _NOT_THE_YEAR.search(text) else _YEAR.search(text)
    return int(match[1]) if match else None


def year_in_name(name: str) -> int | None:
    """The year in the name of a sheet or file."""
    match = _BARE_YEAR.search(name)
    return int(match[1]) if match else None


def year_anywhere(document: Document) -> int | None:
    """The year that a cover sheet or a paragraph states."""
    for text in _texts(document):
        if len(text) < 60 and (year := _year_in(text)):
            return year
    return None


def stated_unit(document: Document) -> str | None:
    """The unit that the file names: in a line 填报单位：…, else in a title before the year."""
    return _named_unit(document) or _unit_in_titles(document)


def _named_unit(document: Document) -> str | None:
    for grid in document.grids:
        for (row, column), content in sorted(grid.cells.items(), key=lambda item: item[0]):
            if not isinstance(content, str):
                continue
            match = _UNIT.match(plain(content))
            if match is None:
                continue
            if unit := _before_next_field(content.replace("：", ":").partition(":")[2]):
                return unit
            beside = min((at for at in grid.cells if at[0] == row and at[1] > column), default=None)
            if beside and not match["unit"] and (unit := _before_next_field(grid.text(beside))):
                return unit
    for text in document.paragraphs:
        if (match := _UNIT.match(plain(text))) and (
            unit := _before_next_field(text.replace("：", ":").partition(":")[2])
        ):
            return unit
    return None


def _before_next_field(text: str) -> str:
    """The unit's name, without what follows on the same line after a gap or as the next field."""
    first = re.split(r"\s{2,}|　{2,}|\t|\n", text.strip(" 　\t_"))[0].strip(" 　_")
    name = plain(first)
    end = _UNIT_ENDS.search(name)
    name = name[: end.start()] if end else name
    return name if 2 <= len(name) <= 60 and not name.isdigit() else ""


def _unit_in_titles(document: Document) -> str | None:
    for text in _texts(document):
        if len(text) > 80 or not _YEAR.search(text) or "日期" in text:
            continue
        match = _TITLE.match(text)
        unit = match["unit"].strip("《:：,，") if match else ""
        if 2 <= len(unit) <= 60 and not _NO_UNIT.search(unit) and not unit.startswith(("20", "本年", "统计")):
            return unit
    return None


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Grid):
            for _, content in sorted(block.cells.items(), key=lambda item: item[0]):
                if isinstance(content, str):
                    yield plain(content)
        else:
            yield plain(block.text)


def unit_from_file_name(name: str) -> str:
    """The file's name without leading number and without marks of a copy, such as （改） or 副本."""
    stem = PurePath(name).stem
    bare = _LEADING_NUMBER.sub("", stem)
    return _COPY.sub("", bare) or bare or stem
