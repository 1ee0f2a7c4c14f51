"""Numbers written in Chinese characters: 一百二十五, 两万五千, 十三点六."""

from __future__ import annotations

from decimal import Decimal

from app.report.values import Value

_SMALL = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}


def numeral(text: str) -> int | None:
    """一百二十五, 两万五千, 二〇; None for what is no number (万一, 十百)."""
    if all(char in _SMALL for char in text):
        return int("".join(str(_SMALL[char]) for char in text)) if len(text) == 1 or "〇" in text else None
    total = section = digit = 0
    last = 10**9
    for char in text:
        if char in _SMALL:
            digit = _SMALL[char]
            continue
        scale = SCALES[char]
        if scale >= 10_000:
            total = (total + section + digit or 1) * scale
            section, digit, last = 0, 0, 10**9
        elif scale < last:
            section += (digit or 1) * scale
            digit, last = 0, scale
        else:
            return None
    return total + section + digit


def share(text: str) -> Value | None:
    """The number of 百分之十三点六."""
    whole, _, places = text.partition("点")
    value = numeral(whole)
    if value is None or any(char not in _SMALL for char in places):
        return None
    return Decimal(f"{value}.{''.join(str(_SMALL[char]) for char in places)}") if places else value


def scale_of(text: str) -> int:
    """What 万 or 百万 after digits multiplies them by."""
    scale = 1
    for char in text:
        scale *= SCALES[char]
    return scale
