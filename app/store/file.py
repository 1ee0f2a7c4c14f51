"""The .nianbao file on disk: created, opened, written one transaction an edit.

A power cut or a full disk loses at most the edit at hand: what `commit` returned from is on the disk.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType, TracebackType
from typing import Self

from app.form import FigureId, Form
from app.report.report import Change, Report
from app.report.returns import Return
from app.store.access import copied_with_journal, why_read_only
from app.store.connect import connect, form_of, version_of
from app.store.errors import StorageError, readable, told
from app.store.history import History, Move
from app.store.lock import Holder, Lock
from app.store.place import inode, locked, put_in_place, refuse_place, write_copy, write_new
from app.store.returns import Heed, Sending, ignore
from app.store.schema import VERSION
from app.store.tables import Tables
from app.store.traces import Traces

Originals = Mapping[str, bytes]
"""The bytes of files by their SHA-256."""
NO_ORIGINALS: Originals = MappingProxyType({})
NO_RETURNS: Mapping[str, Return] = MappingProxyType({})


class ReportFile:
    """One open .nianbao file.

    `read_only` says in a sentence why it cannot be written; "" where it can. `holder` is who has it open instead.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        *,
        at: Path | None = None,
        read_only: str = "",
        held: Lock | Holder | None = None,
        copy: TemporaryDirectory[str] | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self._at = at or path
        self._connection = connection
        self._lock = held if isinstance(held, Lock) else None
        self.holder = held if isinstance(held, Holder) else None
        self._copy = copy
        self._inode = inode(self._at)
        try:
            with readable(path):
                self.form = form_of(connection, path)
                self._tables = Tables(connection, self.form, path)
                self.history = History(connection, path)
        except BaseException:
            connection.close()
            raise

    @classmethod
    def create(cls, path: Path, form: Form, organ: str = "", year: int = 0, *, replace: bool = False) -> Self:
        """A new file with an empty report.

        An existing file is refused. With `replace` the new one is written beside it and takes its place, whole,
        when it is closed without an exception; until then the existing one stays as it is.
        """
        path = path.resolve()
        with told(path, "新建"):
            refuse_place(path, replace=replace)
            lock = locked(path)
            beside = path.with_name(f".{path.name}.{os.getpid()}.part")
            try:
                write_new(beside, form, organ, year)
                if not replace:
                    put_in_place(beside, path)
                at = beside if replace else path
                return cls(path, connect(at), at=at, held=lock)
            except BaseException:
                beside.unlink(missing_ok=True)
                lock.release()
                raise

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False, take_over: bool = False) -> Self:
        """An existing file.

        It is opened to be read only when asked, when it or its folder cannot be written, when a newer version
        of the program wrote it, or when somebody else has it open (unless `take_over`). Raises `StorageError`
        when it is no .nianbao file, is damaged, or needs a format that this program does not have.
        """
        path = path.resolve()
        with told(path, "打开"):
            version = version_of(path)
            why, held = why_read_only(path, version, asked=read_only, take_over=take_over)
            copy = None
            try:
                copy = copied_with_journal(path) if why else None
                at = Path(copy.name, path.name) if copy else path
                connection = connect(at, read_only=bool(why) and copy is None)
                return cls(path, connection, at=at, read_only=why, held=held, copy=copy)
            except BaseException:
                if copy:
                    copy.cleanup()
                if isinstance(held, Lock):
                    held.release()
                raise

    def report(self, *, sources_later: bool = False, heed: Heed = ignore) -> Report:
        """The report as the file holds it.

        With `sources_later` the sources of a return are read when somebody looks at them: thousands of returns
        are there at once, but the file must stay open.
        """
        try:
            with readable(self.path):
                report = self._tables.report(heed)
                for sent in () if sources_later else report.returns.values():
                    len(sent.sources)  # reads them
                return report
        except StorageError as error:
            if version_of(self.path) <= VERSION:
                raise
            say = f"“{self.path.name}”是更新版本的年报助手保存的，这个版本读不出来。请升级年报助手后再打开。"
            raise StorageError(say) from error

    def commit(self, change: Change, who: str = "", originals: Originals = NO_ORIGINALS) -> None:
        """Keeps one edit and its row of the log, in one transaction, with the bytes of the files it read.

        A change without steps is no edit and has no row. Raises `StorageError`, and then nothing of the edit is kept.
        """
        with self._transaction():
            for sha256, content in originals.items():
                self._keep_bytes(sha256, content)
            if not change.steps:
                return
            steps = [self._tables.make(step) for step in change.steps]
            seq = self.history.append(who, change.name, steps, None)
        self.history.advance(seq, None)

    def write_ahead(self, returns: Iterable[Return], originals: Originals) -> None:
        """Writes returns and the bytes they were read from, so that the edit that accepts them is a short one.

        They are kept with the next edit, whichever it is. Raises `StorageError`, and then none of them is written.
        """
        with self._transaction(ends=False):
            for sha256, content in originals.items():
                self._keep_bytes(sha256, content)
            self._tables.returns.write_ahead(returns)

    def commit_move(self, move: Move, who: str = "") -> None:
        """Keeps an undo, a redo or a return to an earlier point, and logs it as what it is."""
        with self._transaction():
            for step in move.steps:
                self._tables.make_again(step)
            seq = self.history.append(who, move.name, move.steps, move.undone)
        self.history.advance(seq, move.undone)

    def change(self, move: Move, returns: Mapping[str, Return] = NO_RETURNS) -> Change:
        """What a move does to the report in memory; the `returns` that it now has are not read again."""
        with readable(self.path):
            return self._tables.change(move.name, move.steps, returns)

    def follow(self, traces: Traces) -> None:
        """Lets the traces know what the log has gained."""
        with readable(self.path):
            traces.follow(self._connection, self.history.last)

    def about(self, figure: FigureId, traces: Traces) -> Iterator[int]:
        """The rows of the log that touched the figure, newest first."""
        with readable(self.path):
            yield from traces.about(figure, self._connection)

    def original(self, sha256: str) -> bytes | None:
        """What a unit sent, byte for byte; None where it was not kept."""
        with readable(self.path):
            row = self._connection.execute("select bytes from files where sha256 = ?", (sha256,)).fetchone()
        return None if row is None else row[0]

    def sendings(self, unit: str = "") -> dict[str, Sending]:
        """When each unit's file came, or this one's, and how many different ones it sent."""
        with readable(self.path):
            return self._tables.returns.sendings(unit)

    def sent_by(self, unit: str) -> list[tuple[str, str]]:
        """The different files that this unit sent so far: when each was taken, and its name."""
        with readable(self.path):
            return self._tables.returns.sent_by(unit)

    def was_accepted(self, sha256: str) -> bool:
        """Whether these bytes were ever accepted."""
        with readable(self.path):
            return bool(self._connection.execute("select 1 from files where sha256 = ?", (sha256,)).fetchone())

    def copy_to(self, path: Path, *, replace: bool = False, heed: Heed = ignore) -> int:
        """Writes a copy of the whole file, history included, to another place; whole or not at all.

        Where the file was moved away, the copy may take its own place. What is committed here meanwhile, on another
        thread, is in it as far as the row of the log that is returned. What `heed` raises ends it.
        """
        path = path.resolve()
        is_own = path == self.path and self._lock is not None
        if is_own and self._is_in_place:
            raise StorageError(f"“{path.name}”就是正在用的文件，不用另存。要留一份副本，请换一个文件名。")
        with told(path, "另存"):
            refuse_place(path, replace=replace)
            lock = None if is_own else locked(path)
            beside = path.with_name(f".{path.name}.{os.getpid()}.part")
            try:
                last = write_copy(self._connection, beside, heed)
                put_in_place(beside, path)
                return last
            finally:
                beside.unlink(missing_ok=True)
                if lock is not None:
                    lock.release()

    def beat(self) -> None:
        """Tells others that this process still has the file open; to be called about once a minute.

        When somebody has taken the file over, it can only be read from now on: `read_only` says so.
        """
        other = self._lock.beat() if self._lock else None
        if other is not None:
            self._lock, self.holder = None, other
            self._roll_back()  # what was written ahead would keep the file from the other
            self.read_only = f"“{self.path.name}”已由{other}接手编辑，这里只能查看。请等那里关闭后重新打开。"

    def close(self) -> None:
        """Lets go of the file. One that was created to replace another takes its place now."""
        self._connection.close()
        try:
            if self._at != self.path and self._copy is None and self._at.exists():
                with told(self.path, "保存"):
                    put_in_place(self._at, self.path)
        finally:
            self._let_go()

    def discard(self) -> None:
        """Lets go of the file; one that was created to replace another is dropped."""
        self._connection.close()
        if self._at != self.path and self._copy is None:
            self._at.unlink(missing_ok=True)
        self._let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if error is None:
            self.close()
        else:
            self.discard()

    @property
    def _is_in_place(self) -> bool:
        """Whether the file is still where it was opened."""
        return inode(self._at) == self._inode

    def _let_go(self) -> None:
        if self._copy:
            self._copy.cleanup()
        if self._lock:
            self._lock.release()

    @contextmanager
    def _transaction(self, *, ends: bool = True) -> Iterator[None]:
        """One that does not end goes on with the next."""
        self.beat()
        if self.read_only:
            raise StorageError(self.read_only)
        with told(self.path, "保存"):
            if not self._is_in_place:
                raise StorageError(
                    f"“{self.path.name}”被移走、改名或替换了。请把它放回“{self.path.parent}”后重试，或者另存为。"
                )
            if not self._connection.in_transaction:
                self._connection.execute("begin immediate")
            try:
                yield
                if ends:
                    self._connection.execute("commit")
            except BaseException:
                self._roll_back()
                raise

    def _roll_back(self) -> None:
        """Drops what was not committed, what was written ahead included."""
        self._tables.returns.written_ahead.clear()
        with suppress(sqlite3.Error):
            self._connection.rollback()

    def _keep_bytes(self, sha256: str, content: bytes) -> None:
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ValueError(f"these bytes do not have the SHA-256 {sha256}")
        self._connection.execute("insert or ignore into files (sha256, bytes) values (?, ?)", (sha256, content))
