"""Whatever a clerk does in whatever order: nothing drifts, everything can be taken back, and all is kept."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from app.form import FigureId, Severity
from app.report.edits import (
    AcceptReturns,
    Edit,
    EditRefused,
    Explain,
    RemoveReturn,
    RestoreSent,
    SetFacts,
    SetFigure,
    SetFigures,
    SetLastYear,
    SetOrgan,
    SetOverride,
    SetRoster,
    SetText,
    SetUnit,
    SetYear,
)
from app.report.findings import Finding
from app.report.report import OWN, Change, Collected, Override, Report, Step, Unit
from app.report.unit_edits import BeginReturn, RenameUnit, ReportZero
from app.report.values import Value
from app.store import Session
from tests.store.made import BUSINESS, FEE, FORM, GRANTED, NATURAL, TOTAL, sent_by, state_of

UNITS = ("教育局", "民政局", "城关镇", OWN)
PRESENT = UNITS[:3]
FIGURES = (NATURAL, BUSINESS, TOTAL, GRANTED, FEE)
units = st.sampled_from(PRESENT) | st.sampled_from(UNITS)
figures = st.sampled_from(FIGURES)
counts = st.integers(0, 9)
amounts = st.decimals(0, 99, places=6)
warnings = st.builds(
    Finding,
    st.sampled_from(["requests.balance.natural", "returns.missing"]),
    st.just(Severity.WARNING),
    st.lists(figures, max_size=2).map(tuple),
    st.sampled_from(["甲", "乙"]),
    st.none() | counts,
    st.none() | amounts,
)
typed = st.none() | counts | amounts


@st.composite
def returns(draw: st.DrawFn, of: st.SearchStrategy[str] = units) -> Any:
    """Whole returns, with totals given or not, some of them without a figure."""
    sent = sent_by(
        draw(of),
        draw(st.dictionaries(st.just(TOTAL), counts)),
        requests__received__natural=draw(counts),
        proactive__fee__amount=draw(amounts),
    )
    for missing in draw(st.sets(figures, max_size=2)):
        sent = sent.with_cell(missing, None)
    return sent


three_returns = st.tuples(*(returns(st.just(unit)) for unit in PRESENT)).map(AcceptReturns)
edits = st.one_of(
    st.builds(SetFigure, units, figures, typed, st.sampled_from(["", "电话更正"])),
    st.builds(SetFigures, units, st.dictionaries(figures, typed)),
    st.builds(
        AcceptReturns,
        st.lists(returns(), max_size=3).map(tuple),
        st.builds(Collected, st.lists(warnings, max_size=2).map(tuple), st.lists(st.text(max_size=3)).map(tuple)),
    ),
    st.builds(RemoveReturn, units),
    st.builds(RestoreSent, units, st.lists(figures, max_size=2, unique=True).map(tuple)),
    st.builds(ReportZero, st.lists(units, max_size=2, unique=True).map(tuple), st.text(max_size=2)),
    st.builds(BeginReturn, units),
    st.builds(RenameUnit, units, units),
    st.builds(SetText, st.sampled_from("156"), st.text(max_size=5)),
    st.builds(SetOrgan, st.text(max_size=3)),
    st.builds(SetYear, st.integers(2021, 2026)),
    st.builds(SetFacts, st.just(frozenset({"organ_makes_regulations"}))),
    st.builds(SetLastYear, st.dictionaries(figures, counts), st.dictionaries(st.just("1"), st.text(max_size=5))),
    st.builds(SetRoster, st.lists(st.builds(Unit, units, st.booleans(), st.text(max_size=2))).map(tuple)),
    st.builds(SetUnit, units, st.booleans(), st.text(max_size=2)),
    st.builds(
        SetOverride,
        figures,
        st.none()
        | st.builds(
            Override, st.sampled_from(["fixed", "adjustment"]), counts, st.text(max_size=2), st.none() | counts
        ),
    ),
    st.builds(
        Explain,
        warnings,
        st.text(max_size=2),
    ),
)


class Sitting(RuleBasedStateMachine):
    """A clerk at a report who edits, undoes, redoes, closes and reopens."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.session = Session.create(Path(self.folder.name, "a.nianbao"), FORM, "甲县", 2025)
        self.states = [state_of(self.session.report)]
        self.points = {0: self.states[0]}
        self.at = 0

    def teardown(self) -> None:
        while self.session.undo():
            self.at -= 1
        assert state_of(self.session.report) == self.states[self.at]
        assert self.at == 0
        while self.session.redo():
            self.at += 1
        assert state_of(self.session.report) == self.states[self.at]
        self.session.close()
        self.folder.cleanup()

    @initialize(first=three_returns)
    def begin(self, first: AcceptReturns) -> None:
        """What is kept of one return can go stale only where there are several, and somebody has looked."""
        self.edit(first)

    @rule(edit=edits)
    def edit(self, edit: Edit) -> None:
        try:
            change = self.session.do(edit)
        except EditRefused:
            return
        if change.steps:
            del self.states[self.at + 1 :]
            self.states.append(state_of(self.session.report))
            self.at += 1
        self.remember()

    @rule(unit=st.sampled_from(PRESENT), figure=figures, value=counts)
    def correct(self, unit: str, figure: FigureId, value: int) -> None:
        """What a clerk does most."""
        self.edit(SetFigure(unit, figure, value))

    @precondition(lambda self: self.at > 0)
    @rule()
    def undo(self) -> None:
        assert self.session.undo()
        self.at -= 1
        self.remember()

    @precondition(lambda self: self.at < len(self.states) - 1)
    @rule()
    def redo(self) -> None:
        assert self.session.redo()
        self.at += 1
        self.remember()

    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        seq = data.draw(st.sampled_from(sorted(self.points)))
        if self.session.restore(seq):
            del self.states[self.at + 1 :]
            self.states.append(state_of(self.session.report))
            self.at += 1
        assert state_of(self.session.report) == self.points[seq]
        self.remember()

    @rule()
    def close_and_reopen(self) -> None:
        before = state_of(self.session.report)
        self.session.close()
        self.session = Session.open(self.session.file.path)
        assert state_of(self.session.report) == before
        self.states, self.at = [before], 0

    def remember(self) -> None:
        """The state after the last row of the log."""
        assert state_of(self.session.report) == self.states[self.at]
        self.points[self.session.file.history.last] = self.states[self.at]

    @invariant()
    def nothing_drifts(self) -> None:
        """Sums and findings that were kept current equal those of the same report made at once."""
        report = self.session.report
        assert state_of(made_at_once(report)) == state_of(report)
        assert {figure: report.rolled_up(figure) for figure in FIGURES} == {
            figure: summed(report, figure) for figure in FIGURES
        }


