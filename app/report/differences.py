"""What a change makes different, in lines for people: the place, what is there now, and what would be there then."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.form import FigureId, Form
from app.report.links import LINK
from app.report.report import OWN, Change, Override, Unit
from app.report.returns import Return
from app.report.text import place_said
from app.report.values import Value, shown

_LINKED = {"organ": "编报机关", "year": "年度", "next_year": "下一年度"}
_BEFORE, _EXCERPT = 4, 24  # characters


@dataclass(frozen=True, slots=True)
class Difference:
    """One line."""

    place: str
    now: str
    then: str


@dataclass(slots=True)
class _Sent:
    """What the steps do to a unit's return: its first and last state, figure by figure where they say so."""

    now: dict[FigureId, Value | None] = field(default_factory=dict)
    then: dict[FigureId, Value | None] = field(default_factory=dict)
    replaced: list[Return | None] = field(default_factory=list)

    def replace(self, old: Return | None, new: Return | None) -> None:
        before: Mapping[FigureId, Value] = old.figures if old else {}
        after: Mapping[FigureId, Value] = new.figures if new else {}
        for figure in {**before, **after, **self.then}:
            self.now.setdefault(figure, before.get(figure))
            self.then[figure] = after.get(figure)
        self.replaced.extend([old, new] if not self.replaced else [new])

    def enter(self, figure: FigureId, old: tuple[Value, object] | None, new: tuple[Value, object] | None) -> None:
        self.now.setdefault(figure, old[0] if old else None)
        self.then[figure] = new[0] if new else None


def differing(
    form: Form, now: Mapping[FigureId, Value | None], then: Mapping[FigureId, Value | None]
) -> tuple[FigureId, ...]:
    """The figures that have another value, or none."""
    return tuple(figure for figure in form.figures if now.get(figure) != then.get(figure))


def without_following(form: Form, figures: tuple[FigureId, ...]) -> tuple[FigureId, ...]:
    """These figures without the totals that follow from others of them."""
    known = frozenset(figures)
    return tuple(figure for figure in figures if known.isdisjoint(form.totals.get(figure, ())))


def changed_by(form: Form, before: Return, sent: Return) -> tuple[FigureId, ...]:
    """The figures that a unit's new return makes different; a total only where none of its parts is."""
    return without_following(form, differing(form, before.figures, sent.figures))


def differences(form: Form, change: Change) -> list[Difference]:
    """The lines of a change, figures first. Totals that only follow from their parts are not told."""
    sent: dict[str, _Sent] = {}
    sides: dict[tuple[str, ...], list[Any]] = {}
    for step in change.steps:
        match step.key:
            case ("return", unit):
                sent.setdefault(unit, _Sent()).replace(step.old, step.new)
            case ("figure", unit, figure):
                sent.setdefault(unit, _Sent()).enter(FigureId(figure), step.old, step.new)
            case ("collected",):
                continue
            case key:
                sides.setdefault(key, [step.old, step.new])[1] = step.new
    figures = [line for unit, one in sent.items() for line in _figures(form, unit, one)]
    others = [_other(form, key, old, new) for key, (old, new) in sides.items() if old != new]
    return figures + others


def _figures(form: Form, unit: str, sent: _Sent) -> Iterator[Difference]:
    changed = differing(form, sent.now, sent.then)
    if unit != OWN and sent.replaced and sent.replaced[0] is not sent.replaced[-1]:
        old, new = sent.replaced[0], sent.replaced[-1]
        count = f"，{len(changed)} 项不同" if old and new else ""
        yield Difference(f"{unit}的报送表", _file(old), _file(new) + count)
        return
    whose = "" if unit == OWN else unit
    for figure in without_following(form, changed):
        place = f"{whose}{form.figures[figure].place}"
        yield Difference(place, shown(sent.now.get(figure)), shown(sent.then.get(figure)))


def _file(sent: Return | None) -> str:
    return "没有报送" if sent is None else sent.file or "手工填写"


def _other(form: Form, key: tuple[str, ...], old: Any, new: Any) -> Difference:  # noqa: ANN401  a step's sides
    match key:
        case ("override", figure):
            return Difference(form.figures[FigureId(figure)].place, _override(old), _override(new))
        case ("text", section):
            return Difference(
                place_said(form, section), *_excerpts(_readable(form, old or ""), _readable(form, new or ""))
            )
        case ("unit", name):
            return Difference(name, _unit(old), _unit(new))
        case ("explanation", _, words):
            said = words.partition("\n")[0]
            return Difference(f"说明（{said}）", *(one.text if one else "没有写" for one in (old, new)))
        case ("roster",):
            return Difference("单位名册", *(f"{len(units or ())} 个单位" for units in (old, new)))
        case ("last_year_text",):
            return Difference("上年文字", *(f"{len(texts or ())} 部分" for texts in (old, new)))
        case ("last_year",):
            return Difference("上年数据", f"{len(old or {})} 项", f"{len(new or {})} 项{_other_values(old, new)}")
        case ("organ",):
            return Difference("编报机关", old or "没有写", new or "没有写")
        case ("year",):
            return Difference("报告年度", f"{old}年", f"{new}年")
    return Difference("机关情况", "现在的", "当时的")


def _other_values(old: Mapping[FigureId, Value] | None, new: Mapping[FigureId, Value] | None) -> str:
    both = [figure for figure in old or {} if figure in (new or {})]
    count = sum((old or {})[figure] != (new or {})[figure] for figure in both)
    return f"，{count} 项不同" if count else ""


def _override(override: Override | None) -> str:
    if override is None:
        return "汇总数"
    verb = "改为" if override.kind == "fixed" else "调整"
    return f"{verb} {shown(override.value)}" + (f"（{override.reason}）" if override.reason else "")


def _unit(unit: Unit | None) -> str:
    if unit is None:
        return "不在名册上"
    return "纳入汇总" if unit.included else f"不纳入汇总（{unit.reason}）"


def _readable(form: Form, text: str) -> str:
    """The text with its links by their names."""

    def said(link: re.Match[str]) -> str:
        name, is_declared, value = link[1].partition("=")
        figure = form.figures.get(FigureId(name))
        return value if is_declared else f"〔{_LINKED.get(name) or (figure.name if figure else name)}〕"

    return LINK.sub(said, text)


def _excerpts(old: str, new: str) -> tuple[str, str]:
    """Both texts from a little before where they part, with their lengths."""
    same = next((at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), None)
    at = max(0, (min(len(old), len(new)) if same is None else same) - _BEFORE)
    return _excerpt(old, at), _excerpt(new, at)


def _excerpt(text: str, at: int) -> str:
    if not text:
        return "没有写"
    part = text[at : at + _EXCERPT].replace("\n", " ")
    return f"{'…' if at else ''}{part}{'…' if at + _EXCERPT < len(text) else ''}（{len(text)} 字）"
