"""From the review of a report to the lines of the findings: one wrong cell is one line, one rule over many is one.

Missing figures are a state, told in one line a table, and no errors one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from app.form import FigureId, Form, Severity
from app.report.each_return import EachReturn, Wrong
from app.report.findings import Finding
from app.report.folding import folded, is_arithmetic
from app.report.report import OWN, Report
from app.report.returns import left_empty
from app.report.review import Review
from app.report.text import stands_with
from app.window.standing import LEFT_OUT, UNITS, Line, Mark, Standing

_MANY = 3  # from here on a rule is one line
_NAMED = 5
_LONGEST_NAME = 60
_PARTIAL = "{figure}.partial"
_GAPS = ("text.missing", "returns.missing", "returns.duplicate", _PARTIAL)


def standing(report: Report, reviewed: Review, each: EachReturn) -> Standing:
    """How the report stands, from its review and the findings on each return."""
    form = report.form
    own = Wrong({}, {}) if report.returns.keys() == {OWN} else each.wrong(report.sources)
    about = [finding for finding in reviewed.findings if not _tells_a_gap(form, finding)]
    lines = _Lines(report, own)
    errors = lines.with_units(lines.of(about, Severity.ERROR), about)
    incomplete = list(_incomplete(report, reviewed))
    warnings = [f for f in about if f.severity is Severity.WARNING]
    waiting = lines.of((f for f in warnings if not report.is_explained(f)), Severity.WARNING)
    settled = lines.of((f for f in warnings if report.is_explained(f)), Severity.WARNING)
    explained = [replace(line, mark=Mark.DONE) for line in settled]
    notices = lines.of(about, Severity.NOTICE)
    gaps = tuple(_gaps(report, reviewed))
    told = [*grouped(form, errors), *gaps, *grouped(form, incomplete), *grouped(form, waiting)]
    told += [*_folded_away(Mark.NOTICE, "提示", notices), *_folded_away(Mark.DONE, "已说明", explained)]
    marking = [*errors, *incomplete, *waiting, *explained]
    return Standing(
        lines=tuple(told),
        marks=_marks(form, marking),
        culprits=frozenset(figure for line in marking for f in _marking(line) for figure in f.culprits),
        missing=len(reviewed.missing) + sum(len(line.findings) for line in incomplete),
        unwritten=sum(line.check == "text.missing" for line in gaps),
        silent=sum(len(line.units) for line in gaps if line.check == "returns.missing"),
        left_out=len(report.collected.left_out) + sum(int(f.left or 1) for f in _undecided(report)),
    )


def declared(form: Form, finding: Finding) -> str:
    """The id under which the form declares the rule."""
    if finding.check in form.checks:
        return finding.check
    return finding.check.replace(finding.figures[0], "{figure}")


def _tells_a_gap(form: Form, finding: Finding) -> bool:
    check = declared(form, finding)
    return check in _GAPS or form.checks[check].kind == "required"


@dataclass(frozen=True, slots=True)
class _Lines:
    """Makes lines of findings; `wrong` are the errors of units' returns by themselves."""

    report: Report
    wrong: Wrong

    def of(self, findings: Iterable[Finding], severity: Severity) -> list[Line]:
        """A line for each problem of this severity."""
        form = self.report.form
        mark = {Severity.ERROR: Mark.ERROR, Severity.WARNING: Mark.WARNING, Severity.NOTICE: Mark.NOTICE}[severity]
        problems = folded(form, (finding for finding in findings if finding.severity is severity))
        return [self._line(mark, (problem.finding, *problem.also)) for problem in problems]

    def _line(self, mark: Mark, findings: tuple[Finding, ...]) -> Line:
        form, finding = self.report.form, findings[0]
        figure = next(iter((*finding.culprits, *finding.figures)))
        known = figure if figure in form.figures else None
        units = self.wrong.units.get(finding.check, ())
        named = units or _named(self.report, finding)
        return Line(
            mark, finding.message, declared(form, finding), _section(form, finding, known), known, findings, named
        )

    def with_units(self, errors: Iterable[Line], about: Iterable[Finding]) -> list[Line]:
        """The report's errors, and those of returns: what one wrong cell makes fail in both is one line."""
        told = list(errors)
        of_unit: dict[str, list[int]] = {}
        for at, line in enumerate(told):
            if line.finding and (unit := self.report.unit_behind(line.finding.check)):
                of_unit.setdefault(unit, []).append(at)
        for line in self.of_units(about):
            at = next((at for at in of_unit.get(line.units[0], ()) if self._is_same(told[at], line)), -1)
            if at < 0:
                told.append(line)
                continue
            words = "" if line.finding and is_arithmetic(self.report.form, line.finding) else line.text
            told[at] = replace(told[at], text=told[at].text + words, units=line.units, same=(*told[at].same, line))
        return told

    def _is_same(self, of_report: Line, of_unit: Line) -> bool:
        """Whether this error is why the report's balance fails, for which its unit alone is to blame."""
        form, finding, own = self.report.form, of_report.finding, of_unit.finding
        if finding is None or own is None:
            return False
        if is_arithmetic(form, own) and (
            own.difference is None or finding.difference is None or abs(own.difference) != abs(finding.difference)
        ):
            return False
        return not set(form.entries(finding.figures)).isdisjoint(form.entries(own.culprits or own.figures))

    def of_units(self, about: Iterable[Finding]) -> list[Line]:
        """The errors of returns that the report does not share."""
        form, lines = self.report.form, []
        shared = {finding.check for finding in about}
        for unit, problems in self.wrong.problems.items():
            for problem in problems:
                finding = problem.finding
                if finding.check in shared:
                    continue
                figure = next(iter((*finding.culprits, *finding.figures)))
                lines.append(
                    Line(
                        Mark.ERROR,
                        f"{unit}的报送表：{finding.message}",
                        declared(form, finding),
                        UNITS,
                        figure if figure in form.figures else None,
                        (finding, *problem.also),
                        (unit,),
                    )
                )
        return lines


