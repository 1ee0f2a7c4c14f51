"""Whether anything that the program says of a return tells of a figure that is wrong."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from app.form import FigureId
from app.report.each_return import own_findings
from app.report.findings import Finding
from app.report.returns import Return
from app.report.values import Value
from tests.readers.made import FORM


def wrong(truth: Mapping[FigureId, Value], sent: Return) -> set[FigureId]:
    """The figures that were taken with another value than was meant. A missing one is not taken."""
    return {figure for figure, value in sent.figures.items() if value != truth[figure]}


def silently_wrong(truth: Mapping[FigureId, Value], sent: Return, usual: Collection[str] = ()) -> set[FigureId]:
    """The wrong ones that no finding names, neither of the reader's nor of the checks.

    `usual` are the checks that fail with the true figures, too. A computed total is wrong where its parts are.
    """
    return _unnamed(truth, sent, [found for found in own_findings(FORM, sent) if found.check not in usual])


def unquestioned(truth: Mapping[FigureId, Value], sent: Return) -> set[FigureId]:
    """The wrong ones that the reader itself does not question."""
    return _unnamed(truth, sent, sent.findings)


def _unnamed(truth: Mapping[FigureId, Value], sent: Return, findings: Collection[Finding]) -> set[FigureId]:
    named = {figure for found in findings for figure in found.figures}
    return {
        figure
        for figure in wrong(truth, sent) - named
        if sent.sources[figure].conversion != "computed" or not named & set(FORM.totals[figure])
    }
