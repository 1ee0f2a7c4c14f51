"""The report being written: returns of units, their roll-up, overrides, text and explanations.

State changes only by `adopt`, which takes a `Change` and tells which figures became different.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from app.form import FigureId, Form, Severity
from app.report.all_in_one import AllInOne
from app.report.between import between_units, fingerprint, some
from app.report.checking import Checking
from app.report.findings import Finding, raised
from app.report.returns import Return
from app.report.values import Source, Value, shown
from app.report.whose import Whose

OWN = "本级"
"""The unit of a single organ's own report: its one return is edited directly."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit on the roster. One that is not `included` stays out of the roll-up, for a written reason.

    One that is not `listed` is on no roster: that it is left out is all that is known of it.
    """

    name: str
    included: bool = True
    reason: str = ""
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Override:
    """The clerk's figure over the roll-up: `fixed` at `value`, or an `adjustment` by `value`.

    `rolled_up` is the sum at the time: when it has moved since, a fixed number needs another look.
    """

    kind: str
    value: Value
    reason: str
    rolled_up: Value | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """The clerk's written reason for a warning, for the figures and values that it had then."""

    text: str
    figures: tuple[FigureId, ...]
    left: Value | None
    right: Value | None


@dataclass(frozen=True, slots=True)
class Collected:
    """What came of the files that the returns were collected from.

    `findings` are about the files as a set; `left_out` says in a sentence each which were refused or not taken.
    """

    findings: tuple[Finding, ...] = ()
    left_out: tuple[str, ...] = ()


Key = tuple[str, ...]
"""What a step changes: ("organ",), ("year",), ("facts",), ("last_year",), ("last_year_text",), ("collected",),
("roster",), ("unit", name), ("return", unit), ("figure", unit, figure), ("override", figure), ("text", section),
("explanation", check, words)."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that changes from `old` to `new`; None where there is nothing."""

    key: Key
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Change:
    """What one edit does, under the name that the undo menu shows."""

    name: str
    steps: tuple[Step, ...]

    def reversed(self) -> Change:
        """The change that takes this one back."""
        return Change(self.name, tuple(Step(step.key, step.new, step.old) for step in reversed(self.steps)))


