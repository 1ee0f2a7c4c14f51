"""One try: a return is made from a seed, spoilt, read, and judged."""

from __future__ import annotations

import random
from dataclasses import dataclass

from app.form import FigureId
from app.readers.refused import Refused
from app.report.each_return import own_findings
from app.report.returns import Return
from tests.fuzz.cells import spoil
from tests.fuzz.sheets import Book, filled
from tests.fuzz.verdict import silently_wrong, unquestioned, wrong
from tests.readers.made import FORM, READER


@dataclass(frozen=True)
class Try:
    """What became of a seed."""

    seed: int
    layout: str
    changes: tuple[str, ...]
    book: Book
    sent: Return | None
    wrong: frozenset[FigureId] = frozenset()
    unquestioned: frozenset[FigureId] = frozenset()
    silent: frozenset[FigureId] = frozenset()

    def __str__(self) -> str:
        some = [f"{figure}={self.sent.figures[figure]}" for figure in sorted(self.silent)[:3]] if self.sent else []
        return f"{self.seed} {self.layout} {' '.join(self.changes)}: {', '.join(some)}"


def try_cells(seed: int) -> Try:
    """A return whose cells, labels, rows and columns were changed."""
    rng = random.Random(seed)
    book = filled(rng)
    changes = tuple(spoil(rng, book))
    try:
        sent = READER.read("教育局.xlsx", book.saved(), 2025)
    except Refused:
        return Try(seed, book.name, changes, book, None)
    usual = {found.check for found in own_findings(FORM, _true(book))}
    return Try(
        seed, book.name, changes, book, sent,
        frozenset(wrong(book.truth, sent)),
        frozenset(unquestioned(book.truth, sent)),
        frozenset(silently_wrong(book.truth, sent, usual)),
    )  # fmt: skip


def _true(book: Book) -> Return:
    return Return("", "", 2025, FORM.id, book.truth, {})
