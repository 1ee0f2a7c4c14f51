from __future__ import annotations

import zipfile
from contextlib import suppress
from io import BytesIO

import pytest

from app.readers.grid import Grid
from app.readers.refused import Refused
from app.readers.word import read_word

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def docx(body: str, before: str = "", namespace: str = W) -> bytes:
    """A Word file with this body; `p` and `c` below write its paragraphs and cells."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("_rels/.rels", '<r><x Type="a/officeDocument" Target="word/document.xml"/></r>')
        package.writestr(
            "word/document.xml", f'{before}<w:document xmlns:w="{namespace}"><w:body>{body}</w:body></w:document>'
        )
    return out.getvalue()


def renamed(data: bytes, main: str) -> bytes:
    """The same Word file with its main part under another name, as some programs save it."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w") as package:
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        package.writestr("[Content_Types].xml", f'<Types><Override PartName="/{main}" ContentType="{kind}"/></Types>')
        package.writestr("_rels/.rels", f'<r><x Type="a/officeDocument" Target="/{main}"/></r>')
        package.writestr(main, old.read("word/document.xml"))
    return out.getvalue()


def p(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def c(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(r(text)) if not text.startswith('<') else text}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def paragraphs(body: str) -> tuple[str, ...]:
    return read_word(docx(body)).paragraphs


def test_paragraphs_and_tables_keep_their_order() -> None:
    document = read_word(docx(p(r("一")) + table(c("甲") + c("012")) + p(r("二")) + table(c("乙") + c("3"))))
    assert [block.name if isinstance(block, Grid) else block.text for block in document.blocks] == [
        "一",
        "表格1",
        "二",
        "表格2",
    ]
    assert document.grids[0].cells == {(0, 0): "甲", (0, 1): "012"}


def test_merged_cells_have_their_content_once() -> None:
    down, covered = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    grid = read_word(
        docx(
            table(
                c("甲", down) + c("乙", '<w:gridSpan w:val="2"/>'),
                c("看不见", covered) + c("1") + c("2"),
                c("", covered) + c("丙", '<w:gridSpan w:val="2"/>' + down),
                c("丁") + c("", '<w:gridSpan w:val="2"/>' + covered),
            )
        )
    ).grids[0]
    assert grid.merged == ((0, 0, 2, 0), (0, 1, 0, 2), (2, 1, 3, 2))
    assert grid.cells == {(0, 0): "甲", (0, 1): "乙", (1, 1): "1", (1, 2): "2", (2, 1): "丙", (3, 0): "丁"}


def test_a_row_that_begins_further_right_keeps_its_columns() -> None:
    row = '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>' + c("乙") + "</w:tr>"
    grid = read_word(docx(f"<w:tbl><w:tr>{c('甲')}{c('1')}</w:tr>{row}</w:tbl>")).grids[0]
    assert grid.cells[1, 1] == "乙"


def test_tracked_changes_read_as_accepted() -> None:
    body = p(
        r("新收"),
        "<w:del><w:r><w:delText>12</w:delText></w:r></w:del>",
        f"<w:moveFrom>{r('13')}</w:moveFrom>",
        f"<w:ins>{r('14')}</w:ins>",
        r("件"),
    )
    assert paragraphs(body) == ("新收14件",)


def test_a_deleted_row_is_gone() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{c('旧')}{c('1')}</w:tr>"
    grid = read_word(docx(f"<w:tbl>{gone}<w:tr>{c('新')}{c('2')}</w:tr></w:tbl>")).grids[0]
    assert grid.cells == {(0, 0): "新", (0, 1): "2"}


def test_hidden_text_and_text_boxes_are_not_read() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{p(r('框'))}</w:txbxContent></w:pict></w:r>"
    body = p(r("见"), r("隐", "<w:vanish/>"), r("显", '<w:vanish w:val="0"/>'), box)
    assert paragraphs(body) == ("见显",)


def test_content_controls_links_and_fields_are_read() -> None:
    field = '<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple w:instr="X">' + r("二") + "</w:fldSimple>"
    inside = f"<w:sdt><w:sdtPr><w:t>名</w:t></w:sdtPr><w:sdtContent>{r('一')}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink>{r('三')}</w:hyperlink>"
    body = f"<w:sdt><w:sdtContent>{p(inside, field, link)}</w:sdtContent></w:sdt>"
    assert paragraphs(body) == ("一二三",)


def test_line_breaks_are_kept() -> None:
    assert paragraphs(p("<w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r>")) == ("甲\n乙\t丙",)


def test_a_number_pasted_with_a_table_of_its_own_is_read_in_its_cell() -> None:
    inner = table(c("12"))
    grid = read_word(docx(table(c("新收") + c(inner + p())))).grids[0]
    assert grid.cells == {(0, 0): "新收", (0, 1): "12"}


def test_a_frame_round_the_page_is_read_as_the_page() -> None:
    document = read_word(docx(table(c(p(r("一、")) + table(c("甲") + c("1")) + p(r("二、"))))))
    assert document.paragraphs == ("一、", "二、")
    assert [grid.cells for grid in document.grids] == [{(0, 0): "甲", (0, 1): "1"}]


def test_the_strict_variety_of_the_format_is_read() -> None:
    assert read_word(docx(p(r("甲")), namespace="http://purl.oclc.org/ooxml/wordprocessingml/main")).paragraphs == (
        "甲",
    )


@pytest.mark.parametrize("main", ["word/document2.xml", "文档.xml"])
def test_the_main_part_may_have_any_name(main: str) -> None:
    assert read_word(renamed(docx(p(r("甲"))), main)).paragraphs == ("甲",)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04junk", b"no word file", docx(p(r("甲")))[:-40]])
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        read_word(data)
    assert refused.value.code == "corrupt"


@pytest.mark.parametrize("body", ["<w:p>", "<w:sdt>" * 400 + "</w:sdt>" * 400])
def test_broken_and_bottomless_contents_are_refused(body: str) -> None:
    with pytest.raises(Refused) as refused:
        read_word(docx(body))
    assert refused.value.code == "corrupt"


def test_a_file_that_grows_beyond_measure_is_refused() -> None:
    with pytest.raises(Refused) as refused:
        read_word(docx(p(r("0" * 9_000_000))))
    assert refused.value.code == "too_large"


def test_no_entity_is_followed() -> None:
    bomb = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&#x5341;&#x5341;">]>'
    assert read_word(docx(p(r("甲&a;&b;乙")), before=bomb)).paragraphs[0] in ("甲", "甲乙")


def test_a_span_without_end_takes_no_time() -> None:
    huge = '<w:gridSpan w:val="2000000000"/>'
    assert read_word(docx(table(c("甲", huge) + c("乙")))).grids[0].cells[0, 0] == "甲"


def test_no_damage_to_its_bytes_ends_in_anything_but_a_refusal() -> None:
    data = docx(p(r("一、")) + table(c("甲") + c("1")))
    for place in range(0, len(data), 7):
        damaged = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        with suppress(Refused):
            read_word(damaged)


def test_a_table_that_goes_on_after_an_empty_paragraph_is_one_table() -> None:
    rows = (c("甲") + c("1"), c("乙") + c("2"))
    [grid] = read_word(docx(table(rows[0]) + p() + table(rows[1]))).grids
    assert grid.texts == {(0, 0): "甲", (0, 1): "1", (1, 0): "乙", (1, 1): "2"}


def test_tables_of_other_widths_or_with_words_between_stay_apart() -> None:
    wide = c("丙") + c("3") + c("4")
    assert len(read_word(docx(table(c("甲") + c("1")) + table(wide))).grids) == 2
    assert len(read_word(docx(table(c("甲") + c("1")) + p(r("续")) + table(c("乙") + c("2")))).grids) == 2
