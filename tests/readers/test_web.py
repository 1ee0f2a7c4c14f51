from __future__ import annotations

import pytest

from app.readers.grid import Grid
from app.readers.refused import Refused
from app.readers.web import LARGEST_PAGE, read_html

PAGE = "<html><head><meta charset='{}'><title>标题</title></head><body><p>一、总体情况</p></body></html>"


def only_grid(rows: str) -> Grid:
    (grid,) = read_html(f"<table>{rows}</table>".encode()).grids
    return grid


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("utf-8", "gb18030"),
        ("gb2312", "utf-16"),
        ("iso-8859-1", "utf-8"),
        ("x-none", "gb18030"),
    ],
)
def test_a_page_is_read_whatever_encoding_it_claims(declared: str, encoding: str) -> None:
    assert read_html(PAGE.format(declared).encode(encoding)).paragraphs == ("一、总体情况",)


def test_a_page_that_claims_nothing_is_read() -> None:
    assert read_html("<p>总体情况，本年度</p>".encode("gb18030")).paragraphs == ("总体情况，本年度",)


def test_paragraphs_and_tables_keep_their_order() -> None:
    page = "<div>前<b>言</b><table><tr><td>甲<td>012</table>中<p>后</div>"
    document = read_html(page.encode())
    assert [block.name if isinstance(block, Grid) else block.text for block in document.blocks] == [
        "前言", "表格1", "中", "后",
    ]  # fmt: skip
    assert document.grids[0].cells == {(0, 0): "甲", (0, 1): "012"}


def test_spans_become_merged_cells_and_later_cells_make_way() -> None:
    grid = only_grid(
        "<thead><tr><th rowspan=2 colspan=2>甲<th colspan=2>乙<tr><th>丙<th>丁</thead>"
        "<tr><td rowspan=0>戊<td>1<td>2<td>3"
    )
    assert grid.merged == ((0, 0, 1, 1), (0, 2, 0, 3))
    assert grid.cells[1, 2] == "丙"
    assert [grid.cells[2, column] for column in range(4)] == ["戊", "1", "2", "3"]


def test_a_span_beyond_the_table_ends_with_it() -> None:
    assert only_grid("<tr><td rowspan=99>甲<td>1<tr><td>2").merged == ((0, 0, 1, 0),)


def test_what_a_reader_does_not_see_is_not_read() -> None:
    page = (
        "<style>p{}</style><script>var a</script><!-- 注 -->"
        "<p>见<span style='display: none'>隐</span>显<del>删</del></p>"
        "<p hidden>藏</p><table><tr style='display:none'><td>9<td>9<tr><td>甲<td>1</table>"
    )
    document = read_html(page.encode())
    assert document.paragraphs == ("见显",)
    assert document.grids[0].cells == {(0, 0): "甲", (0, 1): "1"}


def test_line_breaks_are_kept_and_spaces_of_the_source_folded() -> None:
    assert read_html("<p>  商业\n   企业<br>  甲&nbsp;乙 </p>".encode()).paragraphs == ("商业 企业\n甲\xa0乙",)


def test_tables_that_only_lay_out_the_page_are_read_through() -> None:
    page = (
        "<table><tr><td>栏目</td><td><p>一、</p><table><tr><td>甲<td>1<tr><td>乙<td>2</table><p>二、</td></tr></table>"
    )
    document = read_html(page.encode())
    assert document.paragraphs == ("栏目", "一、", "二、")
    assert document.grids[0].cells[1, 1] == "2"


def test_a_table_in_a_cell_of_a_larger_one_is_read_in_its_cell() -> None:
    grid = only_grid("<tr><td>甲<td><table><tr><td>12</table><td>乙")
    assert grid.cells == {(0, 0): "甲", (0, 1): "12", (0, 2): "乙"}


def test_a_page_beyond_measure_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_html(b" " * (LARGEST_PAGE + 1))
    assert refused.value.code == "too_large"


@pytest.mark.parametrize("data", [b"", b"   ", b"<!-- -->"])
def test_an_empty_page_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_html(data)
    assert refused.value.code == "corrupt"


@pytest.mark.parametrize("page", ["<font>" * 300 + "甲<p>乙", "<p>" + "甲" * 5_000_000 + "<p>乙"])
def test_a_page_that_can_only_be_read_in_part_is_refused(page: str) -> None:
    with pytest.raises(Refused) as refused:
        read_html(page.encode())
    assert refused.value.code == "too_large"


def test_spans_without_end_take_no_time() -> None:
    assert only_grid("<tr><td colspan=999999999 rowspan=999999999>甲" * 2000).cells[0, 0] == "甲"


def test_no_entity_is_followed() -> None:
    page = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname">]><p>甲&a;乙</p>'
    assert "甲" in read_html(page.encode()).paragraphs[-1]
