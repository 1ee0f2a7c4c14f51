"""What comes from outside in the cells of a workbook: text stays text, numbers stay exact."""

from __future__ import annotations

import unicodedata
from decimal import Decimal

from openpyxl.cell import Cell

from app.report.values import Value, shown

_LONGEST = 32_767
"""Characters that a cell can hold in every spreadsheet program."""
_DIGITS = 15
_UNPRINTABLE = ("Cc", "Cf", "Cs")
_NO_XML = "\ufffe\uffff"


def put_text(cell: Cell, text: str) -> None:
    """Writes `text` as text: `=1+1`, `+86`, `-` and `@` become no formula in any spreadsheet program."""
    cell.value = printable(text, keep="\n\t")[:_LONGEST]
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in tuple("=+-@")


def put_number(cell: Cell, value: Value) -> None:
    """Writes a value to its last digit; as text where spreadsheet programs, which keep 15 digits, would lose some."""
    cell.value = shown(value)
    digits = len(Decimal(value).normalize().as_tuple().digits)
    cell.data_type = "n" if digits <= _DIGITS else "s"


def printable(text: str, keep: str = "") -> str:
    """Without control and formatting characters, which workbooks and file names cannot carry."""
    if text.isprintable():
        return text
    return "".join(
        char
        for char in text
        if char in keep or (unicodedata.category(char) not in _UNPRINTABLE and char not in _NO_XML)
    )
