"""Loads what the start page does not need once the window is there, a little at a time while nothing else happens.

Each piece is so small that a click in between is answered within a frame.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from PySide6.QtCore import QObject, QTimer, Slot

_PIECES = (
    "app.form.form",
    "app.form",
    "statistics",
    "app.report.between",
    "app.report.report",
    "app.report.text",
    "app.report.edits",
    "sqlite3",
    "platform",
    "app.store",
    "app.report.circumstances",
    "app.report.clauses",
    "app.report.identities",
    "app.report.judging",
    "app.report.account",
    "app.report.review",
    "app.window.standing.from_review",
    "app.window.document",
    "app.window.table.cells",
    "app.window.text.linked_numbers",
    "app.window.text.chooser",
    "app.window.text.paper",
    "app.window.text.editor",
    "app.window.table.tab",
    "app.writers.content",
    "lxml.etree",
    "app.window.exporting",
    "app.window.arriving.detail",
    "app.window.arriving.preview",
    "app.window.arriving.tab",
    "app.readers.process",
    "app.readers.folder",
    "app.window.history.tab",
    "app.window.units.listing",
    "app.window.units.tab",
    "app.window.panel.panel",
    "app.window.desk",
    "app.window.commands.exporting",
    "app.window.commands.gathering",
)
"""In the order in which they need one another."""
_FIRST = 50  # milliseconds: the window is drawn before anything else


class Loading(QObject):
    """Begins when the window is there; `then` is called at the end."""

    def __init__(self, then: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        self._left = iter(_PIECES)
        self._then = then
        self._timer = QTimer(self, interval=_FIRST)
        self._timer.timeout.connect(self._next)
        self._timer.start()

    def stop(self) -> None:
        """Loads no more, as when the window closes."""
        self._timer.stop()

    @Slot()
    def _next(self) -> None:
        piece = next(self._left, "")
        self._timer.setInterval(0)
        if piece:
            import_module(piece)
        else:
            self._timer.stop()
            self._then()
