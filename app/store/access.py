"""Whether an existing file can be written here and now, and reading it where it cannot."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from app.store.connect import connect
from app.store.lock import Holder, Lock, acquire
from app.store.schema import VERSION


def why_read_only(path: Path, version: int, *, asked: bool, take_over: bool) -> tuple[str, Lock | Holder | None]:
    """Why the file is only to be read, with who has it open if that is why; or "" with the lock on it."""
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
        return f"“{path.name}”正由{lock}编辑，这里只能查看。请等那里关闭后重新打开。", lock
    return "", lock


def copied_with_journal(path: Path) -> TemporaryDirectory[str] | None:
    """A copy to read where an interrupted edit must first be rolled back, which would write; else None."""
    journal = path.with_name(f"{path.name}-journal")
    if not journal.exists():
        return None
    try:
        with closing(connect(path, read_only=True)) as connection:
            connection.execute("select count(*) from sqlite_master").fetchone()
        return None
    except sqlite3.OperationalError:
        copy = TemporaryDirectory(prefix="nianbao")
        for file in (path, journal):
            Path(copy.name, file.name).write_bytes(file.read_bytes())
        return copy
