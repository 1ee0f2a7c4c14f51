"""Text from outside in the cells of a workbook: it stays text, whatever it begins with."""

from __future__ import annotations

import unicodedata

from openpyxl.cell import Cell

_LONGEST = 32_767
"""Characters that a cell can hold in every spreadsheet program."""
_UNPRINTABLE = ("Cc", "Cf", "Cs")
_NO_XML = "\ufffe\uffff"


def put_text(cell: Cell, text: str) -> None:
    """Writes `text` as text: `=1+1`, `+86`, `-` and `@` become no formula in any spreadsheet program."""
    cell.value = printable(text, keep="\n\t")[:_LONGEST]
    cell.data_type = "s"
    cell.quotePrefix = text[:1] in tuple("=+-@")


def printable(text: str, keep: str = "") -> str:
    """Without control and formatting characters, which workbooks and file names cannot carry."""
    return "".join(
        char
        for char in text
        if char in keep or (unicodedata.category(char) not in _UNPRINTABLE and char not in _NO_XML)
    )
