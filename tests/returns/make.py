"""Makes the corpus anew: `python -m tests.returns.make`. Some cases are saved by LibreOffice, some written by hand."""

from __future__ import annotations

import datetime
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app.form import FigureId
from app.form.layout import printed
from app.report.values import shown
from tests.readers.made import (
    FORM,
    SECTION_TITLES,
    as_csv,
    as_html,
    consistent,
    one_sheet,
    put_table,
    rows_of,
    sample_figures,
    saved,
)

HERE = Path(__file__).parent
LICENCE, FEE = FigureId("proactive.licence.decisions"), FigureId("proactive.fee.amount")
RECEIVED, GRANTED = FigureId("requests.received.natural"), FigureId("requests.granted.natural")
Edit = Callable[[Worksheet, Mapping[FigureId, str]], None]


@dataclass
class Case:
    """A file and what a person reads in it: the sample's figures but for `figures`, without `missing`."""

    name: str
    says: str
    data: bytes
    suffix: str = "xlsx"
    figures: Mapping[str, object] = field(default_factory=dict)
    missing: Sequence[str] = ()
    told: Sequence[str] = ()
    refused: str = ""
    unit: str = "教育局"
    year: int = 2025

    def write(self) -> None:
        file = f"{self.name}.{self.suffix}"
        (HERE / file).write_bytes(self.data)
        lines = [f"# {self.says}", f'file = "{file}"']
        if self.refused:
            lines.append(f'refused = "{self.refused}"')
        else:
            lines += [f'unit = "{self.unit}"', f"year = {self.year}"]
            lines += [
                f"{key} = {list(value)!r}".replace("'", '"')
                for key, value in (("missing", self.missing), ("told", self.told))
                if value
            ]
            lines.append("[figures]")
            figures: dict[str, object] = dict(sample_figures()) | dict(self.figures)
            lines += [
                f'"{figure}" = {value}' for figure, value in figures.items() if value and figure not in self.missing
            ]
        (HERE / f"{self.name}.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def made(edit: Edit = lambda _sheet, _at: None, **how: object) -> bytes:
    book, at = one_sheet(sample_figures(), **how)  # type: ignore[arg-type]
    assert isinstance(book.active, Worksheet)
    edit(book.active, at)
    return saved(book)


def _row(address: str) -> int:
    return int(re.sub(r"\D", "", address))


def _formulas(sheet: Worksheet, at: Mapping[FigureId, str]) -> None:
    """Totals as formulas that nobody has calculated."""
    for total, parts in FORM.totals.items():
        sheet[at[total]] = "=" + "+".join(at[part] for part in parts)


def with_value(figure: FigureId, content: object, number_format: str = "") -> bytes:
    def edit(sheet: Worksheet, at: Mapping[FigureId, str]) -> None:
        sheet[at[figure]] = content  # type: ignore[assignment]
        if number_format:
            sheet[at[figure]].number_format = number_format

    return made(edit)


def relabelled(change: Callable[[str], str], **how: object) -> bytes:
    """Every label changed; not the title, which has the unit and the year."""

    def edit(sheet: Worksheet, _at: Mapping[FigureId, str]) -> None:
        for row in sheet.iter_rows(min_row=2):
            for cell in row:
                if isinstance(cell.value, str) and cell.value:
                    cell.value = change(cell.value)

    return made(edit, **how)


def values() -> list[Case]:
    """One cell written as people write it."""
    right: list[tuple[str, FigureId, object, object, tuple[str, ...]]] = [
        ("文字数字", LICENCE, "345", 345, ()),
        ("带单位", LICENCE, "345件", 345, ()),
        ("全角数字", LICENCE, "３４５", 345, ()),
        ("千分位", LICENCE, "1,345", 1345, ()),
        ("前后空格", LICENCE, "  345 ", 345, ()),
        ("不换行空格", LICENCE, "345\u00a0", 345, ()),
        ("撇号", LICENCE, "'345", 345, ()),
        ("斜杠", LICENCE, "/", 0, ()),
        ("横线", LICENCE, "—", 0, ()),
        ("无", LICENCE, "无", 0, ()),
        ("零字", LICENCE, "零", 0, ()),
        ("空白", LICENCE, None, 0, ()),
        ("浮点整数", LICENCE, 345.0, 345, ()),
        ("带备注", LICENCE, "345（其中变更16件）", 345, ()),
        ("带备注半角", LICENCE, "345(其中变更16件)", 345, ()),
        ("换行单位", LICENCE, "345\n件", 345, ()),
        ("共若干件", LICENCE, "共345件", 345, ()),
        ("句读", LICENCE, "345，", 345, ()),
        ("万元后缀", FEE, "12.3456万元", Decimal("12.3456"), ()),
        ("浮点噪声", FEE, 12.345600000000001, Decimal("12.3456"), ()),
        ("元后缀", FEE, "123456元", Decimal("12.3456"), ("reading.yuan",)),
    ]
    wrong: list[tuple[str, FigureId, object]] = [
        ("约数", LICENCE, "约345"),
        ("词语", LICENCE, "三百多"),
        ("负数", LICENCE, -3),
        ("件数小数", LICENCE, 7.5),
        ("大得离谱", LICENCE, 10**12),
        ("日期", LICENCE, datetime.date(2025, 3, 4)),
        ("错误值", LICENCE, "#REF!"),
        ("逻辑值", LICENCE, True),
        ("两个数", LICENCE, "3 45"),
        ("问号", LICENCE, "345？"),
        ("金额写进件数", LICENCE, "345万元"),
        ("未计算的公式", LICENCE, "=300+45"),
        ("上标", LICENCE, "345①"),
    ]
    cases = [
        Case(
            f"值_{name}", f"{figure} 写作 {content!r}", with_value(figure, content), figures={figure: value}, told=told
        )
        for name, figure, content, value, told in right
    ]
    cases += [
        Case(
            f"值_{name}",
            f"{figure} 写作 {content!r}，不是数",
            with_value(figure, content),
            missing=[figure],
            told=[f"{figure}.refused"],
        )
        for name, figure, content in wrong
    ]
    cases.append(Case("值_旁边写元", "金额旁边的格里写着（元）", made(_yuan_beside), told=["reading.yuan"]))
    cases.append(Case("值_货币格式", "金额设成货币格式", with_value(FEE, 12.3456, "¥#,##0.00")))
    cases.append(Case("值_自定义格式", "件数设成带“件”的格式", with_value(LICENCE, 345, '0"件"')))
    return cases


def _yuan_beside(sheet: Worksheet, at: Mapping[FigureId, str]) -> None:
    sheet[at[FEE]] = 123456
    sheet.cell(_row(at[FEE]), 5, "（元）")


def layouts() -> list[Case]:
    """The same table as offices rearrange it."""

    def hide_rows(sheet: Worksheet, _at: Mapping[FigureId, str]) -> None:
        for row in range(20, 26):
            sheet.row_dimensions[row].hidden = True

    def notes(sheet: Worksheet, _at: Mapping[FigureId, str]) -> None:
        for row, text in enumerate(
            ("填表说明：没有发生的填0。", "填表人：张三　电话：12345678", "2026年1月15日"), sheet.max_row + 2
        ):
            sheet.cell(row, 1, text)

    def numbered(sheet: Worksheet, _at: Mapping[FigureId, str]) -> None:
        for row in range(4, sheet.max_row + 1):
            sheet.cell(row, 1, row - 3)

    def no_totals(sheet: Worksheet, at: Mapping[FigureId, str]) -> None:
        for total in FORM.totals:
            sheet[at[total]] = None

    def remarks(sheet: Worksheet, at: Mapping[FigureId, str]) -> None:
        for cell in at.values():
            sheet.cell(_row(cell), 20, "2024年为8件")

    cases = [
        Case("年度_备注里有上年", "右边的备注写着上年的数", made(remarks)),
        Case("版式_原样", "统一格式", made()),
        Case("版式_xlsm", "扩展名 .xlsm", made(), "xlsm"),
        Case("版式_不合并", "没有合并单元格", made(merge=False)),
        Case("版式_右移", "从 D 列开始", made(column=4)),
        Case("版式_隐藏行", "几行隐藏了", made(hide_rows)),
        Case("版式_说明和落款", "表后有填表说明和落款", made(notes)),
        Case("版式_序号列", "左边加了序号列", made(numbered, column=2)),
        Case("版式_公式合计", "合计是没有计算过的公式", made(_formulas)),
        Case("版式_合计空白", "合计没有填", made(no_totals), told=["reading.blank_total"]),
        Case(
            "标签_去编号",
            "编号去掉了",
            relabelled(lambda text: re.sub(r"^(?:（[一二三四五六七八九十]+）|\d+\.)", "", text)),
        ),
        Case("标签_换编号", "编号写成（1）", relabelled(lambda text: re.sub(r"^(\d+)\.", r"（\1）", text))),
        Case("标签_顿号", "编号写成1、", relabelled(lambda text: re.sub(r"^(\d+)\.", r"\1、", text))),
        Case(
            "标签_加空格",
            "字间加空格",
            relabelled(lambda text: text if len(text) > 12 else " ".join(text), merge=False),
        ),
        Case("标签_断行", "名称里断行", relabelled(lambda text: f"{text[:4]}\n{text[4:]}" if len(text) > 6 else text)),
        Case(
            "标签_半角", "标点写成半角", relabelled(lambda text: text.translate(str.maketrans("（），、“”", '(),,""')))
        ),
    ]
    cases += [
        _side_by_side(),
        _split(),
        _reordered(),
        _cover(),
        _last_year(hidden=True),
        _last_year(hidden=False),
        _transposed(),
        _gaps(),
    ]
    cases += [
        _two_tables(stated=True),
        _two_tables(stated=False),
        _other_year(),
        _untouched(),
        _one_table_left(),
        _subtotal(),
    ]
    return cases


def _three_sheets(order: Sequence[str], names: Sequence[str] = ()) -> Workbook:
    book = Workbook()
    book.remove(book.worksheets[0])
    for number, table in enumerate(order):
        sheet = book.create_sheet(names[number] if names else SECTION_TITLES[table][:20])
        sheet["A1"] = "教育局2025年政府信息公开工作年度报告统计表"
        put_table(sheet, table, sample_figures(), (3, 1))
    return book


def _split() -> Case:
    return Case("版式_三张工作表", "每张表一页", saved(_three_sheets(list(FORM.tables))))


def _side_by_side() -> Case:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = "教育局2025年政府信息公开工作年度报告统计表"
    for table, at in (("requests", (3, 1)), ("proactive", (3, 14)), ("disputes", (25, 14))):
        put_table(sheet, table, sample_figures(), at)
    return Case("版式_左右并排", "三张表左右并排", saved(book), told=["reading.unused"])


def _reordered() -> Case:
    return Case(
        "版式_倒序",
        "三页次序颠倒，名称无意义",
        saved(_three_sheets([*FORM.tables][::-1], ("Sheet1", "Sheet2", "Sheet3"))),
    )


def _cover() -> Case:
    book, _ = one_sheet(sample_figures())
    cover = book.create_sheet("封面", 0)
    cover["B5"], cover["B8"], cover["B9"] = "政府信息公开统计表", "填报单位：教育局", "年度：2025"
    help_ = book.create_sheet("填表说明", 1)
    help_["A1"] = "一、本年新收政府信息公开申请数量：指当年1月1日至12月31日收到的申请。"
    return Case("版式_封面和说明", "前面有封面和填表说明", saved(book))


def _last_year(*, hidden: bool) -> Case:
    book, _ = one_sheet(sample_figures())
    old, _ = one_sheet({figure: value * 2 for figure, value in sample_figures().items()}, year=2024)
    sheet = book.create_sheet("2024年")
    for row in old.worksheets[0].iter_rows():
        for cell in row:
            if cell.value is not None:
                sheet.cell(cell.row, cell.column, cell.value)
    sheet.sheet_state = "hidden" if hidden else "visible"
    how = "隐藏" if hidden else "可见"
    told = ["reading.year_hidden" if hidden else "reading.year_beside"]
    return Case(f"年度_上年页{how}", f"留着上年的一页，{how}", saved(book), told=told)


def _transposed() -> Case:
    book = _three_sheets(["proactive", "requests"])
    sheet = book.create_sheet("表四")
    layout = printed(FORM.tables["disputes"])
    for cell in layout.cells:
        content = cell.text if cell.figure is None else sample_figures()[cell.figure]
        sheet.cell(3 + cell.column, 1 + cell.row, content)
        if cell.rows * cell.columns > 1:
            sheet.merge_cells(None, 3 + cell.column, 1 + cell.row, 2 + cell.column + cell.columns, cell.row + cell.rows)
    return Case("版式_表四竖排", "表四竖着写", saved(book))


def _gaps() -> Case:
    def edit(sheet: Worksheet, _at: Mapping[FigureId, str]) -> None:
        for row in (30, 24, 16):
            sheet.insert_rows(row)

    return Case("版式_空行", "表中间有空行", made(edit, merge=False))


def _two_tables(*, stated: bool) -> Case:
    book, _ = one_sheet(sample_figures(), merge=False)
    sheet = book.create_sheet("表三（改）" if not stated else "2025年（改）")
    other = consistent(requests__received__natural=8, requests__granted__natural=8)
    put_table(sheet, "requests", other)
    if not stated:
        return Case("取舍_多一张", "另有一张没有写年度的表三", saved(book), told=["reading.spare"])
    return Case(
        "取舍_两张不同", "2025年的表三有两张，数不同", saved(book), missing=["requests"], told=["reading.two_tables"]
    )


def _other_year() -> Case:
    return Case("年度_上年的", "整份是上年的", made(year=2024), told=["reading.year"], year=2024)


def _untouched() -> Case:
    def edit(sheet: Worksheet, at: Mapping[FigureId, str]) -> None:
        for cell in at.values():
            sheet[cell] = None

    return Case("空表", "一个数也没有填", made(edit), missing=list(FORM.tables))


def _one_table_left() -> Case:
    book = _three_sheets(["requests", "disputes"])
    return Case("缺表二", "没有表二", saved(book), missing=["proactive"])


def _subtotal() -> Case:
    book = _three_sheets(["proactive", "disputes"])
    sheet = book.create_sheet("表三")
    at = put_table(sheet, "requests", sample_figures(), (3, 1), merge=False)
    total = re.sub(r"\d", "", at[FigureId("requests.received.total")])
    column = next(number for number in range(1, 30) if get_column_letter(number) == total)
    sheet.insert_cols(column)
    sheet.cell(5, column, "小计")
    for figure in (RECEIVED, GRANTED):
        sheet.cell(_row(at[figure]), column, 2)
    return Case("版式_小计列", "总计前加了“小计”列", saved(book), told=["reading.unused"])


def labels() -> list[Case]:
    """Older and local names, other formats."""

    def renamed(old: str, new: str) -> bytes:
        return relabelled(lambda text: text.replace(old, new))

    def one_row(count: int) -> bytes:
        """其他处理 as one row in place of its parts."""

        def edit(sheet: Worksheet, at: Mapping[FigureId, str]) -> None:
            ids = FORM.tables["requests"].undivided[0].rows
            rows = sorted({_row(at[FigureId(f"requests.{row}.natural")]) for row in ids})
            for cell in sheet[rows[0]][:3]:
                cell.value = None
            sheet.cell(rows[0], 2, "（六）其他处理")
            sheet[at[FigureId(f"requests.{ids[0]}.natural")]] = count
            for row in rows[:0:-1]:
                sheet.delete_rows(row)

        return made(edit, merge=False)

    undivided = FORM.tables["requests"].undivided[0].rows
    of_natural = [f"requests.{row}.natural" for row in undivided]
    return [
        Case(
            "别名_规范性文件",
            "行政规范性文件写作规范性文件",
            renamed("行政规范性文件", "规范性文件"),
            told=["reading.alias"],
        ),
        Case(
            "别名_制发件数",
            "本年制发件数写作本年新制发数量",
            renamed("本年制发件数", "本年新制发数量"),
            told=["reading.alias"],
        ),
        Case("其他处理_零", "其他处理只有一行，是 0", one_row(0)),
        Case("其他处理_不为零", "其他处理只有一行，是 2", one_row(2), missing=of_natural, told=["reading.undivided"]),
        Case("统计表2014", "2014至2018年的统计表", _statistics(), refused="not_a_return"),
        Case("别的表", "不是报送表", _something_else(), refused="not_a_return"),
    ]


def _statistics() -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (
        ("政府信息公开情况统计表",),
        ("统计指标", "单位", "统计数"),
        ("一、主动公开情况", "——", ""),
        ("主动公开政府信息数", "条", 1234),
    ):
        sheet.append(row)
    return saved(book)


def _something_else() -> bytes:
    book = Workbook()
    for row in (("姓名", "职务", "电话"), ("张三", "科长", 12345678), ("李四", "科员", 87654321)):
        book.worksheets[0].append(row)
    return saved(book)


def texts() -> list[Case]:
    """Separated values and web pages."""
    rows = rows_of(one_sheet(sample_figures(), merge=False)[0])
    by_comma = as_csv(rows)
    return [
        Case("文本_UTF8", "逗号分隔，UTF-8", by_comma.encode(), "csv"),
        Case("文本_UTF8签名", "逗号分隔，带签名", by_comma.encode("utf-8-sig"), "csv"),
        Case("文本_GB18030", "逗号分隔，GB18030", by_comma.encode("gb18030"), "csv"),
        Case("文本_UTF16", "制表符分隔，UTF-16", as_csv(rows, "\t").encode("utf-16"), "txt.csv"),
        Case("文本_分号", "分号分隔", as_csv(rows, ";").encode("gb18030"), "csv"),
        Case("网页_冒充xls", "网页，扩展名 .xls", as_html(rows, "gb2312").encode("gb18030"), "xls"),
        Case("网页_UTF8", "网页", as_html(rows).encode(), "html"),
        Case(
            "文本_断了",
            "传输中断，最后一行不全",
            by_comma[: by_comma.index("345") + 2].encode(),
            "csv",
            missing=_after_licence(),
            told=[f"{LICENCE}.refused"],
        ),
    ]


def _after_licence() -> list[str]:
    figures = [figure.id for figure in FORM.figures_of("proactive")]
    return [*figures[figures.index(LICENCE) :], "requests", "disputes"]


def handwritten() -> list[Case]:
    """Workbooks whose XML is written otherwise than by openpyxl."""

    def rewritten(change: Callable[[str], str], part: str = "xl/worksheets/sheet1.xml") -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(made())) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
            for name in before.namelist():
                content = before.read(name)
                after.writestr(name, change(content.decode()).encode() if name == part else content)
        return stream.getvalue()

    def prefixed(xml: str) -> str:
        xml = re.sub(r"<(/?)(\w)", r"<\1x:\2", xml)
        return xml.replace('<x:worksheet xmlns="', '<x:worksheet xmlns:x="')

    entity = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    return [
        Case("XML_前缀", "元素带名字空间前缀", rewritten(prefixed)),
        Case("XML_无尺寸", "没有写尺寸", rewritten(lambda xml: re.sub(r"<dimension[^>]*/>", "", xml))),
        Case(
            "XML_尺寸不对",
            "尺寸写错了",
            rewritten(lambda xml: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1"', xml)),
        ),
        Case(
            "XML_实体",
            "工作表里声明了实体",
            rewritten(lambda xml: entity + xml.partition("?>")[2] if "?>" in xml[:60] else entity + xml),
            refused="corrupt",
        ),
        Case("损坏_截断", "文件没有下载完", made()[:3000], refused="corrupt"),
        Case("损坏_空", "空文件", b"\0" * 100, refused="corrupt"),
        Case("加密", "有打开密码", _encrypted(), "xls", refused="encrypted"),
        Case("图片", "照片改成 .xls", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "xls", refused="unsupported"),
        Case("PDF", "PDF", b"%PDF-1.4\n%%EOF\n", "pdf", refused="unsupported"),
    ]


def _encrypted() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage\0".encode("utf-16-le") + b"\0" * 600


def word() -> list[Case]:
    document = Document()
    document.add_paragraph("教育局2025年政府信息公开工作年度报告统计表")
    for table in FORM.tables:
        document.add_paragraph(SECTION_TITLES[table])
        layout = printed(FORM.tables[table])
        drawn = document.add_table(layout.rows, layout.columns)
        for cell in layout.cells:
            target = drawn.cell(cell.row, cell.column)
            if cell.rows * cell.columns > 1:
                target = target.merge(drawn.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1))
            target.text = cell.text if cell.figure is None else shown(sample_figures()[cell.figure])
    stream = io.BytesIO()
    document.save(stream)
    return [Case("Word_三张表", "Word 文件", stream.getvalue(), "docx")]


