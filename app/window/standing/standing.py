"""How the report stands: the verdict, the state of each tab, and one line for each thing to do or to know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the start page shows verdicts, too, and needs no form for that
    from app.form import FigureId
    from app.report.findings import Finding

UNITS = "units"
"""In place of a section: the tab of the units."""


class Mark(Enum):
    """○ ✕ ! ✓ and the i of a notice; each is drawn as a shape of its own and has a word."""

    OPEN = "未填齐"
    ERROR = "错误"
    WARNING = "待说明"
    NOTICE = "提示"
    DONE = "没有问题"


LEFT_OUT = "left_out"
"""In place of a check: a file that came in and is not counted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to do or to know, with the tab and the figure where it is.

    `check` names the rule as the form declares it, or a gap; `findings` are what it tells of, the first foremost,
    then those that go away with it. `units` are the units whose returns are to be looked at. With `members` it
    stands for these lines; `same` are lines that tell of the same wrong cell, from its unit's side.
    """

    mark: Mark
    text: str
    check: str = ""
    section: str = ""
    figure: FigureId | None = None
    findings: tuple[Finding, ...] = ()
    units: tuple[str, ...] = ()
    members: tuple[Line, ...] = ()
    same: tuple[Line, ...] = ()

    @property
    def finding(self) -> Finding | None:
        """What it tells of foremost; None for what is missing."""
        return self.findings[0] if self.findings else None

    @property
    def count(self) -> int:
        """How many places it stands for."""
        return len(self.members) or 1

    @property
    def is_to_do(self) -> bool:
        """Whether it stands between the report and its submission."""
        return self.mark in (Mark.OPEN, Mark.ERROR, Mark.WARNING)


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
    missing: int = 0
    unwritten: int = 0
    silent: int = 0
    left_out: int = 0

    def count(self, mark: Mark, section: str | None = None) -> int:
        """How many places have this mark, in one tab or everywhere."""
        return sum(line.count for line in self.lines if line.mark is mark and section in (None, line.section))

    @property
    def to_do(self) -> tuple[Line, ...]:
        """The lines that stand between the report and its submission."""
        return tuple(line for line in self.lines if line.is_to_do)

    @property
    def is_ready(self) -> bool:
        """Nothing missing and no error: what is exported is no draft."""
        return self.verdict[0] in (Mark.WARNING, Mark.DONE)

    def about(self, figure: FigureId) -> tuple[str, ...]:
        """What there is to say about this cell."""
        return tuple(
            finding.message
            for line in self.lines
            for one in (line.members or (line,))
            for finding in one.findings[:1]
            if figure in (*finding.figures, *finding.culprits)
        )

    @property
    def verdict(self) -> tuple[Mark, str]:
        """The state of the whole, in words."""
        errors, warnings = self.count(Mark.ERROR), self.count(Mark.WARNING)
        waiting = f"{warnings} 处待说明" if warnings else ""
        wrong = f"{errors} 处错误" if errors else ""
        if gaps := tuple(self._gaps()):
            return Mark.OPEN, "还不能提交：" + "，".join(filter(None, (*gaps, wrong, waiting)))
        if errors:
            return Mark.ERROR, "不能提交：" + "，".join(filter(None, (wrong, waiting)))
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
        if self.left_out:
            yield f"{self.left_out} 个文件没有计入"

    def state(self, section: str) -> State:
        """The state of one tab: errors before gaps, as they are what is wrong already."""
        for mark in (Mark.ERROR, Mark.OPEN, Mark.WARNING):
            if count := self.count(mark, section):
                return State(mark, 0 if mark is Mark.OPEN else count)
        return State(Mark.DONE)
