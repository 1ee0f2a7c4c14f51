"""What an office changes in the template is what is printed without Word, too."""

from __future__ import annotations

from pathlib import Path

from app.resources import template
from app.writers.looks import Look
from app.writers.template import Template
from tests.writers.test_word import changed


def test_the_body_is_set_as_gb_t_9704_says() -> None:
    made = Template(template("report.docx"))
    body = made.look("年报正文")
    assert (body.type.chinese, body.type.size, body.type.closer) == ("仿宋_GB2312", 320, -5)
    assert (body.line, body.indent, body.align) == (579, 640, "both")
    assert made.look("Title").type.size == 440
    assert made.look("heading 1").keeps_next
    assert made.type("年报小标题", "年报正文").chinese == "楷体_GB2312"
    assert (made.page.width, made.page.top, made.page.text_width) == (11906, 2098, 8844)


def test_a_changed_style_is_followed(tmp_path: Path) -> None:
    file = changed(tmp_path, ("word/styles.xml", 'w:line="579" w:lineRule="exact"', 'w:line="600" w:lineRule="exact"'))
    assert Template(file).look("年报正文").line == 600


def test_a_line_that_is_not_exact_follows_the_type(tmp_path: Path) -> None:
    file = changed(tmp_path, ("word/styles.xml", 'w:line="579" w:lineRule="exact"', 'w:line="360" w:lineRule="auto"'))
    assert Template(file).look("年报正文").line == 320 * 1.3 * 1.5


def test_the_foot_of_the_page_alternates() -> None:
    made = Template(template("report.docx"))
    odd, even = made.foot(1), made.foot(2)
    assert odd and even
    assert (odd.look.align, odd.look.right, odd.text(1)) == ("right", 280, "— 1 —")
    assert (even.look.align, even.look.left, even.text(12)) == ("left", 280, "— 12 —")


def test_without_odd_and_even_pages_one_foot_serves_all(tmp_path: Path) -> None:
    made = Template(changed(tmp_path, ("word/settings.xml", "<w:evenAndOddHeaders/>", "")))
    assert made.foot(2) == made.foot(1)


def test_a_foot_may_lack_a_number(tmp_path: Path) -> None:
    file = changed(tmp_path, ("word/odd.xml", '<w:instrText xml:space="preserve"> PAGE </w:instrText>', ""))
    foot = Template(file).foot(1)
    assert foot
    assert foot.text(1) == foot.text(2)


def test_a_style_that_says_nothing_has_the_file_s_defaults(tmp_path: Path) -> None:
    file = changed(tmp_path, ("word/styles.xml", '<w:sz w:val="32"/><w:szCs w:val="32"/>', '<w:sz w:val="30"/>'))
    assert Template(file).look("年报正文").type.size == 300
    assert isinstance(Template(file).look("Title"), Look)
