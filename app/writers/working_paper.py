"""The working paper (底稿): a workbook that traces every figure of the report to unit, file, sheet and cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app.form import FigureId
from app.report.report import Report
from app.report.values import Source, Value
from app.writers.cells import put_number, put_text
from app.writers.paper_table import write_table

_CONVERSIONS: Mapping[str, str] = {
    "alias": "按对应的名称读入",
    "blank_zero": "空白按 0",
    "carried": "由上年报告结转",
    "computed": "由各项相加",
    "full_width": "全角数字",
    "remark": "取数字，附注未采用",
    "separator": "去掉千分位",
    "sign_zero": "符号或“无”按 0",
    "text_number": "文本数字",
    "typed": "人工填写",
    "undivided_zero": "未分项的 0",
    "unit_suffix": "去掉计量单位",
    "yuan": "元换算为万元",
}
_SOURCES = (("单位", 24), ("数据项", 34), ("文件", 30), ("工作表", 16), ("单元格", 8), ("原始内容", 24), ("换算", 18))
_UNUSED = (("单位", 24), ("文件", 30), ("工作表", 16), ("单元格", 8), ("原始内容", 24), ("数据项", 34), ("原因", 50))
_UNITS = (("单位", 24), ("报送", 8), ("纳入汇总", 10), ("不纳入的原因", 30), ("文件", 30), ("年度", 8), ("SHA-256", 68))

Content = str | Value | None


def working_paper(report: Report, out: BinaryIO) -> None:
    """A sheet for each table with a column for each unit, then the sources, what was not used, and the units."""
    book = Workbook(write_only=True)
    for section in report.form.sections:
        if section.table:
            write_table(book, report, section)
    _write(book, "来源", (*_SOURCES, ("采用值", 16)), _sources(report))
    _write(book, "未采用", _UNUSED, _unused(report))
    _write(book, "单位", _UNITS, _units(report))
    book.save(out)


def _write(
    book: Workbook, title: str, columns: Iterable[tuple[str, int]], lines: Iterable[tuple[Content, ...]]
) -> None:
    sheet = book.create_sheet(title)
    heads: list[Cell] = []
    for place, (name, width) in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        heads.append(_cell(sheet, name))
        heads[-1].font = Font(bold=True)
    sheet.freeze_panes = "A2"
    sheet.append(heads)
    rows = 1
    for line in lines:
        sheet.append([_cell(sheet, content) for content in line])
        rows += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{rows}"


def _cell(sheet: Worksheet, content: Content) -> Cell:
    cell: Cell = WriteOnlyCell(sheet)
    if isinstance(content, str):
        put_text(cell, content)
    elif content is not None:
        put_number(cell, content)
    return cell


def _sources(report: Report) -> Iterable[tuple[Content, ...]]:
    for sent in report.sources:
        for figure, place in _names(report).items():
            value = sent.figures.get(figure)
            if value is not None:
                source = sent.sources.get(figure, Source())
                told = source.conversion or ""
                at = (source.file or sent.file, source.sheet, source.cell, source.raw)
                yield sent.unit, place, *at, _CONVERSIONS.get(told, told), value


def _unused(report: Report) -> Iterable[tuple[Content, ...]]:
    names = _names(report)
    for sent in report.returns.values():
        for cell in sent.unused:
            name = names.get(cell.figure, "") if cell.figure else ""
            yield sent.unit, sent.file, cell.sheet, cell.cell, cell.raw, name, cell.why


def _units(report: Report) -> Iterable[tuple[Content, ...]]:
    for name in dict.fromkeys((*report.units, *report.returns)):
        unit, sent = report.units.get(name), report.returns.get(name)
        included = "否" if unit and not unit.included else "是"
        off = "不在名册上" if report.has_roster and not report.is_listed(name) else ""
        reason = "；".join(filter(None, (off, unit.reason if unit else "")))
        yield name, "是" if sent else "否", included, reason, *((sent.file, sent.year, sent.sha256) if sent else ())


def _names(report: Report) -> dict[FigureId, str]:
    return {figure.id: figure.place for figure in report.form.figures.values()}
