"""What people do to a form before they send it back: each change takes a page and spoils it."""

from __future__ import annotations

import random
from collections.abc import Callable

from tests.fuzz.sheets import Book, Content, Page

Place = tuple[int, int]
Change = Callable[[random.Random, Page], None]
_WORDS = ("小计", "其他", "备注", "总计", "合计", "自然人", "行政许可")


def spoil(rng: random.Random, book: Book) -> list[str]:
    """Makes one to three changes; returns their names."""
    pages = [page for page in book.pages if page.visible and len(page.rows) > 4]
    changes = rng.choices(CHANGES, k=rng.randint(1, 3))
    if any(change in _EXCHANGES for change in changes):
        # Of two labels that were exchanged one must not be lost: nobody could tell which number was whose.
        changes = [change for change in changes if change not in _LOSSES]
    for change in changes:
        change(rng, rng.choice(pages))
    return [change.__name__ for change in changes]


def blank_row(rng: random.Random, page: Page) -> None:
    page.insert_row(_row(rng, page), [])


def blank_column(rng: random.Random, page: Page) -> None:
    page.insert_column(_column(rng, page), [None] * len(page.rows))


def lost_row(rng: random.Random, page: Page) -> None:
    page.delete_row(_row(rng, page))


def lost_column(rng: random.Random, page: Page) -> None:
    if page.width > 4:
        page.delete_column(_column(rng, page))


def lost_label(rng: random.Random, page: Page) -> None:
    _relabel(rng, page, lambda _: None)


def cut_label(rng: random.Random, page: Page) -> None:
    _relabel(rng, page, lambda text: text[: -rng.randint(1, 4)] or text)


def beheaded_label(rng: random.Random, page: Page) -> None:
    _relabel(rng, page, lambda text: text[rng.randint(1, 3) :] or None)


def slip_in_label(rng: random.Random, page: Page) -> None:
    def slip(text: str) -> str:
        at = rng.randrange(len(text))
        return text[:at] + rng.choice("的其他件数总计公开处理12") + text[at + 1 :]

    _relabel(rng, page, slip)


def space_in_label(rng: random.Random, page: Page) -> None:
    def spaced(text: str) -> str:
        at = rng.randrange(len(text))
        return text[:at] + rng.choice((" ", "\n", "（x）", "　")) + text[at:]

    _relabel(rng, page, spaced)


def other_numbering(rng: random.Random, page: Page) -> None:
    _relabel(rng, page, lambda text: rng.choice(("一、", "（三）", "3.", "①")) + text)


def repeated_label(rng: random.Random, page: Page) -> None:
    if labels := _labels(page):
        (row, column), (other, beside) = rng.choice(labels), rng.choice(labels)
        page.rows[row][column] = page.rows[other][beside]


def exchanged_labels(rng: random.Random, page: Page) -> None:
    if labels := _labels(page):
        _exchange(page, rng.choice(labels), rng.choice(labels))


def exchanged_neighbours(rng: random.Random, page: Page) -> None:
    """The labels of two rows, or of two columns, that stand next to each other."""
    row, column = rng.choice(_labels(page) or [(0, 0)])
    down = rng.random() < 0.7
    other = (row + down, column + (not down))
    if other[0] < len(page.rows) and other[1] < page.width:
        _exchange(page, (row, column), other)


def added_row(rng: random.Random, page: Page) -> None:
    contents: list[Content] = [rng.choice((None, 7, 3, rng.choice(_WORDS))) for _ in range(page.width)]
    page.insert_row(_row(rng, page), contents)


def added_column(rng: random.Random, page: Page) -> None:
    contents: list[Content] = [rng.choice((None, None, 5, 0, rng.choice(_WORDS))) for _ in page.rows]
    page.insert_column(_column(rng, page), contents)


def row_twice(rng: random.Random, page: Page) -> None:
    row = _row(rng, page)
    page.insert_row(row, list(page.rows[row]))


def exchanged_rows(rng: random.Random, page: Page) -> None:
    """With their numbers: nothing is wrong."""
    row = rng.randrange(2, len(page.rows) - 1)
    page.rows[row], page.rows[row + 1] = page.rows[row + 1], page.rows[row]


def number_in_words(rng: random.Random, page: Page) -> None:
    numbers = [
        (row, column)
        for row, contents in enumerate(page.rows)
        for column, content in enumerate(contents)
        if isinstance(content, int)
    ]
    if numbers:
        row, column = rng.choice(numbers)
        number = page.rows[row][column]
        page.rows[row][column] = rng.choice(
            (f"{number}件", f" {number} ", f"约{number}", f"{number}？", f"{number}（其中1件）", "#N/A", f"-{number}")
        )


CHANGES: tuple[Change, ...] = (
    blank_row, blank_column, lost_row, lost_column, lost_label, cut_label, beheaded_label, slip_in_label,
    space_in_label, other_numbering, repeated_label, exchanged_labels, exchanged_neighbours, added_row,
    added_column, row_twice, exchanged_rows, number_in_words,
)  # fmt: skip

_EXCHANGES = (exchanged_labels, exchanged_neighbours, repeated_label)
_LOSSES = (lost_row, lost_column, lost_label, cut_label, beheaded_label)


def _row(rng: random.Random, page: Page) -> int:
    return rng.randrange(2, len(page.rows))


def _column(rng: random.Random, page: Page) -> int:
    return rng.randrange(page.width)


def _labels(page: Page) -> list[Place]:
    """Cells of text, but for what states unit and year."""
    return [
        (row, column)
        for row, contents in enumerate(page.rows)
        for column, content in enumerate(contents)
        if isinstance(content, str) and content and "20" not in content and not content.startswith("=")
    ]


def _relabel(rng: random.Random, page: Page, change: Callable[[str], str | None]) -> None:
    if labels := _labels(page):
        row, column = rng.choice(labels)
        page.rows[row][column] = change(str(page.rows[row][column]))


def _exchange(page: Page, one: Place, other: Place) -> None:
    (row, column), (below, beside) = one, other
    page.rows[row][column], page.rows[below][beside] = page.rows[below][beside], page.rows[row][column]
