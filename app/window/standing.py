"""How the report stands: the verdict, the state of each tab, and one line for each thing to do or to know.

Missing figures are a state, told in one line a table, and no errors one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from app.form import FigureId, Form, Severity
from app.report.findings import Finding
from app.report.report import Report
from app.report.review import Review
from app.report.text import stands_with

UNITS = "units"
"""In place of a section: the tab of the units."""


class Mark(Enum):
    """○ ✕ ! ✓ and the i of a notice; each is drawn as a shape of its own and has a word."""

    OPEN = "未填齐"
    ERROR = "错误"
    WARNING = "待说明"
    NOTICE = "提示"
    DONE = "没有问题"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do or to know, with the tab and the figure where it is; `finding` is None for what is missing."""

    mark: Mark
    text: str
    section: str = ""
    figure: FigureId | None = None
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class State:
    """What a tab shows: its mark, and how many there are of it."""

    mark: Mark
    count: int = 0


@dataclass(frozen=True, slots=True)
class Standing:
    """`lines` in the order in which they are worked through; `marks` are those of cells, `culprits` the suspects."""

    lines: tuple[Line, ...]
    marks: Mapping[FigureId, Mark]
    culprits: frozenset[FigureId]
    missing: int
    unwritten: int
    silent: int

    def count(self, mark: Mark, section: str | None = None) -> int:
        """How many lines have this mark, in one tab or everywhere."""
        return sum(line.mark is mark and section in (None, line.section) for line in self.lines)

    @property
    def to_do(self) -> tuple[Line, ...]:
        """The lines that stand between the report and its submission."""
        return tuple(line for line in self.lines if line.mark in (Mark.OPEN, Mark.ERROR, Mark.WARNING))

    @property
    def is_ready(self) -> bool:
        """Nothing missing and no error: what is exported is no draft."""
        return self.verdict[0] in (Mark.WARNING, Mark.DONE)

    @property
    def verdict(self) -> tuple[Mark, str]:
        """The state of the whole, in words."""
        errors, warnings = self.count(Mark.ERROR), self.count(Mark.WARNING)
        waiting = f"{warnings} 处待说明" if warnings else ""
        if gaps := "，".join(self._gaps()):
            return Mark.OPEN, f"还不能提交：{gaps}"
        if errors:
            return Mark.ERROR, "不能提交：" + "，".join(filter(None, (f"{errors} 处错误", waiting)))
        if warnings:
            return Mark.WARNING, f"说明后可以提交：{waiting}"
        return Mark.DONE, "可以提交"

    def _gaps(self) -> Iterator[str]:
        if self.missing:
            yield f"数据缺 {self.missing} 项"
        if self.unwritten:
            yield f"文字缺 {self.unwritten} 部分"
        if self.silent:
            yield f"{self.silent} 个单位未报"

    def state(self, section: str) -> State:
        """The state of one tab: errors before gaps, as they are what is wrong already."""
        for mark in (Mark.ERROR, Mark.OPEN, Mark.WARNING):
            if count := self.count(mark, section):
                return State(mark, 0 if mark is Mark.OPEN else count)
        return State(Mark.DONE)


def standing(report: Report, reviewed: Review) -> Standing:
    """How the report stands, from its review."""
    form = report.form
    silent = [unit.name for unit in report.units.values() if unit.included and unit.name not in report.returns]
    about = [finding for finding in reviewed.findings if not _tells_a_gap(finding)]
    lines = [
        *_about(form, (finding for finding in about if finding.severity is Severity.ERROR), Mark.ERROR),
        *_gaps(report, reviewed, silent),
        *_about(
            form, (f for f in about if f.severity is Severity.WARNING and not report.is_explained(f)), Mark.WARNING
        ),
        *_about(form, (f for f in about if f.severity is Severity.WARNING and report.is_explained(f)), Mark.DONE),
        *_about(form, (finding for finding in about if finding.severity is Severity.NOTICE), Mark.NOTICE),
    ]
    return Standing(
        lines=tuple(lines),
        marks=_marks(form, lines),
        culprits=frozenset(figure for finding in about for figure in finding.culprits),
        missing=len(reviewed.missing),
        unwritten=sum(finding.check == "text.missing" for finding in reviewed.findings),
        silent=len(silent),
    )


def _tells_a_gap(finding: Finding) -> bool:
    return finding.check in ("text.missing", "returns.missing") or finding.check.endswith(".required")


def _about(form: Form, findings: Iterable[Finding], mark: Mark) -> Iterator[Line]:
    for finding in findings:
        figure = next(iter((*finding.culprits, *finding.figures)))
        known = figure if figure in form.figures else None
        yield Line(mark, finding.message, _section(form, finding, known), known, finding)


def _section(form: Form, finding: Finding, figure: FigureId | None) -> str:
    if finding.section:
        return stands_with(form, finding.section).id
    if figure is not None:
        return form.section_of(form.figures[figure].table).id
    return UNITS if finding.check.startswith("returns.") else ""


def _gaps(report: Report, reviewed: Review, silent: list[str]) -> Iterator[Line]:
    form, missing = report.form, set(reviewed.missing)
    for section in form.sections:
        lacking = [figure.id for figure in form.figures_of(section.table) if figure.id in missing]
        if lacking:
            first = next((figure for figure in lacking if figure not in form.totals), lacking[0])
            yield Line(Mark.OPEN, f"表{section.ordinal}缺 {len(lacking)} 项", section.id, first)
        elif section.kind == "text" and not report.text.get(section.id, "").strip():
            yield Line(Mark.OPEN, f"“{section.title}”还没有写", section.id)
    if silent:
        names = "、".join(silent[:5]) + ("等" if len(silent) > 5 else "")
        yield Line(Mark.OPEN, f"{len(silent)} 个单位未报：{names}", UNITS)


def _marks(form: Form, lines: Iterable[Line]) -> dict[FigureId, Mark]:
    """The first mark of each cell: a finding with suspects marks these and what it speaks of, else all its figures."""
    marks: dict[FigureId, Mark] = {}
    for line in lines:
        if line.finding is None or line.mark is Mark.NOTICE:
            continue
        finding = line.finding
        shown = (*finding.culprits, finding.figures[0]) if finding.culprits else finding.figures
        for figure in shown:
            if figure in form.figures:
                marks.setdefault(figure, line.mark)
    return marks
