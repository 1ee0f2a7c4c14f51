"""Makes templates/report.docx: the page and the styles of GB/T 9704 that an office can then change in Word or WPS.

Run from the checkout: python packaging/report_template.py
"""

from __future__ import annotations

import zipfile
from html import escape
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "templates" / "report.docx"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
NAMES = f'xmlns:w="{W}" xmlns:r="{R}"'

# A line of 22 to a page is 28.95 pt; characters are set 0.25 pt closer, so that 28 of 16 pt go into 156 mm.
LINE, CLOSER = 579, -5
LATIN = "Times New Roman"
FANGSONG, KAITI, HEITI, SONGTI, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"

INDENT = '<w:ind w:firstLine="640" w:firstLineChars="200"/>'
CENTRED = '<w:ind w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="center"/>'
LEFT = '<w:ind w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="left"/>'

PAGE = (
    '<w:sectPr><w:footerReference w:type="default" r:id="odd"/><w:footerReference w:type="even" r:id="even"/>'
    '<w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="1247" w:footer="1389" w:gutter="0"/>'
    f'<w:docGrid w:type="lines" w:linePitch="{LINE}"/></w:sectPr>'
)


def fonts(chinese: str, latin: str = LATIN) -> str:
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" w:eastAsia="{chinese}"/>'


def type_of(points: float, chinese: str, latin: str = LATIN, closer: int = 0) -> str:
    """Run properties: fonts, no bold, character spacing, size."""
    size = round(points * 2)
    return (
        f'{fonts(chinese, latin)}<w:b w:val="0"/><w:bCs w:val="0"/><w:color w:val="000000"/>'
        f'<w:spacing w:val="{closer}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    )


def style(name: str, paragraph: str, letters: str = "", based_on: str = "Normal", after: str = "") -> str:
    """A paragraph style. A name in Chinese is the office's own, others are Word's."""
    own = "" if name.isascii() else ' w:customStyle="1"'
    following = f'<w:next w:val="{identity(after)}"/>' if after else ""
    return (
        f'<w:style w:type="paragraph"{own} w:styleId="{identity(name)}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{identity(based_on)}"/>{following}<w:qFormat/>'
        f"<w:pPr>{paragraph}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def identity(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in name.split())


def lines(exact_points: float) -> str:
    return f'<w:spacing w:before="0" w:after="0" w:line="{round(exact_points * 20)}" w:lineRule="exact"/>'


def cell(points: float, exact_points: float, where: str) -> tuple[str, str]:
    """Type in a table, off the line grid."""
    return f'<w:snapToGrid w:val="0"/>{lines(exact_points)}{where}', type_of(points, SONGTI)


def styles() -> str:
    level = '<w:keepNext/>{}<w:outlineLvl w:val="{}"/>'
    written = [
        style("Title", f'<w:snapToGrid w:val="0"/>{lines(34)}{CENTRED}', type_of(22, TITLE, TITLE), after="年报正文"),
        style("heading 1", level.format(INDENT, 0), type_of(16, HEITI, HEITI, CLOSER), after="年报正文"),
        style("heading 2", level.format(INDENT, 1), type_of(16, KAITI, closer=CLOSER), after="年报正文"),
        style("header", f'<w:snapToGrid w:val="0"/>{CENTRED}', type_of(14, HEITI, HEITI)),
        style("footer", '<w:snapToGrid w:val="0"/>', type_of(14, SONGTI, SONGTI)),
        style("年报正文", INDENT),
        style("年报草稿", CENTRED, type_of(16, KAITI, closer=CLOSER)),
        style("年报表后", f'<w:snapToGrid w:val="0"/>{lines(1)}{LEFT}', '<w:sz w:val="2"/><w:szCs w:val="2"/>'),
        style("年报表头", *cell(10.5, 14, CENTRED)),
        style("年报表项", *cell(10.5, 14, CENTRED)),
        style("年报表数", *cell(10.5, 14, CENTRED)),
        style("年报密表头", *cell(9, 12, CENTRED)),
        style("年报密表项", *cell(9, 12, LEFT)),
        style("年报密表数", *cell(9, 12, CENTRED)),
    ]
    return f"<w:styles {NAMES}>{defaults()}{normal()}{''.join(written)}{lead_in()}{table()}</w:styles>"


def defaults() -> str:
    return (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{fonts(FANGSONG)}<w:sz w:val="32"/><w:szCs w:val="32"/>'
        # Numbers marked as Chinese are broken across lines by LibreOffice.
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )


def normal() -> str:
    return (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        f'<w:pPr><w:widowControl w:val="0"/>{lines(LINE / 20)}<w:jc w:val="both"/></w:pPr>'
        f'<w:rPr><w:spacing w:val="{CLOSER}"/></w:rPr></w:style>'
    )


def lead_in() -> str:
    return (
        '<w:style w:type="character" w:customStyle="1" w:styleId="年报小标题"><w:name w:val="年报小标题"/><w:qFormat/>'
        f"<w:rPr>{fonts(KAITI)}</w:rPr></w:style>"
    )


def table() -> str:
    borders = "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 20), ("left", 40), ("bottom", 20), ("right", 40))
    )
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
        '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="table" w:customStyle="1" w:styleId="年报表格"><w:name w:val="年报表格"/>'
        f'<w:basedOn w:val="TableNormal"/><w:qFormat/><w:tblPr><w:tblBorders>{borders}</w:tblBorders>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
    )


