"""The one place for what nobody expected: the clerk is told calmly, the details can be copied, the program goes on."""

from __future__ import annotations

import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QObject, Signal

SAY = "程序出错，您的数据没有丢失。可以继续使用；如果再次出现，请复制详细信息发给维护人员。"


class Mishaps(QObject):
    """`happened` hands over the details."""

    happened = Signal(str)

    def catch(self) -> None:
        """From now on unexpected exceptions come here."""
        sys.excepthook = self._hook

    def _hook(self, kind: type[BaseException], error: BaseException, at: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, at)
            return
        details = "".join(traceback.format_exception(kind, error, at))
        print(details, file=sys.stderr)
        self.happened.emit(details)
