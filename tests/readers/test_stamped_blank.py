"""A blank return that this program made comes back with certainty."""

from __future__ import annotations

from app.form import FigureId
from app.writers.blank import blank_return
from tests.readers.made import FORM, read, sample_figures

LAST_YEAR = sample_figures() | {FigureId("requests.carried_out.natural"): 4}


def test_an_untouched_blank_is_missing_although_it_was_prefilled() -> None:
    sent = read(blank_return(FORM, "教育局", 2025, LAST_YEAR), "x.xlsx")
    assert (sent.unit, sent.year, sent.figures) == ("教育局", 2025, {})


def test_a_year_in_the_units_name_is_not_the_returns() -> None:
    assert read(blank_return(FORM, "2024年专班", 2025), "x.xlsx").year == 2025


def test_a_ticked_zero_report_is_zero_but_for_the_documents_in_force() -> None:
    book = blank_return(FORM, "教育局", 2025)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value == "☐":
                    cell.value = "☑"
    sent = read(book, "x.xlsx")
    missing = set(FORM.figures) - set(sent.figures)
    assert missing == {FigureId(f"proactive.{row}.in_force") for row in ("regulation", "normative")}
    assert set(sent.figures.values()) == {0}
