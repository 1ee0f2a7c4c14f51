"""保存状态, 修改记录, 恢复点: nothing is lost, and the way back to any earlier state."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.form import FigureId
from app.store import ReportFile, StorageError
from app.store.restore_points import set_restore_point
from app.window.desktop import folder_way
from app.window.history.going import go_to_keys
from app.window.history.points import RestorePointsTab, copy_of
from app.window.history.tab import HistoryTab
from app.window.standing import Mark
from app.writers.files import free

if TYPE_CHECKING:
    from app.window.window import Window

_HISTORY, _POINTS = "history", "restore_points"
_State = tuple[Path, int]  # a report's file, and the last row of its log


class Keeping(QObject):
    """What was done, and copies of the whole."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._kept: _State | None = None

    @Slot()
    def do_save(self) -> None:
        """Says where everything already is, and sets a restore point."""
        if (desk := self._window.desk) is None:
            return
        desk.keep()
        session = desk.document.session
        if session.blocked:
            desk.document.retry()
        if session.blocked:
            return
        if session.read_only:
            self._window.say(session.read_only, Mark.WARNING)
            return
        saved = f"已自动保存 {desk.document.saved_at:%H:%M}，文件在 {session.file.path}。"
        state = (session.file.path, session.file.history.last)
        if state == self._kept:
            self._told(f"{saved}上次设恢复点以后没有改动。")
            return
        self._told(saved)
        self._window.work(partial(_set_point, state, saved), (StorageError,), self._point_set)

    @Slot(object)
    def _point_set(self, outcome: tuple[_State | None, str]) -> None:
        state, say = outcome
        self._kept = state or self._kept
        if self._window.desk is not None:
            self._told(say)
            self._list_points()

    def _told(self, say: str) -> None:
        if (document := self._window.document) is not None:
            ways = [folder_way(document.session.file.path), ("看恢复点", self.do_restore_points)]
            self._window.say(say, Mark.DONE, ways)

    @Slot()
    def do_history(self) -> None:
        self.show_history()

    def show_history(self, figure: FigureId | None = None, since: int | None = None, row: int | None = None) -> None:
        """Shows 修改记录: all of it, or what touched a figure, or what came after a row; chooses a row."""
        if (desk := self._window.desk) is None:
            return
        desk.keep()
        page = desk.page(_HISTORY)
        if not isinstance(page, HistoryTab):
            page = HistoryTab(desk.document, self._window.looks)
            page.place_reached.connect(partial(go_to_keys, desk))
            page.restored.connect(self._restored)
            page.broke.connect(self._window.tell_mishap)
            desk.open_page(_HISTORY, page, "修改记录", "每一次修改，随时可以恢复到当时")
        desk.tabs.setCurrentWidget(page)
        page.look_at(figure, since, row)

    @Slot(str)
    def _restored(self, say: str) -> None:
        self._window.say(say, Mark.DONE, [("撤销", self._window.editing.do_undo)])

    @Slot()
    def do_restore_points(self) -> None:
        """Lists the restore points."""
        if (desk := self._window.desk) is None:
            return
        page = desk.page(_POINTS)
        if not isinstance(page, RestorePointsTab):
            page = RestorePointsTab(desk.document)
            page.copy_wanted.connect(self._copy)
            page.row_wanted.connect(self._show_row)
            page.broke.connect(self._window.tell_mishap)
            desk.open_page(_POINTS, page, "恢复点", "整份年报的副本")
        desk.tabs.setCurrentWidget(page)
        page.refresh()

    def _list_points(self) -> None:
        page = self._window.desk.page(_POINTS) if self._window.desk else None
        if isinstance(page, RestorePointsTab):
            page.refresh()

    @Slot(int)
    def _show_row(self, row: int) -> None:
        self.show_history(row=row)

    @Slot(object)
    def _copy(self, point: Path) -> None:
        if self._window.document is not None:
            path = self._window.document.session.file.path
            self._window.work(partial(_copied, point, free(copy_of(point, path)), path), (StorageError,), self._open)

    @Slot(object)
    def _open(self, copied: tuple[Path, Path]) -> None:
        copy, report = copied
        back = partial(self._window.open_report, report)
        say = f"这是恢复点的副本“{copy.name}”，原来的年报没有动。"
        ways = [("回到原来的年报", back)]
        self._window.open_report(copy, then=partial(self._window.say, say, Mark.NOTICE, ways))


def _set_point(state: _State, saved: str) -> tuple[_State | None, str]:
    """Sets the restore point: the state that it keeps, None where it could not be set, and what to say of it."""
    try:
        set_restore_point(state[0])
    except StorageError as error:
        return None, f"{saved}恢复点没有设成：{error.say}"
    return state, f"{saved}已设恢复点。"


def _copied(point: Path, copy: Path, report: Path) -> tuple[Path, Path]:
    with ReportFile.open(point, read_only=True) as file:
        file.copy_to(copy)
    return copy, report
