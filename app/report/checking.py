"""The form's checks at work on a set of values, kept current as figures change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from app.form import Check, FigureId, Form
from app.report.culprits import culprits, looked_through
from app.report.findings import Finding, broken
from app.report.kinds import JUDGES, OF_ONE, Values


class Checking:
    """The findings on `values`, which the owner changes and then calls `update` with what changed.

    `facts` are what the form's checks may depend on, such as `organ_makes_regulations`; `follows` says of a total
    whether it is computed from its parts.
    """

    def __init__(
        self,
        form: Form,
        values: Values,
        last_year: Values | None = None,
        *,
        in_return: bool = False,
        facts: frozenset[str] = frozenset(),
        follows: Callable[[FigureId], bool] = lambda _total: False,
    ) -> None:
        self._form = form
        self._values = values
        self._last_year: Values = last_year or {}
        self._in_return = in_return
        self._follows = follows
        self._arithmetic: Mapping[str, Check] | None = None
        self._findings: tuple[Finding, ...] | None = None
        self._checks = [check for check in form.relations if check.unless not in facts] if facts else form.relations
        self._void = {check.id for check in form.relations if check.unless in facts} if facts else set()
        self._broken: dict[str, Finding] = {}
        self.evaluate()

    def evaluate(self) -> None:
        """Judges every relation afresh."""
        self._broken.clear()
        plain = {figure for figure, value in self._values.items() if type(value) is int and value >= 0}
        self._judge(check for check in self._checks if check.kind not in OF_ONE or check.left[0] not in plain)

    def update(self, figures: Iterable[FigureId]) -> None:
        """Judges again the relations that these figures stand in."""
        touched: dict[str, Check] = {}
        for figure in figures:
            for check in self._form.checks_on[figure]:
                if check.id not in self._void:
                    touched[check.id] = check
        for check_id in touched:
            self._broken.pop(check_id, None)
        if touched:
            self._judge(touched.values())

    def _judge(self, checks: Iterable[Check]) -> None:
        self._findings = None
        values, last_year = self._values, self._last_year
        for check in checks:
            sides = JUDGES[check.kind](check, values, last_year)
            if sides is not None:
                self._broken[check.id] = broken(self._form, check, *sides, values, in_return=self._in_return)

    def __getitem__(self, check_id: str) -> Finding:
        return self._broken[check_id]

    def __contains__(self, check_id: str) -> bool:
        return check_id in self._broken

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The broken relations in the form's order, each with its suspects."""
        if not self._broken:
            return ()
        if self._findings is None:
            suspects = self._suspects()
            self._findings = tuple(
                replace(self._broken[check.id], culprits=suspects.get(check.id, ()))
                for check in self._checks
                if check.id in self._broken
            )
        return self._findings

    def _suspects(self) -> Mapping[str, tuple[FigureId, ...]]:
        if not any(self._form.checks[check_id].kind in ("sum", "balance") for check_id in self._broken):
            return {}
        if self._arithmetic is None:
            self._arithmetic = looked_through(self._form, self._follows)
        return culprits(self._form, self._values, self._broken, self._arithmetic)


def checked(form: Form, values: Values, last_year: Mapping[FigureId, object] | None = None) -> tuple[Finding, ...]:
    """The findings on a return's values, given totals as they stand."""
    return Checking(form, values, last_year, in_return=True).findings  # type: ignore[arg-type]
