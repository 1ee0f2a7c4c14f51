"""Comparisons between the units' returns: what arithmetic inside one return cannot see.

All from three units up. Compared are parts, never given totals.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from statistics import median

from app.form import FigureId, Form
from app.report.findings import Finding, raised
from app.report.returns import Return
from app.report.values import Value, shown

_ENOUGH = 5
"""Fewer figures above 0 than this may agree by chance."""
_LARGE_FEE, _HUGE_FEE = Decimal(10), Decimal(10_000)  # 万元
_FEE_RATIO = 1_000


def between_units(form: Form, returns: Sequence[Return], report: Mapping[FigureId, Value]) -> Iterator[Finding]:
    """Returns copied from one another, and a unit that returned what all units together have."""
    if len(returns) < 3:
        return
    entries = [figure for figure in form.figures if figure not in form.totals]
    yield from _same_figures(form, returns, entries)
    grids = {table.id for table in form.tables.values() if table.layout == "grid"}
    yield from _sum_of_others(form, returns, report, [f for f in entries if form.figures[f].table in grids])
    for figure in entries:
        if form.figures[figure].is_money:
            yield from _amounts(form, returns, figure)


def _same_figures(form: Form, returns: Sequence[Return], entries: Sequence[FigureId]) -> Iterator[Finding]:
    alike: dict[tuple[tuple[FigureId, Value], ...], list[str]] = {}
    for sent in returns:
        filled = tuple((figure, value) for figure in entries if (value := sent.figures.get(figure)))
        if len(filled) >= _ENOUGH:
            alike.setdefault(filled, []).append(sent.unit)
    for filled, units in alike.items():
        if len(units) > 1:
            alike_in = f"{'、'.join(units)}的报送表有{len(filled)}项不为 0 的数据，全部相同"
            message = f"{alike_in}。请核实是否同一份表报了两次，或者照抄。"
            yield raised(form, "returns.same_figures", message)


def _sum_of_others(
    form: Form, returns: Sequence[Return], report: Mapping[FigureId, Value], entries: Sequence[FigureId]
) -> Iterator[Finding]:
    """A unit whose table equals the sum of the others: it returned the whole district, itself left out."""
    sums = {figure: sum(sent.figures.get(figure, 0) for sent in returns) for figure in entries}
    for sent in returns:
        filled = [figure for figure in entries if sent.figures.get(figure)]
        if len(filled) < _ENOUGH:
            continue
        if all(sums[f] == 2 * sent.figures.get(f, 0) for f in entries):
            whole = "其他单位之和"
        elif all(report.get(f, 0) == sent.figures.get(f, 0) for f in entries):
            whole = "全部单位的汇总数"
        else:
            continue
        message = f"{sent.unit}表三的{len(entries)}项数据都等于{whole}。请核实是否报送了全区（县）的数。"
        yield raised(form, "returns.sum_of_others", message)


def _amounts(form: Form, returns: Sequence[Return], figure: FigureId) -> Iterator[Finding]:
    amounts = {sent.unit: amount for sent in returns if (amount := sent.figures.get(figure)) is not None}
    place = form.figures[figure].place
    whole = sum(amounts.values())
    middle = median(map(Decimal, amounts.values())) if amounts else Decimal(0)
    for unit, amount in amounts.items():
        others = whole - amount
        if amount > _LARGE_FEE and (max(amount, others) - min(amount, others)) * 100 <= others:
            message = (
                f"{unit}的{place}为{shown(amount)}万元，其他单位合计{shown(others)}万元，两者相近。"
                "请核实是否报送了全区（县）的收费，造成重复计算。"
            )
            yield raised(form, "returns.fee_of_all", message, (figure,))
        if amount > _HUGE_FEE and amount > _FEE_RATIO * middle:
            message = (
                f"{unit}的{place}为{shown(amount)}万元，是各单位中间值{shown(middle)}万元的一千倍以上。"
                "请核实单位是否应为元。"
            )
            yield raised(form, "proactive.fee.amount.unit", message, (figure,))