def settings() -> str:
    compatible = "".join(
        f"<w:{name}/>"
        for name in (
            "balanceSingleByteDoubleByteWidth",
            "doNotExpandShiftReturn",
            "adjustLineHeightInTable",
            "useFELayout",
        )
    )
    return (
        f'<w:settings {NAMES}><w:zoom w:percent="100"/><w:removePersonalInformation/>'
        "<w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/>"
        '<w:defaultTabStop w:val="640"/><w:evenAndOddHeaders/><w:drawingGridVerticalSpacing w:val="579"/>'
        f'<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>{compatible}'
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        '</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def footer(side: str) -> str:
    """— 1 — one character in from the outer edge."""
    field = "".join(
        f"<w:r>{part}</w:r>"
        for part in (
            '<w:t xml:space="preserve">— </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> —</w:t>',
        )
    )
    return (
        f'<w:ftr {NAMES}><w:p><w:pPr><w:pStyle w:val="Footer"/><w:ind w:{side}="280" w:{side}Chars="100"/>'
        f'<w:jc w:val="{side}"/></w:pPr>{field}</w:p></w:ftr>'
    )


SHOWN = (
    ("Title", "年度报告模板"),
    ("年报草稿", "（草稿）"),
    ("年报正文", "导出时，这里的文字全部换成年度报告的内容，只取本文件的样式、页面设置和页脚。"),
    ("heading 1", "一、怎样修改"),
    ("heading 2", "（一）改样式"),
    ("年报正文", "在“样式”窗格里修改这些样式的字体、字号、行距和缩进，样式的名称不要改。"),
    ("年报正文", "“年报小标题”是段首“（一）……。”的字体，“年报表格”是表格的边框。"),
    ("年报表头", "年报表头、年报表项、年报表数：第二、四部分的表"),
    ("年报密表头", "年报密表头、年报密表项、年报密表数：第三部分的表"),
    ("年报表后", ""),
)


def body() -> str:
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{identity(name)}"/></w:pPr><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
        f"<w:t>{escape(text)}</w:t></w:r></w:p>"
        for name, text in SHOWN
    )
    return f"<w:document {NAMES}><w:body>{paragraphs}{PAGE}</w:body></w:document>"


def content_types() -> str:
    parts = {"document": "document.main", "styles": "styles", "settings": "settings", "odd": "footer", "even": "footer"}
    overrides = "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{WORD_TYPE}.{kind}+xml"/>' for part, kind in parts.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def relationships(**targets: tuple[str, str]) -> str:
    written = "".join(
        f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"/>' for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{written}</Relationships>'


def main() -> None:
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": relationships(main=("officeDocument", "word/document.xml")),
        "word/document.xml": body(),
        "word/_rels/document.xml.rels": relationships(
            styles=("styles", "styles.xml"),
            settings=("settings", "settings.xml"),
            odd=("footer", "odd.xml"),
            even=("footer", "even.xml"),
        ),
        "word/styles.xml": styles(),
        "word/settings.xml": settings(),
        "word/odd.xml": footer("right"),
        "word/even.xml": footer("left"),
    }
    TARGET.parent.mkdir(exist_ok=True)
    with zipfile.ZipFile(TARGET, "w", zipfile.ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            package.writestr(entry, DECLARATION + xml)


if __name__ == "__main__":
    main()
