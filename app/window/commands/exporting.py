"""导出: written, read back, said; and a line that stays in sight when the report is changed afterwards."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, QTimer, QUrl, Slot
from PySide6.QtGui import QGuiApplication

from app.store import StorageError
from app.window.background import Background
from app.window.desktop import folder_way, show_file
from app.window.exporting import PAPER, PDF, WEB, WORD, Exported, Kind, NotExported, Order, export, printed, target
from app.window.last_export import LastExport, digest_at, last_export, remember_digest, remember_export, shows
from app.window.looks.links import Links
from app.window.panel.notice import Way
from app.window.standing import Mark
from app.writers.files import free

if TYPE_CHECKING:
    from app.window.document import Document
    from app.window.window import Window


_PAUSE = 400  # milliseconds without another edit before the report is held against what was exported


class Exporting(QObject):
    """`later` says how much was changed since the Word file was written, once the `pause` after an edit is over."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._seq = 0
        self._told = ""
        self._is_busy = False
        self._next: tuple[Document, Kind] | None = None
        self.pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self.pause.timeout.connect(self.follow)
        self.later = Links()
        self.later.linkActivated.connect(self._link)

    @Slot()
    def do_export(self) -> None:
        self._export(WORD)

    @Slot()
    def do_export_web(self) -> None:
        self._export(WEB)

    @Slot()
    def do_pdf(self) -> None:
        self._export(PDF)

    @Slot()
    def do_export_paper(self) -> None:
        self._export(PAPER)

    def _export(self, kind: Kind) -> None:
        """Writes the report as it is now, under its own name; after the file that is being written."""
        if (desk := self._window.desk) is None:
            return
        if self._is_busy:
            self._next = desk.document, kind
            return
        desk.keep()
        document = desk.document
        document.judge()
        path = target(document, kind, draft=not document.standing.is_ready)
        self._write(kind, path, digest_at(path))

    def _write(self, kind: Kind, path: Path, known: str) -> None:
        document = self._window.document
        if document is None or self._is_busy:
            return
        self._is_busy = True
        self._window.status.tell("正在导出…")
        report, file = document.report, document.session.file
        self._seq = file.history.last
        content = printed(document, draft=not document.standing.is_ready)
        order = Order(kind, path, known, content, report.form, dict(report.figures), report.year, file.path)
        window = self._window
        writing = Background(partial(export, order), (), done=self._done, refused=window.say, broke=window.tell_mishap)
        writing.finished.connect(self._finished)
        writing.start()

    @Slot()
    def _finished(self) -> None:
        self._is_busy = False
        waiting, self._next = self._next, None
        if waiting and waiting[0] is self._window.document:
            self._export(waiting[1])

    @Slot(object)
    def _done(self, outcome: Exported | NotExported) -> None:
        self._window.status.tell("")
        order = outcome.order
        if isinstance(outcome, NotExported):
            self._say(outcome.say, Mark.WARNING, self._ways_on(outcome))
            return
        remember_digest(order.path, outcome.digest)
        if order.kind is WORD:
            remember_export(order.report, LastExport(str(order.path), self._seq, shows(order.content)))
            self.follow()
        path, mark = order.path, Mark.ERROR if outcome.differing else Mark.DONE
        ways: list[Way] = [("打开", partial(show_file, path)), folder_way(path), ("复制文件", partial(_copy, path))]
        self._say(_said(outcome), mark, ways)

    def _say(self, say: str, mark: Mark, ways: list[Way]) -> None:
        """Says what became of an export, until the next edit."""
        self._told = say
        self._window.say(say, mark, ways)

    @Slot()
    def outdate(self) -> None:
        """What was said of the last export is no longer true of the report as it is now."""
        self._window.take_back(self._told)
        self._told = ""

    def _ways_on(self, outcome: NotExported) -> list[Way]:
        kind, path, ways = outcome.order.kind, outcome.order.path, list[Way]()
        document = self._window.document
        if document is None or document.session.file.path != outcome.order.report:
            return ways  # another report is open: it must not be written there
        if outcome.again:
            ways.append(("重试", partial(self._write, kind, path, outcome.order.known)))
        if outcome.elsewhere:
            ways.append(("另存为新文件", partial(self._write, kind, free(path), "")))
        return ways

    @Slot()
    def follow(self) -> None:
        """Says how many edits came after the Word file, where it would now read otherwise."""
        self.pause.stop()
        if (document := self._window.document) is None:
            self.later.hide()
            return
        file = document.session.file
        last = last_export(file.path)
        count = 0
        if last and last.shows != shows(printed(document, draft=not document.standing.is_ready)):
            try:
                count = file.history.edits_since(last.seq)
            except StorageError:  # said where an edit fails; here a line is missing
                count = 0
        words = f"导出后又改了 {count} 处"
        self.later.setVisible(bool(count))
        self.later.setAccessibleName(f"{words}，查看，重新导出")
        self.later.setText(f"{words}　<a href='look'>查看</a>　<a href='export'>重新导出</a>")
        self.later.setToolTip(Path(last.path).name if last else "")

    @Slot(str)
    def _link(self, link: str) -> None:
        document = self._window.document
        last = last_export(document.session.file.path) if document else None
        if link == "export":
            self.do_export()
        elif last is not None:
            self._window.keeping.show_history(since=last.seq)


def _said(outcome: Exported) -> str:
    order, name = outcome.order, outcome.order.kind.name
    if order.kind is not PAPER and order.content.draft:
        name += "草稿"
    where = f"：{order.path.name}。{outcome.note}"
    if outcome.differing is None:
        return f"已导出{name.rstrip()}{where}"
    if not outcome.differing:
        return f"已导出{name.rstrip()}，数据 {len(order.form.figures)} 项逐项复核一致{where}"
    first = order.form.figures[outcome.differing[0]].place
    return (
        f"{name.strip()}已写好，但复核有 {len(outcome.differing)} 项与年报不一致，如{first}。"
        "请不要使用这个文件，重新导出一次；仍然如此时请告诉维护人员。"
    )


def _copy(path: Path) -> None:
    """Puts the file itself on the clipboard, to paste into a folder, a mail or a chat."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    QGuiApplication.clipboard().setMimeData(data)
