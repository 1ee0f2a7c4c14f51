"""The figures of one unit's return, with what is wrong with it by itself and what was corrected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QObject, Slot

from app.form import FigureId, Severity
from app.report.edits import RestoreSent, SetFigure, SetFigures
from app.report.findings import Finding
from app.report.folding import folded
from app.report.report import Change
from app.report.returns import Return, left_empty
from app.report.values import Value, shown
from app.report.whose import cells_of
from app.window.document import Document
from app.window.standing import Line, Mark
from app.window.table.figures import Figures, Look
from app.window.units.rows import is_gap

_MARKS = {Severity.ERROR: Mark.ERROR, Severity.WARNING: Mark.WARNING, Severity.NOTICE: Mark.NOTICE}


class ReturnFigures(Figures):
    """Typing corrects the return; `note` says on what ground, such as 电话更正."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(document, parent)
        self.unit = ""
        self.note = ""
        self._findings: tuple[Finding, ...] = ()
        self._marks: dict[FigureId, Mark] = {}
        self._culprits: frozenset[FigureId] = frozenset()
        document.made.connect(self._made)

    @property
    def sent(self) -> Return | None:
        """The return; None where there is none any more."""
        return self._document.report.returns.get(self.unit)

    def show(self, unit: str) -> None:
        """Shows this unit's return from now on."""
        self.unit = unit
        self._judge()

    @Slot(object)
    def _made(self, change: Change) -> None:
        if any(step.key[:2] in (("return", self.unit), ("figure", self.unit)) for step in change.steps):
            self._judge()

    def _judge(self) -> None:
        found = self._document.each_return.findings(self.sent) if self.sent else ()
        told = [finding for finding in found if not is_gap(self.form, finding.check)]
        self._findings = tuple(sorted(told, key=lambda finding: list(Severity).index(finding.severity)))
        self._culprits = frozenset(figure for finding in self._findings for figure in finding.culprits)
        self._marks = {}
        for finding in self._findings:
            if finding.severity is not Severity.NOTICE:
                for figure in (*finding.culprits, finding.figures[0]) if finding.culprits else finding.figures:
                    self._marks.setdefault(figure, _MARKS[finding.severity])
        self.changed.emit(self.form.figures.keys())

    @property
    def closed(self) -> str:
        return self._document.session.read_only

    def value(self, figure: FigureId) -> Value | None:
        return self.sent.figures.get(figure) if self.sent else None

    def look(self, figure: FigureId) -> Look:
        value = self.value(figure)
        return Look(
            role="total" if figure in self.form.totals else "entry",
            text="" if value is None else shown(value),
            missing=value is None,
            mark=self._marks.get(figure),
            culprit=figure in self._culprits,
            overridden=self.sent is not None and figure in self.sent.corrected,
        )

    def about(self, figure: FigureId) -> tuple[str, ...]:
        found = tuple(finding.message for finding in self._findings if figure in finding.figures)
        return (*found, self.correction(figure)) if self.correction(figure) else found

    def enter(self, figure: FigureId, value: Value | None) -> bool:
        return self._document.do(SetFigure(self.unit, figure, value, self.note))

    def enter_all(self, values: Mapping[FigureId, Value | None]) -> bool:
        return self._document.do(SetFigures(self.unit, values, self.note))

    def restore(self, figures: tuple[FigureId, ...]) -> bool:
        """Puts back what the unit sent."""
        return self._document.do(RestoreSent(self.unit, figures))

    def given(self, figure: FigureId) -> tuple[Value, Value] | None:
        """A total as the unit gave it and as its parts make it, where these differ."""
        sent = self.sent
        given = sent.given(figure) if sent and figure in self.form.totals else None
        parts = [self.value(part) for part in self.form.totals.get(figure, ())]
        known = [part for part in parts if part is not None]
        return None if given is None or len(known) < len(parts) or given == sum(known) else (given, sum(known))

    def correction(self, figure: FigureId) -> str:
        """What the unit sent, where, and what it was made; "" where nothing was corrected."""
        sent = self.sent
        if sent is None or figure not in sent.corrected:
            return ""
        before, source = sent.corrected[figure], sent.sources.get(figure)
        note = f"（{source.raw}）" if source is not None and source.conversion == "typed" and source.raw else ""
        now = f"改为 {shown(self.value(figure))}{note}"
        if before is None:
            return f"原来没有报，{now}"
        at = before[1].address
        return f"原报 {shown(before[0])}{f'（{at}）' if at else ''}，{now}"

    @property
    def lines(self) -> tuple[Line, ...]:
        """What there is to look at: problems, the gravest first, then corrections, then cells that were not used."""
        return tuple(self._lines())

    def _lines(self) -> Iterator[Line]:
        sent = self.sent
        if sent is None:
            return
        if missing := left_empty(self.form, sent):
            yield Line(Mark.OPEN, f"缺 {len(missing)} 项", figure=missing[0])
        for problem in folded(self.form, self._findings):
            finding = problem.finding
            figure = next(iter((*finding.culprits, *finding.figures)))
            at = cells_of(sent, finding.culprits or finding.figures[:1])
            known = figure if figure in self.form.figures else None
            text = f"{finding.message.removesuffix('。')}{f'（{at}）' if at else ''}。"
            yield Line(_MARKS[finding.severity], text, figure=known, findings=(finding, *problem.also))
        for figure in (figure for figure in self.form.figures if figure in sent.corrections):
            yield Line(Mark.DONE, f"{self.form.figures[figure].place}{self.correction(figure)}", figure=figure)
        for cell in sent.unused:
            yield Line(Mark.NOTICE, f"未采用 {cell.address}“{cell.raw}”：{cell.why}", figure=cell.figure)
