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


class BlockRefused(Exception):  # noqa: N818  said to the clerk as it stands
    """The block cannot be pasted here; the message says why."""


@dataclass(frozen=True, slots=True)
class Block:
    """The values of a pasted block; `disagreeing` tells of totals in it that differ from the computed ones."""

    values: dict[FigureId, Value | None]
    first: Place
    last: Place
    disagreeing: str = ""


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
    """The block laid over the table from `first` on; computed totals are passed over. Raises `BlockRefused`."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").split("\n")
    rows = [line.split("\t") for line in lines]
    last = (first[0] + len(rows) - 1, first[1] + max(map(len, rows)) - 1)
    if last[0] >= model.layout.rows or last[1] >= model.layout.columns:
        height, width = model.layout.rows - first[0], model.layout.columns - first[1]
        raise BlockRefused(
            f"剪贴板里有 {len(rows)} 行 {max(map(len, rows))} 列，从这一格起只放得下 {height} 行 {width} 列，"
            "没有粘贴。请只复制数字部分，从左上角一格粘贴。"
        )
    values, given = _values(model, rows, first)
    if not values:
        raise BlockRefused("剪贴板里没有可以填在这里的数字，没有粘贴。总计自动相加，不用填。")
    return Block(values, first, last, _disagreeing(model, values, given))


def _values(
    model: TableModel, rows: list[list[str]], first: Place
) -> tuple[dict[FigureId, Value | None], dict[FigureId, Value]]:
    values: dict[FigureId, Value | None] = {}
    given: dict[FigureId, Value] = {}
    for down, row in enumerate(rows):
        for right, text in enumerate(row):
            index = model.index(first[0] + down, first[1] + right)
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


def _disagreeing(model: TableModel, values: dict[FigureId, Value | None], given: dict[FigureId, Value]) -> str:
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
    return f"已粘贴，但有 {len(wrong)} 个总计对不上：{'；'.join(wrong[:3])}。请核对各项。" if wrong else ""
