from __future__ import annotations

from io import BytesIO

import pytest
from lxml import etree

from app.form.layout import printed
from app.readers.returns import Reader
from app.readers.web import read_html
from app.writers.content import Printed
from app.writers.web import write_html
from tests.writers.reports import FORM, ORGAN, Example, examples, report, zeros
from tests.writers.test_word import plain, rows


def written(content: Printed) -> bytes:
    out = BytesIO()
    write_html(content, out)
    return out.getvalue()


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_a_published_report_comes_out_word_for_word(example: Example) -> None:
    document = read_html(written(example.content))
    assert ["".join(text.split()) for text in document.paragraphs] == ["".join(t.split()) for t in example.paragraphs]
    assert [row for grid in document.grids for row in rows(grid)] == [
        [plain(cell) for cell in row] for row in example.rows
    ]


def test_the_tables_have_the_statutory_merged_cells() -> None:
    for table, grid in zip(FORM.tables.values(), read_html(written(report())).grids, strict=True):
        spans = [cell for cell in printed(table).cells if cell.rows > 1 or cell.columns > 1]
        assert set(grid.merged) == {
            (cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1) for cell in spans
        }


def test_a_draft_says_so_above_and_under_the_title() -> None:
    paragraphs = read_html(written(report(zeros(proactive__fee__amount=None), draft=True))).paragraphs
    assert (paragraphs[0], paragraphs[2]) == ("草稿", "（草稿）")
    assert "草稿" not in written(report()).decode()


@pytest.mark.parametrize("draft", [False, True])
def test_a_page_reads_back_as_the_report_that_it_is(draft: bool) -> None:
    read = Reader(FORM).read("年报.html", written(report(draft=draft)))
    assert (read.kind, read.unit, read.year) == ("report", ORGAN, 2025)
    assert read.figures == zeros()
    assert read.text["5"] == "一是不足；二是改进。"


def test_the_page_has_no_script_and_its_headers_are_marked() -> None:
    page = etree.fromstring(written(report()), etree.HTMLParser(encoding="utf-8"))
    assert page.get("lang") == "zh-CN"
    assert not page.findall(".//script")
    assert all(head.get("scope") in ("row", "col", "rowgroup", "colgroup") for head in page.iter("th"))
    assert [len(table.findall("tbody")) for table in page.iter("table")] == [4, 1, 1]


def test_signs_of_markup_stay_text() -> None:
    assert "（一）主动公开方面。公开信息 <12> 条 & 更多。" in read_html(written(report())).paragraphs
