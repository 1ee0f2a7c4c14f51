"""A file's unit and year, as its title, cover or name states them."""

from __future__ import annotations

import pytest

from app.readers.grid import Document, Grid
from app.readers.stated import stated_unit, unit_from_file_name, year_above, year_anywhere


def sheet(*texts: str, name: str = "Sheet1") -> Grid:
    return Grid(name, {(row, 0): text for row, text in enumerate(texts) if text})


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("填报单位（盖章）：教育局          填报日期：2026年1月8日", "教育局"),
        ("填报单位：区教育局　联系人：张三　电话：123", "区教育局"),
        ("单位名称: 某某街道办事处", "某某街道办事处"),
        ("报送单位（公章）：民政局", "民政局"),
        ("填报单位：高新区（经开区）管委会（盖章）", "高新区（经开区）管委会"),
        ("填报单位：教育\n局", "教育局"),
        ("单位：万元", None),
        ("单位：件、万元", None),
        ("发展和改革委员会 2025年度", "发展和改革委员会"),
        ("教育局2025年政府信息公开工作年度报告统计表", "教育局"),
        ("2025年教育局政府信息公开工作年度报告数据表", "教育局"),
        ("教育局政府信息公开工作年度报告统计表（2025年）", "教育局"),
        ("财政局关于2025年度政府信息公开工作情况统计表", "财政局"),
        ("2025年度政府信息公开数据报送表", None),
        ("2025年政府信息公开工作年度报告统计表", None),
        ("附件2：2025年度政府信息公开情况统计表", None),
        ("表一 2025年主动公开情况", None),
        ("请于2026年1月10日前报送2025年度数据", None),
    ],
)
def test_the_unit_is_the_one_that_the_file_states(text: str, unit: str | None) -> None:
    assert stated_unit(Document((sheet(text, "行政许可"),))) == unit


def test_a_unit_in_the_cell_beside_its_label_is_found() -> None:
    grid = Grid("封面", {(0, 0): "填报单位：", (0, 2): "司法局", (1, 0): "年度：", (1, 2): 2025})
    assert stated_unit(Document((grid,))) == "司法局"


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("05_民政局.xlsx", "民政局"),
        ("3、统计局.xls", "统计局"),
        ("12 禾丰镇人民政府（改）.xlsx", "禾丰镇人民政府"),
        ("民政局 副本(1).xlsx", "民政局"),
        ("2025.xlsx", "2025"),
    ],
)
def test_a_file_name_gives_the_unit_where_nothing_else_does(name: str, unit: str) -> None:
    assert unit_from_file_name(name) == unit


@pytest.mark.parametrize(
    ("grid", "year"),
    [
        (sheet("教育局2025年统计表", "填报日期：2026年1月8日", "一、"), 2025),
        (sheet("填报日期：2026年1月8日", "一、", name="2025年"), 2025),
        (sheet("截至2026年1月10日", "一、", name="Sheet1"), None),
        (sheet("2024年度", "（略）", "2025年度", "一、"), 2025),
        (sheet("统计期限：2025年1月1日至2025年12月31日", "一、"), 2025),
        (sheet("2025年度统计表", "附：2024年数据见另表", "一、"), 2025),
        (sheet("年报报送表（2024年1月—12月）", "一、"), 2024),
        (sheet("国办公开办函〔2021〕30号", "一、"), None),
        (sheet("教育局2025年统计表 填报日期：2026年1月8日", "一、"), 2025),
        (sheet("所属年度：2025", "一、"), 2025),
        (sheet("二〇二五年度统计表", "一、"), 2025),
    ],
)
def test_the_year_is_the_nearest_one_stated_above_and_no_date(grid: Grid, year: int | None) -> None:
    assert year_above(grid, max(row for row, _ in grid.cells), right=9) == year


def test_a_year_beside_its_label_on_the_cover_is_found() -> None:
    grid = Grid("封面", {(1, 0): "报告年度：", (1, 2): 2025})
    assert year_anywhere(Document((grid,))) == 2025


def test_a_unit_beside_its_label_without_a_colon_is_found() -> None:
    assert stated_unit(Document((Grid("表", {(0, 0): "填报单位", (0, 1): "区教育局"}),))) == "区教育局"
