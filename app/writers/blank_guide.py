"""How to fill in a row of a blank return, from what the form says of its figures."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from app.form import FigureId, Form


def guide(form: Form, figures: Sequence[FigureId], entries: Collection[FigureId], carried: Collection[FigureId]) -> str:
    """One or two sentences beside the row of `figures`, of which the `entries` are to be filled in."""
    asked = [form.figures[figure] for figure in figures if figure in entries]
    if not asked:
        return "上年报告的结转数，已填好。" if set(figures) & set(carried) else "自动计算，不用填。"
    amount = "填金额（万元），最多 6 位小数" if asked[0].is_money else f"填{asked[0].column.unit}数（整数）"
    nil = _rules(form, figures, "zero_unless")
    advice = [form.advice[figure.id] for figure in asked if figure.id in form.advice]
    told = nil or advice + _rules(form, figures, "roll_forward", "equal_last_year")
    return "；".join(dict.fromkeys([amount, *told])) + "。"


def _rules(form: Form, figures: Sequence[FigureId], *kinds: str) -> list[str]:
    checks = (check for figure in figures for check in form.checks_on[figure] if figure in check.left)
    return [check.text for check in checks if check.kind in kinds]
