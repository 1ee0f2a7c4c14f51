"""The .nianbao file on disk: created, opened, written one transaction an edit.

A power cut or a full disk loses at most the edit at hand: what `commit` returned from is on the disk.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType, TracebackType
from typing import Self

from app.form import Form
from app.report.report import Change, Report
from app.store.connect import connect, form_called, version_of
from app.store.errors import StorageError, told
from app.store.history import Entry, History, Move
from app.store.lock import Holder, Lock, acquire
from app.store.schema import APPLICATION_ID, SCHEMA, VERSION
from app.store.tables import Tables

Originals = Mapping[str, bytes]
"""The bytes of files by their SHA-256."""
NO_ORIGINALS: Originals = MappingProxyType({})


class ReportFile:
    """One open .nianbao file. `read_only` says in a sentence why it cannot be written; "" where it can."""

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        *,
        at: Path | None = None,
        read_only: str = "",
        lock: Lock | None = None,
        copy: TemporaryDirectory[str] | None = None,
    ) -> None:
        self.path = path
        self.read_only = read_only
        self._at = at or path
        self._connection = connection
        self._lock = lock
        self._copy = copy
        self._inode = _inode(self._at)
        (form,) = connection.execute("select form from report").fetchone()
        self.form = form_called(form, path)
        self._tables = Tables(connection, self.form)
        self._history = History(connection)

    @classmethod
    def create(cls, path: Path, form: Form, organ: str = "", year: int = 0, *, replace: bool = False) -> Self:
        """A new file with an empty report.

        An existing file is refused. With `replace` the new one is written beside it and takes its place, whole,
        when it is closed without an exception; until then the existing one stays as it is.
        """
        path = path.resolve()
        with told(path, "新建"):
            _refuse_place(path, replace=replace)
            lock = _lock(path)
            beside = path.with_name(f".{path.name}.{os.getpid()}.part")
            try:
                _write_new(beside, form, organ, year)
                if not replace:
                    _put_in_place(beside, path)
                at = beside if replace else path
                return cls(path, connect(at), at=at, lock=lock)
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
            why, lock = _why_read_only(path, version, asked=read_only, take_over=take_over)
            try:
                copy = _copied_with_journal(path) if why else None
                at = Path(copy.name, path.name) if copy else path
                connection = connect(at, read_only=bool(why) and copy is None)
                return cls(path, connection, at=at, read_only=why, lock=lock, copy=copy)
            except (sqlite3.Error, StorageError, TypeError) as error:
                if lock:
                    lock.release()
                if version > VERSION:
                    say = f"“{path.name}”是更新版本的年报助手保存的，这个版本读不出来。请升级年报助手后再打开。"
                    raise StorageError(say) from error
                if isinstance(error, TypeError):  # the table of the report has no row
                    raise StorageError(f"“{path.name}”已损坏。请用最近的备份。") from error
                raise

    def report(self) -> Report:
        """The report as the file holds it."""
        with told(self.path, "打开"):
            try:
                return self._tables.report()
            except (ValueError, KeyError, TypeError, AssertionError) as error:
                raise StorageError(f"“{self.path.name}”里的数据已损坏。请用最近的备份。") from error

    def commit(self, change: Change, who: str = "", originals: Originals = NO_ORIGINALS) -> None:
        """Keeps one edit and its row of the log, in one transaction, with the bytes of the files it read.

        Raises `StorageError`, and then nothing of the edit is kept.
        """
        with self._transaction():
            for sha256, content in originals.items():
                self._keep_bytes(sha256, content)
            steps = [self._tables.make(step) for step in change.steps]
            seq = self._history.append(who, change.name, steps, None)
        self._history.advance(seq, None)

    def commit_move(self, move: Move, who: str = "") -> None:
        """Keeps an undo, a redo or a return to an earlier point, and logs it as what it is."""
        with self._transaction():
            for step in move.steps:
                self._tables.make_again(step)
            seq = self._history.append(who, move.name, move.steps, move.undone)
        self._history.advance(seq, move.undone)

    def back(self, since: int = 0) -> Move | None:
        """The way to take back the last edit that is in effect and was made after log row `since`."""
        return self._history.back(since)

    def forward(self, since: int = 0) -> Move | None:
        """The way to make again the edit that was taken back last, after log row `since`."""
        return self._history.forward(since)

    def to(self, seq: int) -> Move:
        """The way to the report as it was after log row `seq`, on whatever branch; 0 is its beginning."""
        with told(self.path, "读取修改记录"):
            return self._history.to(seq)

    def change(self, move: Move) -> Change:
        """What a move does to the report in memory."""
        with told(self.path, "读取修改记录"):
            return self._tables.change(move.name, move.steps)

    def entries(self) -> list[Entry]:
        """The log, oldest first."""
        with told(self.path, "读取修改记录"):
            return self._history.entries()

    @property
    def last(self) -> int:
        """The number of the last row of the log."""
        return self._history.last

    def original(self, sha256: str) -> bytes | None:
        """What a unit sent, byte for byte; None where it was not kept."""
        with told(self.path, "读取报送表"):
            row = self._connection.execute("select bytes from files where sha256 = ?", (sha256,)).fetchone()
        return None if row is None else row[0]

    def copy_to(self, path: Path, *, replace: bool = False) -> None:
        """Writes a copy of the whole file, history included, to another place; whole or not at all."""
        path = path.resolve()
        with told(path, "另存"):
            _refuse_place(path, replace=replace)
            lock = _lock(path)
            beside = path.with_name(f".{path.name}.{os.getpid()}.part")
            try:
                beside.unlink(missing_ok=True)
                with _closing(sqlite3.connect(beside)) as copy:
                    self._connection.backup(copy)
                _put_in_place(beside, path)
            finally:
                beside.unlink(missing_ok=True)
                lock.release()

    def beat(self) -> None:
        """Tells others that this process still has the file open; to be called about once a minute."""
        if self._lock:
            self._lock.beat()

    def close(self) -> None:
        """Lets go of the file. One that was created to replace another takes its place now."""
        self._connection.close()
        try:
            if self._at != self.path and self._copy is None and self._at.exists():
                with told(self.path, "保存"):
                    _put_in_place(self._at, self.path)
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

    def _let_go(self) -> None:
        if self._copy:
            self._copy.cleanup()
        if self._lock:
            self._lock.release()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self.read_only:
            raise StorageError(self.read_only)
        with told(self.path, "保存"):
            if _inode(self._at) != self._inode:
                raise StorageError(
                    f"“{self.path.name}”被移走、改名或替换了。请把它放回“{self.path.parent}”后重试，或者另存为。"
                )
            self._connection.execute("begin immediate")
            try:
                yield
                self._connection.execute("commit")
            except BaseException:
                with suppress(sqlite3.Error):
                    self._connection.rollback()
                raise
        self.beat()

    def _keep_bytes(self, sha256: str, content: bytes) -> None:
        if hashlib.sha256(content).hexdigest() != sha256:
            raise ValueError(f"these bytes do not have the SHA-256 {sha256}")
        self._connection.execute("insert or ignore into files (sha256, bytes) values (?, ?)", (sha256, content))


def _inode(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino


def _refuse_place(path: Path, *, replace: bool) -> None:
    if path.is_dir():
        raise StorageError(f"“{path.name}”是一个文件夹。请换一个文件名。")
    if not path.parent.is_dir():
        raise StorageError(f"没有“{path.parent}”这个文件夹，“{path.name}”存不进去。请先建好文件夹，或者换一个。")
    if path.exists() and not replace:
        raise StorageError(f"“{path.name}”已经存在，没有动它。请换一个文件名，或者打开它。")


def _lock(path: Path) -> Lock:
    lock = acquire(path)
    if isinstance(lock, Holder):
        raise StorageError(f"“{path.name}”正由{lock}打开着。请先在那里关闭它，或者换一个文件名。")
    return lock


def _write_new(path: Path, form: Form, organ: str, year: int) -> None:
    path.unlink(missing_ok=True)
    path.touch(exist_ok=False)
    with _closing(connect(path)) as connection:
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute(f"pragma user_version = {VERSION}")
        connection.executescript(f"begin;{SCHEMA}commit;")
        connection.execute("insert into report values (1, ?, ?, ?, '[]', '{}')", (form.id, organ, year))


def _put_in_place(beside: Path, path: Path) -> None:
    """Lets the complete file `beside` take the place of `path`, whose journal, if any, must not outlive it."""
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        if path.exists():
            with suppress(sqlite3.Error), _closing(connect(path)) as old:
                old.execute("select count(*) from sqlite_master").fetchone()
        journal.unlink(missing_ok=True)
    if path.exists():
        beside.chmod(path.stat().st_mode)
    beside.replace(path)


@contextmanager
def _closing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    try:
        yield connection
    finally:
        connection.close()


def _why_read_only(path: Path, version: int, *, asked: bool, take_over: bool) -> tuple[str, Lock | None]:
    """Why the file is only to be read, or "" with the lock on it."""
    if asked:
        return f"“{path.name}”是以只读方式打开的，不能修改。", None
    if version > VERSION:
        return f"“{path.name}”是更新版本的年报助手保存的，只能查看。请升级年报助手后再修改。", None
    if not os.access(path, os.W_OK):
        return f"“{path.name}”是只读文件，只能查看。请去掉只读，或者另存到可以写的文件夹。", None
    try:
        lock = acquire(path, take_over=take_over)
    except OSError:
        return f"“{path.name}”所在的文件夹不能写，只能查看。请另存到可以写的文件夹。", None
    if isinstance(lock, Holder):
        return f"“{path.name}”正由{lock}编辑，这里只能查看。请等那里关闭后重新打开。", None
    return "", lock


def _copied_with_journal(path: Path) -> TemporaryDirectory[str] | None:
    """A copy to read where an interrupted edit must first be rolled back, which would write; else None."""
    journal = path.with_name(f"{path.name}-journal")
    if not journal.exists():
        return None
    try:
        with _closing(connect(path, read_only=True)) as connection:
            connection.execute("select count(*) from sqlite_master").fetchone()
        return None
    except sqlite3.OperationalError:
        copy = TemporaryDirectory(prefix="nianbao")
        for file in (path, journal):
            Path(copy.name, file.name).write_bytes(file.read_bytes())
        return copy
