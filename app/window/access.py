"""Who writes the open report: this window, or somebody else; and what becomes of an edit that cannot be kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication

from app.report.report import Change
from app.store.lock import lock_path, read_holder
from app.window.document import Document
from app.window.panel.notice import Way
from app.window.standing import Mark

if TYPE_CHECKING:
    from app.window.window import Window

_BEAT = 60_000  # milliseconds


class Access(QObject):
    """Tells others that the report is open here; a reader hears when it can be written."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._told_free = False
        self._leaving: str | None = None
        self._heart = QTimer(self, interval=_BEAT)
        self._heart.timeout.connect(self.beat)

    def begin(self, document: Document) -> None:
        """A report was opened."""
        self._told_free = False
        document.blocked.connect(self._blocked)
        document.given_up.connect(self._go_on)
        document.turned_read_only.connect(self._turned)
        self._heart.start()
        if document.session.read_only:
            self._tell(document)

    def end(self) -> None:
        """The report is closed."""
        self._heart.stop()

    @Slot()
    def beat(self) -> None:
        """Keeps the lock; of a report that somebody else has open, finds out whether he still has."""
        if (document := self._window.document) is None:
            return
        document.beat()
        file = document.session.file
        if file.holder is None or self._told_free:
            return
        now = read_holder(lock_path(file.path))
        if now is None or now.is_silent:
            self._told_free = True
            why = f"{file.holder}已经关闭" if now is None else f"{now}已有几分钟没有响应，可能已经关机"
            self._window.say(f"{why}，可以在这里编辑了。", Mark.NOTICE, [self._take_over])

    @property
    def ways(self) -> list[Way]:
        """The ways on while somebody else has the report, or while a change is not on the disk."""
        if (document := self._window.document) is None:
            return []
        if document.session.blocked:
            return [*self._ways_to_keep, ("放弃这次修改", self._give_up)]
        holder = document.session.file.holder
        if holder is None:
            return []
        return [("重新打开", self.reopen), *([self._take_over] if holder.is_silent else [])]

    @property
    def _ways_to_keep(self) -> list[Way]:
        return [("重试", self._retry), ("另存为…", self._window.filing.do_save_as)]

    @property
    def _take_over(self) -> Way:
        return ("接手编辑", partial(self.reopen, take_over=True))

    def reopen(self, *, take_over: bool = False) -> None:
        """Opens the report again as it now is; with `take_over` to write it whoever has it."""
        if (document := self._window.document) is not None:
            path = document.session.file.path
            self._window.close_report()
            self._window.show_start()
            self._window.open_report(path, take_over=take_over)

    def may_leave(self, then: Callable[[], object]) -> bool:
        """Whether the report can be closed with nothing lost.

        Where not, what would be lost is said, and one of the ways on gives it up, closes the report and does `then`.
        """
        if (desk := self._window.desk) is None:
            return True
        desk.keep()
        if not (unkept := desk.unkept):
            return True
        session, leave = desk.document.session, ("放弃这几项并关闭", partial(self._leave, then))
        if session.blocked:
            why, ways = session.blocked.say, self._ways_to_keep
        elif session.read_only:
            why, ways = session.read_only, [*self.ways, *_copies(desk.document.unkept)]
        else:
            why, ways = "这个格里的不是数字。", [("回去改", desk.focus_tab)]
        self._leaving = f"没有关闭，因为还没有保存：{unkept}。{why}"
        self._window.say(self._leaving, Mark.ERROR, [*ways, leave])
        desk.panel.notice.reach()
        return False

    def _leave(self, then: Callable[[], object]) -> None:
        self._window.close_report()
        self._window.show_start()
        then()

    @Slot(object)
    def _turned(self, unkept: Change | None) -> None:
        if (document := self._window.document) is not None:
            self._window.follow()
            self._tell(document, unkept)

    def _tell(self, document: Document, unkept: Change | None = None) -> None:
        """Says why nothing can be edited, what was not kept, and the ways on."""
        words, ways = document.session.read_only, self.ways
        if document.session.file.holder is not None:
            words += f"这里显示的是 {document.saved_at:%H:%M} 的内容，不会自动更新。"
        if unkept is not None:
            words += f"最后一步没有写进去：{document.not_kept}。"
            ways += _copies(unkept)
        self._window.say(words, Mark.WARNING, ways)

    @Slot(str)
    def _blocked(self, why: str) -> None:
        """The last change is not on the disk: the clerk decides what becomes of it.

        What stands there already is left: its button may be the one that is being pressed.
        """
        if (desk := self._window.desk) is None:
            return
        self._window.follow()
        words = f"{why}没有保存的是：{desk.document.not_kept}。"
        if desk.panel.notice.text not in (words, self._leaving):
            self._window.say(words, Mark.ERROR, self.ways)

    @Slot()
    def _retry(self) -> None:
        if (desk := self._window.desk) is not None:
            desk.panel.notice.dismiss()
            desk.document.retry()
            desk.focus_tab()

    @Slot()
    def _give_up(self) -> None:
        if (desk := self._window.desk) is not None:
            desk.document.give_up()

    @Slot()
    def _go_on(self) -> None:
        """The notice goes with the change that it tells of."""
        if (desk := self._window.desk) is not None:
            self._window.follow()
            desk.panel.notice.dismiss()
            desk.focus_tab()


def _copies(unkept: Change | None) -> list[Way]:
    """A way for each text of the change, which the clerk can take elsewhere."""
    texts = [step.new for step in unkept.steps if step.key[0] == "text" and step.new] if unkept else []
    return [("复制没写进去的文字", partial(_copy, text)) for text in texts]


def _copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
