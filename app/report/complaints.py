"""What an account of a paragraph found, in sentences for the clerk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from app.form import FigureId, Form, Reading
from app.report.account import Account, Doubt, Entry
from app.report.findings import WHOLE, Finding, gap, raised
from app.report.text import place_said
from app.report.values import shown

_BORDERS = "，。；：！？,;（）()\n"
_LONGEST = 60
"""Characters on either side of a number that are quoted with it."""


def complaints(form: Form, section: str, text: str, account: Account) -> Iterator[Finding]:
    """The findings on the printed paragraph `text`, in its order; each number is spoken of once."""
    where = place_said(form, section)
    for finding in _complaints(form, where, text, account):
        yield replace(finding, section=section)


def _complaints(form: Form, where: str, text: str, account: Account) -> Iterator[Finding]:
    doubted = {id(entry) for doubt in account.doubts for entry in (doubt.whole, *doubt.parts)}
    for entry in account.entries:
        if entry.verdict.state == "contradicted":
            yield replace(_contradicted(form, where, text, entry), quote=_clause(text, entry))
        elif entry.verdict.state == "unaccounted" and id(entry) not in doubted:
            yield replace(_unaccounted(form, where, text, entry), quote=_clause(text, entry))
    for doubt in account.doubts:
        yield replace(_identity(form, where, text, doubt), quote=_clause(text, doubt.whole))


def _contradicted(form: Form, where: str, text: str, entry: Entry) -> Finding:
    reading, value = entry.verdict.reading, entry.verdict.value
    assert reading is not None  # a contradiction is one to a reading
    assert value is not None
    others = "，按其他口径也不符" if len(entry.readings) > 1 else ""
    message = (
        f"{where}中{_quoted(text, entry)}与{_named(form, reading)}{shown(value)}不一致，"
        f"{gap(entry.found.value, value)}{others}。请核对。"
    )
    return replace(raised(form, "prose.contradicted", message, reading.figures), left=entry.found.value, right=value)


def _unaccounted(form: Form, where: str, text: str, entry: Entry) -> Finding:
    reading = entry.verdict.reading
    if reading is not None:
        message = f"{where}中{_quoted(text, entry)}：{_named(form, reading)}还没有可以核对的数。请填表后再核对。"
        return raised(form, "prose.unaccounted", message, reading.figures)
    return raised(form, "prose.unaccounted", f"{where}中{_quoted(text, entry)}在表格里没有对应的数。请自行核实。")


def _identity(form: Form, where: str, text: str, doubt: Doubt) -> Finding:
    whole = doubt.whole.found.value
    sum_shown = "＋".join(shown(part.found.value) for part in doubt.parts)
    parts = f"分项之和{sum_shown}＝{doubt.total}" if len(doubt.parts) > 1 else f"其中的{sum_shown}"
    message = f"{where}中{_quoted(text, doubt.whole)}与{parts}不一致，{gap(whole, doubt.total)}。请核对。"
    figures = tuple(figure for entry in (doubt.whole, *doubt.parts) for figure in entry.verdict.figures)
    return replace(raised(form, "prose.identity", message, figures or WHOLE), left=whole, right=doubt.total)


def _quoted(text: str, entry: Entry) -> str:
    return f"“{_clause(text, entry)}”"


def _clause(text: str, entry: Entry) -> str:
    """The number with the words of its clause, as they are printed."""
    start, end = entry.found.start, entry.found.unit_end
    first, last = max(0, start - _LONGEST), min(len(text), end + _LONGEST)
    while start > first and text[start - 1] not in _BORDERS:
        start -= 1
    while end < last and text[end] not in f"{_BORDERS}、":
        end += 1
    return text[start:end].strip()


def _named(form: Form, reading: Reading) -> str:
    """The figures of a reading: 表三“新收·总计”, or a sum by the heading that its rows share."""
    first = form.figures[reading.figures[0]]
    return f"表{form.section_of(first.table).ordinal}“{name_of(form, reading)}”"


def name_of(form: Form, reading: Reading) -> str:
    """The figures of a reading by name, added and taken away: 新收·总计＋上年结转·总计."""
    plus = "＋".join(_names(form, reading.plus))
    minus = "".join(f"－{name}" for name in _names(form, reading.minus))
    return f"{plus}{minus}"


def _names(form: Form, figures: tuple[FigureId, ...]) -> list[str]:
    named = [form.figures[figure] for figure in figures]
    headings = {figure.row.label[-2:-1] for figure in named}
    if len(named) > 2 and len(headings) == 1 and (heading := headings.pop()) and heading[0].startswith("（"):
        return [f"{heading[0].partition('）')[2]}·{named[0].column.short}"]
    return [figure.name for figure in named]
