"""One piece of work away from the window's thread: files in, a result out, no widget touched."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThreadPool, Signal, SignalInstance, Slot

Told = Callable[[str], object] | SignalInstance


class Background(QObject):
    """`done` hands over the result, `refused` says what the clerk must know, `broke` has details of a fault.

    `refusals` are the exceptions that speak to the clerk. One of the three is called, on the window's thread, then
    `finished` comes. `is_wanted` is asked just before: where it says no, only a fault is told.

    It belongs to the program, not to who asked: it lives until the work is over, and goes then with all that it
    held. Whoever is to be told may die earlier: methods of a QObject that is gone are not called.
    """

    finished = Signal()
    _done = Signal(object)
    _refused = Signal(str)
    _broke = Signal(str)
    _ended = Signal(str, object)

    def __init__(
        self,
        work: Callable[[], object],
        refusals: tuple[type[Exception], ...],
        *,
        done: Callable[[Any], object] = lambda _nothing: None,
        refused: Told,
        broke: Told,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(QCoreApplication.instance())
        self._work = work
        self._refusals = refusals
        self._is_wanted = is_wanted
        self._telling = threading.Lock()
        self._done.connect(done)
        self._refused.connect(refused)
        self._broke.connect(broke)
        self._ended.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        QThreadPool.globalInstance().start(self._run)

    def _run(self) -> None:
        try:
            result = self._work()
        except self._refusals as error:
            self._end("refused", str(error))
        except Exception:
            self._end("broke", traceback.format_exc())
        else:
            self._end("done", result)

    def _end(self, how: str, what: object) -> None:
        with self._telling:
            self._ended.emit(how, what)

    @Slot(str, object)
    def _tell(self, how: str, what: Any) -> None:  # noqa: ANN401  whatever the work gave
        with self._telling:  # the thread is about to leave `emit`, which looks at this object to its end
            del self._work  # what it holds dies here, not with the thread
        if how == "broke":
            self._broke.emit(what)
        elif self._is_wanted():
            (self._done if how == "done" else self._refused).emit(what)
        self.finished.emit()
        self.deleteLater()
