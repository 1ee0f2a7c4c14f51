"""What a file says about itself: the year that it reports on and the unit that sent it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from pathlib import PurePath

from app.readers.grid import Document, Grid, Place
from app.readers.labels import plain

_YEAR = re.compile(
    r"(?<!\d)(20\d\d)年(?:(?!\d{1,2}月)|1月(?:1日)?[至—–~-](?:20\d\d年)?12月(?:31日)?)|年[度份]:?(20\d\d)(?!\d)"
)
_YEAR_LABEL = re.compile(r"(?:报告|填报|统计|所属|数据)?年[度份]:?")
_BARE_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_CHINESE_YEAR = re.compile(r"二[〇零○Oo0]([〇零○一二三四五六七八九])([〇零○一二三四五六七八九])年")
_DATE = re.compile(r"(?:日期|时间):?(?:20\d\d年?)?(?:\d{1,2}月)?")
_NOT_THE_YEAR = re.compile(r"之前|上年|去年|结转|另表|附[:：]|附表|详见|参见")
_UNIT = re.compile(r"(?:填报|报送|编报|上报|填表|单位)?(?:单位|机关|部门)(?:名称|全称)?(?:\([^)]*\))?:(?P<unit>.*)")
_BARE_LABEL = re.compile(r"(?:填报|报送|编报|上报|填表)(?:单位|机关|部门)(?:名称)?(?:\([^)]*\))?")
_NEXT_FIELD = re.compile(r"(?:填[报表]|报送|制表|联系|审核|负责|分管|电话|手机|日期|时间|年[度份])[^:]{0,8}:")
_SEAL = re.compile(r"\((?:盖|公|签|单位)?[章印](?:章)?\)$|[_\s]+$")
_NO_NAME = re.compile(r"[件条项宗起例次份个万千百亿元、,/和或]+|\d+")
_TITLE = re.compile(r"(?:20\d\d年度?)?(?P<unit>.+?)(?:关于|的)?(?:20\d\d年度?(?!\d{1,2}月)|政府信息公开)")
_NO_UNIT = re.compile(
    r"\d|[，。；:：！？、]|^(?:附件|表[一二三四]|本年|统计|请)|(?:报送|统计|汇总|数据|情况|填报)(?:表|说明)$"
)
_LEADING_NUMBER = re.compile(r"^[\d\W_]+")
_COPY = re.compile(r"(?:[-_—\s]*(?:[(（][^()（）]*[)）]|副本|复件|最终版?|终稿|修改稿?|改))+$")


def year_above(grid: Grid, top: int, right: int, filled: Container[int] = ()) -> int | None:
    """The year that the nearest line above a table states; else the one in the sheet's name.

    What stands beyond its last column `right`, or in a row that is `filled` with figures, is a remark.
    """
    above = [
        (-row, column, content)
        for (row, column), content in grid.texts.items()
        if row <= top and column <= right and row not in filled and "年" in content
    ]
    for _, _, content in sorted(above):
        if year := _year_in(plain(content)):
            return year
    return year_in_name(grid.name)


def _year_in(text: str) -> int | None:
    """The year that a text speaks of, unless it is a date or the year before."""
    undated = _DATE.sub("", _CHINESE_YEAR.sub(_in_digits, text))
    match = None if _NOT_THE_YEAR.search(undated) else _YEAR.search(undated)
    return int(match[1] or match[2]) if match else None


def _in_digits(match: re.Match[str]) -> str:
    digits = ["0" if digit in "〇零○" else str("一二三四五六七八九".index(digit) + 1) for digit in match.groups()]
    return f"20{''.join(digits)}年"


def year_in_name(name: str) -> int | None:
    """The year in the name of a sheet or file."""
    match = _BARE_YEAR.search(name)
    return int(match[1]) if match else None


def year_anywhere(document: Document) -> int | None:
    """The year that a cover sheet or a paragraph states."""
    for text in _texts(document):
        if len(text) < 60 and (year := _year_in(text)):
            return year
    for grid in document.grids:
        for place, content in grid.texts.items():
            if _YEAR_LABEL.fullmatch(plain(content)):
                beside = _BARE_YEAR.fullmatch(plain(_beside(grid, place)))
                if beside:
                    return int(beside[1])
    return None


def _beside(grid: Grid, place: Place) -> str:
    """What stands next to the right in the same row."""
    right = [at for at in grid.cells if at[0] == place[0] and at[1] > place[1] and re.search(r"\w", grid.text(at))]
    return grid.text(min(right)) if right else ""


def stated_unit(document: Document) -> str | None:
    """The unit that the file names: in a line 填报单位：…, else in a title before the year."""
    return _named_unit(document) or _unit_in_titles(document)


def _named_unit(document: Document) -> str | None:
    for grid in document.grids:
        for (row, column), content in grid.texts.items():
            match = _UNIT.match(plain(content))
            if match is None:
                if _BARE_LABEL.fullmatch(plain(content)) and (unit := _before_next_field(_beside(grid, (row, column)))):
                    return unit
                continue
            if unit := _before_next_field(content.replace("：", ":").partition(":")[2]):
                return unit
            if not match["unit"] and (unit := _before_next_field(_beside(grid, (row, column)))):
                return unit
    for text in document.paragraphs:
        if (match := _UNIT.match(plain(text))) and (
            unit := _before_next_field(text.replace("：", ":").partition(":")[2])
        ):
            return unit
    return None


def _before_next_field(text: str) -> str:
    """The unit's name, without the seal's place and the field that follows on the same line; "" for no name."""
    name = re.sub(r"[\s_\u3000]+", "", text.replace("：", ":").replace("（", "(").replace("）", ")"))
    end = _NEXT_FIELD.search(name)
    name = _SEAL.sub("", name[: end.start()] if end else name)
    name = name.replace("(", "（").replace(")", "）")
    return name if 2 <= len(name) <= 60 and not _NO_NAME.fullmatch(name) else ""


def _unit_in_titles(document: Document) -> str | None:
    for text in _texts(document):
        match = _TITLE.match(_DATE.sub("", text)) if len(text) <= 80 else None
        unit = match["unit"].strip("《") if match and _year_in(text) else ""
        if 2 <= len(unit) <= 60 and not _NO_UNIT.search(unit):
            return unit
    return None


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Grid):
            yield from map(plain, block.texts.values())
        else:
            yield plain(block.text)


def unit_from_file_name(name: str) -> str:
    """The file's name without leading number and without marks of a copy, such as （改） or 副本."""
    stem = PurePath(name).stem
    bare = _LEADING_NUMBER.sub("", stem)
    return _COPY.sub("", bare) or bare or stem
