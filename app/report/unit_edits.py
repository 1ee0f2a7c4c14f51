"""What a clerk does to units: returns that she types herself, names, and the same thing for several at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from app.form import FigureId
from app.report.edits import Edit, EditRefused, SetFigure, SetFigures
from app.report.report import Change, Report, Step, Unit
from app.report.returns import TRANSCRIPT, Return, compute_totals
from app.report.values import Source, Value


@dataclass(frozen=True, slots=True)
class ReportZero:
    """Returns of 0 throughout for units that sent none, on the ground that `note` gives."""

    units: tuple[str, ...]
    note: str

    def on(self, report: Report) -> Change:
        who = self.units[0] if len(self.units) == 1 else f"{len(self.units)}个单位"
        return Change(f"{who}零报告", tuple(_begun(report, unit, self._return(report, unit)) for unit in self.units))

    def _return(self, report: Report, unit: str) -> Return:
        form, source = report.form, Source(raw=self.note, conversion="typed")
        figures: dict[FigureId, Value] = {figure: 0 for figure in form.figures if figure not in form.totals}
        sources = dict.fromkeys(figures, source)
        compute_totals(figures, sources, form)
        return Return("", unit, report.year, form.id, figures, sources)


@dataclass(frozen=True, slots=True)
class BeginReturn:
    """An empty return, to be typed; from `file`, where the unit sent one that cannot be read."""

    unit: str
    file: str = ""
    sha256: str = ""

    def on(self, report: Report) -> Change:
        kind = TRANSCRIPT if self.file else "return"
        empty = Return(self.file, self.unit, report.year, report.form.id, {}, {}, kind=kind, sha256=self.sha256)
        verb = "对照代录" if self.file else "新填"
        return Change(f"{verb}{self.unit}的报送表", (_begun(report, self.unit, empty),))


def _begun(report: Report, unit: str, new: Return) -> Step:
    if unit in report.returns:
        raise EditRefused(f"{unit}已经有报送表。请先移除它的报送表。")
    return Step(("return", unit), None, new)


@dataclass(frozen=True, slots=True)
class RenameUnit:
    """Another name for a unit on the roster or with a return, which it takes along.

    A return that came in under an unknown name is so given to the unit on the roster that it is of.
    """

    old: str
    new: str

    def on(self, report: Report) -> Change:
        old, new, steps = self.old, self.new, []
        if old == new:
            return Change("", ())
        for what, among in (("在名册上", report.units), ("有报送表", report.returns)):
            if old in among and new in among:
                raise EditRefused(f"{new}已经{what}，{old}不能改成这个名称。请换一个名称。")
        if old in report.units:
            units = tuple(report.units.values())
            renamed = tuple(replace(unit, name=new) if unit.name == old else unit for unit in units)
            steps.append(Step(("roster",), units, renamed))
        if old in report.returns:
            sent = report.returns[old]
            steps += [Step(("return", old), sent, None), Step(("return", new), None, replace(sent, unit=new))]
        return Change(f"{old}改名为{new}", tuple(steps))


@dataclass(frozen=True, slots=True)
class Together:
    """Edits that have nothing to do with one another, as one; figures of the same return are entered at once."""

    name: str
    edits: tuple[Edit, ...]

    def on(self, report: Report) -> Change:
        return Change(self.name, tuple(step for edit in _one_a_return(self.edits) for step in edit.on(report).steps))


def _one_a_return(edits: Iterable[Edit]) -> Iterator[Edit]:
    """Totals follow from all that is entered into a return, not from each figure alone."""
    entered: dict[tuple[str, str], dict[FigureId, Value | None]] = {}
    for edit in _single(edits):
        match edit:
            case SetFigure(unit, figure, value, note):
                entered.setdefault((unit, note), {})[figure] = value
            case SetFigures(unit, values, note):
                entered.setdefault((unit, note), {}).update(values)
            case _:
                yield edit
    for (unit, note), figures in entered.items():
        yield SetFigures(unit, figures, note)


def _single(edits: Iterable[Edit]) -> Iterator[Edit]:
    for edit in edits:
        if isinstance(edit, Together):
            yield from _single(edit.edits)
        else:
            yield edit


def roster_of(report: Report, names: Iterable[str]) -> tuple[Unit, ...]:
    """A roster of these units: what is known of each stays, and whoever was left out stays out, on it or not."""
    known, wanted = report.units, dict.fromkeys(filter(None, names))
    listed = [replace(known.get(name, Unit(name)), listed=True) for name in wanted]
    out = [unit for unit in known.values() if not unit.included and unit.name in report.returns]
    return (*listed, *(replace(unit, listed=False) for unit in out if unit.name not in wanted))


def listed(report: Report) -> tuple[str, ...]:
    """The units on the roster; where there is none, those with a return and those that were left out."""
    if report.has_roster:
        return tuple(filter(report.is_listed, report.units))
    return tuple(dict.fromkeys((*report.returns, *report.units)))


def added(report: Report, names: Iterable[str]) -> tuple[Unit, ...]:
    """The roster with these units after the others; those with a return make the first roster with them."""
    return roster_of(report, (*listed(report), *names))
