"""One drop after the other: what is dropped while files are read waits for its turn."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.report.findings import raised
from app.window.arriving.reading import Reading
from app.window.arriving.remembered import Remembered
from app.window.document import Document

if TYPE_CHECKING:
    from app.readers.folder import Skipped


class Queue(QObject):
    """`began` with each drop, whether only news matter; `ended` after the last, whether the clerk cancelled.

    `was_read` hands over each `Came`, `skipped` a notice of what was left out, `progressed` how many of how many.
    """

    began = Signal(bool)
    was_read = Signal(object)
    skipped = Signal(object)
    progressed = Signal(int, int)
    failed = Signal(str)
    broke = Signal(str)
    ended = Signal(bool)

    def __init__(self, document: Document, remembered: Remembered, parent: QObject) -> None:
        super().__init__(parent)
        self._document, self._remembered = document, remembered
        self._waiting: deque[tuple[tuple[Path, ...], bool]] = deque()
        self._reading: Reading | None = None

    @property
    def is_reading(self) -> bool:
        """Whether files are still to be read."""
        return self._reading is not None

    def read(self, sources: Sequence[Path], *, only_news: bool) -> None:
        """Reads these files and folders, after those that are being read now."""
        self._waiting.append((tuple(sources), only_news))
        if self._reading is None:
            self._read_next()

    def cancel(self) -> None:
        """Reads no more."""
        self._waiting.clear()
        if self._reading is not None:
            self._reading.cancel()

    def _read_next(self) -> None:
        sources, only_news = self._waiting.popleft()
        if not only_news:
            self._remembered.remember(sources)
        report = self._document.report
        reading = self._reading = Reading(report.form, sources, report.year, own=self._document.is_own)
        reading.was_read.connect(self.was_read)
        reading.skipped.connect(self._was_skipped)
        reading.progressed.connect(self.progressed)
        reading.failed.connect(self.failed)
        reading.broke.connect(self.broke)
        reading.ended.connect(self._ended)
        self.began.emit(only_news)
        QTimer.singleShot(0, reading.start)  # once the tab is drawn

    @Slot(object)
    def _was_skipped(self, item: Skipped) -> None:
        self.skipped.emit(raised(self._document.report.form, "reading.skipped", f"{item.name}{item.why}。"))

    @Slot(bool)
    def _ended(self, cancelled: bool) -> None:
        self._reading = None
        if self._waiting and not cancelled:
            self._read_next()
        else:
            self.ended.emit(cancelled)
