"""Exact numbers and where they came from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Value = int | Decimal
"""A count (件) or an exact amount (万元). A missing figure has no value at all; it is never 0."""


def shown(value: Value | None) -> str:
    """A value as it is printed: no separators, no trailing zeros; 未填 where there is none."""
    if value is None:
        return "未填"
    if isinstance(value, int):
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def address_of(sheet: str, cell: str) -> str:
    """A cell as Excel writes it in a formula, `表!D21`; "" for what stands in no cell."""
    return f"{sheet}!{cell}" if sheet and cell else cell


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value came from: file, sheet and cell with the raw text, and the conversion that it needed.

    `conversion` is a code such as `unit_suffix`, `blank_zero`, `computed`, `typed`; None for a plain number.
    The `raw` of a typed one is what the clerk noted, such as 电话更正.
    """

    file: str = ""
    sheet: str = ""
    cell: str = ""
    raw: str = ""
    conversion: str | None = None

    @property
    def address(self) -> str:
        """Where it stands in the file, as `表!D21`."""
        return address_of(self.sheet, self.cell)
