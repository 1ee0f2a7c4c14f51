"""Reads files through child processes, so that no file can take the program down, fill the memory or hang it."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from app.form import Form
from app.readers.frames import read_frame, write_frame
from app.readers.picture import Sheet, sheets_from_json
from app.readers.refused import NotRunning, Refused
from app.readers.taught import Taught, taught_to_json
from app.report.record import Json, return_from_json
from app.report.returns import Return
from app.resources import resource

PATIENCE = 10.0
"""Seconds for one file."""
_STARTING = 60.0
"""Seconds until a child is ready: the first time, a scanner may look at every file of the program."""
_NOT_RUNNING = (
    "读文件的程序启动不了，一个文件也没有读。请看看是不是被安全软件拦住了，放行后重试；还不行的，重新安装年报助手。"
)


@dataclass(frozen=True, slots=True)
class Received:
    """One file from outside: its name for people, and its bytes; or why they could not be had.

    `modified` is when it was last written, in seconds since 1970; 0 where that is not known. `place` is where it
    lies on this computer, within an archive, too; "" where that is not known.
    """

    name: str
    data: bytes
    refused: Refused | None = None
    modified: float = 0
    place: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """What became of one file: a return, or a refusal."""

    received: Received
    sent: Return | None
    refused: Refused | None = None


class ReaderProcess:
    """One child process, started when first needed and again after it had to be killed.

    Whoever asks it for something may get `NotRunning`.
    """

    def __init__(self, form: Form, patience: float = PATIENCE) -> None:
        self._form_file = str(resource("forms") / f"{form.id}.toml")
        self._patience = patience
        self._child: subprocess.Popen[bytes] | None = None
        self._guard = threading.Lock()
        self._retired = False
        self._ready: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> ReaderProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.retire()

    def read(
        self,
        received: Received,
        year: int | None,
        aside: Iterable[tuple[str, str]] = (),
        taught: Iterable[Taught] = (),
    ) -> Read:
        """The return in the file, or why it is refused: `too_large` when it took too long or too much memory.

        `aside` and `taught` as for `Reader.read`.
        """
        answer = self._answer(received, {"year": year, "aside": list(aside), "taught": [*map(taught_to_json, taught)]})
        if isinstance(answer, Refused):
            return Read(received, None, answer)
        return Read(received, return_from_json(answer))

    def picture(self, received: Received) -> Mapping[str, Sheet]:
        """The sheets of the file as a person sees them; none where it cannot be read."""
        answer = self._answer(received, {"picture": True})
        return {} if isinstance(answer, Refused) else sheets_from_json(answer["sheets"])

    def _answer(self, received: Received, request: Json) -> Json | Refused:
        if received.refused is not None:
            return received.refused
        with self._guard:
            if self._retired:
                return Refused("corrupt", "已取消，没有读。")
            is_new = self._child is None
            child = self._started()
        if child is not self._ready and not self._begins(child):
            return Refused("corrupt", "已取消，没有读。")
        hung = threading.Event()

        def give_up() -> None:
            hung.set()
            child.kill()

        late = threading.Timer(self._patience, give_up)
        late.start()
        try:
            answer = self._ask(child, received, request)
        finally:
            late.cancel()
        if answer is None:
            with self._guard:
                self._stop()
            if is_new or hung.is_set():
                return _gone(hung=hung.is_set())
            return self._answer(received, request)  # it may have died of something else: once more with a new one
        data: Json = json.loads(answer)
        if data["error"]:
            return Refused(data["error"]["code"], data["error"]["message"])
        return data

    def _begins(self, child: subprocess.Popen[bytes]) -> bool:
        """Waits until the child is ready; False where it is not wanted any more. Raises `NotRunning`."""
        late = threading.Timer(_STARTING, child.kill)
        late.start()
        try:
            with contextlib.suppress(OSError, ValueError):
                if read_frame(_pipes(child)[1]) is not None:
                    self._ready = child
                    return True
        finally:
            late.cancel()
        with self._guard:
            self._stop()
            if self._retired:
                return False
        raise NotRunning(_NOT_RUNNING)

    def _ask(self, child: subprocess.Popen[bytes], received: Received, request: Json) -> bytes | None:
        header = json.dumps({"name": received.name, "form": self._form_file, **request}).encode()
        requests, answers = _pipes(child)
        try:
            write_frame(requests, header)
            write_frame(requests, received.data)
            requests.flush()
            return read_frame(answers)
        except OSError:
            return None

    def _started(self) -> subprocess.Popen[bytes]:
        if self._child is None or self._child.poll() is not None:
            self._stop()
            try:
                self._child = subprocess.Popen(
                    _command(),
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    creationflags=_flag("CREATE_NO_WINDOW") | _flag("BELOW_NORMAL_PRIORITY_CLASS"),
                    cwd=Path(__file__).resolve().parents[2] if not _is_frozen() else None,
                )
            except OSError as error:
                raise NotRunning(_NOT_RUNNING) from error
        return self._child

    def retire(self) -> None:
        """Ends the child at once, whatever it is doing, for good."""
        with self._guard:
            self._retired = True
            self._stop()

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for pipe in _pipes(child):
            with contextlib.suppress(OSError):
                pipe.close()


def _pipes(child: subprocess.Popen[bytes]) -> tuple[BinaryIO, BinaryIO]:
    assert child.stdin is not None
    assert child.stdout is not None
    return child.stdin, child.stdout  # type: ignore[return-value]


def _flag(name: str) -> int:
    """A flag of Windows; 0 elsewhere."""
    return int(getattr(subprocess, name, 0))


def _is_frozen() -> bool:
    return bool(getattr(sys, "frozen", False))


def _command() -> list[str]:
    if _is_frozen():
        twin = Path(sys.executable).with_name("nianbao" + Path(sys.executable).suffix)
        return [str(twin), "--reader"]
    return [sys.executable, "-m", "app.readers.child"]


def _gone(*, hung: bool) -> Refused:
    if hung:
        return Refused("too_large", "读这个文件用的时间太长，已停止。请把统计表复制到新的工作簿后重报。")
    return Refused("too_large", "文件展开后太大，已停止读取。请把统计表复制到新的工作簿后重报。")


def read_all(
    form: Form,
    files: Iterable[Received],
    year: int | None,
    cancelled: Callable[[], bool] = lambda: False,
    taught: Sequence[Taught] = (),
) -> Iterator[Read]:
    """Each file in its order, read by as many children as the computer has processors, up to four.

    `taught` as for `Reader.read`.

    Only a few files are held at a time. Once `cancelled`, nothing more comes, whatever a child is doing.
    """
    workers = min(4, os.cpu_count() or 1)
    children = [ReaderProcess(form) for _ in range(workers)]
    idle = SimpleQueue[ReaderProcess]()
    for child in children:
        idle.put(child)

    def read(received: Received) -> Read:
        child = idle.get()
        try:
            return child.read(received, year, taught=taught)
        finally:
            idle.put(child)

    pool = ThreadPoolExecutor(workers)
    waiting: deque[Future[Read]] = deque()
    try:
        for received in files:
            waiting.append(pool.submit(read, received))
            if len(waiting) > 2 * workers and _is_done(waiting[0], cancelled):
                yield waiting.popleft().result()
            if cancelled():
                return
        while waiting and _is_done(waiting[0], cancelled):
            yield waiting.popleft().result()
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
        for child in children:
            child.retire()
        pool.shutdown(wait=True)


def _is_done(future: Future[Read], cancelled: Callable[[], bool]) -> bool:
    """Waits for the file; False when the clerk cancels first."""
    while not cancelled():
        with contextlib.suppress(TimeoutError):
            future.result(timeout=0.1)
            return True
    return False
