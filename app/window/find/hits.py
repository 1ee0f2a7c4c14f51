"""The hits of a search as a list, under a heading for each place."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QApplication

from app.window.find.search import Hit

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Hits(QAbstractListModel):
    """A row is a heading, or a hit."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[str | Hit] = []

    def show(self, hits: Sequence[Hit]) -> None:
        """Lists these hits."""
        rows: list[str | Hit] = []
        for group, found in groupby(hits, key=lambda hit: hit.group):
            under = list(found)
            rows += [f"{group}　{len(under)} 处", *under]
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def next_row(self, row: int, by: int) -> int:
        """The row of the hit after this row, or before it; round at the ends, −1 where there is none."""
        hits = [at for at, one in enumerate(self.rows) if isinstance(one, Hit)]
        if not hits:
            return -1
        if by > 0:
            return next((at for at in hits if at > row), hits[0])
        return next((at for at in reversed(hits) if at < row), hits[-1])

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or not isinstance(self.rows[index.row()], Hit):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        is_hit = isinstance(row, Hit)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"　{row.words}" if isinstance(row, Hit) else row
            case Qt.ItemDataRole.ToolTipRole if isinstance(row, Hit):
                return row.words
            case Qt.ItemDataRole.FontRole if not is_hit:
                font = QApplication.font()
                font.setBold(True)
                return font
            case Qt.ItemDataRole.ForegroundRole if not is_hit:
                return QApplication.palette().windowText()
        return None
