"""Connections to .nianbao files, and what can be told of a file before one is made."""

from __future__ import annotations

import sqlite3
from functools import cache
from pathlib import Path
from urllib.parse import quote

from app.form import Form, load_form
from app.resources import resource
from app.store.errors import StorageError
from app.store.schema import APPLICATION_ID

_WAIT = 2.0  # seconds for another program to finish its transaction


def connect(path: Path, *, read_only: bool = False) -> sqlite3.Connection:
    """A connection with the promises of the format: one file, and each commit is on the disk.

    An edit that a crash interrupted is rolled back now, which writes.
    """
    name = path.as_posix()
    place = "file://" + quote(name if name.startswith("/") else f"/{name}")
    connection = sqlite3.connect(
        f"{place}?mode={'ro' if read_only else 'rw'}",
        uri=True,
        timeout=_WAIT,
        isolation_level=None,
        check_same_thread=False,  # a return's sources may be read by the thread that writes the working paper
    )
    try:
        connection.execute("pragma foreign_keys = on")
        connection.execute("pragma synchronous = full")
        if not read_only:
            connection.execute("pragma journal_mode = delete")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def version_of(path: Path) -> int:
    """The version of the format that the file is written in. Raises `StorageError` for any other file."""
    if path.is_dir():
        raise StorageError(f"“{path.name}”是一个文件夹，不是年报助手的文件。请选择里面的 .nianbao 文件。")
    if not path.exists():
        raise StorageError(f"找不到“{path.name}”。请看它是否被移走或改名，U 盘或网络盘是否已断开。")
    head = b""
    if path.is_file():
        with path.open("rb") as file:
            head = file.read(100)
    application = int.from_bytes(head[68:72], "big")
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0") or application != APPLICATION_ID:
        raise StorageError(f"“{path.name}”不是年报助手的文件。请选择由年报助手保存的 .nianbao 文件。")
    return int.from_bytes(head[60:64], "big")


def form_of(connection: sqlite3.Connection, path: Path) -> Form:
    """The national format that the report is written in."""
    row = connection.execute("select form from report").fetchone()
    if row is None:
        raise sqlite3.DatabaseError("the report has no row")
    form_id = str(row[0])
    form = _form(form_id)
    if form is None:
        raise StorageError(f"“{path.name}”按格式“{form_id}”编写，这个版本没有这种格式。请升级年报助手后再打开。")
    return form


@cache
def _form(form_id: str) -> Form | None:
    files = {file.stem: file for file in resource("forms").glob("*.toml")}
    return load_form(files[form_id]) if form_id in files else None
