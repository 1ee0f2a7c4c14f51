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
from app.report.values import shown

_COMPARED = 3
_NAMED = 20
_ENOUGH = 5
"""Fewer figures above 0 than this may agree by chance."""
_LARGE_FEE, _HUGE_FEE = Decimal(10), Decimal(10_000)  # 万元
_FEE_RATIO = 1_000


def between_units(form: Form, returns: Sequence[Return], fingerprints: Mapping[str, int]) -> Iterator[Finding]:
    """Returns copied from one another, and fees out of proportion. `fingerprints` are those of the returns by unit."""
    if len(returns) < _COMPARED:
        return
    yield from _same_figures(form, returns, fingerprints)
    for figure in form.figures.values():
        if figure.is_money and not figure.is_total:
            yield from _amounts(form, returns, figure.id)


def some(units: Sequence[str]) -> str:
    """The units by name, of very many the first."""
    return "、".join(units[:_NAMED]) + (f"等{len(units)}个单位" if len(units) > _NAMED else "")


def fingerprint(sent: Return, form: Form) -> int:
    """The same for returns whose entry figures above 0 are all the same; kept, since there may be thousands."""
    return hash(frozenset(of for of in sent.filled if of[0] not in form.totals))


def _same_figures(form: Form, returns: Sequence[Return], fingerprints: Mapping[str, int]) -> Iterator[Finding]:
    alike: dict[int, list[Return]] = {}
    for sent in returns:
        alike.setdefault(fingerprints[sent.unit], []).append(sent)
    for same in alike.values():
        if len(same) == 1:
            continue
        filled = [figure for figure in form.figures if figure not in form.totals and same[0].figures.get(figure)]
        if len(filled) >= _ENOUGH:
            units = some([sent.unit for sent in same])
            message = f"{units}的报送表有{len(filled)}项不为 0 的数据，全部相同。请核实是否同一份表报了两次，或者照抄。"
            yield raised(form, "returns.same_figures", message)


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
            yield raised(form, "{figure}.unit", message, (figure,))
