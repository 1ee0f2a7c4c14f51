"""What a clerk can do to a report. Each edit is computed into a `Change` and touches nothing by itself.

A change carries everything that becomes different, computed totals of a return included, so that turning it
round restores the report exactly. An edit that makes no difference gives a change without steps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Protocol

from app.form import FigureId
from app.report.findings import Finding
from app.report.report import OWN, Change, Collected, Explanation, Key, Override, Report, Step, Unit
from app.report.returns import Return
from app.report.text import place_said
from app.report.values import Source, Value, shown

_TOO_LARGE = 10**9


class EditRefused(Exception):  # noqa: N818  an edit is refused; the program does not err
    """The edit makes no sense for this report. `say` is one sentence for the clerk."""

    def __init__(self, say: str) -> None:
        super().__init__(say)
        self.say = say


class Edit(Protocol):
    """Anything that can be done to a report."""

    def on(self, report: Report) -> Change:
        """What it would change. Raises `EditRefused`."""
        ...


@dataclass(frozen=True, slots=True)
class SetFigure:
    """A value typed into a unit's return; None clears the figure, and a total is then computed again.

    `note` says on what ground, such as 电话更正.
    """

    unit: str
    figure: FigureId
    value: Value | None
    note: str = ""

    def on(self, report: Report) -> Change:
        verb = "清除" if self.value is None else "填写" if self.unit == OWN else "改"
        unit = "" if self.unit == OWN else self.unit
        name = f"{verb}{unit}{report.form.figures[self.figure].place}"
        return Change(name, _typed(report, self.unit, {self.figure: self.value}, self.note))


@dataclass(frozen=True, slots=True)
class SetFigures:
    """Values pasted into a unit's return together."""

    unit: str
    values: Mapping[FigureId, Value | None]
    note: str = ""

    def on(self, report: Report) -> Change:
        return Change(f"粘贴{len(self.values)}个数据项", _typed(report, self.unit, self.values, self.note))


@dataclass(frozen=True, slots=True)
class RestoreSent:
    """What the unit sent, put back in place of what the clerk made of it."""

    unit: str
    figures: tuple[FigureId, ...]

    def on(self, report: Report) -> Change:
        before = report.returns.get(self.unit)
        if before is None:
            raise EditRefused(f"{self.unit}没有报送表，没有原报数可以恢复。")
        after = before
        figures = [figure for figure in self.figures if figure in before.corrected]
        for figure in figures:
            after = after.with_figure(figure, before.corrected[figure], report.form)
        what = report.form.figures[figures[0]].place if len(figures) == 1 else f"{len(figures)}个数据项"
        return Change(f"恢复{self.unit}{what}的原报数", _changed_figures(report, before, after))


def _typed(report: Report, unit: str, values: Mapping[FigureId, Value | None], note: str) -> tuple[Step, ...]:
    for figure, value in values.items():
        _can_be_entered(report, figure, value, own=unit == OWN)
    sent = report.returns.get(unit)
    if sent is None and unit != OWN:
        raise EditRefused(f"{unit}还没有报送表，不能改它的数。请先导入它的报送表，或者新填一份。")
    before = sent or Return("", OWN, report.year, report.form.id, {}, {})
    source, after = Source(raw=note, conversion="typed"), before
    for figure, value in values.items():
        if value != after.figures.get(figure):
            after = after.with_figure(figure, None if value is None else (value, source), report.form)
    figures = _changed_figures(report, before, after)
    return (Step(("return", unit), None, before), *figures) if figures and sent is None else figures


def _changed_figures(report: Report, before: Return, after: Return) -> tuple[Step, ...]:
    return _steps(
        (("figure", before.unit, figure), before.cell(figure), after.cell(figure)) for figure in report.form.figures
    )


def _can_be_entered(report: Report, figure: FigureId, value: Value | None, *, own: bool) -> None:
    place, column = report.form.figures[figure].place, report.form.figures[figure].column
    typed = shown(value)
    unused = "不能直接填写。" if value is None else f"填的 {typed} 没有采用。"
    if own and figure in report.form.totals:
        raise EditRefused(f"{place}是合计，由各项相加得出，{unused}请填写各项。")
    if value is None:
        return
    if not Decimal(value).is_finite() or abs(Decimal(value)) >= _TOO_LARGE:
        raise EditRefused(f"{place}填的 {typed} 太大，或者不是一个数，没有采用。请核对后重新填写。")
    if column.kind == "money" and Decimal(value) != round(Decimal(value), column.places):
        raise EditRefused(f"{place}最多写{column.places}位小数，填的 {typed} 没有采用。请核对后重新填写。")


@dataclass(frozen=True, slots=True)
class AcceptReturns:
    """Returns taken into the report, each in place of what its unit sent before.

    `collected` tells of the files that they came from, in place of what was told of earlier ones.
    """

    returns: tuple[Return, ...]
    collected: Collected = field(default_factory=Collected)

    def on(self, report: Report) -> Change:
        units = [sent.unit for sent in self.returns]
        for unit, count in Counter(units).items():
            if count > 1:
                raise EditRefused(f"{unit}同时有{count}份报送表。请选定其中一份再采用。")
        name = f"采用{units[0]}的报送表" if len(units) == 1 else f"采用 {len(units)} 个单位的报送表"
        returns = [(("return", sent.unit), report.returns.get(sent.unit), sent) for sent in self.returns]
        return Change(name, _steps([*returns, (("collected",), report.collected, self.collected)]))


