"""One cell's content becomes an exact number, or is refused with the reason. Nothing is guessed.

Conversions are recorded by code: blank_zero, sign_zero, full_width, unit_suffix, separator, text_number,
remark, yuan (元 as 万元, exactly).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from app.form import Figure
from app.readers.grid import Content, Mark
from app.readers.struck import is_struck
from app.report.values import Value, shown

_MOST_COUNT = 10**9
_MOST_MONEY = Decimal(10**8)  # 万元
_YUAN = Decimal(10_000)
_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_NOTHING = re.compile(r"(?:[/\\]+|[-‐‑‒–—―─﹣~]+|[无零〇○]|没有|未发生)(?:件|条|项|宗|起|万元|元)?")
_UNIT = "万元|万|元|件|条|项|宗|起|例|次|份|个|部"
_NUMBER = re.compile(
    r"(?P<digits>\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)"
    rf"(?P<unit>{_UNIT})?"
    r"(?P<remark>[(\[【〔].*)?"
)
_UNIT_IN_BRACKETS = re.compile(rf"(?<=\d)[(\[【〔](?:单位[:是为]?)?({_UNIT})[)\]】〕]$")
_NUMBER_IN_BRACKETS = re.compile(rf"[(\[【〔]\d+(?:\.\d+)?(?:{_UNIT})?[)\]】〕]")
_VAGUE = re.compile(
    r"[(\[【〔](?:大?约数?|估[计算]?|暂估|预[计估]|左右|大概|[暂待]定|待?核[实对]?|存疑|不确定|[?])+[)\]】〕]"
)
_ADDS = re.compile(r"[\d一二三四五六七八九十]")
_ABOUT = re.compile(r"[(\[【〔]|其中|包括|含|注")
_YUAN_FIRST = re.compile(r"[(\[【〔](?:单位[:是为]?)?元")
_WHY = {
    "date": "是日期，不是数",
    "error": "是错误值",
    "formula": "是没有计算过的公式",
    "object": "是图片、文本框、公式、控件或者隐藏的字，读不出来",
    "unseen": "可能是错误值或没有计算过的公式，这种文件里看不出来",
}


@dataclass(frozen=True, slots=True)
class Converted:
    """A value with the conversion that it needed; or no value, and why not."""

    value: Value | None
    conversion: str | None = None
    why: str = ""


def convert(content: Content | None, figure: Figure, *, in_yuan: bool = False) -> Converted:
    """The value of a cell for this figure: a whole number of 件, or 万元 with at most its places.

    `in_yuan`: the table says that its amounts are in 元.
    """
    if content is None:
        return Converted(0, "blank_zero")
    if isinstance(content, Mark):
        return Converted(None, why=_WHY[content.kind])
    if isinstance(content, bool):
        return Converted(None, why="是逻辑值，不是数")
    places = figure.column.places if figure.is_money else None
    if isinstance(content, str):
        return _from_text(content, places, in_yuan=in_yuan)
    return _from_number(content, places, in_yuan=in_yuan)


@lru_cache(maxsize=4096)
def _from_number(content: float, places: int | None, *, in_yuan: bool) -> Converted:
    # A number stored as a float carries noise beyond 15 digits: 1212.2881000000002 was typed as 1212.2881.
    number = Decimal(f"{content:.15g}") if isinstance(content, float) else Decimal(content)
    return _fit(number, places, "yuan" if in_yuan and places is not None else None)


@lru_cache(maxsize=4096)
def _from_text(text: str, places: int | None, *, in_yuan: bool) -> Converted:
    """`places` are the decimals that an amount may have; None for a count."""
    is_money = places is not None
    if is_struck(text):
        return Converted(None, why="有划掉的字，分不清用哪一个数")
    if any(_is_mark(char) for char in text):
        return Converted(None, why="带有上标或圈码，分不清是不是数的一部分")
    first_line, _, more_lines = text.strip().lstrip("'’‘").partition("\n")
    first_line = first_line.rstrip("，。、； ").removeprefix("共")
    folded = unicodedata.normalize("NFKC", first_line)
    bare = _SPACES.sub("", folded)
    rest = _SPACES.sub("", unicodedata.normalize("NFKC", more_lines))
    if rest and (re.fullmatch(r"件|条|项|宗|起|万元|元", rest) or _UNIT_IN_BRACKETS.search(f"0{rest}")):
        bare, rest = bare + rest, ""
    bare = _UNIT_IN_BRACKETS.sub(r"\1", bare)
    if not rest and _NOTHING.fullmatch(bare):
        return Converted(0, "sign_zero")
    match = _NUMBER.fullmatch(bare)
    if match is not None and _ADDS.search(rest) and not _ABOUT.match(rest):
        return Converted(None, why="下一行另有数，分不清用哪一个")
    if match is None:
        return Converted(None, why="不能是负数" if re.fullmatch(r"[-−－]\d+(\.\d+)?", bare) else "不是数字")
    if re.search(r"\d\s+\d", folded.strip()):
        return Converted(None, why="数字中间有空格")
    unit = match["unit"] or ""
    if why := _doubt(match["remark"] or rest, is_money=is_money and not unit):
        return Converted(None, why=why)
    if ("元" in unit or unit == "万") and not is_money:
        return Converted(None, why="件数写成了金额")
    if unit and is_money and "元" not in unit and unit != "万":
        return Converted(None, why="金额写成了件数")
    conversion = _conversion(first_line, match, rest)
    if is_money and (unit == "元" or (in_yuan and not unit)):
        conversion = "yuan"
    return _fit(Decimal(match["digits"].replace(",", "")), places, conversion)


@lru_cache(maxsize=4096)
def _is_mark(char: str) -> bool:
    """Whether it would become digits when it is folded, but is none: ², ①, ㉑."""
    return not char.isdecimal() and any(folded.isdigit() for folded in unicodedata.normalize("NFKC", char))


def _doubt(remark: str, *, is_money: bool) -> str:
    """Why this remark makes the number before it doubtful; "" where it only adds something."""
    if _NUMBER_IN_BRACKETS.fullmatch(remark):
        return "括号里又有一个数，分不清用哪一个"
    if _VAGUE.fullmatch(remark):
        return "注明是约数或者没有核实"
    return "分不清单位是元还是万元" if is_money and _YUAN_FIRST.match(remark) else ""


def _conversion(raw: str, match: re.Match[str], rest: str) -> str:
    """The most telling of the conversions that a text number needed."""
    if match["remark"] or rest:
        return "remark"
    if match["unit"]:
        return "unit_suffix"
    if "," in match["digits"]:
        return "separator"
    if not raw.strip().lstrip("'’‘").isascii():
        return "full_width"
    return "text_number"


def _fit(number: Decimal, places: int | None, conversion: str | None) -> Converted:
    """The number where it can be this figure's value."""
    if not number.is_finite():
        return Converted(None, why="不是数字")
    if conversion == "yuan":
        number /= _YUAN
    if number < 0:
        return Converted(None, why="是负数")
    if places is not None:
        if number >= _MOST_MONEY:
            return Converted(None, why="金额大得不合理")
        amount = abs(_without_trailing_zeros(number))  # -0 is 0
        if _places(amount) > places:
            return Converted(None, why=f"小数超过{places}位")
        return Converted(amount, conversion)
    if number != number.to_integral_value():
        return Converted(None, why="件数不是整数")
    if number >= _MOST_COUNT:
        return Converted(None, why="件数大得不合理")
    return Converted(int(number), conversion)


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _without_trailing_zeros(number: Decimal) -> Decimal:
    return Decimal(shown(number))
