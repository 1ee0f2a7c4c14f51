from __future__ import annotations

from decimal import Decimal

import pytest

from app.form import FigureId
from app.writers.content import Printed, lead_in
from app.writers.title import title_lines
from tests.writers.reports import report, zeros

LONG_ORGAN = (
    "某某市某某区人民政府办公室（某某市某某区外事办公室、区政府研究室）"
    "机关事务服务中心与政务公开和政务服务数据管理局联合办公室"
)


def shown(content: Printed, figure: str) -> str:
    table = next(s.table for s in content.sections if s.table and FigureId(figure) in s.table.shown)
    return table.shown[FigureId(figure)]


def test_zero_is_printed_and_a_missing_figure_is_not_zero() -> None:
    content = report(zeros(requests__granted__natural=None))
    assert shown(content, "requests.granted.natural") == "未填"
    assert shown(content, "requests.granted.business") == "0"


def test_money_is_printed_exactly() -> None:
    content = report(zeros(proactive__fee__amount=Decimal("1212.288100")))
    assert shown(content, "proactive.fee.amount") == "1212.2881"


def test_text_loses_what_no_page_can_show() -> None:
    content = report(text={"1": ("\u3000\u3000甲\x00\x0b乙\ud800", " \n ", "丙\r\n丁")})
    assert content.sections[0].paragraphs == ("甲\n乙", "丙\n丁")


def test_a_short_title_stays_on_one_line() -> None:
    assert title_lines("教育局2025年政府信息公开工作年度报告", "2025年") == ("教育局2025年政府信息公开工作年度报告",)


def test_a_long_title_is_broken_between_organ_and_year() -> None:
    lines = report().title_lines
    assert lines == ("东山县人民政府", "2025年政府信息公开工作年度报告")


@pytest.mark.parametrize("length", [20, 21, 22, 39, 41, 60])
def test_a_long_organ_is_broken_evenly(length: int) -> None:
    organ = LONG_ORGAN[:length]
    *lines, last = title_lines(f"{organ}2025年政府信息公开工作年度报告", "2025年")
    assert "".join(lines) == organ
    assert last == "2025年政府信息公开工作年度报告"
    assert all(len(line) <= 20 for line in lines)
    assert min(len(line) for line in lines) >= len(organ) / len(lines) * 0.6
    assert not any(line.startswith(("）", "、")) or line.endswith("（") for line in lines)


@pytest.mark.parametrize(
    ("paragraph", "lead"),
    [
        ("（一）主动公开方面。本年公开12条。", "（一）主动公开方面。"),
        ("（一）主动公开", "（一）主动公开"),
        ("（一）" + "很长的一句话，" * 10 + "完。", ""),
        ("一是不足。", ""),
    ],
)
def test_a_sub_heading_opens_its_paragraph(paragraph: str, lead: str) -> None:
    assert lead_in(paragraph) == lead
