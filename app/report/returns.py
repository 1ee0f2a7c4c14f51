"""What one unit sent for one year, exactly as it was read, and what the clerk corrected in it since."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace

from app.form import FigureId, Form, Severity
from app.report.findings import Finding
from app.report.values import Source, Value, address_of


@dataclass(frozen=True, slots=True)
class Unused:
    """A cell in the figure area of a table whose content is no figure of the return, and why."""

    sheet: str
    cell: str
    raw: str
    why: str
    figure: FigureId | None = None

    @property
    def address(self) -> str:
        """Where it stands in the file, as `表!D21`."""
        return address_of(self.sheet, self.cell)


TRANSCRIPT = "transcript"
"""The kind of a return that the clerk types from a file that the program cannot read: a picture, a PDF."""

Cell = tuple[Value, Source]
"""A figure's value with where it came from."""


@dataclass(frozen=True, slots=True)
class Return:
    """One unit's figures for one year. A figure without entry in `figures` is missing.

    A total is as the unit gave it; one that was blank or never calculated is computed from its parts, which
    its source then says. `findings` are the reader's, about how the file could be read. `corrected` has what the
    unit sent for each figure that is another one now, None where it sent none. Of a return that the clerk typed
    nothing is a correction. `rivals` are the sheets that hold the same table with other
    figures, by table: none of them was taken.
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
    corrected: Mapping[FigureId, Cell | None] = field(default_factory=dict)
    rivals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def is_typed(self) -> bool:
        """Whether the clerk typed it herself, be it from a `file` beside it."""
        return not self.file or self.kind == TRANSCRIPT

    @property
    def is_zero(self) -> bool:
        """Whether the unit says that nothing occurred: no figure is other than 0."""
        return bool(self.figures) and not any(self.figures.values())

    @property
    def filled(self) -> list[tuple[FigureId, Value]]:
        """The figures other than 0: few, so that thousands of returns are compared and added quickly."""
        return [of for of in self.figures.items() if of[1]]

    def given(self, total: FigureId) -> Value | None:
        """A total as the unit wrote it; None where it was left to be computed."""
        source = self.sources.get(total)
        if source is None or source.conversion == "computed":
            return None
        return self.figures.get(total)

    @property
    def corrections(self) -> tuple[FigureId, ...]:
        """The figures that were corrected by hand; a total that only follows is none."""
        return tuple(f for f in self.corrected if f not in self.sources or self.sources[f].conversion != "computed")

    def cell(self, figure: FigureId) -> Cell | None:
        """A figure with its source; None where it is missing."""
        value = self.figures.get(figure)
        return None if value is None else (value, self.sources[figure])

    def with_cell(self, figure: FigureId, new: Cell | None) -> Return:
        """This return with exactly this figure set, or taken away; no total follows."""
        figures, sources = dict(self.figures), dict(self.sources)
        _put(figures, sources, figure, *(new or (None, None)))
        corrected = self.corrected if self.is_typed else self._corrected(figure, new)
        return replace(self, figures=figures, sources=sources, corrected=corrected)

    def with_figure(self, figure: FigureId, new: Cell | None, form: Form) -> Return:
        """This return with one figure changed and its totals computed anew.

        A total that the unit gave follows where it agreed with its parts; one that did not stays as it was sent,
        for it may be the part that is wrong.
        """
        figures, sources = dict(self.figures), dict(self.sources)
        _put(figures, sources, figure, *(new or (None, None)))
        cleared = (figure,) if new is None and figure in form.totals else ()
        for total in form.totals_with[figure]:
            if self.given(total) is not None and self._agrees(total, form):
                sources[total] = Source(conversion="computed")
        compute_totals(figures, sources, form, cleared + form.totals_with[figure])
        after = replace(self, figures=figures, sources=sources)
        changed = self
        for touched in (figure, *form.totals_with[figure]):
            cell, sent = after.cell(touched), self.corrected.get(touched)
            if touched != figure and cell and sent and sent[0] == cell[0]:
                cell = sent
            if cell != self.cell(touched):
                changed = changed.with_cell(touched, cell)
        return changed

    def _agrees(self, total: FigureId, form: Form) -> bool:
        parts = [self.figures.get(part) for part in form.totals[total]]
        return None not in parts and self.figures.get(total) == sum(part for part in parts if part is not None)

    def _corrected(self, figure: FigureId, new: Cell | None) -> Mapping[FigureId, Cell | None]:
        """What was sent, where the figure is to be `new` from now on."""
        sent = self.corrected[figure] if figure in self.corrected else as_sent(self.cell(figure))
        corrected = {known: cell for known, cell in self.corrected.items() if known != figure}
        if sent != as_sent(new):
            corrected[figure] = sent
        return corrected


def unfilled(form: Form, figures: Container[FigureId]) -> tuple[FigureId, ...]:
    """What is missing, wherever it is counted: the figures that somebody has to give. A total follows its parts."""
    return tuple(figure for figure in form.figures if figure not in figures and figure not in form.totals)


def left_empty(form: Form, sent: Return) -> tuple[FigureId, ...]:
    """What is missing in a return; a cell that holds something unreadable is an error of reading, and no gap."""
    unread = {f for found in sent.findings if found.severity is Severity.ERROR for f in found.figures}
    return tuple(figure for figure in unfilled(form, sent.figures) if figure not in unread)


def as_sent(cell: Cell | None) -> Cell | None:
    """The cell if somebody wrote it; a total that only follows its parts was sent by nobody."""
    return None if cell is None or cell[1].conversion == "computed" else cell


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
