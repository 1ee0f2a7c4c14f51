"""What stands around the tables and text sections: preamble, notes after tables, signature."""

from __future__ import annotations

import pytest

from app.report.aspects import headings, lacking, place_of, used
from app.report.edits import EditRefused, SetText, SetTexts, SetYear
from app.report.record import finding_from_json, finding_to_json
from app.report.report import Report
from app.report.review import review
from app.report.text import PREAMBLE, SIGNATURE
from tests.store.made import FORM


def written(**texts: str) -> Report:
    report = Report(FORM, "柳河区人民政府", 2025)
    for key, text in texts.items():
        report.adopt(SetText(key.removeprefix("s"), text).on(report))
    return report


@pytest.mark.parametrize(("key", "said"), [(PREAMBLE, "前言"), ("3", "表三的表后说明"), (SIGNATURE, "落款和日期")])
def test_a_broken_link_is_an_error_wherever_it_is_written(key: str, said: str) -> None:
    findings = [f for f in review(written(**{f"s{key}": "见{没有这个数}。"})).findings if f.check == "text.link"]
    assert [(finding.section, finding.message[: len(said)]) for finding in findings] == [(key, said)]


def test_what_is_said_of_a_text_names_its_section_and_keeps_it_in_the_file() -> None:
    report = written(s5="网站发布信息 17 条。")
    (finding,) = [f for f in review(report).findings if f.check == "prose.unaccounted"]
    assert finding.section == "5"
    assert finding_from_json(finding_to_json(finding)) == finding


def test_numbers_are_accounted_for_in_the_order_in_which_they_are_printed() -> None:
    report = written(s6="发布信息 6 条。", s3="发布信息 3 条。", preamble="发布信息 1 条。")
    assert [number.number for number in review(report).numbers] == ["1", "3", "6"]


def test_texts_that_come_in_together_are_one_change_that_can_be_taken_back() -> None:
    report = written(s1="旧的。", s5="不变。")
    change = SetTexts({"1": "新的。", "3": "注：含 2 件。", "5": "不变。"}).on(report)
    report.adopt(change)
    assert report.text == {"1": "新的。", "5": "不变。", "3": "注：含 2 件。"}
    report.adopt(change.reversed())
    assert report.text == {"1": "旧的。", "5": "不变。"}


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("1", "修改“总体情况”"),
        ("3", "修改表三的表后说明"),
        (PREAMBLE, "修改前言"),
        (SIGNATURE, "修改落款和日期"),
    ],
)
def test_the_undo_menu_says_which_text(key: str, name: str) -> None:
    assert SetText(key, "字。").on(Report(FORM)).name == name


def test_a_year_of_another_format_is_refused_in_words() -> None:
    with pytest.raises(EditRefused, match=r"2019年的年报不适用.*请填2021年以后的年度"):
        SetYear(2019).on(Report(FORM, "", 2025))


FIRST = FORM.sections[0]
SAID = [
    "本年度情况如下。",
    "（一）主动公开方面。公开信息 12 条。",
    "（三）政府信息资源管理。依申请公开的信息也归档。",
    "（五）平台建设与监督保障情况。",
]


def test_a_sub_heading_is_there_in_whatever_words() -> None:
    assert [FIRST.parts[place] for place in lacking(FIRST, SAID)] == ["依申请公开", "政府信息公开平台建设"]
    assert lacking(FORM.sections[4], ["问题。"]) == ()


def test_a_sub_heading_has_its_place_before_the_later_ones() -> None:
    assert [place_of(FIRST, place, SAID) for place in (0, 1, 3, 4)] == [2, 2, 3, 4]


def test_sub_headings_with_nothing_under_them_are_not_printed_and_are_no_text() -> None:
    one, two, *_ = headings(FIRST)
    assert used(FIRST, [one, "公开信息 12 条。", two]) == (one, "公开信息 12 条。")
    assert used(FIRST, [one, two]) == ()
    missing = [f.section for f in review(written(s1=f"{one}\n{two}")).findings if f.check == "text.missing"]
    assert missing == ["1", "5", "6"]
