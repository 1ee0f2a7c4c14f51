"""The figures that a table shows, and where what is typed into it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from app.form import FigureId, Form
from app.report.report import OWN, Change
from app.report.values import Value, shown
from app.window.document import Document
from app.window.standing import Mark, Standing


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell shows. `role` is heading, head, label, entry, total, or past for what nobody fills in.

    `carried` from last year; `arrived` with the last import.
    """

    role: str
    text: str
    missing: bool = False
    mark: Mark | None = None
    culprit: bool = False
    overridden: bool = False
    carried: bool = False
    arrived: bool = False


class Figures(QObject):
    """Figures that nobody edits. `changed` names those whose looks may have become different."""

    changed = Signal(object)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.refused = document.refused
        self.about_to_step, self.given_up = document.about_to_step, document.given_up
        self.give_up_at = document.give_up_at

    @property
    def form(self) -> Form:
        return self._document.report.form

    @property
    def closed(self) -> str:
        """Why numbers cannot be typed into the entries, in a sentence; "" where they can."""
        return "这是上年的数，只供对照，不能改。"

    @property
    def can_be_entered(self) -> bool:
        """Whether numbers can be typed into the entries."""
        return not self.closed

    def value(self, figure: FigureId) -> Value | None:
        """The figure; None where it is missing."""
        raise NotImplementedError

    def look(self, figure: FigureId) -> Look:
        """What the figure's cell shows."""
        value = self.value(figure)
        return Look("past", "" if value is None else shown(value))

    def about(self, figure: FigureId) -> tuple[str, ...]:
        """What is to be said about the figure, in sentences."""
        return ()

    def enter(self, figure: FigureId, value: Value | None) -> bool:
        """Takes one number; None empties the cell."""
        return False

    def enter_all(self, values: Mapping[FigureId, Value | None]) -> bool:
        """Takes numbers together, as one edit."""
        return False

    def refuse(self, say: str) -> None:
        """Says why something cannot be entered."""
        self._document.refused.emit(say)


class ReportFigures(Figures):
    """The report's own."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(document, parent)
        self._latest: frozenset[FigureId] = frozenset()
        self._arrived: frozenset[FigureId] = frozenset()
        self._standing = document.standing
        document.changed.connect(self._changed)
        document.made.connect(self._made)
        document.judged.connect(self._judged)

    @property
    def closed(self) -> str:
        return self._document.session.read_only

    def value(self, figure: FigureId) -> Value | None:
        return self._document.report.figures.get(figure)

    def look(self, figure: FigureId) -> Look:
        value, standing, report = self.value(figure), self._standing, self._document.report
        return Look(
            role="total" if figure in report.form.totals else "entry",
            text="" if value is None else shown(value),
            missing=value is None,
            mark=standing.marks.get(figure),
            culprit=figure in standing.culprits,
            overridden=figure in report.overrides,
            carried=self._is_carried(figure),
            arrived=figure in self._arrived,
        )

    def _is_carried(self, figure: FigureId) -> bool:
        own = self._document.report.returns.get(OWN)
        source = own.sources.get(figure) if own is not None else None
        return source is not None and source.conversion == "carried"

    def about(self, figure: FigureId) -> tuple[str, ...]:
        return self._document.standing.about(figure)

    def enter(self, figure: FigureId, value: Value | None) -> bool:
        return self._document.enter(figure, value)

    def enter_all(self, values: Mapping[FigureId, Value | None]) -> bool:
        return self._document.enter_all(dict(values))

    @Slot(object)
    def _changed(self, figures: frozenset[FigureId]) -> None:
        self._latest = figures
        self.changed.emit(figures)

    def _note_arrival(self, change: Change) -> None:
        """What a return that came in changed stays marked until the next edit; where it is most, that says nothing."""
        came = any(step.key[0] == "return" for step in change.steps)
        arrived = self._latest if came and len(self._latest) < len(self.form.figures) / 2 else frozenset()
        before, self._arrived = self._arrived, arrived
        if before | arrived:
            self.changed.emit(before | arrived)

    @Slot(object)
    def _made(self, change: Change) -> None:
        self._note_arrival(change)
        touched = {FigureId(step.key[-1]) for step in change.steps if step.key[0] in ("override", "figure")}
        came = any(step.key[0] == "return" for step in change.steps)
        self.changed.emit(self.form.figures.keys() if came else touched)

    @Slot(object)
    def _judged(self, standing: Standing) -> None:
        before, self._standing = self._standing, standing
        marked = {figure for figure, _ in before.marks.items() ^ standing.marks.items()}
        self.changed.emit(marked | (before.culprits ^ standing.culprits))
