"""Where a report may be put, and how it gets there: complete, or not at all."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing, suppress
from pathlib import Path

from app.form import Form
from app.report.report import Collected
from app.store.codec import dumps, written_collected
from app.store.connect import connect, version_of
from app.store.errors import StorageError
from app.store.lock import Holder, Lock, acquire
from app.store.returns import Heed
from app.store.schema import APPLICATION_ID, SCHEMA, VERSION

_PAGES = 256  # copied at a time: between them whoever edits the file is let in


def refuse_place(path: Path, *, replace: bool) -> None:
    """Raises `StorageError` where no report can be put at `path`; a report there only goes with `replace`."""
    if path.is_dir():
        raise StorageError(f"“{path.name}”是一个文件夹。请换一个文件名。")
    if path.exists() and not path.is_file():
        raise StorageError(f"“{path.name}”不是普通文件。请换一个文件名。")
    if not path.parent.is_dir():
        raise StorageError(f"没有“{path.parent}”这个文件夹，“{path.name}”存不进去。请先建好文件夹，或者换一个。")
    if path.exists() and not replace:
        raise StorageError(f"“{path.name}”已经存在，没有动它。请换一个文件名，或者打开它。")
    if path.exists() and path.stat().st_size:
        version_of(path)  # nothing but a report is replaced by a report
    if path.exists() and not path.stat().st_mode & stat.S_IWUSR:
        raise StorageError(f"“{path.name}”是只读文件，没有动它。请去掉只读，或者换一个文件名。")


def locked(path: Path) -> Lock:
    """The lock on a file that is to be written. Raises `StorageError` when somebody has it open."""
    lock = acquire(path)
    if isinstance(lock, Holder):
        raise StorageError(f"“{path.name}”正由{lock}打开着。请先在那里关闭它，或者换一个文件名。")
    return lock


def write_new(path: Path, form: Form, organ: str, year: int) -> None:
    """An empty report, in place of whatever an earlier try left there."""
    path.unlink(missing_ok=True)
    path.touch(exist_ok=False)
    with closing(connect(path)) as connection:
        connection.execute(f"pragma application_id = {APPLICATION_ID}")
        connection.execute(f"pragma user_version = {VERSION}")
        connection.executescript(f"begin;{SCHEMA}commit;")
        row = (form.id, organ, year, dumps(written_collected(Collected())))
        connection.execute("insert into report values (1, ?, ?, ?, '[]', '{}', ?)", row)


def write_copy(connection: sqlite3.Connection, path: Path, heed: Heed) -> int:
    """All that is committed, as a file of its own, on the disk; gives the last row of its log."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("pragma synchronous = off")  # once at the end: who edits is let in meanwhile
        connection.backup(copy, pages=_PAGES, progress=lambda _status, left, of: heed(of - left, of))
        last = copy.execute("select coalesce(max(seq), 0) from log").fetchone()[0]
    with path.open("r+b") as file:
        os.fsync(file.fileno())
    heed(1, 1)  # that may have taken long: what is called off meanwhile takes nothing's place
    return int(last)


def put_in_place(beside: Path, path: Path) -> None:
    """Lets the complete file `beside` take the place of `path`, whose journal, if any, must not outlive it."""
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists():
        if path.exists():
            with suppress(sqlite3.Error), closing(connect(path)) as old:
                old.execute("select count(*) from sqlite_master").fetchone()
        journal.unlink(missing_ok=True)
    if path.exists():
        beside.chmod(path.stat().st_mode)
    beside.replace(path)


def inode(path: Path) -> tuple[int, int] | None:
    """What tells the file there from every other; None where there is none."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return None
    return status.st_dev, status.st_ino
