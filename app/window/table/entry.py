"""What a clerk types or pastes into a figure cell, as a value."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from app.report.values import Value

_NUMBER = r"\d+(?:\.\d+)?|\.\d+"
_PLAIN = re.compile(rf"[+-]?(?:{_NUMBER})")
_SUM = re.compile(rf"={_PLAIN.pattern}(?:[+-](?:{_NUMBER}))*")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_UNITS = ("件", "万元", "条", "项", "个")


class NotANumber(Exception):  # noqa: N818  said to the clerk as it stands
    """What was typed is no number; the message says so."""


def typed(text: str) -> Value | None:
    """The number; None for an empty text, which is 未填.

    Takes full-width digits, 。 for the point, thousands separators, a unit behind, and sums such as `=30+4`.
    """
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text).replace("。", ".").replace("−", "-"))
    plain = _THOUSANDS.sub("", plain)
    if not plain:
        return None
    for unit in _UNITS:
        plain = plain.removesuffix(unit)
    if _SUM.fullmatch(plain):
        total = sum((Decimal(term) for term in re.findall(_PLAIN, plain[1:])), Decimal(0))
    elif _PLAIN.fullmatch(plain):
        total = Decimal(plain)
    else:
        raise NotANumber(f"“{text.strip()}”不是数字，没有填入。请填数字，或者像 =30+4 这样的加减式。")
    return int(total) if total == total.to_integral_value() else total.normalize()
