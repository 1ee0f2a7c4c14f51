"""What is wrong with each return by itself, judged once a return: there may be thousands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.form import FigureId, Form, Severity
from app.report.checking import Checking
from app.report.findings import WHOLE, Finding
from app.report.folding import Problem, folded
from app.report.returns import Return
from app.report.values import Value


@dataclass(frozen=True, slots=True)
class Wrong:
    """The errors of those returns that have some: by unit, and the units by the check that they fail."""

    problems: Mapping[str, tuple[Problem, ...]]
    units: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Judged:
    """A return with its findings, and its errors as problems."""

    sent: Return
    findings: tuple[Finding, ...]
    errors: tuple[Problem, ...]


class EachReturn:
    """Remembers what is wrong with a return until the unit has another."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._known: dict[str, _Judged] = {}
        self._wrong: tuple[Sequence[Return], Wrong] = ((), Wrong({}, {}))

    def findings(self, sent: Return) -> tuple[Finding, ...]:
        """The return's own findings."""
        return self._judged(sent).findings

    def wrong(self, returns: Sequence[Return]) -> Wrong:
        """What is wrong in these returns; the same sequence is looked through once."""
        if self._wrong[0] is not returns:
            problems = {sent.unit: errors for sent in returns if (errors := self._judged(sent).errors)}
            units: dict[str, list[str]] = {}
            for unit, errors in problems.items():
                for check in {finding.check for error in errors for finding in (error.finding, *error.also)}:
                    units.setdefault(check, []).append(unit)
            self._wrong = (returns, Wrong(problems, {check: tuple(failing) for check, failing in units.items()}))
        return self._wrong[1]

    def _judged(self, sent: Return) -> _Judged:
        known = self._known.get(sent.unit)
        if known is None or known.sent is not sent:
            findings = own_findings(self._form, sent)
            errors = folded(self._form, (finding for finding in findings if finding.severity is Severity.ERROR))
            known = self._known[sent.unit] = _Judged(sent, findings, errors)
        return known


def own_findings(form: Form, sent: Return, last_year: Mapping[FigureId, Value] | None = None) -> tuple[Finding, ...]:
    """What is wrong with one return by itself. Of a figure typed since, the reader's word is void."""
    read = [finding for finding in sent.findings if finding.figures == WHOLE or not _typed(sent, finding.figures)]
    checking = Checking(
        form,
        sent.figures,
        last_year,
        in_return=sent.kind != "report",
        follows=lambda total: sent.given(total) is None,
    )
    return (*read, *checking.findings)


def _typed(sent: Return, figures: tuple[FigureId, ...]) -> bool:
    sources = [sent.sources.get(figure) for figure in figures]
    return all(source is not None and source.conversion == "typed" for source in sources)
