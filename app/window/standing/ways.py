"""The ways out of each line of the findings: what can be done about it where the clerk stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from app.form import FigureId, Severity
from app.report.edits import Edit, Explain, GiveReason, SetFigure, SetFigures, SetOrgan, SetOverride, SetRoster
from app.report.findings import Finding
from app.report.report import OWN, Override, Report
from app.report.setting_aside import SetAside
from app.report.unit_edits import Together, added
from app.window.standing import LEFT_OUT, UNITS, Line, Mark, offers

LINE, UNIT, IMPORT = "line", "unit", "import"
_AT_ONCE = ("returns.missing", "returns.unknown_unit")
"""Whose edits are made for several units as they are for one."""
REASON = "改数的理由，如：以司法局数据为准"
"""What is asked of a figure over the roll-up."""
_NOTHING_OCCURRED = "确认没有发生"


@dataclass(frozen=True, slots=True)
class WayOut:
    """A verb with its key, and the edit that it makes of a reason; `asks` what the reason is, "" where it needs none.

    `goes` to where the line is, to its unit or to the import instead. `count` is how many cells it touches. The
    `usual` one is taken when the reason is written and Enter pressed.
    """

    verb: str
    edit: Callable[[str], Edit] | None = None
    asks: str = ""
    goes: str = ""
    count: int = 0
    usual: bool = False

    @property
    def words(self) -> str:
        """What stands on the button."""
        name, bracket, key = self.verb.partition("(")
        return f"{name}（{self.count} 格）{bracket}{key}" if self.count else self.verb


def ways(report: Report, line: Line, here: FigureId | None) -> tuple[WayOut, ...]:
    """The ways out of a line, the usual first; `here` is the current cell."""
    if not line.members or line.check in _AT_ONCE:
        return tuple(_ways(report, line, here))
    if not line.is_to_do:
        return ()
    each = [tuple(_ways(report, member, None)) for member in line.members]
    going = (WayOut("到此处(&G)", goes=LINE),)
    return going + tuple(
        _for_all(way, [next(other for other in others if other.verb == way.verb) for others in each])
        for way in each[0]
        if way.edit is not None and all(any(way.verb == other.verb for other in others) for others in each)
    )


def _for_all(way: WayOut, of_each: list[WayOut]) -> WayOut:
    """The same way for every line of a group, as one edit."""

    def edit(reason: str) -> Edit:
        edits: list[Edit] = []
        for one in of_each:
            made = one.edit(reason) if one.edit else None
            if made is not None and made not in edits:
                edits.append(made)
        return Together(f"{way.verb.partition('(')[0]}（{len(of_each)} 处）", tuple(edits))

    return replace(way, edit=edit, count=sum(one.count for one in of_each))


def _ways(report: Report, line: Line, here: FigureId | None) -> Iterator[WayOut]:
    yield from _going(report, line)
    match line.check:
        case "required":
            yield from _zeros(report, line, here)
        case "{figure}.partial" | "{figure}.refused" if line.units:
            yield from _zeros_of(report, line, line.units[0])
        case "returns.missing":
            words = f"{offers.ZERO}(&Q)"
            yield WayOut(
                words, lambda ground: offers.report_zero(line.units, ground), asks="零报告的依据，如：电话确认"
            )
        case "report.organ":
            yield WayOut("写上机关(&S)", SetOrgan, asks="编报机关全称")
        case "override.reason" | "override.moved" if line.figure is not None:
            yield from _overriding(report, line.figure, line.check)
        case "returns.unknown_unit":
            yield WayOut("加入名册(&A)", lambda _: SetRoster(added(report, line.units)))
        case "text.last_year" if line.mark is Mark.WARNING:
            yield WayOut("已核对(&V)", lambda _: _explained(line, "已逐句核对，今年情况相同"))
        case "returns.duplicate" | "left_out":
            yield WayOut("重新导入(&I)", goes=IMPORT)
            yield WayOut("不再列出(&N)", lambda _: SetAside(frozenset({line.text})))
        case _ if line.figure in report.overrides and line.mark is Mark.ERROR:
            yield WayOut("恢复汇总数(&R)", _restoring(line.figure))
        case _ if line.section == UNITS and line.figure in report.form.totals and _is_sum(report, line):
            yield WayOut("用算得的总计(&U)", _computing(line.units[0], line.figure))
    yield from _explaining(line)
    of_unit = {way.verb: way for same in line.same for way in _ways(report, same, here) if not way.goes}
    yield from of_unit.values()
    if line.units and line.section == UNITS and line.mark in (Mark.OPEN, Mark.ERROR, Mark.WARNING):
        words, asked = f"{offers.LEAVE_OUT}(&B)", "不纳入汇总的理由，如：当年机构改革撤并"
        yield WayOut(words, lambda reason: offers.leave_out(line.units, reason), asks=asked)


def _going(report: Report, line: Line) -> Iterator[WayOut]:
    if line.check == "text.missing":
        yield WayOut("去写(&G)", goes=LINE)
    elif line.section == UNITS and len(line.units) == 1:
        yield WayOut("看这个单位(&G)", goes=UNIT)
    elif line.section and line.check != LEFT_OUT:
        yield WayOut("到此处(&G)", goes=LINE)
    if line.section != UNITS and len(line.units) == 1:
        yield WayOut(f"看{line.units[0]}(&K)", goes=UNIT)
    if line.check == "required" and not report.sources:
        yield WayOut("导入报送表(&I)", goes=IMPORT)


def _zeros(report: Report, line: Line, here: FigureId | None) -> Iterator[WayOut]:
    """Of an organ's own figures, or over a roll-up for which no unit has a figure: there it is the clerk's word."""
    if line.figure is None or not report.sources:
        return
    table = report.form.figures[line.figure].table
    empty = [
        figure.id
        for figure in report.form.figures_of(table)
        if figure.id not in report.figures and figure.id not in report.form.totals
    ]
    one = here if here in empty else line.figure
    if one in empty and len(empty) > 1:
        yield WayOut("这一格填 0(&Z)", lambda _: _zero(report, [one]))
    yield WayOut("没有发生的填 0(&0)", lambda _: _zero(report, empty), count=len(empty))


def _zero(report: Report, figures: list[FigureId]) -> Edit:
    name = f"{len(figures)}个数据项填 0" if len(figures) > 1 else f"{report.form.figures[figures[0]].place}填 0"
    if report.returns.keys() == {OWN}:
        return Together(name, (SetFigures(OWN, dict.fromkeys(figures, 0)),))
    zero = Override("fixed", 0, _NOTHING_OCCURRED, None)
    return Together(name, tuple(SetOverride(figure, zero) for figure in figures))


def _zeros_of(report: Report, line: Line, unit: str) -> Iterator[WayOut]:
    sent = report.returns.get(unit)
    named = dict.fromkeys(finding.figures[0] for finding in line.findings)
    empty = [figure for figure in named if sent is not None and figure not in sent.figures]
    if empty:
        name = f"{unit}{len(empty)}个数据项填 0"
        edit = Together(name, (SetFigures(unit, dict.fromkeys(empty, 0)),))
        yield WayOut("没有发生的填 0(&0)", lambda _: edit, count=len(empty))


def _overriding(report: Report, figure: FigureId, check: str) -> Iterator[WayOut]:
    override = report.overrides.get(figure)
    if override is None:
        return
    if check == "override.reason":
        yield WayOut("写理由(&S)", lambda reason: GiveReason(figure, reason), asks=REASON)
    else:
        kept = replace(override, rolled_up=report.rolled_up(figure))
        yield WayOut("仍用改的数(&K)", lambda _: SetOverride(figure, kept))
    yield WayOut("恢复汇总数(&R)", _restoring(figure))


def _restoring(figure: FigureId | None) -> Callable[[str], Edit]:
    return lambda _: SetOverride(FigureId(str(figure)), None)


def _is_sum(report: Report, line: Line) -> bool:
    return line.finding is not None and report.form.checks[line.finding.check].kind == "sum" and bool(line.units)


def _computing(unit: str, total: FigureId | None) -> Callable[[str], Edit]:
    return lambda _: SetFigure(unit, FigureId(str(total)), None)


def _explaining(line: Line) -> Iterator[WayOut]:
    if not _warnings(line) or line.check == "override.reason":
        return

    def explain(reason: str) -> Edit:
        return _explained(line, reason)

    if line.mark is Mark.WARNING:
        yield WayOut("写说明(&S)", explain, asks="写明原因，回车写入", usual=True)
    elif line.mark is Mark.DONE:
        yield WayOut("改说明(&S)", explain, asks="写明原因，回车写入", usual=True)
        yield WayOut("删去说明(&X)", lambda _: explain(""))


def _warnings(line: Line) -> list[Finding]:
    return [finding for finding in line.findings if finding.severity is Severity.WARNING]


def _explained(line: Line, reason: str) -> Edit:
    edits = tuple(Explain(finding, reason) for finding in _warnings(line))
    return Together("写说明" if reason else "删去说明", edits)
