"""Files and folders shown by the system's own programs."""

from __future__ import annotations

from functools import partial
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.window.panel.notice import Way

_COPIES: list[TemporaryDirectory[str]] = []
"""Another program may still read what is in them: they go when this one ends."""


def show_file(path: Path) -> None:
    """Opens the file or folder with whatever the system uses for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def show_copy(name: str, data: bytes) -> None:
    """Opens a copy of these bytes, private to this user; it goes when the program ends. Raises `OSError`."""
    folder = TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True)
    _COPIES.append(folder)
    copy = Path(folder.name) / PurePath(name).name
    copy.write_bytes(data)
    show_file(copy)


def folder_way(path: Path) -> Way:
    """The way to the folder that a file is in."""
    return ("打开所在文件夹", partial(show_file, path.parent))
