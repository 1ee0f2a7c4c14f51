"""Preamble, notes after tables and signature on the page."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from app.readers.grid import Document
from app.readers.web import read_html
from app.readers.word import read_word
from app.report.text import PREAMBLE, SIGNATURE
from app.resources import template
from app.writers.content import Printed
from app.writers.signature import indents
from app.writers.web import write_html
from app.writers.word import write_word
from tests.writers.reports import TEXT, report
from tests.writers.test_word import part

DATE = "2026年1月15日"
AROUND = report(
    text={
        **TEXT,
        PREAMBLE: ("根据有关规定编制本报告。",),
        "3": ("注：含上年转办的 2 件。",),
        SIGNATURE: ("东山县人民政府", DATE),
    }
)


def word(content: Printed) -> bytes:
    out = BytesIO()
    write_word(content, template("report.docx"), out)
    return out.getvalue()


def web(content: Printed) -> bytes:
    out = BytesIO()
    write_html(content, out)
    return out.getvalue()


@pytest.mark.parametrize("document", [read_word(word(AROUND)), read_html(web(AROUND))], ids=["word", "web"])
def test_preamble_note_and_signature_stand_in_their_places(document: Document) -> None:
    words = [text for text in document.paragraphs if text.strip()]
    assert words[1:3] == ["根据有关规定编制本报告。", "一、总体情况"]
    note = words.index("注：含上年转办的 2 件。")
    assert words[note - 1].startswith("三、")
    assert words[note + 1].startswith("四、")
    assert words[-2:] == ["东山县人民政府", DATE]


@pytest.mark.parametrize(
    ("organ", "from_the_right"),
    [
        ("东山县人民政府", (3.75, 4)),  # 7 characters over 6.5
        ("东山县司法局", (4.25, 4)),
        ("某某市某某区机关事务服务中心和政务数据管理局", (0, 7.75)),
    ],
)
def test_the_organ_stands_centred_over_the_date_four_characters_from_the_right(
    organ: str, from_the_right: tuple[float, ...]
) -> None:
    assert indents((organ, DATE)) == from_the_right


def test_the_date_alone_keeps_its_four_characters_and_nothing_is_printed_without_it() -> None:
    assert indents((DATE,)) == (4,)
    assert 'w:rightChars="400"' in part(word(report(text={**TEXT, SIGNATURE: (DATE,)})))
    assert "rightChars" not in part(word(report()))
    assert b"<footer>" not in web(report())


def test_word_and_page_indent_the_same() -> None:
    in_word = re.findall(r'w:rightChars="(\d+)"', part(word(AROUND)))
    on_page = re.findall(r"margin-right: ([\d.]+)em", web(AROUND).decode())
    assert [int(hundredths) / 100 for hundredths in in_word] == [float(em) for em in on_page] == [3.75, 4]


def test_a_sub_heading_without_words_is_not_printed() -> None:
    text = {**TEXT, "1": ("（一）主动公开方面。", "（二）依申请公开方面。新收 3 件。")}
    assert report(text=text).sections[0].paragraphs == ("（二）依申请公开方面。新收 3 件。",)
