"""A later file over what the clerk corrected by hand: cell by cell her number or the unit's."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

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


def with_tables(form: Form, before: Return, sent: Return, tables: Collection[str]) -> Return:
    """What was sent, but only these tables of it, and others that the return before had nothing of."""

    def is_had(figure: FigureId) -> bool:
        return before.sources[figure].conversion != "typed"

    had = {form.figures[figure].table for figure in before.figures if is_had(figure)} - set(tables)

    def stays(figures: Iterable[FigureId]) -> bool:
        return all(figure in form.figures and form.figures[figure].table in had for figure in figures)

    kept = [figure for figure in before.figures if stays((figure,)) and is_had(figure)]
    new = [figure for figure in sent.figures if not stays((figure,))]
    sources = {**{f: before.sources[f] for f in kept}, **{f: sent.sources[f] for f in new}}
    cells = {(source.sheet, source.cell) for source in sources.values()}
    unused = dict.fromkeys(one for one in (*before.unused, *sent.unused) if (one.sheet, one.cell) not in cells)
    return replace(
        sent,
        figures={**{f: before.figures[f] for f in kept}, **{f: sent.figures[f] for f in new}},
        sources=sources,
        corrected={f: cell for f, cell in before.corrected.items() if f in kept},
        findings=(
            *(finding for finding in before.findings if stays(finding.figures)),
            *(finding for finding in sent.findings if not stays(finding.figures)),
        ),
        unused=tuple(unused),
    )


def with_kept(form: Form, before: Return, sent: Return, kept: Iterable[FigureId]) -> Return:
    """What was sent, with the clerk's numbers where she keeps them: corrections of the new file from now on."""
    for figure in kept:
        sent = sent.with_figure(figure, before.cell(figure), form)
    return sent