@dataclass(frozen=True, slots=True)
class RemoveReturn:
    """A unit's return taken out of the report. What it sent stays in the file's history."""

    unit: str

    def on(self, report: Report) -> Change:
        return Change(
            f"移除{self.unit}的报送表", _steps([(("return", self.unit), report.returns.get(self.unit), None)])
        )


@dataclass(frozen=True, slots=True)
class SetText:
    """The clerk's words of a section, after the table of a table's; or the preamble, or the signature."""

    section: str
    text: str

    def on(self, report: Report) -> Change:
        return Change(f"修改{place_said(report.form, self.section)}", _texts(report, {self.section: self.text}))


@dataclass(frozen=True, slots=True)
class SetTexts:
    """Texts that came in together, by their keys."""

    texts: Mapping[str, str]

    def on(self, report: Report) -> Change:
        return Change("载入文字", _texts(report, self.texts))


def _texts(report: Report, texts: Mapping[str, str]) -> tuple[Step, ...]:
    return _steps((("text", key), report.text.get(key), text or None) for key, text in texts.items())


@dataclass(frozen=True, slots=True)
class SetOrgan:
    """The full name of the organ that writes the report."""

    organ: str

    def on(self, report: Report) -> Change:
        return Change("修改编报机关", _steps([(("organ",), report.organ, self.organ)]))


@dataclass(frozen=True, slots=True)
class SetYear:
    """The year that the report is about."""

    year: int

    def on(self, report: Report) -> Change:
        form = report.form
        if not form.holds_for(self.year):
            raise EditRefused(f"{self.year}年的年报不适用《{form.name}》，年度没有改。请填{form.years_said}的年度。")
        return Change("修改年度", _steps([(("year",), report.year, self.year)]))


@dataclass(frozen=True, slots=True)
class SetFacts:
    """What is true of the organ and silences checks of the form, such as `organ_makes_regulations`."""

    facts: frozenset[str]

    def on(self, report: Report) -> Change:
        return Change("修改机关情况", _steps([(("facts",), report.facts, self.facts)]))


@dataclass(frozen=True, slots=True)
class SetLastYear:
    """The figures and texts of last year's report, which this year's are compared with."""

    figures: Mapping[FigureId, Value]
    texts: Mapping[str, str] = field(default_factory=dict)

    def on(self, report: Report) -> Change:
        steps = [(("last_year",), report.last_year, self.figures)]
        return Change("载入上年报告", _steps([*steps, (("last_year_text",), report.last_year_text, self.texts)]))


@dataclass(frozen=True, slots=True)
class SetRoster:
    """The units that are to send a return, in their order."""

    units: tuple[Unit, ...]

    def on(self, report: Report) -> Change:
        units = tuple({unit.name: unit for unit in self.units}.values())
        return Change("修改单位名册", _steps([(("roster",), tuple(report.units.values()), units)]))


@dataclass(frozen=True, slots=True)
class SetUnit:
    """Takes a unit into the roll-up, or leaves it out for a written reason. Neither makes a roster."""

    name: str
    included: bool
    reason: str = ""

    def on(self, report: Report) -> Change:
        known = report.units.get(self.name)
        listed = known.listed if known else self.included and self.name not in report.returns
        unit = Unit(self.name, self.included, self.reason, listed) if listed or not self.included else None
        name = f"{self.name}{'纳入' if self.included else '不纳入'}汇总"
        return Change(name, _steps([(("unit", self.name), report.units.get(self.name), unit)]))


@dataclass(frozen=True, slots=True)
class SetOverride:
    """The clerk's figure over the roll-up; None returns to the roll-up."""

    figure: FigureId
    override: Override | None

    def on(self, report: Report) -> Change:
        place = report.form.figures[self.figure].place
        if self.override is not None:
            _can_be_entered(report, self.figure, self.override.value, own=True)
        name = f"{place}改数" if self.override else f"{place}恢复汇总数"
        return Change(name, _steps([(("override", self.figure), report.overrides.get(self.figure), self.override)]))


@dataclass(frozen=True, slots=True)
class GiveReason:
    """Why the clerk's figure stands over the roll-up."""

    figure: FigureId
    text: str

    def on(self, report: Report) -> Change:
        old = report.overrides.get(self.figure)
        return SetOverride(self.figure, old and replace(old, reason=self.text)).on(report)


@dataclass(frozen=True, slots=True)
class Explain:
    """The clerk's written reason for a warning; "" takes it away."""

    finding: Finding
    text: str

    def on(self, report: Report) -> Change:
        finding = self.finding
        old = report.explanations.get(finding.explained_as)
        new = Explanation(self.text, finding.figures, finding.left, finding.right) if self.text else None
        name = "写说明" if self.text else "删去说明"
        return Change(name, _steps([(("explanation", *finding.explained_as), old, new)]))


def _steps(steps: Iterable[tuple[Key, Any, Any]]) -> tuple[Step, ...]:
    """Those that make a difference."""
    return tuple(Step(key, old, new) for key, old, new in steps if old != new)
