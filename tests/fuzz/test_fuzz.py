"""A few hundred returns made wrong at random: what is wrong afterwards is told."""

from __future__ import annotations

import random

import pytest

from app.form import FigureId
from app.readers.process import PATIENCE
from app.report.each_return import own_findings
from tests import example
from tests.fuzz.sheets import filled
from tests.fuzz.tries import try_cells
from tests.fuzz.tries_bytes import try_bytes
from tests.fuzz.verdict import silently_wrong
from tests.readers.made import FORM, READER


@pytest.mark.parametrize("first", range(0, 200, 50))
def test_no_wrong_figure_is_taken_without_a_word(first: int) -> None:
    assert [str(tried) for tried in map(try_cells, range(first, first + 50)) if tried.silent] == []


def test_every_damaged_file_is_answered_by_the_process_that_reads_it() -> None:
    tries, _ = try_bytes(range(100))
    assert [str(tried) for tried in tries if tried.fault] == []
    assert max(tried.seconds for tried in tries) < PATIENCE


def test_a_return_that_was_not_spoilt_is_read_exactly_in_every_layout() -> None:
    for seed in range(20):
        book = filled(random.Random(seed))
        sent = READER.read("教育局.xlsx", book.saved(), 2025)
        filled_tables = {FORM.figures[figure].table for figure, value in book.truth.items() if value}
        meant = {figure: value for figure, value in book.truth.items() if FORM.figures[figure].table in filled_tables}
        read = {figure: value for figure, value in sent.figures.items() if FORM.figures[figure].table in filled_tables}
        assert read == meant, f"{seed} {book.name}"
        assert not [found for found in sent.findings if found.check == "reading.unrecognised"]


def test_a_figure_that_is_wrong_without_a_word_would_be_seen() -> None:
    book = filled(random.Random(1))
    sent = READER.read("教育局.xlsx", book.saved(), 2025)
    licences = FigureId("proactive.licence.decisions")
    assert silently_wrong({**book.truth, licences: -1}, sent) == {licences}


@example.where_present
def test_the_real_returns_raise_no_doubt_about_their_blanks() -> None:
    for file in sorted(example.RETURNS.glob("*.xlsx")):
        sent = READER.read(file.name, file.read_bytes())
        assert not [found for found in own_findings(FORM, sent) if found.check == "reading.unrecognised"]
