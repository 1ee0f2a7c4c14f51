"""The numbers of a text as a list, each with its mark and what it equals."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.report.prose import Number
from app.window.looks.marks import mark_icon
from app.window.looks.palette import Looks
from app.window.text.editor import TextEditor
from app.window.text.number_words import mark_of, words_of

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class NumberLines(QAbstractListModel):
    """As the last review saw them."""

    def __init__(self, looks: Looks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.numbers: list[Number] = []
        self._words: list[str] = []
        self._looks = looks

    def show(self, editor: TextEditor | None) -> None:
        """Lists the numbers of this editor."""
        self.beginResetModel()
        spans = editor.numbers.spans if editor else []
        self.numbers = [span.number for span in spans]
        self._words = [words_of(editor.form, s.number, editor.links.link_at(s.start)) for s in spans] if editor else []
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.numbers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if not index.isValid():
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._words[index.row()]
            case Qt.ItemDataRole.ToolTipRole:
                return self.numbers[index.row()].sentence
            case Qt.ItemDataRole.DecorationRole:
                return mark_icon(mark_of(self.numbers[index.row()]), self._looks.colours)
        return None
