"""The text held against last year's."""

from __future__ import annotations

import pytest

from app.form import FigureId, newest_form
from app.report.carried_over import last_year_written, unchanged
from app.report.edits import Explain, SetFigures, SetLastYear, SetText
from app.report.findings import Finding
from app.report.report import OWN, Report
from app.report.review import review

RECEIVED = FigureId("requests.received.natural")


def reviewed(now: str, last: str, section: str = "1") -> tuple[Report, list[Finding]]:
    """A report on 2025 with these words of this year and last, and what is said of old words in them."""
    report = Report(newest_form(), "甲县人民政府", 2025)
    total = FigureId("requests.received.total")
    zeros = {figure: 0 for figure in report.form.figures if figure not in report.form.totals}
    report.adopt(SetFigures(OWN, {**zeros, RECEIVED: 125}).on(report))
    report.adopt(SetLastYear({RECEIVED: 110, total: 110}, {section: last}).on(report))
    report.adopt(SetText(section, now).on(report))
    return report, [finding for finding in review(report).findings if finding.check == "text.last_year"]


@pytest.mark.parametrize(
    ("paragraph", "says"),
    [
        ("2024年，全县公开工作平稳。", "2024年"),
        ("下一步，2025年将加强培训。", "2025年"),
        ("网站发布信息3816条。", "3816"),
        ("{year}年，开展培训12次。", "12"),
        ("网站发布信息{网站=3816}条。", "3816"),
    ],
)
def test_a_paragraph_of_last_years_that_speaks_of_last_year_is_a_warning(paragraph: str, says: str) -> None:
    _, findings = reviewed(paragraph, paragraph)
    assert [f"写着{says}。" in finding.message for finding in findings] == [True]
    assert findings[0].section == "1"
    assert findings[0].severity.value == "warning"


@pytest.mark.parametrize(
    ("now", "last"),
    [
        ("全县公开工作平稳。", "全县公开工作平稳。"),
        (
            "{year}年，新收政府信息公开申请{requests.received.total}件。",
            "{year}年，新收政府信息公开申请{requests.received.total}件。",
        ),
        ("按《2025年政务公开要点》推进。", "按《2025年政务公开要点》推进。"),
        ("2024年，全县公开工作十分平稳。", "2024年，全县公开工作平稳。"),
        ("新收政府信息公开申请125件。", "新收政府信息公开申请125件。"),
    ],
)
def test_what_is_true_this_year_or_was_rewritten_is_none(now: str, last: str) -> None:
    assert reviewed(now, last)[1] == []


def test_it_is_settled_by_a_written_reason_as_long_as_the_paragraph_stands() -> None:
    report, (finding,) = reviewed("网站发布信息3816条。\n一。", "网站发布信息3816条。")
    report.adopt(Explain(finding, "今年相同").on(report))
    assert report.is_explained(finding)
    report.adopt(SetText("1", "新的第一段。\n网站发布信息3816条。").on(report))
    (moved,) = (found for found in review(report).findings if found.check == "text.last_year")
    assert report.is_explained(moved)


def test_two_paragraphs_that_begin_alike_are_explained_each_for_itself() -> None:
    alike = "2024年，全县各级行政机关主动公开政府信息"
    report, (first, second) = reviewed(*[f"{alike}平稳。\n{alike}有所增加。"] * 2)
    assert first.message == second.message
    report.adopt(Explain(first, "今年相同").on(report))
    assert [report.is_explained(finding) for finding in (first, second)] == [True, False]


def test_last_years_words_show_last_years_figures() -> None:
    report, _ = reviewed("", "{organ}{year}年新收{requests.received.total}件。")
    assert [one.text for one in last_year_written(report, "1")] == ["甲县人民政府2024年新收110件。"]


def test_a_paragraph_is_the_same_written_out_or_with_links_and_wherever_it_stands() -> None:
    report, _ = reviewed(
        "新段。\n新收 {requests.received.natural} 件。", "新收110件。\n新收{requests.received.natural}件。\n旧段。"
    )
    now = review(report).paragraphs["1"]
    assert unchanged(report, "1", now) == (frozenset({1}), frozenset({1}))
