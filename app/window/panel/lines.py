"""The lines of a standing as a list: what to do and what to know, each with its mark."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.window.looks.marks import mark_icon
from app.window.looks.palette import Looks
from app.window.standing import Line, Mark

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Lines(QAbstractListModel):
    """Changes only where the lines do, so that the current one stays."""

    def __init__(self, looks: Looks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self._looks = looks
        self._icons = {mark: mark_icon(mark, looks.colours) for mark in Mark}
        looks.changed.connect(self._colour)

    def show(self, lines: tuple[Line, ...]) -> None:
        """Lists these lines."""
        if lines != self.lines:
            self.beginResetModel()
            self.lines = lines
            self.endResetModel()

    def _colour(self) -> None:
        self._icons = {mark: mark_icon(mark, self._looks.colours) for mark in Mark}

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return line.text
            case Qt.ItemDataRole.DecorationRole:
                return self._icons[line.mark]
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{line.mark.value}：{line.text}"
        return None
