"""A unit that returned what all units together have: its table equals the sum of the others', or the roll-up.

With every key that is looked for again, among thousands of returns: they are kept by the figure that tells most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from app.form import FigureId, Form
from app.report.findings import Finding, raised
from app.report.returns import Return
from app.report.values import Value

_COMPARED = 3
_ENOUGH = 5
"""Fewer figures above 0 than this may agree by chance."""

_Figures = Mapping[FigureId, Value]


class AllInOne:
    """The units by what each has of the largest figure of a table, kept as returns come and go."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._returns: dict[str, Return] = {}
        self._tables = {
            table.id: [figure.id for figure in form.figures_of(table.id) if not figure.is_total]
            for table in form.tables.values()
            if table.layout == "grid"
        }
        self._by_value: dict[str, tuple[FigureId, dict[Value, set[str]]]] = {}

    def put(self, unit: str, sent: Return | None) -> None:
        """Takes note of the unit's return, or that there is none."""
        old = self._returns.pop(unit, None)
        if sent is not None:
            self._returns[unit] = sent
        for figure, units in self._by_value.values():
            if old is not None and (value := old.figures.get(figure)) is not None:
                units[value].discard(unit)
            if sent is not None and (value := sent.figures.get(figure)) is not None:
                units.setdefault(value, set()).add(unit)

    def findings(self, places: Mapping[str, int], sums: _Figures, report: _Figures) -> Iterator[Finding]:
        """`places` of the units that are rolled up, `sums` of entry figures over them, and the `report`'s figures."""
        if len(places) < _COMPARED:
            return
        for table, entries in self._tables.items():
            largest = max(entries, key=lambda figure: sums.get(figure, 0))
            units = self._by(table, largest)
            possible = units.get(Decimal(sums.get(largest, 0)) / 2, set())
            if largest in report:
                possible = possible | units.get(report[largest], set())
            for unit in sorted(possible & places.keys(), key=places.__getitem__):
                yield from self._about(self._returns[unit], entries, sums, report)

    def _by(self, table: str, figure: FigureId) -> dict[Value, set[str]]:
        """The units by this figure."""
        if table not in self._by_value or self._by_value[table][0] != figure:
            units: dict[Value, set[str]] = {}
            for sent in self._returns.values():
                if (value := sent.figures.get(figure)) is not None:
                    units.setdefault(value, set()).add(sent.unit)
            self._by_value[table] = figure, units
        return self._by_value[table][1]

    def _about(self, sent: Return, entries: Sequence[FigureId], sums: _Figures, report: _Figures) -> Iterator[Finding]:
        if all(sums.get(f, 0) == 2 * sent.figures.get(f, 0) for f in entries):
            whole = "其他单位之和"
        elif all(report.get(f, 0) == sent.figures.get(f, 0) for f in entries):
            whole = "全部单位的汇总数"
        else:
            return
        if sum(bool(sent.figures.get(f)) for f in entries) >= _ENOUGH:
            ordinal = self._form.section_of(self._form.figures[entries[0]].table).ordinal
            message = f"{sent.unit}表{ordinal}的{len(entries)}项数据都等于{whole}。请核实是否报送了全区（县）的数。"
            yield raised(self._form, "returns.sum_of_others", message)
