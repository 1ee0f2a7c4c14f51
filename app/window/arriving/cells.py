"""What became of the cells of one file, in a line each: what it changes, what was not used, what was converted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.form import FigureId, Severity
from app.report.differences import changed_by
from app.report.each_return import own_findings
from app.report.folding import folded
from app.report.report import Report
from app.report.returns import Return, Unused
from app.report.values import Source, Value, shown
from app.window.arriving.arrivals import Arrival, Fate
from app.window.panel.origin import CONVERSIONS
from app.window.standing import Mark
from app.window.units.rows import is_gap

_MARKS = {Severity.ERROR: Mark.ERROR, Severity.WARNING: Mark.WARNING, Severity.NOTICE: Mark.NOTICE}
_LAST = ("text_number", "sign_zero", "computed", "blank_zero")
"""Conversions that are many and harmless stand at the end."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line, and the cell of the sheet that it is about, where there is one.

    `figure` is one that the clerk corrected by hand and the file has otherwise.
    """

    mark: Mark
    text: str
    sheet: str = ""
    cell: str = ""
    figure: FigureId | None = None


def balance(sent: Return) -> str:
    """That nothing was lost: the cells read and those not used are all cells with content; the others apart."""
    filled = {(source.sheet, source.cell) for source in sent.sources.values() if source.raw.strip() and source.cell}
    unused = {(cell.sheet, cell.cell) for cell in sent.unused} - filled
    blank = sum(source.conversion == "blank_zero" for source in sent.sources.values())
    words = f"读入 {len(filled)} ＋ 未采用 {len(unused)} ＝ 非空单元格 {len(filled) + len(unused)}"
    summed = sum(source.conversion == "computed" and not source.raw.strip() for source in sent.sources.values())
    words += f"；空白按 0 读入 {blank} 格" if blank else ""
    return f"{words}；空着的合计 {summed} 格由各项相加" if summed else words


def cells(report: Report, row: Arrival) -> tuple[Told, ...]:
    """Everything that is to be known of a file, what matters most first."""
    read = row.came.read.sent
    if row.came.roster:
        return (Told(Mark.NOTICE, row.why), *(Told(Mark.NOTICE, unit) for unit in row.came.roster))
    if read is None or row.sent is None:
        return (Told(Mark.ERROR, row.why),)
    return (
        *_doubts(row, read),
        *_disputed(report, row, read),
        *_changes(report, row),
        *_unused(report, row, read),
        *_findings(report, read),
        *_converted(report, read),
    )


def _doubts(row: Arrival, read: Return) -> Iterator[Told]:
    """What is missing; what could not be read stands with its cells."""
    told = {finding.message for finding in read.findings}
    yield from (Told(Mark.WARNING, doubt) for doubt in row.came.doubts if doubt not in told)


def _disputed(report: Report, row: Arrival, read: Return) -> Iterator[Told]:
    """Both numbers of each figure that she corrected by hand, and which of them stands."""
    for figure, keeps in row.disputed.items():
        mine, theirs = (shown(sent.figures.get(figure)) for sent in (row.before, read) if sent is not None)
        chosen = "请选用" if keeps is None else f"用 {mine if keeps else theirs}"
        text = f"{report.form.figures[figure].place}　手工改为 {mine}，这份文件 {theirs}：{chosen}"
        source = read.sources.get(figure)
        sheet, cell = (source.sheet, source.cell) if source else ("", "")
        yield Told(Mark.WARNING if keeps is None else Mark.DONE, text, sheet, cell, figure)


def _changes(report: Report, row: Arrival) -> Iterator[Told]:
    """Old and new, with what it does to the report's figure."""
    before, sent = row.before, row.sent
    if before is None or not before.figures or sent is None:
        return
    for figure in changed_by(report.form, before, sent):
        if figure in row.disputed:
            continue
        old, new = before.figures.get(figure), sent.figures.get(figure)
        source = sent.sources.get(figure)
        text = f"{report.form.figures[figure].place}　{shown(old)} → {shown(new)}"
        effect = _effect(report, figure, old, new)
        sheet, cell = (source.sheet, source.cell) if source else ("", "")
        yield Told(Mark.NOTICE, f"{text}{effect}", sheet, cell)


def _effect(report: Report, figure: FigureId, old: Value | None, new: Value | None) -> str:
    """What becomes of the report's figure, where the roll-up makes it."""
    now, override = report.figures.get(figure), report.overrides.get(figure)
    if now is None or old is None or new is None or (override and override.kind == "fixed"):
        return ""
    return f"　年报 {shown(now)} → {shown(_less_noise(now, new, old))}"


def _less_noise(now: Value, new: Value, old: Value) -> Value:
    return Decimal(now) + new - old if isinstance(now, Decimal) else now + new - old


def _where(read: Return, at: Source | Unused) -> str:
    """A cell's address, with the sheet where the file has several."""
    several = any(source.sheet != at.sheet for source in read.sources.values() if source.cell)
    return at.address if several else at.cell


def _unused(report: Report, row: Arrival, read: Return) -> Iterator[Told]:
    refused = {figure for finding in read.findings if finding.severity is Severity.ERROR for figure in finding.figures}
    for cell in read.unused:
        place = f"，{report.form.figures[cell.figure].place}" if cell.figure else ""
        is_told = cell.figure in refused
        mark = Mark.NOTICE if not is_told else Mark.WARNING if row.fate is Fate.WAITING else Mark.ERROR
        where = _where(read, cell)
        yield Told(mark, f"{where}“{_flat(cell.raw)}”{cell.why}，未采用{place}", cell.sheet, cell.cell)


def _findings(report: Report, read: Return) -> Iterator[Told]:
    """What the reader has to say of the file, and the arithmetic that does not hold, in a line each wrong cell."""
    refused = {cell.figure for cell in read.unused}
    told = (finding for finding in own_findings(report.form, read) if not is_gap(report.form, finding.check))
    for problem in folded(report.form, told):
        finding = problem.finding
        first = next(iter((*finding.culprits, *finding.figures)))
        if finding.check.endswith(".refused") and first in refused:
            continue
        source = read.sources.get(first)
        sheet, cell = (source.sheet, source.cell) if source else ("", "")
        yield Told(_MARKS[finding.severity], finding.message, sheet, cell)


def _converted(report: Report, read: Return) -> Iterator[Told]:
    found = [(figure, source) for figure, source in read.sources.items() if source.conversion is not None]
    order = {code: at for at, code in enumerate(_LAST, 1)}
    for figure, source in sorted(found, key=lambda item: order.get(item[1].conversion or "", 0)):
        done = CONVERSIONS.get(source.conversion or "", "自动处理")
        raw = f"“{_flat(source.raw)}”" if source.raw.strip() else "空白"
        where = _where(read, source)
        text = f"{where}{raw} → {shown(read.figures.get(figure))}，{done}，{report.form.figures[figure].place}"
        yield Told(Mark.DONE, text, source.sheet, source.cell)


def _flat(raw: str) -> str:
    return " ".join(raw.split())
