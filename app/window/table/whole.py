"""A whole statutory table on the clipboard, copied with its heads and labels from Excel, WPS or Word."""

from __future__ import annotations

from app.form.layout import Layout
from app.window.table.entry import NotANumber, typed


def figures_of_whole(layout: Layout, rows: list[list[str]]) -> list[list[str]] | None:
    """The rows of figures alone, each filled up to the width of the table's; None where this is no whole table.

    Recognised by its shape: as many rows with words before or above their numbers as the table has, each with
    numbers or blanks in all its figures. Merged cells come as blanks or not at all.
    """
    widths = [sum(cell.figure is not None for cell in cells) for cells in layout.by_row()]
    across = layout.columns - layout.label_columns
    found = [numbers for row in rows if any(map(_is_number, numbers := _behind_words(row)))]
    labelled = any(map(_is_word, (cell for row in rows for cell in row)))
    expected = [width for width in widths if width]
    if not labelled or len(found) != len(expected):
        return None
    figures = []
    for numbers, width in zip(found, expected, strict=True):
        if len(numbers) < width:
            return None
        last = numbers[-across:] if len(numbers) >= across else numbers[-width:]
        figures.append([*last, *[""] * (across - len(last))])
    return figures


def _behind_words(row: list[str]) -> list[str]:
    """The cells after the last one with words."""
    words = [place for place, cell in enumerate(row) if _is_word(cell)]
    return row[words[-1] + 1 :] if words else row


def _is_word(cell: str) -> bool:
    return bool(cell.strip()) and not _is_number(cell)


def _is_number(cell: str) -> bool:
    try:
        return typed(cell) is not None
    except NotANumber:
        return False
