"""Reads a form file. A file that does not hold together is refused, with the key at fault."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Set
from pathlib import Path

from app.form.checks import matching, written_out
from app.form.form import (
    Block,
    Figure,
    FigureId,
    Form,
    Line,
    Section,
    Table,
    Undivided,
)
from app.form.keys import BrokenForm, Keys
from app.form.wordings import wordings
from app.resources import resource

_ID = re.compile(r"[a-z][a-z0-9_]*")
_NUMBERING = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.．、])\s*")
_REMARK = re.compile(r"[（(].*?[）)]")


def newest_form() -> Form:
    """The latest format in `resources/forms`."""
    return load_form(max(resource("forms").glob("*.toml"), key=lambda path: path.stem))


def form_for(year: int) -> Form | None:
    """The latest format in which reports on this year are written; None where there is none."""
    paths = sorted(resource("forms").glob("*.toml"), key=lambda path: path.stem, reverse=True)
    return next((form for form in map(load_form, paths) if form.holds_for(year)), None)


def load_form(path: Path) -> Form:
    """The form in the file `path`.

    Raises `BrokenForm`, naming line or key, when the file is no TOML, lacks a key, has an unknown one, uses
    an id twice or names a figure that the form does not have.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BrokenForm(path.name, f"不是有效的 TOML：{error}") from None
    except UnicodeDecodeError:
        raise BrokenForm(path.name, "不是 UTF-8 编码") from None
    keys = Keys(data, path.name)
    form = _form(keys)
    keys.nothing_else()
    if form.id != path.stem:
        raise BrokenForm(f"{path.name}.id", f"“{form.id}”应与文件名“{path.stem}”相同")
    return form


def _form(keys: Keys) -> Form:
    sections = tuple(_section(section) for section in keys.tables("section"))
    _alone([section.id for section in sections], f"{keys.where}.section")
    title = _with_places(keys, "title", {"organ", "year"})
    tables = {table.last: _table(table) for table in keys.named_tables("table")}
    for section in sections:
        if section.kind == "table" and section.table not in tables:
            raise BrokenForm(keys.where, f"section {section.id}：没有名为“{section.table}”的表")
    figures = _figures(sections, tables, keys)
    years = keys.table("report_years")
    form = Form(
        id=keys.text("id"),
        name=keys.text("name"),
        source=keys.text("source"),
        title=title,
        first_year=years.number("from"),
        last_year=years.number("to") if "to" in years else None,
        sections=sections,
        tables=tables,
        checks=written_out(keys, tables, figures),
        wordings=wordings(keys, figures),
        facts=keys.table("fact").all_texts() if "fact" in keys else {},
        advice=_advice(keys, figures),
        loose=_loose(keys),
        figures=figures,
    )
    _totals_have_parts(form, keys)
    for check in form.checks.values():
        if check.unless and check.unless not in form.facts:
            raise BrokenForm(f"{keys.where}.check[{check.id}].unless", f"没有名为“{check.unless}”的情况")
    return form


def _with_places(keys: Keys, key: str, places: Set[str]) -> str:
    """A text to be filled in, which names no other places than these."""
    text = keys.text(key)
    if set(re.findall(r"\{(.*?)\}", text)) - places:
        named = " 和 ".join(f"{{{place}}}" for place in sorted(places))
        raise BrokenForm(f"{keys.where}.{key}", f"占位只能是 {named}")
    return text


def _section(keys: Keys) -> Section:
    title = keys.text("title")
    section = Section(
        id=keys.text("id"),
        title=title,
        short=keys.text("short", default=title.partition("、")[2] or title),
        kind=keys.one_of("kind", "text", "table"),
        table=keys.text("table", default=""),
        aliases=keys.texts("aliases"),
        parts=keys.texts("parts"),
        heading=_with_places(keys, "heading", {"number", "part"}) if "heading" in keys else "",
    )
    keys.nothing_else()
    return section


def _table(keys: Keys) -> Table:
    layout = keys.one_of("layout", "blocks", "grid", "row")
    if layout == "blocks":
        blocks = tuple(_block(block, block.text("title"), block.text("head"), "rows") for block in keys.tables("block"))
    else:
        blocks = (_block(keys, "", "", "groups" if layout == "row" else "rows"),)
    table = Table(
        id=keys.last,
        layout=layout,
        blocks=blocks,
        corner=keys.text("corner", default=""),
        undivided=tuple(_undivided(item, blocks) for item in keys.tables("undivided", required=False)),
        obsolete=keys.texts("obsolete"),
    )
    keys.nothing_else()
    return table


