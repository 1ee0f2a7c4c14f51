from __future__ import annotations

import re
import unicodedata
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from app.form.layout import printed
from app.readers.grid import Grid
from app.readers.word import read_word
from app.resources import template
from app.writers.broken import BrokenTemplate
from app.writers.content import Printed, PrintedSection, PrintedTable
from app.writers.table_shape import stacked
from app.writers.word import write_word
from tests.writers.reports import FORM, Example, examples, report, zeros

TEMPLATE = template("report.docx")
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def written(content: Printed, file: Path = TEMPLATE) -> bytes:
    out = BytesIO()
    write_word(content, file, out)
    return out.getvalue()


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name).decode()


def changed(folder: Path, *changes: tuple[str, str, str], **added: str) -> Path:
    """The template with pieces of its parts replaced: part, old, new."""
    file = folder / "模板.docx"
    with zipfile.ZipFile(TEMPLATE) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            text = old.read(name).decode()
            for changed_part, before, after in changes:
                if name == changed_part:
                    assert before in text
                    text = text.replace(before, after)
            new.writestr(name, text)
        for name, text in added.items():
            new.writestr(name, text)
    return file


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def rows(grid: Grid) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for (row, _), _content in sorted(grid.cells.items()):
        found.setdefault(row, [])
    for place in sorted(grid.cells):
        found[place[0]].append(plain(grid.text(place)))
    return list(found.values())


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.name)
def test_a_published_report_comes_out_word_for_word(example: Example) -> None:
    document = read_word(written(example.content))
    paragraphs = ["".join(text.split()) for text in document.paragraphs if text.strip()]
    assert paragraphs == ["".join(text.split()) for text in example.paragraphs]
    assert [row for grid in document.grids for row in rows(grid)] == [
        [plain(cell) for cell in row] for row in example.rows
    ]


def test_the_tables_have_the_statutory_merged_cells() -> None:
    grids = read_word(written(report())).grids
    for table, grid in zip(FORM.tables.values(), grids, strict=True):
        spans = [cell for cell in printed(table).cells if cell.rows > 1 or cell.columns > 1]
        assert set(grid.merged) == {
            (cell.row, cell.column, cell.row + cell.rows - 1, cell.column + cell.columns - 1) for cell in spans
        }


def test_a_draft_says_so_under_the_title_and_in_every_page_header() -> None:
    data = written(report(draft=True))
    assert [text for text in read_word(data).paragraphs if text][1] == "（草稿）"
    references = re.findall(r'headerReference [^>]*w:type="(\w+)" r:id="(\w+)"', part(data))
    targets = dict(re.findall(r'Id="(\w+)"[^>]*Target="([^"]+)"', part(data, "word/_rels/document.xml.rels")))
    assert {kind for kind, _ in references} == {"default", "even", "first"}
    assert all("草稿" in part(data, f"word/{targets[name]}") for _, name in references)


def test_a_finished_report_nowhere_says_draft() -> None:
    data = written(report())
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
    assert not any("草稿" in part(data, name) for name in names if name != "word/styles.xml")


def test_the_same_report_gives_the_same_bytes() -> None:
    assert written(report(draft=True)) == written(report(draft=True))


def test_signs_of_markup_stay_text() -> None:
    assert "（一）主动公开方面。公开信息 <12> 条 & 更多。" in read_word(written(report())).paragraphs


@pytest.mark.parametrize("name", ["heading 1", "年报正文", "年报小标题", "年报表格", "年报密表数"])
def test_a_template_without_a_style_is_refused_by_its_name(tmp_path: Path, name: str) -> None:
    file = changed(tmp_path, ("word/styles.xml", f'<w:name w:val="{name}"/>', '<w:name w:val="别的"/>'))
    with pytest.raises(BrokenTemplate, match=f"“模板.docx”.*“{name}”"):
        written(report(), file)


def test_styles_are_found_by_name_whatever_the_office_program_calls_them_inside(tmp_path: Path) -> None:
    file = changed(
        tmp_path,
        (
            "word/styles.xml",
            'w:styleId="Heading1"><w:name w:val="heading 1"',
            'w:styleId="2"><w:name w:val="Heading 1"',
        ),
    )
    assert (
        '<w:pStyle w:val="2"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">一、'
        in part(written(report(), file))
    )


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a zip file at all"])
def test_a_damaged_template_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "坏模板.docx"
    file.write_bytes(data)
    with pytest.raises(BrokenTemplate, match=r"“坏模板.docx”不能用.*自带的模板"):
        written(report(), file)


def test_a_missing_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BrokenTemplate, match="没有了"):
        written(report(), tmp_path / "没有了.docx")


def test_nothing_of_the_template_s_people_reaches_the_report(tmp_path: Path) -> None:
    file = changed(
        tmp_path,
        (
            "word/_rels/document.xml.rels",
            "</Relationships>",
            '<Relationship Id="c" Type="x/comments" Target="comments.xml"/></Relationships>',
        ),
        ("word/document.xml", "怎样修改", "张三改过"),
        **{"word/comments.xml": "<c>张三</c>", "docProps/core.xml": "<c>张三</c>", "docProps/app.xml": "<c>张三</c>"},
    )
    data = written(report(), file)
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert not any("张三".encode() in package.read(name) for name in package.namelist())
    properties = part(data, "docProps/core.xml")
    assert "<dc:title>东山县人民政府2025年政府信息公开工作年度报告</dc:title>" in properties
    assert "<dc:creator></dc:creator>" in properties


