"""A later file over what the clerk corrected by hand: cell by cell her number or the unit's."""

from __future__ import annotations

from collections.abc import Iterable

from app.form import FigureId, Form
from app.report.returns import Return


def disputed(form: Form, before: Return, sent: Return) -> tuple[FigureId, ...]:
    """The figures corrected by hand that the unit's new file has otherwise; a total follows its parts."""
    return tuple(
        figure
        for figure in form.figures
        if figure in before.corrected
        and figure not in form.totals
        and before.figures.get(figure) != sent.figures.get(figure)
    )


def with_kept(form: Form, before: Return, sent: Return, kept: Iterable[FigureId]) -> Return:
    """What was sent, with the clerk's numbers where she keeps them: corrections of the new file from now on."""
    for figure in kept:
        sent = sent.with_figure(figure, before.cell(figure), form)
    return sent