def _block(keys: Keys, title: str, head: str, rows: str) -> Block:
    block = Block(
        title=title,
        head=head,
        rows=tuple(_line(line) for line in keys.tables(rows)),
        columns=tuple(_line(line) for line in keys.tables("columns")),
    )
    _alone([" ".join(line.label) for line in block.rows], f"{keys.where}.{rows}")
    _alone([" ".join(line.label) for line in block.columns], f"{keys.where}.columns")
    if title:
        keys.nothing_else()
    return block


def _alone(names: list[str], where: str) -> None:
    for name in names:
        if names.count(name) > 1:
            raise BrokenForm(where, f"“{name}”出现了两次")


def _line(keys: Keys) -> Line:
    line_id = keys.text("id")
    if not _ID.fullmatch(line_id):
        raise BrokenForm(f"{keys.where}.id", f"“{line_id}”只能由小写字母、数字和下划线组成，以字母开头")
    label = keys.texts_or_text("label")
    kind = keys.one_of("kind", "count", "money", default="count")
    line = Line(
        id=line_id,
        label=label,
        short=keys.text("short", default=_short(label[-1])),
        aliases=keys.texts("aliases"),
        spellings=keys.texts("spellings"),
        total=keys.flag("total"),
        kind=kind,
        unit=keys.text("unit", default="万元" if kind == "money" else "件"),
        places=keys.number("places", default=6 if kind == "money" else 0),
    )
    keys.nothing_else()
    return line


def _short(label: str) -> str:
    return _REMARK.sub("", _NUMBERING.sub("", label)).strip() or label


def _undivided(keys: Keys, blocks: tuple[Block, ...]) -> Undivided:
    rows = keys.texts("rows")
    known = {row.id for block in blocks for row in block.rows}
    for row in rows:
        if row not in known:
            raise BrokenForm(f"{keys.where}.rows", f"没有名为“{row}”的行")
    undivided = Undivided(label=keys.text("label"), aliases=keys.texts("aliases"), rows=rows)
    keys.nothing_else()
    return undivided


def _figures(sections: tuple[Section, ...], tables: Mapping[str, Table], keys: Keys) -> dict[FigureId, Figure]:
    figures: dict[FigureId, Figure] = {}
    for section in sections:
        if not section.table:
            continue
        for block in tables[section.table].blocks:
            for row in block.rows:
                for column in block.columns:
                    figure = FigureId(f"{section.table}.{row.id}.{column.id}")
                    if figure in figures:
                        raise BrokenForm(f"{keys.where}：table.{section.table}", f"数据项“{figure}”出现了两次")
                    name = f"{row.short}·{column.short}"
                    place = f"表{section.ordinal}“{name}”"
                    figures[figure] = Figure(figure, section.table, row, column, name, place)
    return figures


def _advice(keys: Keys, figures: Mapping[FigureId, Figure]) -> dict[FigureId, str]:
    rollup = keys.table("rollup")
    rollup.one_of("default", "sum")
    advice: dict[FigureId, str] = {}
    for notice in rollup.tables("notice", required=False):
        notice.one_of("rule", "sum", default="sum")
        for pattern in notice.texts("figures"):
            named = matching(pattern, figures)
            if not named:
                raise BrokenForm(f"{notice.where}.figures", f"没有数据项符合“{pattern}”")
            advice.update(dict.fromkeys(named, notice.text("text")))
        notice.nothing_else()
    rollup.nothing_else()
    return advice


def _below(form: Form, figures: tuple[FigureId, ...]) -> set[FigureId]:
    """The figures, with all that sums add up to them."""
    parts = {check.left[0]: check.right for check in form.relations if check.kind == "sum"}
    found: set[FigureId] = set()
    waiting = list(figures)
    while waiting:
        figure = waiting.pop()
        if figure not in found:
            found.add(figure)
            waiting += parts.get(figure, ())
    return found


def _loose(keys: Keys) -> tuple[tuple[str, str], ...]:
    """Words in labels that returns exchange for one another."""
    pairs = keys.lists("loose") if "loose" in keys else ()
    if not all(len(pair) == 2 for pair in pairs):
        raise BrokenForm(f"{keys.where}.loose", "每项应是两个词：换用的词和格式里的词")
    return tuple((pair[0], pair[1]) for pair in pairs)


def _totals_have_parts(form: Form, keys: Keys) -> None:
    for check in form.relations:
        if check.kind == "sum" and check.left[0] in _below(form, check.right):
            raise BrokenForm(f"{keys.where}.check[{check.id}]", f"合计“{check.left[0]}”不能是它自己的一部分")
    for figure in form.figures.values():
        if figure.is_total and figure.id not in form.totals:
            raise BrokenForm(keys.where, f'合计“{figure.id}”没有 kind = "sum" 的核对说明由哪些数相加')