def _named(report: Report, finding: Finding) -> tuple[str, ...]:
    """The unit that a finding about the set of returns begins with."""
    if not finding.check.startswith("returns.") and not finding.check.endswith(".unit"):
        return ()
    starts = (finding.message[:length] for length in range(min(len(finding.message), _LONGEST_NAME), 0, -1))
    return next(((start,) for start in starts if start in report.returns), ())


def _section(form: Form, finding: Finding, figure: FigureId | None) -> str:
    if finding.section:
        return stands_with(form, finding.section).id
    if figure is not None:
        return form.section_of(form.figures[figure].table).id
    return UNITS if finding.check.startswith("returns.") else ""


def _incomplete(report: Report, reviewed: Review) -> Iterator[Line]:
    """The units without some of the figures that others gave, and that the sums are therefore without."""
    form = report.form
    partial = [f for f in reviewed.findings if declared(form, f) == _PARTIAL]
    for sent in report.sources if partial else ():
        empty = set(left_empty(form, sent))
        lacking = [finding for finding in partial if finding.figures[0] in empty]
        if lacking:
            tables = dict.fromkeys(form.section_of(form.figures[f.figures[0]].table).ordinal for f in lacking)
            where = f"{sent.unit}缺 {len(lacking)} 项数据（表{'、'.join(tables)}）"
            text = f"{where}，汇总数里没有这些数。请补报，没有发生的填 0。"
            figure = lacking[0].figures[0]
            yield Line(Mark.OPEN, text, _PARTIAL, UNITS, figure, tuple(lacking), (sent.unit,))


def _gaps(report: Report, reviewed: Review) -> Iterator[Line]:
    form, missing = report.form, set(reviewed.missing)
    for section in form.sections:
        lacking = [figure.id for figure in form.figures_of(section.table) if figure.id in missing]
        if lacking:
            yield Line(Mark.OPEN, f"表{section.ordinal}缺 {len(lacking)} 项", "required", section.id, lacking[0])
        elif section.kind == "text" and not report.text.get(section.id, "").strip():
            yield Line(Mark.OPEN, f"“{section.title}”还没有写", "text.missing", section.id)
    silent = tuple(unit.name for unit in report.units.values() if unit.included and unit.name not in report.returns)
    if silent:
        each = [Line(Mark.OPEN, f"{unit}未报", "returns.missing", UNITS, units=(unit,)) for unit in silent]
        whole = replace(each[0], text=f"{len(silent)} 个单位未报：{_some(silent)}", units=silent, members=tuple(each))
        yield whole if len(silent) > 1 else each[0]
    for finding in _undecided(report):
        yield Line(Mark.OPEN, finding.message, finding.check, UNITS, findings=(finding,))
    for told in report.collected.left_out:
        yield Line(Mark.OPEN, told, LEFT_OUT, UNITS)


def _undecided(report: Report) -> list[Finding]:
    """The units of whose several files none was chosen."""
    return [finding for finding in report.collected.findings if finding.check == "returns.duplicate"]


def grouped(form: Form, lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, those of one rule as one; a sum or balance stands alone, as each is another wrong cell."""
    alike: dict[object, list[Line]] = {}
    for line in lines:
        alone = line.finding is not None and line.section != UNITS and is_arithmetic(form, line.finding)
        alike.setdefault(id(line) if alone else (form.checks[line.check].text, line.section), []).append(line)
    for same in alike.values():
        many = _MANY if same[0].check != "override.reason" else 2
        yield from same if len(same) < many else [_group(form, same)]


def _group(form: Form, lines: list[Line]) -> Line:
    """One line for many: how many units or places, and the rule."""
    units = tuple(dict.fromkeys(unit for line in lines for unit in line.units))
    whole = len(units) >= len(lines)
    how_many = f"{len(units)} 个单位（{_some(units)}）" if whole else f"{len(lines)} 处"
    findings = tuple(finding for line in lines for finding in line.findings)
    text = f"{how_many}：{form.checks[lines[0].check].text}"
    return replace(lines[0], text=text, findings=findings, units=units if whole else (), members=tuple(lines))


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")


def _folded_away(mark: Mark, word: str, lines: list[Line]) -> Iterator[Line]:
    """All of them behind one line."""
    if lines:
        yield Line(mark, f"{word} {len(lines)}", members=tuple(lines))


def _marks(form: Form, lines: Iterable[Line]) -> dict[FigureId, Mark]:
    """The first mark of each cell: a finding with suspects marks these and its totals, else all its figures."""
    marks: dict[FigureId, Mark] = {}
    for line in lines:
        for finding in _marking(line):
            totals = [figure for figure in finding.figures if figure in form.totals] or finding.figures[:1]
            shown = (*finding.culprits, *totals) if finding.culprits else finding.figures
            for figure in shown:
                if figure in form.figures:
                    marks.setdefault(figure, line.mark)
    return marks


def _marking(line: Line) -> tuple[Finding, ...]:
    """What a line marks in the report's tables; a unit's own error is marked in its return."""
    if line.check == _PARTIAL:
        return line.findings
    return () if line.section == UNITS else line.findings[:1]
