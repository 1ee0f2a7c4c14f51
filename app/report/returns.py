"""What one unit sent for one year, exactly as it was read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.form import FigureId, Form
from app.report.findings import Finding
from app.report.values import Source, Value


@dataclass(frozen=True, slots=True)
class Unused:
    """A cell in the figure area of a table whose content is no figure of the return, and why."""

    sheet: str
    cell: str
    raw: str
    why: str
    figure: FigureId | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """One unit's figures for one year. A figure without entry in `figures` is missing.

    A total is as the unit gave it; one that was blank or never calculated is computed from its parts, which
    its source then says. `findings` are the reader's, about how the file could be read.
    """

    file: str
    unit: str
    year: int | None
    form: str
    figures: Mapping[FigureId, Value]
    sources: Mapping[FigureId, Source]
    unused: tuple[Unused, ...] = ()
    findings: tuple[Finding, ...] = ()
    kind: str = "return"
    sha256: str = ""
    text: Mapping[str, str] = field(default_factory=dict)

    def given(self, total: FigureId) -> Value | None:
        """A total as the unit wrote it; None where it was left to be computed."""
        source = self.sources.get(total)
        if source is None or source.conversion == "computed":
            return None
        return self.figures.get(total)

    def with_cell(self, figure: FigureId, new: tuple[Value, Source] | None) -> Return:
        """This return with exactly this figure set, or taken away; no total follows."""
        figures, sources = dict(self.figures), dict(self.sources)
        _put(figures, sources, figure, *(new or (None, None)))
        return replace(self, figures=figures, sources=sources)

    def with_figure(self, figure: FigureId, value: Value | None, source: Source | None, form: Form) -> Return:
        """This return with one figure changed and the totals that nobody gave, or no longer, computed anew."""
        figures, sources = dict(self.figures), dict(self.sources)
        _put(figures, sources, figure, value, source)
        cleared = (figure,) if value is None and figure in form.totals else ()
        compute_totals(figures, sources, form, cleared + form.totals_with[figure])
        return replace(self, figures=figures, sources=sources)


def compute_totals(
    figures: dict[FigureId, Value],
    sources: dict[FigureId, Source],
    form: Form,
    totals: tuple[FigureId, ...] | None = None,
) -> None:
    """Fills the totals that no one gave from their parts; a total with a missing part stays missing."""
    for total in form.totals if totals is None else totals:
        source = sources.get(total)
        if source is not None and source.conversion != "computed":
            continue
        parts = [figures.get(part) for part in form.totals[total]]
        known = [part for part in parts if part is not None]
        value = sum(known) if len(known) == len(parts) else None
        _put(figures, sources, total, value, source or Source(conversion="computed"))


def _put(
    figures: dict[FigureId, Value],
    sources: dict[FigureId, Source],
    figure: FigureId,
    value: Value | None,
    source: Source | None,
) -> None:
    if value is None or source is None:
        figures.pop(figure, None)
        sources.pop(figure, None)
    else:
        figures[figure] = value
        sources[figure] = source
