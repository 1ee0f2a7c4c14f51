"""Python's garbage, looked for on the window's thread alone."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

_EVERY = 1000  # milliseconds


class Garbage(QObject):
    """Takes over from Python, which looks for garbage on whichever thread makes the most objects.

    What a closed report leaves behind, widgets, cursors and fonts among it, may only be destroyed on the window's
    thread, and not in the midst of something.
    """

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(self._look)
        timer.start(_EVERY)

    def _look(self) -> None:
        """As Python itself would: the youngest often, the oldest seldom."""
        full = [many > enough for many, enough in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if any(full):
            gc.collect(max(generation for generation, is_full in enumerate(full) if is_full))
