"""What stands around the tables and text sections: preamble, notes after tables, signature."""

from __future__ import annotations

import pytest

from app.report.edits import SetText
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


@pytest.mark.parametrize(("key", "said"), [(PREAMBLE, "前言"), ("3", "第三部分"), (SIGNATURE, "落款")])
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
