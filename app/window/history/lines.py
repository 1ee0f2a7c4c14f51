"""A few columns of words as a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt

from app.window.row_model import Index, RowModel


class WordLines(RowModel):
    """Lines of as many words as there are heads."""

    def __init__(self, heads: tuple[str, ...], parent: QObject) -> None:
        super().__init__(heads, parent)
        self.rows: Sequence[tuple[str, ...]] = ()

    def show(self, lines: Sequence[tuple[str, ...]]) -> None:
        """Lists these."""
        self.beginResetModel()
        self.rows = lines
        self.endResetModel()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return self.rows[index.row()][index.column()]
