"""The main window: arranges the start page or the open report; the commands are answered by its parts."""

from __future__ import annotations

import gc
import tempfile
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QThreadPool, Slot
from PySide6.QtGui import (
    QCloseEvent,
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QResizeEvent,
    QSessionManager,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QMainWindow, QStackedWidget

from app.window.application import NAME
from app.window.background import Background
from app.window.commands.commands import Commands, tell
from app.window.commands.context_menu import context_menu
from app.window.commands.filing import Filing
from app.window.commands.helping import Helping
from app.window.commands.viewing import Viewing
from app.window.copying import Copying
from app.window.focus import FocusFrame
from app.window.loading import Loading
from app.window.looks.palette import Looks
from app.window.mishaps import SAY
from app.window.opening import Opening
from app.window.panel.notice import Notice, Way
from app.window.standing import Mark
from app.window.start.new_report import Wanted, begun, usual_folder
from app.window.start.page import StartPage
from app.window.status import Status

if TYPE_CHECKING:
    from app.window.access import Access
    from app.window.commands.editing import Editing
    from app.window.commands.exporting import Exporting
    from app.window.commands.gathering import Gathering
    from app.window.commands.keeping import Keeping
    from app.window.desk import Desk
    from app.window.document import Document, Ready

_NARROW = 92  # characters: below this the panel starts folded


class Window(QMainWindow):
    """One window shows one report. What works on a report is loaded after the start page, by `get_ready`."""

    access: Access
    editing: Editing
    exporting: Exporting
    gathering: Gathering
    keeping: Keeping

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self.looks = looks
        self.desk: Desk | None = None
        self.throw_away: list[tempfile.TemporaryDirectory[str]] = []
        self._is_ready = False
        self.opening, self.copying = Opening(self), Copying(self)
        self.filing, self.viewing, self.helping = Filing(self), Viewing(self), Helping(self)
        self.commands = Commands(self, looks)
        self.commands.answer((self.filing, self.viewing, self.helping))
        self.commands.tabs.triggered.connect(self.viewing.do_go_to_tab)
        self.commands.fill(self.menuBar())
        self.status = Status(looks)
        self.status.verdict_clicked.connect(self.viewing.do_first)
        self.setStatusBar(self.status)
        self.start = StartPage([self.commands[name] for name in ("new", "open", "sample")], looks)
        self.start.report_wanted.connect(self.open_report)
        self.start.new_wanted.connect(self.make_report)
        self.start.broke.connect(self.tell_mishap)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start)
        self.setCentralWidget(self._pages)
        self.setAcceptDrops(True)
        self._focus_frame = FocusFrame(self, looks)
        self.viewing.show_size()
        self.commands[looks.wanted or "system"].setChecked(True)
        self.show_start()
        em = self.fontMetrics().horizontalAdvance("国")
        self.resize(100 * em, 54 * em)
        self._loading = Loading(self.get_ready, self)

    def get_ready(self) -> None:
        """Makes, once, the parts that work on a report."""
        from app.window.access import Access
        from app.window.commands.around import Around
        from app.window.commands.editing import Editing
        from app.window.commands.exporting import Exporting
        from app.window.commands.gathering import Gathering
        from app.window.commands.keeping import Keeping
        from app.window.commands.moving import Moving
        from app.window.commands.printing import Printing
        from app.window.commands.writing import Writing

        if self._is_ready:
            return
        self._is_ready = True
        self.editing, self.exporting, self.gathering = Editing(self), Exporting(self), Gathering(self)
        self.access, self.keeping = Access(self), Keeping(self)
        parts = (self.editing, self.exporting, self.gathering, self.keeping)
        self.commands.answer((*parts, Around(self), Moving(self), Printing(self), Writing(self)))
        self.status.put(self.exporting.later)
        self.exporting.follow()

    @Slot(object)
    def open_report(self, path: Path, *, take_over: bool = False, then: Callable[[], None] | None = None) -> None:
        """Opens a report in place of the one that is open, and then does that; says why where it cannot.

        It is read elsewhere and shown in a later event. `take_over`: to write it.
        """
        if self.document is not None and path.resolve() == self.document.session.file.path:
            self.opening.call_off()
            self.say("这份年报已经打开。")
        else:
            self.opening.open(path, then, take_over=take_over)

    @Slot(object)
    def make_report(self, wanted: Wanted) -> bool:
        """Makes a new report and opens it."""
        from app.form import newest_form
        from app.store import StorageError
        from app.window.document import ready

        form = newest_form()
        if not form.holds_for(wanted.year):
            self.say(f"{wanted.year}年的年报不适用《{form.name}》。请改报告年度。", Mark.WARNING)
            return False
        try:
            wanted.path.parent.mkdir(parents=True, exist_ok=True)
            session = begun(wanted, form)
        except StorageError as error:
            self.say(error.say, Mark.ERROR)
            return False
        except OSError:
            self.say(f"建不了文件夹“{wanted.path.parent}”。请换一个可以写的文件夹。", Mark.ERROR)
            return False
        self.show_report(ready(session))
        self.gathering.begin(wanted)
        return True

    def show_report(self, ready: Ready) -> None:
        """Shows this report in place of the one that is open."""
        from app.window.corner import Corner
        from app.window.desk import Desk
        from app.window.document import Document

        self.get_ready()
        self.close_report()
        document = Document(ready)
        desk = Desk(document, self.looks)
        document.setParent(desk)
        desk.import_wanted.connect(self.gathering.do_import)
        desk.broke.connect(self.tell_mishap)
        document.log.broke.connect(self.tell_mishap)
        desk.panel.figure.history_wanted.connect(self.keeping.show_history)
        desk.panel.numbers.told.connect(self.status.tell)
        document.judged.connect(self._judged)
        document.judged.connect(self.exporting.pause.start)
        document.made.connect(self._made)
        document.made.connect(self.exporting.outdate)
        document.kept.connect(self.follow)
        document.refused.connect(self.follow)
        self._pages.addWidget(desk)
        self._pages.setCurrentWidget(desk)
        self.desk = desk
        desk.panel.notice.lasting = self._ways_on
        corner = Corner([self.commands[name] for name in ("undo", "redo", "import", "preview", "export")])
        desk.tabs.setCornerWidget(corner, Qt.Corner.TopRightCorner)
        corner.show()
        if self._is_narrow(self.width()):
            self.commands["panel"].setChecked(False)
        desk.placing.show(shown=self.commands["panel"].isChecked())
        self.filing.remember(document)
        self._title()
        self._judged()
        self.exporting.follow()
        self.commands.enable(has_report=True)
        self.follow()
        self.access.begin(document)
        desk.tabs.currentWidget().setFocus()

    def close_report(self) -> None:
        """Ends the sitting; everything is on the disk already."""
        self.opening.call_off()
        self.copying.call_off()
        desk, self.desk = self.desk, None
        if desk is None:
            return
        self.access.end()
        desk.keep()
        desk.document.judge()
        self.filing.remember(desk.document)
        desk.close_document()
        self._pages.removeWidget(desk)
        desk.deleteLater()
        gc.unfreeze()

    def show_start(self) -> None:
        """Shows what can be done while no report is open."""
        self.setWindowTitle(NAME)
        self.status.show_standing(None)
        self.status.show_saved(None)
        if self._is_ready:
            self.exporting.follow()
        self.commands.enable(has_report=False)
        self._pages.setCurrentWidget(self.start)
        self.start.show_choice()

    @property
    def document(self) -> Document | None:
        return self.desk.document if self.desk else None

    @Slot()
    def _judged(self) -> None:
        if self.desk is None:
            return
        self._name_tabs()
        standing = self.desk.document.standing
        self.status.show_standing(standing)
        export = self.commands["export"]
        what = "导出 Word" if standing.is_ready else "导出草稿"
        export.setText(f"{what}(&E)")
        export.setIconText(what)
        tell(export, what)
        self.follow()

    def _name_tabs(self) -> None:
        """In the menu the tabs have their names, and the units' one is there with it."""
        if self.desk is not None:
            sections = self.desk.document.report.form.sections
            units = ["单位"] if self.desk.units is not None else []
            self.commands.name_tabs([f"{section.ordinal} {section.short}" for section in sections] + units)

    @Slot()
    def _made(self) -> None:
        self._title()

    def _title(self) -> None:
        if self.desk is not None:
            report = self.desk.document.report
            self.setWindowTitle(f"{report.organ or '（编报机关未填）'}{report.year}年度 — {NAME}")

    @Slot()
    def follow(self) -> None:
        """Lets commands and status follow the report."""
        if self.desk is None:
            return
        from app.store import StorageError

        session, document = self.desk.document.session, self.desk.document
        try:
            steps = session.undo_name, session.redo_name
        except StorageError as error:
            steps = "", ""
            self.say(error.say, Mark.ERROR)
        for name, verb, what in (("undo", "撤销(&U)", steps[0]), ("redo", "重做(&R)", steps[1])):
            action = self.commands[name]
            action.setEnabled(bool(what) and not session.read_only)
            action.setText(f"{verb}：{what}" if what else verb)
            tell(action, f"{verb[:2]}：{what}" if what else verb[:2])
        for name in ("import", "import_folder", "rescan", "last_year", "text", "roster", "particulars", "replace"):
            self.commands[name].setEnabled(not session.read_only)
        self.status.show_saved(document.saved_at, session.read_only, document.not_kept)

    def say(self, text: str, mark: Mark = Mark.NOTICE, ways: Sequence[Way] = ()) -> None:
        """Says something where the clerk is looking."""
        if self.desk is not None:
            self.desk.say(text, mark, ways)
        else:
            self.start.notice.say(text, mark, ways)

    def _ways_on(self) -> Sequence[Way]:
        return self.access.ways

    @property
    def _notice(self) -> Notice:
        return self.desk.panel.notice if self.desk is not None else self.start.notice

    def dismiss(self) -> None:
        """Has nothing to say any more."""
        self._notice.dismiss()

    def take_back(self, text: str) -> None:
        """Says this no longer; what else it may be saying stays."""
        if text and self._notice.text == text:
            self._notice.dismiss()

    @Slot(str)
    def tell_mishap(self, details: str) -> None:
        """Says that the program failed, with the details to copy."""
        try:
            self.say(SAY, Mark.ERROR, [("复制详细信息", partial(QGuiApplication.clipboard().setText, details))])
        except Exception:  # told in the same way, it would come back here without end
            traceback.print_exc()

    @Slot(str)
    def _refused(self, why: str) -> None:
        self.say(why, Mark.ERROR)

    def work(
        self, work: Callable[[], object], refusals: tuple[type[Exception], ...], then: Callable[[Any], None]
    ) -> Background:
        """Does this away from the window's thread, and then that with the result.

        An answer that comes when another report is open is dropped: it was asked for the report that is open now.
        """
        document, refused, broke = self.document, self._refused, self.tell_mishap
        still = partial(self._is_open, document)
        job = Background(work, refusals, done=then, refused=refused, broke=broke, is_wanted=still)
        job.start()
        return job

    def _is_open(self, document: Document | None) -> bool:
        return self.document is document

    def ask(self, title: str, kinds: str, mode: QFileDialog.FileMode, then: Callable[[list[str]], None]) -> None:
        """Lets the clerk choose files or a folder, and then does that with their paths."""
        folder = self.desk.document.session.file.path.parent if self.desk else usual_folder()
        dialog = QFileDialog(self, title, str(folder), kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(mode)
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
        dialog.filesSelected.connect(then)
        dialog.open()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.get_ready()
        self.gathering.take_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        was_narrow = self._is_narrow(event.oldSize().width())
        if self._is_narrow(event.size().width()) != was_narrow and self.desk is not None:
            self.commands["panel"].setChecked(was_narrow)
            self.desk.placing.show(shown=was_narrow)

    def _is_narrow(self, width: int) -> bool:
        """Whether the table needs all of the width, so that the panel is folded."""
        return width < _NARROW * self.fontMetrics().horizontalAdvance("国")

    def may_leave(self, then: Callable[[], object]) -> bool:
        """Whether the report that is open can be closed with nothing lost; where not, the clerk is told."""
        return self.desk is None or self.access.may_leave(then)

    def end_session(self, manager: QSessionManager) -> None:
        """The clerk logs off, or shuts the computer down."""
        if not self.may_leave(self.close):
            manager.cancel()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Where nothing nearer has a menu of its own."""
        focus, at = QApplication.focusWidget(), self.childAt(event.pos())
        is_meant = event.reason() is QContextMenuEvent.Reason.Keyboard or at is focus
        if self.desk is None or focus is None or not (is_meant or (at is not None and focus.isAncestorOf(at))):
            return
        if menu := context_menu(self.commands, focus, self):
            menu.popup(event.globalPos())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.may_leave(self.close):
            event.ignore()
            return
        self._loading.stop()
        self._focus_frame.stop()
        self.close_report()
        QThreadPool.globalInstance().waitForDone()
        self.opening.end()
        for folder in self.throw_away:
            folder.cleanup()
        super().closeEvent(event)
