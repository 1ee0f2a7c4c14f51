"""Blocks of cells to and from the clipboard, as Excel and WPS have them."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QMimeData

from app.form import FigureId
from app.report.values import Value, shown
from app.window.table.entry import NotANumber, typed
from app.window.table.model import Place, TableModel
from app.window.table.whole import figures_of_whole


class BlockRefused(Exception):  # noqa: N818  said to the clerk as it stands
    """The block cannot be pasted here; the message says why."""


@dataclass(frozen=True, slots=True)
class Block:
    """The values of a pasted block; `told` is to be said: totals that do not agree, or blanks."""

    values: dict[FigureId, Value | None]
    first: Place
    last: Place
    told: str = ""


def copied(model: TableModel, places: Set[Place] | None) -> QMimeData:
    """These cells as text and as an HTML table; None is the whole table with its heads and labels."""
    rows = range(model.layout.rows) if places is None else sorted({row for row, _ in places})
    columns = range(model.layout.columns) if places is None else sorted({column for _, column in places})
    lines, markup = [], []
    for row in rows:
        at = [(row, column) for column in columns]
        lines.append("\t".join(model.looks[place].text if place in model.looks else "" for place in at))
        markup.append(f"<tr>{''.join(_html(model, place) for place in at if place in model.looks)}</tr>")
    data = QMimeData()
    data.setText("\n".join(lines))
    data.setHtml(f'<table border="1" style="border-collapse:collapse">{"".join(markup)}</table>')
    return data


def _html(model: TableModel, place: Place) -> str:
    cell, look = model.cells[place], model.looks[place]
    align = "right" if cell.figure else "center" if look.role == "head" else "left"
    spans = f' rowspan="{cell.rows}"' * (cell.rows > 1) + f' colspan="{cell.columns}"' * (cell.columns > 1)
    return f'<td{spans} align="{align}">{escape(look.text)}</td>'


def pasted(model: TableModel, text: str, first: Place) -> Block:
    """The block laid over the table from `first` on, a whole table over the whole; computed totals are passed over.

    A blank empties its cell. Raises `BlockRefused`.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    rows = [line.split("\t") for line in lines]
    at = list(range(first[0], first[0] + len(rows)))
    if (whole := figures_of_whole(model.layout, rows)) is not None:
        rows, at = whole, sorted({row for row, _ in model.place_of.values()})
        first = (at[0], model.layout.label_columns)
    last = (at[-1], first[1] + max(map(len, rows)) - 1)
    if last[0] >= model.layout.rows or last[1] >= model.layout.columns:
        raise BlockRefused(_too_large(model, first, len(rows), max(map(len, rows))))
    values, given = _values(model, rows, at, first[1])
    if not values:
        raise BlockRefused("剪贴板里没有可以填在这里的数字，没有粘贴。总计自动相加，不用填。")
    return Block(values, first, last, _told(model, values, given))


def _too_large(model: TableModel, first: Place, height: int, width: int) -> str:
    rows, columns = model.layout.rows - first[0], model.layout.columns - first[1]
    over = [f"{more} {what}" for more, what in ((height - rows, "行"), (width - columns, "列")) if more > 0]
    return (
        f"剪贴板里有 {height} 行 {width} 列，从这一格起只放得下 {rows} 行 {columns} 列，多出 {'、'.join(over)}，"
        "没有粘贴。请只复制数字部分，从左上角一格粘贴。"
    )


def _values(
    model: TableModel, rows: list[list[str]], at: list[int], left: int
) -> tuple[dict[FigureId, Value | None], dict[FigureId, Value]]:
    values: dict[FigureId, Value | None] = {}
    given: dict[FigureId, Value] = {}
    for down, row in enumerate(rows):
        for right, text in enumerate(row):
            index = model.index(at[down], left + right)
            figure = model.figure(index)
            if figure is None:
                continue
            try:
                value = typed(text)
            except NotANumber:
                raise BlockRefused(
                    f"第 {down + 1} 行第 {right + 1} 列的“{text.strip()}”不是数字，整块都没有粘贴。请改好后再粘贴。"
                ) from None
            if model.is_entry(index):
                values[figure] = value
            elif value is not None:
                given[figure] = value
    return values, given


def _told(model: TableModel, values: dict[FigureId, Value | None], given: dict[FigureId, Value]) -> str:
    """What is to be said of a block that is taken."""
    if wrong := _disagreeing(model, values, given):
        return f"已粘贴，但有 {len(wrong)} 个总计对不上：{'；'.join(wrong[:3])}。请核对各项。"
    blank = sum(value is None for value in values.values())
    return f"已粘贴 {len(values)} 格，其中 {blank} 格是空白，没有当作 0。没有发生的请填 0。" if blank else ""


def _disagreeing(model: TableModel, values: dict[FigureId, Value | None], given: dict[FigureId, Value]) -> list[str]:
    form = model.form
    known: dict[FigureId, Value | None] = {figure: model.value(figure) for figure in model.place_of} | values
    wrong = []
    for total, parts in form.totals.items():
        if total not in known:
            continue
        summands = [value for part in parts if (value := known.get(part)) is not None]
        known[total] = sum(summands) if len(summands) == len(parts) else None
        if total in given and given[total] != known[total]:
            wrong.append(f"{form.figures[total].place}粘贴的是{shown(given[total])}，各项相加是{shown(known[total])}")
    return wrong
