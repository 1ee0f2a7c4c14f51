"""Who changed a figure last, and when, with the way to all its changes."""

from __future__ import annotations

from datetime import date, datetime
from html import escape

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from app.form import FigureId
from app.store import StorageError
from app.store.history import Entry
from app.window.document import Document
from app.window.looks.links import Links


class LastEdit(Links):
    """One line; hidden where nobody has touched the figure. `history_wanted` names the figure."""

    history_wanted = Signal(object)

    def __init__(self, document: Document, parent: QWidget) -> None:
        super().__init__(parent)
        self._log = document.log
        self._figure: FigureId | None = None
        self.setWordWrap(True)
        self.linkActivated.connect(self._follow)

    def look_at(self, figure: FigureId) -> None:
        """Shows the last edit of this figure."""
        self._figure = figure
        self._show()

    def _show(self) -> None:
        try:
            entry = next(self._log.about(self._figure), None) if self._figure else None
        except StorageError:  # said where the file is written or read for itself; here a line is missing
            entry = None
        self.setVisible(entry is not None)
        if entry is not None:
            words = told(entry)
            self.setToolTip(entry.name)
            self.setAccessibleName(f"{words}，修改记录")
            self.setText(f"{escape(words)}　<a href='history'>修改记录 ›</a>")

    @Slot()
    def _follow(self) -> None:
        self.history_wanted.emit(self._figure)


def told(entry: Entry) -> str:
    """李敏 1月15日 10:32 改"""
    at = datetime.fromisoformat(entry.time)
    day = "今天" if at.date() == date.today() else f"{at.month}月{at.day}日"
    return f"{entry.who} {day} {at:%H:%M} 改".strip()
