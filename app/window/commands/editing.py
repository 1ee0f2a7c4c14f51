"""编辑: undo and redo, the clipboard of whatever has the focus, and the search."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QTextEdit

from app.window.history.going import go_to_change

if TYPE_CHECKING:
    from app.window.window import Window


class Editing(QObject):
    """Takes back, makes again, copies and pastes, and finds."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    @Slot()
    def do_undo(self) -> None:
        if self._window.desk is not None and (change := self._window.desk.document.undo()):
            self._gone("已撤销", change.name)
            go_to_change(self._window.desk, change)

    @Slot()
    def do_redo(self) -> None:
        if self._window.desk is not None and (change := self._window.desk.document.redo()):
            self._gone("已重做", change.name)
            go_to_change(self._window.desk, change)

    def _gone(self, verb: str, name: str) -> None:
        if self._window.desk is not None:
            self._window.desk.panel.notice.dismiss()  # it may tell of what has just been taken back
        self._window.status.tell(f"{verb}：{name.removeprefix('撤销：').removeprefix('重做：')}")

    @Slot()
    def do_cut(self) -> None:
        self._with_focus("cut")

    @Slot()
    def do_copy(self) -> None:
        self._with_focus("copy")

    @Slot()
    def do_paste(self) -> None:
        urls = QGuiApplication.clipboard().mimeData().urls()
        files = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if files:
            self._window.gathering.take_files(files)
        else:
            self._with_focus("paste")

    @Slot()
    def do_select_all(self) -> None:
        self._with_focus("selectAll")

    @Slot()
    def do_find(self) -> None:
        self._open_bar(replacing=False)

    @Slot()
    def do_replace(self) -> None:
        self._open_bar(replacing=True)

    def _open_bar(self, *, replacing: bool) -> None:
        if self._window.desk is not None:
            focus = QApplication.focusWidget()
            chosen = focus.textCursor().selectedText() if isinstance(focus, QTextEdit) else ""
            self._window.desk.find_bar.open(chosen, replacing=replacing)

    @Slot()
    def do_find_next(self) -> None:
        if self._window.desk is not None:
            self._window.desk.find_bar.find_next()

    @Slot()
    def do_find_previous(self) -> None:
        if self._window.desk is not None:
            self._window.desk.find_bar.find_previous()

    def _with_focus(self, method: str) -> None:
        act: Callable[[], None] | None = getattr(QApplication.focusWidget(), method, None)
        if act is not None:
            act()
