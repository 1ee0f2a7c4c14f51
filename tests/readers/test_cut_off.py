"""Files that break off: what is missing at the end of a row is no 0, and the number before it may be half."""

from __future__ import annotations

from tests.readers.made import FORM, READER, as_csv, as_html, one_sheet, rows_of, sample_figures

ROWS = rows_of(one_sheet(sample_figures(), merge=False)[0])


def lost(whole: str, suffix: str) -> set[str]:
    """Of each place where the file may break off: the figures that are then wrong without a word."""
    truth = sample_figures()
    silent = set()
    for end in range(whole.index("345") + 1, len(whole), 7):
        sent = READER.read(f"教育局.{suffix}", whole[:end].encode(), 2025)
        told = {figure for found in sent.findings for figure in found.figures}
        silent |= {
            f"{end} {figure}"
            for figure, value in sent.figures.items()
            if value != truth[figure] and figure not in told and figure not in FORM.totals
        }
    return silent


def test_a_list_of_values_may_break_off_anywhere() -> None:
    assert lost(as_csv(ROWS), "csv") == set()


def test_a_web_page_may_break_off_anywhere() -> None:
    assert lost(as_html(ROWS), "html") == set()


def test_what_stands_where_a_row_breaks_off_is_refused_with_its_place() -> None:
    whole = as_csv(ROWS)
    sent = READER.read("教育局.csv", whole[: whole.index("345") + 2].encode(), 2025)
    assert any("34" in found.message and "文件可能没有存全" in found.message for found in sent.findings)


def test_a_file_that_is_whole_is_read_without_such_a_word() -> None:
    for suffix, whole in (("csv", as_csv(ROWS)), ("csv", as_csv(ROWS).rstrip()), ("html", as_html(ROWS))):
        sent = READER.read(f"教育局.{suffix}", whole.encode(), 2025)
        assert sent.figures == sample_figures()
        assert not any("没有存全" in found.message for found in sent.findings)
