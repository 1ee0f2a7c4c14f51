"""Where a figure of the report comes from, in words."""

from __future__ import annotations

from dataclasses import dataclass

from app.form import FigureId
from app.report.findings import gap
from app.report.report import OWN, Report
from app.report.returns import Return
from app.report.values import Source, shown
from app.window.document import Document

CONVERSIONS = {
    "typed": "手工填写",
    "computed": "各项相加",
    "blank_zero": "空白按 0",
    "sign_zero": "按 0",
    "full_width": "全角数字",
    "unit_suffix": "去掉单位",
    "separator": "去掉千分位逗号",
    "text_number": "文本数字",
    "remark": "去掉备注",
    "yuan": "元换算为万元",
    "undivided_zero": "未分项的 0",
    "alias": "名称不同",
}


@dataclass(frozen=True, slots=True)
class Part:
    """What one unit contributed, and where it stands in its file."""

    unit: str
    value: str
    where: str
    raw: str


@dataclass(frozen=True, slots=True)
class Origin:
    """`how` in a sentence."""

    name: str
    value: str
    measure: str
    how: str
    last_year: str
    advice: str


def origin(document: Document, figure: FigureId) -> Origin:
    """Everything the panel shows of a figure."""
    report = document.report
    declared = report.form.figures[figure]
    value = report.figures.get(figure)
    return Origin(
        name=declared.place,
        value=shown(value),
        measure="" if value is None else declared.column.unit,
        how=_how(document, figure),
        last_year=_last_year(report, figure),
        advice=report.form.advice.get(figure, ""),
    )


def _how(document: Document, figure: FigureId) -> str:
    report = document.report
    if document.is_own:
        source = report.returns[OWN].sources.get(figure)
        if figure in report.form.totals:
            return "各项自动相加，不用填。"
        return f"{_converted(source)}。" if source else "还没有填。没有发生的填 0。"
    if not report.sources:
        return "还没有单位报送。把报送表拖进窗口即可导入。"
    lacking = len(report.lacking(figure))
    units = f"由 {len(report.sources) - lacking} 个单位汇总"
    if figure in report.form.totals:
        return f"{units}后，各项自动相加。"
    override = report.overrides.get(figure)
    if override is None:
        return f"{units}，{lacking} 个单位没有这项数据。" if lacking else f"{units}。"
    summed, now = report.rolled_up(figure), report.figures.get(figure)
    reason = f"理由：{override.reason}。" if override.reason else "还没有写理由。"
    told = (f"汇总数 {shown(summed)}", f"改为 {shown(now)}", gap(now, summed))
    return f"{'，'.join(filter(None, told))}。{reason}"


def part(sent: Return, figure: FigureId) -> Part:
    """What one of the units contributed; reads where it stands only now, as there may be thousands."""
    source = sent.sources.get(figure)
    where = source.address if source is not None else ""
    if source is not None and source.conversion == "typed":
        raw = "　".join(filter(None, (_converted(source), source.raw)))
    else:
        raw = f"{sent.file}　{where}" + (
            f"　原文“{source.raw}”，{_converted(source)}" if source and source.conversion else ""
        )
    return Part(sent.unit, shown(sent.figures.get(figure)), where, raw)


def _converted(source: Source | None) -> str:
    if source is None or source.conversion is None:
        return f"来自 {source.file}" if source and source.file else "原样读入"
    return CONVERSIONS.get(source.conversion, "自动处理")


def _last_year(report: Report, figure: FigureId) -> str:
    before, now = report.last_year.get(figure), report.figures.get(figure)
    if before is None:
        return ""
    if now is None or now == before:
        return f"上年 {shown(before)}" + ("，相同" if now == before else "")
    return f"上年 {shown(before)}，{gap(now, before)}"
