"""The rows of 修改记录: newest first, grouped by day, those that were taken back greyed and said so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QFont

from app.store.history import Entry
from app.window.looks.palette import Looks
from app.window.row_model import Index, RowModel

HEADS = ("时间", "谁", "改了什么", "")
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the log, in words; a day's heading has `seq` None and all its words in the first column."""

    seq: int | None
    texts: tuple[str, str, str, str]
    taken_back: bool = False


def rows(entries: Sequence[Entry], in_effect: Collection[int], words: str, only: Collection[int] | None) -> list[Row]:
    """The rows that hold all these words, and are among `only` where that is given."""
    wanted, found = words.casefold().split(), []
    for entry in reversed(entries):
        if only is None or entry.seq in only:
            day, row = _day(entry.time[:10]), _row(entry, entries, in_effect)
            if all(word in f"{day} {' '.join(row.texts)}".casefold() for word in wanted):
                found.append((day, row))
    counts, grouped, last = Counter(day for day, _ in found), list[Row](), ""
    for day, row in found:
        if day != last:
            grouped.append(Row(None, (f"{day}　{counts[day]} 次", "", "", "")))
            last = day
        grouped.append(row)
    return grouped


@cache
def _day(date: str) -> str:
    at = datetime.fromisoformat(date)
    return f"{at.year}年{at.month}月{at.day}日 星期{_WEEKDAYS[at.weekday()]}"


def _row(entry: Entry, entries: Sequence[Entry], in_effect: Collection[int]) -> Row:
    verb, state = "", ""
    if entry.undone is not None:
        verb = "撤销：" if entries[entry.undone - 1].undone is None else "重做："
    elif entry.seq not in in_effect:
        state = "已撤销"
    return Row(entry.seq, (entry.time[11:16], entry.who, verb + entry.name, state), bool(state))


class Rows(RowModel):
    """Days cannot be chosen: the keys pass over them. `sides` tells of a row what it changed from and to, if at all."""

    def __init__(self, looks: Looks, sides: Callable[[int], str], parent: QObject) -> None:
        super().__init__(HEADS, parent)
        self._sides = sides
        self._looks = looks
        self._bold = QFont()
        self._bold.setBold(True)
        self.rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Lists these."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.rows[index.row()].seq is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if not index.isValid():
            return None
        row, colours = self.rows[index.row()], self._looks.colours
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._texts(row)[index.column()]
            case Qt.ItemDataRole.AccessibleTextRole:
                return "，".join(filter(None, self._texts(row)))
            case Qt.ItemDataRole.ForegroundRole:
                return colours.quiet if row.taken_back else colours.ink
            case Qt.ItemDataRole.FontRole if row.seq is None:
                return self._bold
            case Qt.ItemDataRole.BackgroundRole if row.seq is None:
                return colours.head
        return None

    def _texts(self, row: Row) -> tuple[str, str, str, str]:
        time, who, what, state = row.texts
        sides = self._sides(row.seq) if row.seq is not None else ""
        return time, who, f"{what}：{sides}" if sides else what, state