class Report:
    """One organ's report on one year."""

    def __init__(self, form: Form, organ: str = "", year: int = 0) -> None:
        self.form = form
        self.organ = organ
        self.year = year
        self.facts: frozenset[str] = frozenset()
        self.last_year: Mapping[FigureId, Value] = {}
        self.last_year_text: Mapping[str, str] = {}
        self.units: dict[str, Unit] = {}
        self.returns: dict[str, Return] = {}
        self.overrides: dict[FigureId, Override] = {}
        self.text: dict[str, str] = {}
        self.explanations: dict[tuple[str, str], Explanation] = {}
        self.collected = Collected()
        self._sums: dict[FigureId, Value] = {}
        self._sources: tuple[Return, ...] | None = None
        self._places: dict[str, int] = {}
        self._incomplete: set[str] = set()
        self._lacking: dict[FigureId, list[str]] | None = None
        self._between: tuple[Finding, ...] | None = None
        self._fingerprints: dict[str, int] = {}
        self._whole = 0
        self._known: dict[FigureId, int] = dict.fromkeys(form.figures, 0)
        self._figures: dict[FigureId, Value] = {}
        self._entries = tuple(figure for figure in form.figures if figure not in form.totals)
        self._money = tuple(figure for figure in self._entries if form.figures[figure].is_money)
        self._all_entries = frozenset(self._entries)
        self._units_at_fault = Whose(form)
        self._all_in_one = AllInOne(form)
        self._checking = self._checks()

    @property
    def figures(self) -> Mapping[FigureId, Value]:
        """The report's figures; one that is missing has no entry."""
        return MappingProxyType(self._figures)

    @property
    def title(self) -> str:
        """`{organ}{year}年政府信息公开工作年度报告`, ×× where the organ is not yet known."""
        return self.form.title.format(organ=self.organ or "××", year=self.year)

    @property
    def has_roster(self) -> bool:
        """Whether it is known which units are to send."""
        return any(unit.listed for unit in self.units.values())

    def is_listed(self, unit: str) -> bool:
        """Whether the unit is on the roster."""
        return unit in self.units and self.units[unit].listed

    @property
    def sources(self) -> tuple[Return, ...]:
        """The returns that the roll-up adds."""
        if self._sources is None:
            self._sources = tuple(sent for unit, sent in self.returns.items() if self._is_included(unit))
            self._places = {sent.unit: place for place, sent in enumerate(self._sources)}
        return self._sources

    @property
    def _rolled_up(self) -> Mapping[str, int]:
        """The units of `sources` with their places; the same mapping until these are others."""
        return self._places if self.sources else {}

    def rolled_up(self, figure: FigureId) -> Value | None:
        """The sum of this entry figure over the units that gave it; None where none did, and of a total."""
        return self._sums.get(figure, 0) if figure in self._all_entries and self._count(figure) else None

    def _count(self, figure: FigureId) -> int:
        """How many of the returns that are rolled up have this figure."""
        return self._whole + self._known[figure]

    def lacking(self, figure: FigureId) -> tuple[str, ...]:
        """The units with a return but without this figure."""
        if self._lacking is None:
            self._lacking = {}
            for unit in sorted(self._incomplete & self._rolled_up.keys(), key=self._places.__getitem__):
                for one in self.form.figures:
                    if one not in self.returns[unit].figures:
                        self._lacking.setdefault(one, []).append(unit)
        return tuple(self._lacking.get(figure, ()))

    def adopt(self, change: Change) -> frozenset[FigureId]:
        """Makes the change and returns the figures of the report that have become different."""
        touched: set[FigureId] = set()
        for step in change.steps:
            touched |= self._take(step)
        kinds = {step.key[0] for step in change.steps}
        if kinds & {"return", "unit", "roster"}:
            self._arrange()
            self._sources = None
        if kinds & {"return", "unit", "roster", "figure"}:
            self._lacking = self._between = None
        return self._recompute(touched)

    def _take(self, step: Step) -> Set[FigureId]:
        """Changes the state; returns the entry figures whose roll-up or override is touched."""
        match step.key:
            case ("return", unit):
                return self._replace_return(unit, step.new)
            case ("figure", unit, figure):
                return self._set_figure(unit, FigureId(figure), step.new)
            case ("unit", unit):
                return self._replace_unit(unit, step.new)
            case ("roster",):
                return self._replace_roster(step.new)
            case ("override", figure):
                _put(self.overrides, FigureId(figure), step.new)
                return {FigureId(figure)}
            case ("text", section):
                _put(self.text, section, step.new)
            case ("explanation", check, words):
                _put(self.explanations, (check, words), step.new)
            case ("last_year_text",):
                self.last_year_text = step.new
            case ("collected",):
                self.collected = step.new
            case ("organ" | "year" | "facts" | "last_year" as name,):
                setattr(self, name, step.new)
                self._checking = self._checks()
            case _:
                raise ValueError(f"no such thing to change: {step.key}")
        return set()

    def _checks(self) -> Checking:
        """The checks on the report's figures, whose totals all follow their parts."""
        return Checking(
            self.form, self._figures, self.last_year, facts=self.facts, follows=self.form.totals.__contains__
        )

    def _is_included(self, unit: str) -> bool:
        return unit not in self.units or self.units[unit].included

    def _replace_return(self, unit: str, new: Return | None) -> Set[FigureId]:
        touched = self._add(unit, -1)
        _put(self.returns, unit, new)
        _put(self._fingerprints, unit, fingerprint(new, self.form) if new else None)
        self._units_at_fault.put(unit, new)
        self._all_in_one.put(unit, new)
        (self._incomplete.discard if new is None or self._is_whole(new) else self._incomplete.add)(unit)
        return touched | self._add(unit, 1)

    def _is_whole(self, sent: Return) -> bool:
        return len(sent.figures) == len(self.form.figures)

    def _replace_unit(self, unit: str, new: Unit | None) -> Set[FigureId]:
        touched = self._add(unit, -1)
        _put(self.units, unit, new)
        return touched | self._add(unit, 1)

    def _replace_roster(self, new: tuple[Unit, ...]) -> Set[FigureId]:
        touched: set[FigureId] = set()
        for unit in self.returns:
            touched |= self._add(unit, -1)
        self.units = {unit.name: unit for unit in new}
        for unit in self.returns:
            touched |= self._add(unit, 1)
        return touched

    def _set_figure(self, unit: str, figure: FigureId, new: tuple[Value, Source] | None) -> Set[FigureId]:
        """Sets this one figure as it is told: the totals that follow from it have steps of their own."""
        after = self.returns[unit].with_cell(figure, new)
        touched = self._replace_return(unit, after)
        if self._sources is not None and (at := self._places.get(unit)) is not None:
            self._sources = (*self._sources[:at], after, *self._sources[at + 1 :])
        return touched

    def _arrange(self) -> None:
        """The returns in the roster's order, after them the others by file: undo and reopening find the same."""
        place = {unit: place for place, unit in enumerate(filter(self.is_listed, self.units))}
        self.returns = dict(
            sorted(self.returns.items(), key=lambda at: (place.get(at[0], len(place)), at[1].file, at[0]))
        )

    def _add(self, unit: str, sign: int) -> Set[FigureId]:
        """Adds the unit's parts to the sums, or takes them away."""
        sent = self.returns.get(unit)
        if sent is None or not self._is_included(unit):
            return set()
        sums, known = self._sums, self._known
        if self._is_whole(sent):
            self._whole += sign
        else:
            for figure in sent.figures:
                known[figure] += sign
        for figure in self._money:
            if (value := sent.figures.get(figure)) is not None:
                sums.setdefault(figure, 0 * value)  # a sum of money is no int
        for figure, value in sent.filled:
            if figure in self._all_entries:
                sums[figure] = sums.get(figure, 0) + sign * value
        return self._all_entries

    def _recompute(self, touched: Iterable[FigureId]) -> frozenset[FigureId]:
        changed = {figure for figure in touched if self._assign(figure, self._effective(figure))}
        totals = {total for figure in changed for total in self.form.totals_with[figure]}
        for total in (total for total in self.form.totals if total in totals):
            parts = [self._figures.get(part) for part in self.form.totals[total]]
            known = [part for part in parts if part is not None]
            if self._assign(total, sum(known) if len(known) == len(parts) else None):
                changed.add(total)
        self._checking.update(changed)
        return frozenset(changed)

    def _effective(self, figure: FigureId) -> Value | None:
        rolled_up = self.rolled_up(figure)
        override = self.overrides.get(figure)
        if override is None:
            return rolled_up
        if override.kind == "adjustment":
            return None if rolled_up is None else rolled_up + override.value
        return override.value

    def _assign(self, figure: FigureId, value: Value | None) -> bool:
        if self._figures.get(figure) == value:
            return False
        _put(self._figures, figure, value)
        return True

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the report and the set of returns; a unit's own findings stay with its file."""
        return (
            *self.collected.findings,
            *self._about_the_report(),
            *self._partial(),
            *self._whose(self._checking.findings),
            *self._about_overrides(),
            *self._about_the_set(),
            *self._all_in_one.findings(self._rolled_up, self._sums, self._figures),
        )

    def unit_behind(self, check: str) -> str:
        """The one unit whose return makes up the difference of this balance; "" where several do."""
        return self._units_at_fault.alone_behind(check, self._rolled_up)

    def _about_the_set(self) -> tuple[Finding, ...]:
        if self._between is None:
            self._between = tuple(between_units(self.form, self.sources, self._fingerprints))
        return self._between

    def _about_the_report(self) -> Iterable[Finding]:
        if not self.organ:
            yield raised(self.form, "report.organ", "没有写编报机关，标题里暂用“××”。请填写编报机关全称。")
        for unit in self.units.values():
            if unit.included and unit.name not in self.returns:
                yield raised(self.form, "returns.missing", f"{unit.name}没有报送。请催报，或者写明理由后不纳入汇总。")
        if self.has_roster:
            for unit_name in self.returns:
                if unit_name not in self.units:
                    yield raised(
                        self.form, "returns.unknown_unit", f"{unit_name}不在单位名册上，已计入汇总。请核对名册。"
                    )

    def _partial(self) -> Iterable[Finding]:
        count = len(self.sources)
        for figure in self._entries:
            override = self.overrides.get(figure)
            if 0 < self._count(figure) < count and (override is None or override.kind != "fixed"):
                units = some(self.lacking(figure))
                known, place = shown(self.rolled_up(figure)), self.form.figures[figure].place
                message = f"{place}汇总为{known}，不含{units}：这些单位没有这项数据。请补报后再汇总。"
                yield raised(self.form, "{figure}.partial", message, (figure,))

    def _whose(self, findings: tuple[Finding, ...]) -> Iterable[Finding]:
        """The findings, each naming the units whose returns fail in the same place."""
        places = self._rolled_up
        overridden = {
            figure: value - (self.rolled_up(figure) or 0)
            for figure in self.overrides
            if (value := self._figures.get(figure)) is not None
        }
        return (self._units_at_fault.told(finding, places, overridden) for finding in findings)

    def _about_overrides(self) -> Iterable[Finding]:
        for figure in (figure for figure in self.form.figures if figure in self.overrides):
            override = self.overrides[figure]
            place, now = self.form.figures[figure].place, self.rolled_up(figure)
            if not override.reason:
                message = f"{place}汇总数{shown(now)}改为{shown(self._effective(figure))}，没有写理由。请写明理由。"
                yield raised(self.form, "override.reason", message, (figure,))
            if override.kind == "fixed" and now != override.rolled_up:
                message = (
                    f"{place}改数时汇总为{shown(override.rolled_up)}，现为{shown(now)}，仍用{shown(override.value)}。"
                    "请确认是否改用新的汇总数。"
                )
                yield raised(self.form, "override.moved", message, (figure,))

    def is_explained(self, finding: Finding) -> bool:
        """Whether the clerk explained this very warning: the same sentence about the same figures and values."""
        explanation = self.explanations.get(finding.explained_as)
        return (
            explanation is not None
            and finding.severity is Severity.WARNING
            and explanation.figures == finding.figures
            and (explanation.left, explanation.right) == (finding.left, finding.right)
        )


def _put(state: dict[Any, Any], key: object, new: object) -> None:
    if new is None:
        state.pop(key, None)
    else:
        state[key] = new
