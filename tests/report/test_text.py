"""The text as the clerk hands it in: headings found, links filled, nothing changed otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.report.links import declared, unknown_links, written
from app.report.text import NoHeadings, Text, after_table, left_out, parsed, section_named
from tests.readers.made import FORM
from tests.report.a_year import DISTRICT

PLAIN = """柳河区人民政府2025年政府信息公开工作年度报告
依据有关规定编制本报告。

一、总体情况
  第一段。
第二段，有  空格。
二、主动公开政府信息情况
这里的文字不要。
五、存在的主要问题及改进情况
一是，二是。
六、其他需要报告的事项：
无。
"""


def text(source: str) -> Text:
    return parsed(FORM, source.splitlines())


def test_paragraphs_stand_under_their_headings_as_they_were_written() -> None:
    assert text(PLAIN).sections == {"1": ("第一段。", "第二段，有  空格。"), "5": ("一是，二是。",), "6": ("无。",)}


def test_what_comes_before_the_first_heading_is_the_preamble_without_the_title() -> None:
    assert text(PLAIN).preamble == ("依据有关规定编制本报告。",)


def test_a_title_on_two_lines_with_a_draft_mark_is_no_preamble() -> None:
    source = "柳河区人民政府\n2025年政府信息公开工作年度报告\n（草稿）\n一、总体情况\n好。"
    assert text(source).preamble == ()


def test_text_under_a_table_is_left_out_and_said() -> None:
    assert text(PLAIN).under_tables == {"2": ("这里的文字不要。",)}
    (finding,) = left_out(FORM, text(PLAIN))
    assert (finding.check, finding.severity) == ("text.left_out", "notice")
    assert "这里的文字不要" in finding.message


def test_of_what_stands_under_a_table_the_sentences_are_kept_and_not_the_tables_cells() -> None:
    section = FORM.sections[2]
    lines = ("一、本年新收政府信息公开申请数量", "125", "（一） 予以公开\t30\t0", "自然人", "注：含上年转办的 2 件。")
    assert after_table(FORM, section, lines) == ("注：含上年转办的 2 件。",)


@pytest.mark.parametrize(
    ("end", "signature"),
    [
        ("柳河区人民政府\n2026年1月15日", ("柳河区人民政府", "2026年1月15日")),
        ("柳河区人民政府\n二〇二六年一月十五日", ("柳河区人民政府", "二〇二六年一月十五日")),
        ("2026 年 1 月 15 日", ("2026 年 1 月 15 日",)),
        ("本报告自2026年1月15日起可以查阅。", ()),
    ],
)
def test_organ_and_date_at_the_end_are_the_signature(end: str, signature: tuple[str, ...]) -> None:
    found = text(f"{PLAIN}{end}")
    assert found.signature == signature
    assert found.sections["6"] == (("无。",) if signature else ("无。", end))


def test_text_without_headings_is_refused_with_the_headings_expected() -> None:
    with pytest.raises(NoHeadings, match="“一、总体情况”、“五、存在的主要问题及改进情况”、“六、其他需要报告的事项”"):
        text("2025年工作平稳。\n新收申请3件。")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("一、总体情况\n甲。\n一、总体情况\n乙。", "出现了2次"),
        ("五、存在的主要问题及改进情况\n甲。\n一、总体情况\n乙。", "顺序是五、一，应为一、五"),
    ],
)
def test_headings_twice_or_out_of_order_are_an_error(source: str, said: str) -> None:
    (finding,) = text(source).notes
    assert (finding.check, finding.severity) == ("text.headings", "error")
    assert said in finding.message


def test_paragraphs_under_a_heading_that_comes_twice_are_all_kept() -> None:
    assert text("一、总体情况\n甲。\n一、总体情况\n乙。").sections["1"] == ("甲。", "乙。")


@pytest.mark.parametrize(
    ("line", "section"),
    [
        (" 一、 总体情况 ：", "1"),
        ("总体情况", "1"),
        ("五、存在的主要问题和改进措施", "5"),
        ("五、政府信息公开工作存在的主要问题及改进情况", "5"),
        ("六、其他需要报告的情况", "6"),
        ("四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "4"),
        ("（五）监督保障情况", None),
        ("五、监督保障情况", None),
        ("三、政府信息管理情况", None),
        ("一、2025年主动公开情况良好。", None),
        ("一是总体情况良好", None),
    ],
)
def test_a_heading_is_known_in_other_words_and_a_sub_heading_is_none(line: str, section: str | None) -> None:
    named = section_named(FORM, line)
    assert (named.id if named else None) == section


def test_links_show_the_tables_values_and_the_reports_name_and_years() -> None:
    source = "{organ}{year}年新收{requests.received.total}件，收费{proactive.fee.amount}万元，｛next_year｝年继续。"
    assert written(source, DISTRICT).text == "柳河区人民政府2025年新收86件，收费3086.425万元，2026年继续。"


def test_a_missing_figure_prints_as_not_filled_in() -> None:
    assert written("{requests.received.total}件", replace(DISTRICT, figures={})).text == "未填件"


def test_a_declared_number_may_be_a_sum_of_others_declared_later() -> None:
    source = ["网站{网站=概况+动态}条，", "概况{概况=36}条、动态｛动态＝１,５２７｝条，再说一次{网站}条。"]
    known = replace(DISTRICT, declared=declared(source))
    assert [written(paragraph, known).text for paragraph in source] == [
        "网站1563条，",
        "概况36条、动态1527条，再说一次1563条。",
    ]


@pytest.mark.parametrize(
    "link",
    [
        "{requests.recieved.total}",
        "{新收总计}",
        "{甲=乙}",
        "{甲=甲+1}",
        "{甲=1}{甲=2}",
        "{甲=}",
        "{requests.received.total=5+a}",
    ],
)
def test_a_link_that_names_nothing_is_an_error_and_printed_as_it_stands(link: str) -> None:
    printed = written(link, replace(DISTRICT, declared=declared([link])))
    assert printed.text == link
    found = unknown_links(FORM, "1", [printed])
    assert {(finding.check, finding.severity) for finding in found} == {("text.link", "error")}
    assert printed.marks[0].name in found[0].message


@pytest.mark.parametrize("braces", ["{", "}", "{}", "a}b{c", "{注意，这里是括号。}", "{{", "{\n}", "{ }"])
def test_braces_that_are_no_link_are_left_alone(braces: str) -> None:
    printed = written(braces, DISTRICT)
    assert (printed.text, printed.marks) == (braces, ())


def test_numbers_that_build_on_one_another_forty_times_are_added_up() -> None:
    chain = [f"{{n{n}=n{n + 1}+n{n + 1}}}" for n in range(40)]
    assert declared([*chain, "{n40=1}"])["n0"] == 2**40


def test_numbers_that_ask_for_one_another_have_no_value_and_spoil_no_others() -> None:
    found = declared(["{甲=乙+1}{乙=甲}{丙=乙+1}{丁=2}{戊=丁+丁}{己=3}{己=4}{庚=己+1}"])
    assert found == {"甲": None, "乙": None, "丙": None, "丁": 2, "戊": 4, "己": None, "庚": None}


def test_marks_say_where_links_were_filled() -> None:
    printed = written("新收{requests.received.total}件，{year}年", DISTRICT)
    assert [(mark.kind, printed.text[mark.start : mark.end]) for mark in printed.marks] == [
        ("figure", "86"),
        ("words", "2025"),
    ]
