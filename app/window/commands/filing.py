"""文件: new, open, save as."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QFileDialog

from app.window.standing import Mark
from app.window.start.recent import remember

if TYPE_CHECKING:
    from app.store.session import Waiting
    from app.window.document import Document
    from app.window.window import Window

_REPORTS = "年报文件 (*.nianbao)"


class Filing(QObject):
    """Reports come and go."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    @Slot()
    def do_new(self) -> None:
        if not self._window.may_leave(self.do_new):
            return
        self._window.close_report()
        self._window.show_start()
        self._window.start.show_new()

    def remember(self, document: Document) -> None:
        """Lists the report on the start page, unless it goes when the window closes."""
        path = document.session.file.path
        if not any(path.is_relative_to(Path(folder.name).resolve()) for folder in self._window.throw_away):
            remember(document)

    @Slot()
    def do_open(self) -> None:
        self._window.ask("打开年报", _REPORTS, QFileDialog.FileMode.ExistingFile, self._open_chosen)

    @Slot(list)
    def _open_chosen(self, files: list[str]) -> None:
        self._window.open_report(Path(files[0]))

    @Slot()
    def do_sample(self) -> None:
        from app.store import StorageError
        from app.window.start.sample import build_sample

        folder = tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True)
        self._window.throw_away.append(folder)
        self._window.commands["sample"].setEnabled(False)
        self._window.say("正在准备示例…")
        work = self._window.work(partial(build_sample, Path(folder.name)), (StorageError,), self._open_sample)
        work.finished.connect(self._offer_sample)

    @Slot()
    def _offer_sample(self) -> None:
        self._window.commands["sample"].setEnabled(True)

    @Slot(object)
    def _open_sample(self, path: Path) -> None:
        self._window.start.notice.dismiss()
        self._window.open_report(path, then=self._begin_lesson)

    def _begin_lesson(self) -> None:
        self._window.say("这是示例，可以随意修改，关闭后不保留。三、依申请公开有 1 处错误，按 F8 查看。")

    @Slot()
    def do_save_as(self) -> None:
        if self._window.desk is None:
            return
        dialog = QFileDialog(self._window, "另存为", str(self._window.desk.document.session.file.path), _REPORTS)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("nianbao")
        dialog.fileSelected.connect(self.save_as)
        dialog.open()

    @Slot(str)
    def save_as(self, name: str) -> None:
        """Writes a copy and goes on in it."""
        if self._window.desk is None:
            return
        path = Path(name).resolve()
        self._window.copying.copy(path, partial(self._open_copy, path))

    def _open_copy(self, path: Path) -> None:
        """The report that is open is left at once, unless something is not on the disk that goes on in the copy."""
        if (desk := self._window.desk) is None:
            return
        session = desk.document.session
        then = partial(self._go_on, path, session.waiting, desk.unkept_texts)
        if session.waiting is None:
            self._window.close_report()
            self._window.show_start()
        self._window.opening.open(path, then, take_over=path == session.file.path, carries=True)

    def _go_on(self, copy: Path, waiting: Waiting | None, typed: Mapping[str, str]) -> None:
        self._window.say(f"已另存为“{copy.name}”，以后的修改都写在这个文件里。", Mark.DONE)
        if self._window.document is not None and waiting is not None:
            self._window.document.go_on_with(waiting, typed)

    @Slot()
    def do_close(self) -> None:
        if not self._window.may_leave(self.do_close):
            return
        self._window.close_report()
        self._window.show_start()

    @Slot()
    def do_quit(self) -> None:
        self._window.close()
