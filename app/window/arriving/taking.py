"""Takes returns into the report: a restore point first, elsewhere, then a few at a time: the window stays live."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.report.findings import Finding
from app.report.report import Collected
from app.report.returns import Return
from app.store import StorageError
from app.store.restore_points import set_restore_point
from app.window.arriving.arrivals import Fate
from app.window.arriving.preview import Preview
from app.window.background import Background
from app.window.document import Document

_TURN = 0.006
"""Seconds of writing in one event."""
_FEW = 24


class Taking(QObject):
    """`progressed` says how many are written; `ended` whether they were all taken, as one edit; `broke` has a fault.

    `before` are the report's figures at the beginning, `left` the SHA-256 of what is no longer to be offered.
    """

    progressed = Signal(int, int)
    ended = Signal(bool)
    broke = Signal(str)

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
        self._is_stopped = False
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._write)

    def start(self) -> None:
        """Takes them; a few at once, before it returns."""
        if self._document.needs_restore_point(self.returns):
            setting = partial(set_restore_point, self._document.session.file.path)
            # without a restore point, too: the edit itself can be undone
            go = self._go
            Background(setting, (StorageError,), done=go, refused=go, broke=self._fail).start()
        else:
            self._go()

    @Slot(str)
    def _fail(self, details: str) -> None:
        self.broke.emit(details)
        self.ended.emit(False)

    @Slot(object)
    @Slot(str)
    def _go(self, _point: object = None) -> None:
        """Nothing is written before."""
        if self._is_stopped:
            return
        self.before = dict(self._document.report.figures)
        if len(self.returns) <= _FEW:
            self.ended.emit(self._document.accept(self.returns, self._originals, self._collected))
        else:
            self._next.start()

    def stop(self) -> None:
        """Takes none, as when the report is closed."""
        self._is_stopped = True
        self._next.stop()

    @Slot()
    def _write(self) -> None:
        """Writes and judges some; once all are there, the edit that takes them is a short one.

        It has the files' bytes once more: where it cannot be committed, what was written ahead is gone.
        """
        if self._written == len(self.returns):
            self._next.stop()
            self.ended.emit(self._document.accept(self.returns, self._originals, self._collected))
            return
        began = monotonic()
        try:
            while self._written < len(self.returns) and monotonic() - began < _TURN:
                self._write_one(self.returns[self._written])
                self._written += 1
        except StorageError as error:
            self._next.stop()
            self._document.refused.emit(error.say)
            self.ended.emit(False)
            return
        self.progressed.emit(self._written, len(self.returns))

    def _write_one(self, sent: Return) -> None:
        originals = {sent.sha256: self._originals[sent.sha256]} if sent.sha256 in self._originals else {}
        self._document.session.file.write_ahead((sent,), originals)
        self._document.each_return.findings(sent)
