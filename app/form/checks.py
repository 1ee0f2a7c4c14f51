"""The checks of a form file, written out: one `Check` for each combination of its placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product

from app.form.form import Block, Check, Figure, FigureId, Line, Severity, Table
from app.form.keys import BrokenForm, Keys

_PLACEHOLDER = re.compile(r"\{(\w+)\}")

SIDES: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    # kind: keys of the left side, of the right side, of what the right side is less by, of last year's
    "sum": (("total",), ("parts",), (), ()),
    "balance": (("left",), ("right",), (), ()),
    "at_most": (("figure",), ("limit",), (), ()),
    "equal_last_year": (("figure",), (), (), ("last_year",)),
    "roll_forward": (("figure",), ("plus",), ("minus",), ("opening",)),
    "whole_number": (("figures",), (), (), ()),
    "not_negative": (("figures",), (), (), ()),
    "required": (("figures",), (), (), ()),
    "zero_unless": (("figures",), (), (), ()),
    "raised": ((), (), (), ()),
}
RAISED = (
    "{figure}.refused",
    "{figure}.partial",
    "reading.year_assumed",
    "reading.year",
    "reading.year_beside",
    "reading.year_hidden",
    "reading.unit",
    "reading.two_tables",
    "reading.yuan",
    "reading.alias",
    "reading.order",
    "reading.old_format",
    "reading.undivided",
    "reading.blank_total",
    "reading.unused",
    "reading.unrecognised",
    "reading.taught",
    "reading.spare",
    "reading.hidden",
    "reading.zero_report",
    "reading.skipped",
    "returns.missing",
    "returns.unknown_unit",
    "returns.duplicate",
    "returns.same_file",
    "returns.same_figures",
    "returns.sum_of_others",
    "returns.fee_of_all",
    "{figure}.unit",
    "report.organ",
    "override.reason",
    "override.moved",
    "text.headings",
    "text.missing",
    "text.left_out",
    "text.link",
    "prose.contradicted",
    "prose.identity",
    "prose.unaccounted",
)
"""The checks that readers, roll-up and text make themselves; the form gives their severity and wording."""
_EACH_ALONE = {"whole_number", "not_negative", "required"}


def written_out(keys: Keys, tables: Mapping[str, Table], figures: Mapping[FigureId, Figure]) -> dict[str, Check]:
    """All checks by id.

    Raises `BrokenForm` when a kind is unknown, an id comes twice, or a side names a figure that is not there.
    """
    meanings = {item.last: _meaning(item, tables) for item in keys.named_tables("placeholder")}
    checks: dict[str, Check] = {}
    for item in keys.tables("check"):
        for check in _written_out(item, meanings, figures):
            if check.id in checks:
                raise BrokenForm(item.where, f"核对“{check.id}”出现了两次")
            checks[check.id] = check
        item.nothing_else()
    for check_id in RAISED:
        if check_id not in checks:
            raise BrokenForm(f"{keys.where}.check", f"缺少核对“{check_id}”")
    return checks


def _meaning(keys: Keys, tables: Mapping[str, Table]) -> tuple[str, ...]:
    """The ids that a placeholder stands for."""
    name = keys.text("table")
    if name not in tables:
        raise BrokenForm(f"{keys.where}.table", f"没有名为“{name}”的表")
    axis = keys.one_of("of", "rows", "columns")
    holding = keys.text("having", default="")
    lines = [
        line
        for block in tables[name].blocks
        if not holding or holding in (column.id for column in block.columns)
        for line in _axis(block, axis)
    ]
    total = keys.text("parts_of", default="")
    if total:
        lines = _parts(lines, total, keys)
    keys.nothing_else()
    return tuple(dict.fromkeys(line.id for line in lines))


def _axis(block: Block, axis: str) -> tuple[Line, ...]:
    return block.rows if axis == "rows" else block.columns


def _parts(lines: list[Line], total: str, keys: Keys) -> list[Line]:
    """The lines under the same heading as the total."""
    whole = next((line for line in lines if line.id == total), None)
    if whole is None:
        raise BrokenForm(f"{keys.where}.parts_of", f"没有名为“{total}”的行或列")
    heading = whole.label[:-1]
    return [line for line in lines if line is not whole and line.label[: len(heading)] == heading]


def _written_out(
    keys: Keys, meanings: Mapping[str, tuple[str, ...]], figures: Mapping[FigureId, Figure]
) -> Iterator[Check]:
    kind = keys.one_of("kind", *SIDES)
    check_id = keys.text("id")
    sides = tuple(tuple(name for key in side for name in _names(keys, key)) for side in SIDES[kind])
    severity = _severity(keys, "severity", None)
    common = {
        "kind": kind,
        "severity": severity,
        "severity_in_return": _severity(keys, "severity_in_return", severity),
        "text": keys.text("text"),
        "source": keys.text("source", default=""),
        "unless": keys.text("unless", default=""),
    }

    def check(written_id: str, written: list[tuple[FigureId, ...]]) -> Check:
        left, right, minus, opening = written or [()] * 4
        return Check(id=written_id, left=left, right=right, minus=minus, opening=opening, **common)  # type: ignore[arg-type]

    if kind == "raised":
        yield check(check_id, [])
    elif kind in _EACH_ALONE:
        omitted = _expand(keys, tuple(keys.texts("except")), {}, meanings, figures)
        for figure in _expand(keys, sides[0], {}, meanings, figures):
            if figure not in omitted and not (kind == "whole_number" and figures[figure].is_money):
                yield check(check_id.replace("{figure}", figure), [(figure,), (), (), ()])
    else:
        for bound in _bindings(keys, check_id, meanings):
            written = [_expand(keys, side, bound, meanings, figures) for side in sides]
            yield check(_PLACEHOLDER.sub(lambda match, bound=bound: bound[match[1]], check_id), written)  # type: ignore[misc]


def _names(keys: Keys, key: str) -> tuple[str, ...]:
    names = keys.texts_or_text(key) if key in keys else ()
    if not names and key not in ("minus", "plus"):
        raise BrokenForm(f"{keys.where}.{key}", "缺少这个键")
    return names


def _severity(keys: Keys, key: str, default: Severity | None) -> Severity:
    levels = tuple(level.value for level in Severity)
    return Severity(keys.one_of(key, *levels, default=default.value) if default else keys.one_of(key, *levels))


def _bindings(keys: Keys, check_id: str, meanings: Mapping[str, tuple[str, ...]]) -> Iterator[dict[str, str]]:
    names = tuple(dict.fromkeys(_PLACEHOLDER.findall(check_id)))
    for name in names:
        if name not in meanings:
            raise BrokenForm(f"{keys.where}.id", f"不认识占位“{{{name}}}”")
    for values in product(*(meanings[name] for name in names)):
        yield dict(zip(names, values, strict=True))


def _expand(
    keys: Keys,
    names: tuple[str, ...],
    bound: Mapping[str, str],
    meanings: Mapping[str, tuple[str, ...]],
    figures: Mapping[FigureId, Figure],
) -> tuple[FigureId, ...]:
    """The figures that names such as `requests.{row}.{applicant}` or `requests.*` stand for."""
    found: dict[FigureId, None] = {}
    for name in names:
        if "*" in name:
            named = matching(name, figures)
        else:
            held = {part: _held(keys, part, bound, meanings) for part in _PLACEHOLDER.findall(name)}
            if set("{}") & set(_PLACEHOLDER.sub("", name)):
                raise BrokenForm(keys.where, f"“{name}”里的占位写错了，应像 {{row}} 这样")
            written = (name.format(**dict(zip(held, ids, strict=True))) for ids in product(*held.values()))
            named = tuple(FigureId(figure) for figure in written if figure in figures)
        if not named:
            raise BrokenForm(keys.where, f"没有数据项符合“{name}”")
        found.update(dict.fromkeys(named))
    return tuple(found)


def matching(pattern: str, figures: Mapping[FigureId, Figure]) -> tuple[FigureId, ...]:
    """The figures that a pattern such as `requests.*` names."""
    if "*" not in pattern:
        return (FigureId(pattern),) if pattern in figures else ()
    expression = re.compile(re.escape(pattern).replace(r"\*", ".*"))
    return tuple(figure for figure in figures if expression.fullmatch(figure))


def _held(keys: Keys, name: str, bound: Mapping[str, str], meanings: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    if name in bound:
        return (bound[name],)
    if name not in meanings:
        raise BrokenForm(keys.where, f"不认识占位“{{{name}}}”")
    return meanings[name]
