"""What the clerk is waiting for: told once it takes a while, with how far it is and a way to call it off."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

if TYPE_CHECKING:
    from app.window.window import Window

_SLOW = 500  # milliseconds: what takes longer is told
_OFTEN = 200


class CalledOff(Exception):  # noqa: N818  no error
    """What she was waiting for is not wanted any more."""


class Progress(QObject):
    """One piece of work at a time."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._words = ""
        self._how_far: Callable[[], str] = str
        self._cancel: Callable[[], None] = self.end
        self._clock = QTimer(self, interval=_SLOW)
        self._clock.timeout.connect(self._tell)

    def begin(self, words: str, how_far: Callable[[], str], cancel: Callable[[], None]) -> None:
        """It goes on from now."""
        self._words, self._how_far, self._cancel = words, how_far, cancel
        self._clock.start(_SLOW)

    @Slot()
    def _tell(self) -> None:
        self._clock.setInterval(_OFTEN)
        self._window.status.show_work(f"{self._words}{self._how_far()}", self._cancel)

    def end(self) -> None:
        """It is over, or called off; nothing is said of it any more."""
        self._clock.stop()
        self._window.status.end_work()
