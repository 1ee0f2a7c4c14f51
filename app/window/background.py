"""One piece of work away from the window's thread: files in, a result out, no widget touched."""

from __future__ import annotations

import traceback
from collections.abc import Callable

from PySide6.QtCore import QObject, QThreadPool, Signal


class Background(QObject):
    """`done` hands over the result, `refused` says what the clerk must know, `broke` has details of a fault.

    `refusals` are the exceptions that speak to the clerk.
    """

    done = Signal(object)
    refused = Signal(str)
    broke = Signal(str)

    def __init__(self, work: Callable[[], object], refusals: tuple[type[Exception], ...], parent: QObject) -> None:
        super().__init__(parent)
        self._work = work
        self._refusals = refusals

    def start(self) -> None:
        QThreadPool.globalInstance().start(self._run)

    def _run(self) -> None:
        try:
            result = self._work()
        except self._refusals as error:
            self.refused.emit(str(error))
        except Exception:
            self.broke.emit(traceback.format_exc())
        else:
            self.done.emit(result)