def test_neither_history_nor_links_of_the_template_reach_the_report(tmp_path: Path) -> None:
    link = '<Relationship Id="t" Type="x/attachedTemplate" Target="file:///C:/张三.dotm" TargetMode="External"/>'
    file = changed(
        tmp_path,
        (
            "word/settings.xml",
            "<w:evenAndOddHeaders/>",
            '<w:attachedTemplate r:id="t"/><w:trackRevisions/><w:evenAndOddHeaders/>'
            '<w:rsids><w:rsidRoot w:val="00AA"/></w:rsids><w:docVars><w:docVar w:name="a" w:val="张三"/></w:docVars>',
        ),
        ("word/document.xml", "</w:sectPr>", '<w:sectPrChange w:id="1" w:author="张三"/></w:sectPr>'),
        ("word/odd.xml", "</w:p>", '<w:ins w:id="2" w:author="张三"><w:r><w:t>页</w:t></w:r></w:ins></w:p>'),
        (
            "_rels/.rels",
            "</Relationships>",
            '<Relationship Id="p" Type="x/thumbnail" Target="张三.xml"/></Relationships>',
        ),
        **{
            "word/_rels/settings.xml.rels": f'<Relationships xmlns="{PACKAGE}">{link}</Relationships>',
            "张三.xml": "<a/>",
        },
    )
    data = written(report(), file)
    with zipfile.ZipFile(BytesIO(data)) as package:
        names = package.namelist()
    assert not any(
        "张三" in text or "rsid" in text or "External" in text for text in [*names, *(part(data, n) for n in names)]
    )
    assert "<w:evenAndOddHeaders/>" in part(data, "word/settings.xml")
    assert "trackRevisions" not in part(data, "word/settings.xml")
    assert "页" in part(data, "word/odd.xml")


def test_the_file_names_neither_the_library_nor_the_time() -> None:
    data = written(report())
    assert not re.search(r"python|modified|created|20\d\d-", part(data, "docProps/core.xml"))
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_organ_s_name_may_be_longer_than_a_property() -> None:
    data = written(report(organ="很长的名称" * 60))
    assert "很长的名称" in part(data, "docProps/core.xml")


def test_a_header_of_the_template_gives_way_to_the_draft_mark(tmp_path: Path) -> None:
    file = changed(
        tmp_path,
        (
            "word/document.xml",
            "<w:sectPr>",
            '<w:sectPr><w:headerReference w:type="default" r:id="odd"/>',
        ),
    )
    assert part(written(report(), file)).count("headerReference") == 1
    assert part(written(report(draft=True), file)).count("headerReference") == 3


def test_the_page_and_footers_are_the_template_s(tmp_path: Path) -> None:
    file = changed(tmp_path, ("word/document.xml", 'w:left="1588"', 'w:left="2588"'))
    document = part(written(report(), file))
    assert 'w:left="2588"' in document
    assert [sum(map(int, re.findall(r'gridCol w:w="(\d+)"', grid))) for grid in document.split("<w:tblGrid>")[1:]] == [
        11906 - 2588 - 1474
    ] * 3


def test_a_number_too_long_for_its_cell_is_drawn_narrower_on_one_line() -> None:
    content = report(zeros(disputes__suit_after__total=12345678, disputes__suit_after__other=12))
    runs = re.findall(r"<w:r>(?:(?!</w:r>).)*?>(\d+)</w:t></w:r>", part(written(content)))
    narrow = re.findall(r'<w:w w:val="(\d+)"/></w:rPr><w:t xml:space="preserve">(\d+)<', part(written(content)))
    assert "12" in runs
    assert [(number, 50 < int(scale) < 100) for scale, number in narrow] == [("12345678", True)]


def test_head_rows_repeat_and_no_row_is_cut() -> None:
    second, third, fourth = part(written(report())).split("<w:tbl>")[1:]
    assert [table.count("<w:tblHeader/>") for table in (second, third, fourth)] == [0, 3, 3]
    assert [table.count("<w:cantSplit/>") for table in (second, third, fourth)] == [14, 28, 4]


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("三、本年度办理结果", ["三、", "本年度", "办理", "结果"]),
        ("（三）不予公开", ["（三）", "不予", "公开"]),
        ("社会公益组织", ["社会", "公益", "组织"]),
        ("自然人", ["自然人"]),
    ],
)
def test_a_label_in_a_narrow_cell_breaks_between_words(label: str, lines: list[str]) -> None:
    assert list(stacked(label, 3)) == lines


def test_a_small_report_looks_like_this_inside() -> None:
    table = PrintedTable(printed(FORM.tables["disputes"]), dict.fromkeys(FORM.figures, "0"))
    small = Printed(
        ("甲县", "2025年报告"), "甲县", False, ("前言。",), (PrintedSection("四、表", ("（一）乙。丙",), table),)
    )
    body = part(written(small)).partition("<w:body>")[2].partition("<w:sectPr")[0]
    text = re.sub(r"<w:tbl>.*</w:tbl>", "TABLE", body)
    hint = '<w:rFonts w:hint="eastAsia"/>'
    assert text.replace(hint, "").replace("<w:rPr></w:rPr>", "").replace(' xml:space="preserve"', "") == (
        '<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>甲县</w:t><w:br/><w:t>2025年报告</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="年报正文"/></w:pPr></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="年报正文"/></w:pPr><w:r><w:t>前言。</w:t></w:r></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>四、表</w:t></w:r></w:p>TABLE'
        '<w:p><w:pPr><w:pStyle w:val="年报表后"/></w:pPr></w:p>'
        '<w:p><w:pPr><w:pStyle w:val="年报正文"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="年报小标题"/></w:rPr><w:t>（一）乙。</w:t></w:r><w:r><w:t>丙</w:t></w:r></w:p>'
    )
