"""One row a unit: how it stands with its return, and when that came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from app.form import Form, Severity
from app.report.findings import Finding
from app.report.folding import folded
from app.report.report import Report
from app.report.returns import Return, left_empty
from app.store.returns import Sending
from app.window.standing import Mark

HEADS = ("序号", "单位", "状态", "报送时间", "第几次", "问题", "文件", "备注")
PLACE, UNIT, STATE, TIME, NUMBER, PROBLEMS, FILE, REMARK = range(len(HEADS))


class State(Enum):
    """How a unit stands, in the order in which they are dealt with."""

    SILENT = "未报"
    WRONG = "有错误"
    GAPS = "缺数据"
    TYPED = "已报（代录）"
    SENT = "已报"
    ZERO = "零报告"
    LEFT_OUT = "不纳入"

    @property
    def mark(self) -> Mark:
        marks = {State.WRONG: Mark.ERROR, State.LEFT_OUT: Mark.NOTICE} | dict.fromkeys(
            (State.SILENT, State.GAPS), Mark.OPEN
        )
        return marks.get(self, Mark.DONE)


ORDER = {state: place for place, state in enumerate(State)}


@dataclass(frozen=True, slots=True)
class Problems:
    """How many things are wrong with a return by itself."""

    missing: int = 0
    errors: int = 0
    warnings: int = 0

    @property
    def words(self) -> str:
        counts = (("缺 {} 项", self.missing), ("{} 处错误", self.errors), ("{} 处核实", self.warnings))
        return "，".join(words.format(count) for words, count in counts if count)


def problems(form: Form, sent: Return, found: Iterable[Finding]) -> Problems:
    """How many there are in the findings on a return: one wrong cell is one, missing figures are counted apart."""
    told = [finding for finding in found if not is_gap(form, finding.check)]
    counts = Counter(problem.finding.severity for problem in folded(form, told))
    return Problems(len(left_empty(form, sent)), counts[Severity.ERROR], counts[Severity.WARNING])


def is_gap(form: Form, check: str) -> bool:
    """Whether the check only says that a figure is missing."""
    return check in form.checks and form.checks[check].kind == "required"


@dataclass(frozen=True, slots=True)
class Row:
    """One unit, on the roster or not; `place` is its number there, 0 where it is not on it."""

    unit: str
    place: int
    state: State
    sending: Sending | None = None
    problems: Problems = Problems()
    file: str = ""
    remark: str = ""

    def text(self, column: int) -> str:
        """What stands in a column."""
        if column == PLACE:
            return str(self.place or "")
        if column == TIME:
            return shown_time(self.sending.time) if self.sending else ""
        if column == NUMBER:
            return str(self.sending.number) if self.sending else ""
        words = {UNIT: self.unit, STATE: self.state.value, PROBLEMS: self.problems.words, FILE: self.file}
        return words.get(column, self.remark)


def sorted_by(row: Row, column: int) -> tuple[Any, ...]:
    """What the rows are sorted by in a column; what needs work comes first."""
    found = row.problems
    keys = {
        PLACE: (not row.place,),
        STATE: (ORDER[row.state],),
        TIME: (row.sending.time if row.sending else "",),
        NUMBER: (row.sending.number if row.sending else 0,),
        PROBLEMS: (-found.errors, -found.missing, -found.warnings),
    }
    return keys.get(column) or (row.text(column),)


def shown_time(time: str) -> str:
    """1月15日 10:32, of a time as the file keeps it."""
    at = datetime.fromisoformat(time)
    return f"{at.month}月{at.day}日 {at:%H:%M}"


def row_of(report: Report, unit: str, place: int, found: Problems = Problems(), sending: Sending | None = None) -> Row:
    """The row of a unit, whose return has these problems and came in this way."""
    known, sent = report.units.get(unit), report.returns.get(unit)
    remarks = []
    if report.has_roster and not report.is_listed(unit):
        remarks.append("不在名册上")
    if known is not None and not known.included:
        remarks.append(known.reason)
    if sent is not None and sent.is_typed:
        remarks.append(_ground(sent))
    if sent is not None and sent.corrections:
        remarks.append(f"更正 {len(sent.corrections)} 项")
    state = _state(sent, found, included=known is None or known.included)
    file = sent.file.rpartition("/")[2] if sent is not None else ""
    return Row(unit, place, state, sending, found, file, "；".join(filter(None, remarks)))


def _state(sent: Return | None, found: Problems, *, included: bool) -> State:
    if not included:
        return State.LEFT_OUT
    if sent is None:
        return State.SILENT
    if found.errors:
        return State.WRONG
    if found.missing:
        return State.GAPS
    if sent.is_zero:
        return State.ZERO
    return State.TYPED if sent.is_typed else State.SENT


def _ground(sent: Return) -> str:
    """What the clerk noted on a return that she typed."""
    notes = (source.raw for source in sent.sources.values() if source.conversion == "typed")
    return next(notes, "")
