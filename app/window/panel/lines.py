"""The lines of a standing as a list, each with its mark; the lines of a group come into view when it is opened."""

from __future__ import annotations

from operator import is_not
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.window.looks.marks import mark_icon
from app.window.looks.palette import Looks
from app.window.standing import Line, Mark

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_TOLD = 10


class Role:
    """What the list asks for beside Qt's own."""

    INNER = Qt.ItemDataRole.UserRole
    """Whether the line belongs to a group that is open."""
    OPEN = Qt.ItemDataRole.UserRole + 1
    """Whether the group is open; None of a line that is no group."""


class Lines(QAbstractListModel):
    """Changes only where the lines do, so that the current one stays. `lines` are those in view."""

    def __init__(self, looks: Looks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self._whole: tuple[Line, ...] = ()
        self._inner: frozenset[int] = frozenset()
        self._open: set[object] = set()
        self._looks = looks
        self._icons = {mark: mark_icon(mark, looks.colours) for mark in Mark}
        looks.changed.connect(self._colour)

    def show(self, lines: tuple[Line, ...]) -> None:
        """Lists these lines; where only words or numbers in them are others, each stays in its row."""
        if lines != self._whole:
            self._whole = lines
            shown = self._in_view()
            others = [(row, *pair) for row, pair in enumerate(zip(self.lines, shown, strict=False)) if is_not(*pair)]
            if len(shown) != len(self.lines) or any(_kept(old) != _kept(new) for _, old, new in others):
                self._arrange()
                return
            self.lines = shown
            for row, _, _ in others:
                self.dataChanged.emit(self.index(row), self.index(row))

    def is_open(self, line: Line) -> bool:
        """Whether the lines of this group are in view."""
        return bool(line.members) and _group(line) in self._open

    def toggle(self, line: Line) -> None:
        """Opens or closes a group."""
        self._open ^= {_group(line)}
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        self.lines = self._in_view()
        self.endResetModel()

    def _in_view(self) -> tuple[Line, ...]:
        """The lines, and those of the groups that are open."""
        shown: list[Line] = []
        inner: set[int] = set()
        for line in self._whole:
            shown.append(line)
            if self.is_open(line):
                inner.update(range(len(shown), len(shown) + len(line.members)))
                shown += line.members
        self._inner = frozenset(inner)
        return tuple(shown)

    def _colour(self) -> None:
        self._icons = {mark: mark_icon(mark, self._looks.colours) for mark in Mark}

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.text
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(finding.message for finding in line.findings[:_TOLD]) or line.text
            case Qt.ItemDataRole.DecorationRole:
                return self._icons[line.mark]
            case Qt.ItemDataRole.AccessibleTextRole:
                state = "" if not line.members else "，已展开" if self.is_open(line) else "，回车展开"
                return f"{line.mark.value}：{line.text}{state}"
            case Role.INNER:
                return index.row() in self._inner
            case Role.OPEN:
                return self.is_open(line) if line.members else None
        return None


def _group(line: Line) -> object:
    return (line.mark, line.check, line.section)


def _kept(line: Line) -> object:
    """What a line has as long as it is the same one, whatever the numbers in it."""
    return (line.mark, line.check, line.section, line.figure, len(line.units) > 1 or line.units, bool(line.members))