def by_office() -> list[Case]:
    """Saved by LibreOffice, with formulas that it has calculated."""

    def formulas(sheet: Worksheet, at: Mapping[FigureId, str]) -> None:
        _formulas(sheet, at)
        sheet[at[LICENCE]] = "=300+45"

    source, cases = made(formulas), []
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "x.xlsx"
        whole.write_bytes(source)
        for suffix, filtered in (
            ("xls", "xls:MS Excel 97"),
            ("ods", "ods"),
            ("xlsx", "xlsx"),
            ("html", "html"),
            ("csv", "csv:Text - txt - csv (StarCalc):44,34,76"),
        ):
            out = Path(folder) / suffix
            subprocess.run(
                ["soffice", "--headless", "--convert-to", filtered, "--outdir", str(out), str(whole)],
                check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            cases.append(
                Case(f"LibreOffice_{suffix}", f"LibreOffice 存的 .{suffix}", (out / f"x.{suffix}").read_bytes(), suffix)
            )
            if suffix == "xls":
                cases.append(Case("WPS_et", "WPS 表格的 .et，里面是 .xls", (out / "x.xls").read_bytes(), "et"))
    return cases


def archive() -> list[Case]:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        info = zipfile.ZipInfo("报送表/教育局.xlsx".encode("gbk").decode("cp437"))
        info.flag_bits = 0
        packed.writestr(info, made())
    data = stream.getvalue()
    return [Case("压缩包_GBK", "压缩包，名称是 GBK", data, "zip")]


def main() -> int:
    for old in HERE.iterdir():
        if old.is_file() and old.suffix != ".py":
            old.unlink()
    for case in (*values(), *layouts(), *labels(), *texts(), *handwritten(), *word(), *by_office(), *archive()):
        case.write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
