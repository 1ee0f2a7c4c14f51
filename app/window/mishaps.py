"""The one place for what nobody expected: the clerk is told calmly, the details can be copied, the program goes on."""

from __future__ import annotations

import sys
import threading
import traceback
from time import monotonic
from types import TracebackType

from PySide6.QtCore import QObject, Signal

SAY = "程序出错，您的数据没有丢失。可以继续使用；如果再次出现，请复制详细信息发给维护人员。"
_AGAIN = 1.0  # seconds in which the same fault is not told twice: one in drawing comes back with each telling


class Mishaps(QObject):
    """`happened` hands over the details."""

    happened = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last = ("", 0.0)

    def catch(self) -> None:
        """From now on unexpected exceptions come here, from slots, from Qt's calls back and from threads."""
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def _hook(self, kind: type[BaseException], error: BaseException | None, at: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), at)
            return
        details = "".join(traceback.format_exception(kind, error, at))
        (told, when), self._last = self._last, (details, monotonic())
        if details != told or monotonic() - when > _AGAIN:
            print(details, file=sys.stderr)
            self.happened.emit(details)

    def _thread_hook(self, thrown: threading.ExceptHookArgs) -> None:
        self._hook(thrown.exc_type, thrown.exc_value, thrown.exc_traceback)
