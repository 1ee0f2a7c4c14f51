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
from app.report.values import Value, shown

_MOST_COUNT = 10**9
_MOST_MONEY = Decimal(10**8)  # 万元
_YUAN = Decimal(10_000)
_SPACES = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]+")
_NOTHING = re.compile(r"(?:[/\\]+|[-‐‑‒–—―─﹣~]+|[无零〇○]|没有|未发生)(?:件|条|项|宗|起|万元|元)?")
_NUMBER = re.compile(
    r"(?P<digits>\d+(?:\.\d+)?|\d{1,3}(?:,\d{3})+(?:\.\d+)?)"
    r"(?P<unit>万元|万|元|件|条|项|宗|起|例|次|份|个|部)?"
    r"(?P<remark>[(\[【〔].*)?"
)
_WHY = {
    "date": "是日期，不是数",
    "error": "是错误值",
    "formula": "是没有计算过的公式",
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
    if any(char.isdigit() and not char.isdecimal() for char in text):
        return Converted(None, why="带有上标或圈码，分不清是不是数的一部分")
    first_line, _, more_lines = text.strip().lstrip("'’‘").partition("\n")
    first_line = first_line.rstrip("，。、； ").removeprefix("共")
    folded = unicodedata.normalize("NFKC", first_line)
    bare = _SPACES.sub("", folded)
    rest = _SPACES.sub("", unicodedata.normalize("NFKC", more_lines))
    if rest and re.fullmatch(r"件|条|项|宗|起|万元|元", rest):
        bare, rest = bare + rest, ""
    if not rest and _NOTHING.fullmatch(bare):
        return Converted(0, "sign_zero")
    match = _NUMBER.fullmatch(bare)
    if match is None or (rest and rest[0].isdigit()):
        return Converted(None, why="不能是负数" if re.fullmatch(r"[-−－]\d+(\.\d+)?", bare) else "不是数字")
    if re.search(r"\d\s+\d", folded.strip()):
        return Converted(None, why="数字中间有空格")
    unit = match["unit"] or ""
    if ("元" in unit or unit == "万") and not is_money:
        return Converted(None, why="件数写成了金额")
    if unit and is_money and "元" not in unit and unit != "万":
        return Converted(None, why="金额写成了件数")
    conversion = _conversion(first_line, match, rest)
    if is_money and (unit == "元" or (in_yuan and not unit)):
        conversion = "yuan"
    return _fit(Decimal(match["digits"].replace(",", "")), places, conversion)


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
