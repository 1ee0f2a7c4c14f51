"""Files and folders shown by the system's own programs."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from app.window.panel.notice import Way


def show_file(path: Path) -> None:
    """Opens the file or folder with whatever the system uses for it."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def folder_way(path: Path) -> Way:
    """The way to the folder that a file is in."""
    return ("打开所在文件夹", partial(show_file, path.parent))
