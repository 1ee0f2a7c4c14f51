"""Takes returns into the report: many are written a few at a time, so that the window stays live."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.report.findings import Finding
from app.report.report import Collected
from app.store import StorageError
from app.window.arriving.arrivals import Fate
from app.window.arriving.preview import Preview
from app.window.document import Document

_AT_ONCE = 3
"""Returns written in one event: about ten milliseconds."""
_FEW = 24


class Taking(QObject):
    """`progressed` says how many are written; `ended` whether they were all taken, as one edit.

    `before` are the report's figures at the beginning, `left` the SHA-256 of what is no longer to be offered.
    """

    progressed = Signal(int, int)
    ended = Signal(bool)

    def __init__(self, document: Document, preview: Preview, skipped: Iterable[Finding], parent: QObject) -> None:
        super().__init__(parent)
        self._document = document
        rows = [row for row in preview.taken if row.sent is not None]
        self.returns = tuple(row.sent for row in rows if row.sent is not None)
        self._originals = {row.sent.sha256: row.came.read.received.data for row in rows if row.sent is not None}
        told = preview.collected()
        self._collected = Collected(tuple(dict.fromkeys((*told.findings, *skipped))), told.left_out)
        self.before = dict(document.report.figures)
        aside = [row.sent for row in preview.as_they_came if row.fate is Fate.LEFT]
        replaced = [row.before for row in rows]
        self.left = [sent.sha256 for sent in (*aside, *replaced) if sent is not None and sent.sha256]
        self._written = 0
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._write)

    def start(self) -> None:
        """Takes them; a few at once, before it returns."""
        self._document.about_to_accept(self.returns)
        if len(self.returns) <= _FEW:
            self.ended.emit(self._document.accept(self.returns, self._originals, self._collected))
        else:
            self._next.start()

    def stop(self) -> None:
        """Takes none, as when the report is closed."""
        self._next.stop()

    @Slot()
    def _write(self) -> None:
        part = self.returns[self._written : self._written + _AT_ONCE]
        if not part:
            self._next.stop()
            self.ended.emit(self._document.accept(self.returns, {}, self._collected))
            return
        originals = {sent.sha256: self._originals[sent.sha256] for sent in part if sent.sha256 in self._originals}
        try:
            self._document.session.file.write_ahead(part, originals)
        except StorageError as error:
            self._next.stop()
            self._document.refused.emit(error.say)
            self.ended.emit(False)
            return
        self._written += len(part)
        self.progressed.emit(self._written, len(self.returns))