def made_at_once(report: Report) -> Report:
    """A report with the same contents, evaluated afresh."""
    fresh = Report(FORM, report.organ, report.year)
    steps = [
        Step(("facts",), None, report.facts),
        Step(("last_year",), None, report.last_year),
        Step(("last_year_text",), None, report.last_year_text),
        Step(("collected",), None, report.collected),
        Step(("roster",), None, tuple(report.units.values())),
        *(Step(("return", unit), None, sent) for unit, sent in report.returns.items()),
        *(Step(("override", figure), None, override) for figure, override in report.overrides.items()),
        *(Step(("text", section), None, text) for section, text in report.text.items()),
        *(Step(("explanation", *at), None, reason) for at, reason in report.explanations.items()),
    ]
    fresh.adopt(Change("", tuple(steps)))
    return fresh


def summed(report: Report, figure: FigureId) -> Value | None:
    """The roll-up of an entry figure, added up anew."""
    known = [sent.figures[figure] for sent in report.sources if figure in sent.figures]
    return sum(known) if known and figure not in FORM.totals else None


TestAnyOrder = Sitting.TestCase
# Making a failure small takes minutes: add Phase.shrink to look for its cause.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
TestAnyOrder.settings = settings(max_examples=25, stateful_step_count=20, deadline=None, phases=PHASES)
