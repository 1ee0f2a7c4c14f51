"""The main window: arranges the start page or the open report, and answers the commands."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QThreadPool, QTimer, QUrl, Slot
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from app import __version__
from app.form import FigureId, newest_form
from app.report.edits import AcceptReturns, SetLastYear, SetOrgan, SetRoster
from app.report.report import OWN, Unit
from app.report.returns import Return
from app.report.text import Text
from app.report.values import Value
from app.store import Session, StorageError
from app.window import exporting, sources
from app.window.application import POINTS, font, settings
from app.window.background import Background
from app.window.commands import Commands
from app.window.desk import Desk
from app.window.document import Document
from app.window.mishaps import SAY
from app.window.new_report import Wanted, usual_folder
from app.window.notice import Way
from app.window.palette import Looks
from app.window.recent import remember_report
from app.window.sample import build_sample
from app.window.standing import Mark
from app.window.start_page import StartPage
from app.window.status import Status

_NAME = "年报助手"
_NARROW = 100  # characters: below this the panel starts folded
_REPORTS = "年报文件 (*.nianbao)"
_RETURNS = "报送表 (*.xlsx *.xlsm *.xls *.xlsb *.ods *.et *.csv *.docx *.html *.htm *.zip);;所有文件 (*)"
_LAST_YEAR = "上年报告 (*.nianbao *.docx *.html *.htm)"
_TEXT = "文字 (*.txt *.docx *.md)"
_ROSTER = "单位名册 (*.txt *.xlsx *.xls *.ods *.et *.csv)"
_BEAT = 60_000  # milliseconds


class Window(QMainWindow):
    """One window shows one report."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self.looks = looks
        self.desk: Desk | None = None
        self._throw_away: list[tempfile.TemporaryDirectory[str]] = []
        self.commands = Commands(self, looks)
        self.commands.fill(self.menuBar())
        self.status = Status(looks)
        self.status.verdict_clicked.connect(self.do_first)
        self.setStatusBar(self.status)
        self.start = StartPage([self.commands[name] for name in ("new", "open", "sample")], looks)
        self.start.report_wanted.connect(self.open_report)
        self.start.new_wanted.connect(self.make_report)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.start)
        self.setCentralWidget(self._pages)
        self.setAcceptDrops(True)
        self._heart = QTimer(self, interval=_BEAT)
        self._heart.timeout.connect(self._beat)
        self._show_size()
        self.commands["system"].setChecked(True)
        self._show_start()
        em = self.fontMetrics().horizontalAdvance("国")
        self.resize(100 * em, 54 * em)

    # ------------------------------------------------------------ opening and closing

    @Slot(object)
    def open_report(self, path: Path) -> bool:
        """Opens a report in place of the one that is open; says why where it cannot."""
        try:
            session = Session.open(path)
        except StorageError as error:
            self.say(error.say, Mark.ERROR)
            return False
        self._show(session)
        return True

    @Slot(object)
    def make_report(self, wanted: Wanted) -> bool:
        """Makes a new report and opens it."""
        form = newest_form()
        if not form.holds_for(wanted.year):
            self.say(f"{wanted.year}年的年报不适用《{form.name}》。请改报告年度。", Mark.WARNING)
            return False
        try:
            wanted.path.parent.mkdir(parents=True, exist_ok=True)
            session = Session.create(wanted.path, form, wanted.organ, wanted.year)
        except StorageError as error:
            self.say(error.say, Mark.ERROR)
            return False
        except OSError:
            self.say(f"建不了文件夹“{wanted.path.parent}”。请换一个可以写的文件夹。", Mark.ERROR)
            return False
        if wanted.own:
            session.do(AcceptReturns((Return("", OWN, wanted.year, form.id, {}, {}),)))
        self._show(session)
        return True

    def _show(self, session: Session) -> None:
        self._close_report()
        document = Document(session)
        desk = Desk(document, self.looks)
        document.setParent(desk)
        desk.import_wanted.connect(self.do_import)
        desk.broke.connect(self.tell_mishap)
        document.judged.connect(self._judged)
        document.made.connect(self._made)
        document.kept.connect(self._follow)
        document.refused.connect(self._follow)
        self._pages.addWidget(desk)
        self._pages.setCurrentWidget(desk)
        self.desk = desk
        corner = self._corner()
        desk.tabs.setCornerWidget(corner, Qt.Corner.TopRightCorner)
        corner.show()
        desk.panel.setVisible(self.commands["panel"].isChecked())
        remember_report(session.file.path, session.report.organ)
        self._title()
        self._judged()
        self._heart.start()
        self.commands.enable(has_report=True)
        self._follow()
        if session.read_only:
            self.say(session.read_only, Mark.WARNING)
        desk.tabs.currentWidget().setFocus()

    def _corner(self) -> QWidget:
        """The commands at the right end of the tab bar: no tool bar takes height of its own."""
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for name, style in (
            ("undo", Qt.ToolButtonStyle.ToolButtonIconOnly),
            ("redo", Qt.ToolButtonStyle.ToolButtonIconOnly),
            ("import", Qt.ToolButtonStyle.ToolButtonIconOnly),
            ("export", Qt.ToolButtonStyle.ToolButtonTextBesideIcon),
        ):
            button = QToolButton(autoRaise=True)
            button.setDefaultAction(self.commands[name])
            button.setToolButtonStyle(style)
            row.addWidget(button)
        return corner

    def _close_report(self) -> None:
        desk, self.desk = self.desk, None
        if desk is None:
            return
        self._heart.stop()
        desk.close_document()
        self._pages.removeWidget(desk)
        desk.deleteLater()

    def _show_start(self) -> None:
        self.setWindowTitle(_NAME)
        self.status.show_standing(None)
        self.status.show_saved(None)
        self.commands.enable(has_report=False)
        self._pages.setCurrentWidget(self.start)
        self.start.show_choice()

    @property
    def document(self) -> Document | None:
        return self.desk.document if self.desk else None

    # ------------------------------------------------------------ what the report tells

    @Slot()
    def _judged(self) -> None:
        if self.desk is None:
            return
        standing = self.desk.document.standing
        self.status.show_standing(standing)
        export = self.commands["export"]
        what = "导出 Word" if standing.is_ready else "导出草稿"
        export.setText(f"{what}(&E)")
        export.setIconText(what)
        self._follow()

    @Slot()
    def _made(self) -> None:
        self._title()

    def _title(self) -> None:
        if self.desk is not None:
            report = self.desk.document.report
            self.setWindowTitle(f"{report.organ or '（编报机关未填）'}{report.year}年度 — {_NAME}")

    @Slot()
    def _follow(self) -> None:
        """Lets commands and status follow the report."""
        if self.desk is None:
            return
        session, document = self.desk.document.session, self.desk.document
        for name, verb, what in (("undo", "撤销(&U)", session.undo_name), ("redo", "重做(&R)", session.redo_name)):
            action = self.commands[name]
            action.setEnabled(bool(what) and not session.read_only)
            action.setText(f"{verb}：{what}" if what else verb)
            action.setToolTip(f"{verb[:2]}：{what}" if what else verb[:2])
        for name in ("import", "import_folder", "last_year", "text", "roster", "organ"):
            self.commands[name].setEnabled(not session.read_only)
        self.status.show_saved(document.saved_at, session.read_only)

    @Slot()
    def _beat(self) -> None:
        if self.desk is not None:
            self.desk.document.session.file.beat()

    def say(self, text: str, mark: Mark = Mark.NOTICE, ways: Sequence[Way] = ()) -> None:
        """Says something where the clerk is looking."""
        if self.desk is not None:
            self.commands["panel"].setChecked(True)
            self.desk.say(text, mark, ways)
        else:
            self.start.notice.say(text, mark, ways)

    @Slot(str)
    def tell_mishap(self, details: str) -> None:
        """Says that the program failed, with the details to copy."""
        self.say(SAY, Mark.ERROR, [("复制详细信息", partial(QGuiApplication.clipboard().setText, details))])

    # ------------------------------------------------------------ 文件

    @Slot()
    def do_new(self) -> None:
        self._close_report()
        self._show_start()
        self.start.show_new()

    @Slot()
    def do_open(self) -> None:
        self._ask("打开年报", _REPORTS, QFileDialog.FileMode.ExistingFile, self._open_chosen)

    @Slot(list)
    def _open_chosen(self, files: list[str]) -> None:
        self.open_report(Path(files[0]))

    @Slot()
    def do_sample(self) -> None:
        folder = tempfile.TemporaryDirectory(prefix="nianbao-", ignore_cleanup_errors=True)
        self._throw_away.append(folder)
        self.commands["sample"].setEnabled(False)
        self.say("正在准备示例…")
        self._work(partial(build_sample, Path(folder.name)), (StorageError,), self._open_sample)

    @Slot(object)
    def _open_sample(self, path: Path) -> None:
        self.commands["sample"].setEnabled(True)
        self.start.notice.dismiss()
        if self.open_report(path) and self.desk is not None:
            self.say("这是示例，可以随意修改，关闭后不保留。三、依申请公开有 1 处错误，按 F8 查看。")

    @Slot()
    def do_save(self) -> None:
        if self.desk is not None:
            self.desk.keep()
            at, path = self.desk.document.saved_at, self.desk.document.session.file.path
            self.say(f"已自动保存 {at:%H:%M}，每次修改都立即写入文件：{path}", Mark.DONE, [_folder_way(path)])

    @Slot()
    def do_save_as(self) -> None:
        if self.desk is None:
            return
        dialog = QFileDialog(self, "另存为", str(self.desk.document.session.file.path), _REPORTS)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("nianbao")
        dialog.fileSelected.connect(self.save_as)
        dialog.open()

    @Slot(str)
    def save_as(self, name: str) -> None:
        """Writes a copy and goes on in it."""
        if self.desk is None:
            return
        self.desk.keep()
        try:
            self.desk.document.session.file.copy_to(Path(name), replace=Path(name).exists())
        except StorageError as error:
            self.say(error.say, Mark.ERROR)
            return
        if self.open_report(Path(name)):
            self.say(f"已另存为“{Path(name).name}”，以后的修改都写在这个文件里。", Mark.DONE)

    @Slot()
    def do_export(self) -> None:
        if self.desk is None:
            return
        self.desk.keep()
        document = self.desk.document
        document.judge()
        path = exporting.target(document, draft=not document.standing.is_ready)
        known = str(settings().value(f"written/{path.name}", ""))
        if path.exists() and exporting.digest(path) != known:
            other = partial(self.export_to, exporting.free(path))
            self.say(f"“{path.name}”在导出后改过，没有覆盖它。", Mark.WARNING, [("另存为新文件", other)])
            return
        self.export_to(path)

    def export_to(self, path: Path) -> None:
        """Writes the Word file there."""
        if self.desk is None:
            return
        document = self.desk.document
        content = exporting.printed(document, draft=not document.standing.is_ready)
        self._work(partial(exporting.export, content, path), exporting.REFUSALS, self._exported)

    @Slot(object)
    def _exported(self, written: tuple[Path, str]) -> None:
        path, digest = written
        settings().setValue(f"written/{path.name}", digest)
        what = "草稿，里面有“草稿”字样" if "（草稿" in path.name else "Word 文件"
        self.say(f"已导出{what}：{path.name}", Mark.DONE, [("打开", partial(_show_file, path)), _folder_way(path)])

    @Slot(str)
    def _refused(self, why: str) -> None:
        self.say(why, Mark.ERROR)

    def _work(
        self, work: Callable[[], object], refusals: tuple[type[Exception], ...], then: Callable[[Any], None]
    ) -> None:
        """Does this away from the window's thread, and then that with the result."""
        job = Background(work, refusals, self)
        job.done.connect(then)
        job.refused.connect(self._refused)
        job.broke.connect(self.tell_mishap)
        job.start()

    @Slot()
    def do_close(self) -> None:
        self._close_report()
        self._show_start()

    @Slot()
    def do_quit(self) -> None:
        self.close()

    # ------------------------------------------------------------ 编辑

    @Slot()
    def do_undo(self) -> None:
        if self.desk is not None and (change := self.desk.document.undo()):
            self._gone("已撤销", change.name)
            self.desk.go_to_change(change)

    @Slot()
    def do_redo(self) -> None:
        if self.desk is not None and (change := self.desk.document.redo()):
            self._gone("已重做", change.name)
            self.desk.go_to_change(change)

    def _gone(self, verb: str, name: str) -> None:
        self.status.tell(f"{verb}：{name.removeprefix('撤销：').removeprefix('重做：')}")

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
            self.take_files(files)
        else:
            self._with_focus("paste")

    @Slot()
    def do_select_all(self) -> None:
        self._with_focus("selectAll")

    def _with_focus(self, method: str) -> None:
        act: Callable[[], None] | None = getattr(QApplication.focusWidget(), method, None)
        if act is not None:
            act()

    # ------------------------------------------------------------ 数据

    @Slot()
    def do_import(self) -> None:
        self._ask("导入报送表", _RETURNS, QFileDialog.FileMode.ExistingFiles, self._take_chosen)

    @Slot()
    def do_import_folder(self) -> None:
        self._ask("报送表所在的文件夹", "", QFileDialog.FileMode.Directory, self._take_chosen)

    @Slot(list)
    def _take_chosen(self, files: list[str]) -> None:
        self.take_files([Path(file) for file in files])

    def take_files(self, files: Sequence[Path]) -> None:
        """Reads what was dropped, pasted or chosen; a report is opened."""
        reports = [file for file in files if file.suffix.lower() == ".nianbao"]
        if reports and len(files) == 1:
            self.open_report(reports[0])
        elif self.desk is None:
            self.say("请先新建或打开一份年报，再把报送表拖进来。", Mark.WARNING)
        elif self.desk.document.session.read_only:
            self.say(self.desk.document.session.read_only, Mark.WARNING)
        else:
            self.desk.take_files(files)

    @Slot()
    def do_last_year(self) -> None:
        self._ask("上年报告", _LAST_YEAR, QFileDialog.FileMode.ExistingFile, self.read_last_year)

    @Slot(list)
    def read_last_year(self, files: list[str]) -> None:
        """Reads the report to compare with."""
        if self.document is not None:
            report = self.document.report
            work = partial(sources.last_year, report.form, Path(files[0]), report.year)
            self._work(work, sources.REFUSALS, self._compare_with)

    @Slot(object)
    def _compare_with(self, figures: Mapping[FigureId, Value]) -> None:
        if self.document is not None and self.document.do(SetLastYear(figures)):
            self.say(f"已载入上年数据 {len(figures)} 项，用来核对结转和增减。", Mark.DONE)

    @Slot()
    def do_text(self) -> None:
        self._ask("报告的文字", _TEXT, QFileDialog.FileMode.ExistingFile, self.read_text)

    @Slot(list)
    def read_text(self, files: list[str]) -> None:
        """Reads the clerk's text, whose statutory headings tell where each part goes."""
        if self.document is not None:
            work = partial(sources.text, self.document.report.form, Path(files[0]))
            self._work(work, sources.REFUSALS, self._take_text)

    @Slot(object)
    def _take_text(self, text: Text) -> None:
        if self.document is not None:
            count = self.document.write_all(text)
            notes = "".join(finding.message for finding in text.notes)
            self.say(f"已载入 {count} 部分文字。{notes}", Mark.WARNING if notes else Mark.DONE)

    @Slot()
    def do_roster(self) -> None:
        self._ask("单位名册", _ROSTER, QFileDialog.FileMode.ExistingFile, self.read_roster)

    @Slot(list)
    def read_roster(self, files: list[str]) -> None:
        """Reads the units that are to send a return."""
        self._work(partial(sources.roster, Path(files[0])), sources.REFUSALS, self._take_roster)

    @Slot(object)
    def _take_roster(self, units: tuple[Unit, ...]) -> None:
        if self.document is not None and self.document.do(SetRoster(units)):
            self.say(f"名册有 {len(units)} 个单位。", Mark.DONE)

    @Slot()
    def do_organ(self) -> None:
        if self.desk is None:
            return
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("编报机关")
        dialog.setLabelText("编报机关全称：")
        dialog.setTextValue(self.desk.document.report.organ)
        dialog.textValueSelected.connect(self.name_organ)
        dialog.open()

    @Slot(str)
    def name_organ(self, organ: str) -> None:
        """The organ that writes the report."""
        if self.desk is not None:
            self.desk.document.do(SetOrgan(organ.strip()))

    def _ask(self, title: str, kinds: str, mode: QFileDialog.FileMode, then: Callable[[list[str]], None]) -> None:
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
        self.take_files([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])

    # ------------------------------------------------------------ 核对, 视图, 帮助

    @Slot()
    def do_next(self) -> None:
        if self.desk is not None:
            self.desk.panel.findings.step(1)

    @Slot()
    def do_previous(self) -> None:
        if self.desk is not None:
            self.desk.panel.findings.step(-1)

    @Slot()
    def do_first(self) -> None:
        if self.desk is not None:
            self.commands["panel"].setChecked(True)
            self.desk.go_to_first()

    @Slot(QAction)
    def go_to_tab(self, action: QAction) -> None:
        """Goes to the tab with the action's number."""
        if self.desk is not None:
            self.desk.go_to_tab(int(action.data()))

    @Slot()
    def do_larger(self) -> None:
        self._use_points(QApplication.font().pointSize() + 1)

    @Slot()
    def do_smaller(self) -> None:
        self._use_points(QApplication.font().pointSize() - 1)

    @Slot()
    def do_usual(self) -> None:
        self._use_points(POINTS)

    def _use_points(self, points: int) -> None:
        chosen = font(points)
        QApplication.setFont(chosen)
        settings().setValue("points", chosen.pointSize())
        self._show_size()

    def _show_size(self) -> None:
        self.status.scale.setText(f"{QApplication.font().pointSize() * 100 // POINTS} %")

    @Slot(bool)
    def do_panel(self, shown: bool) -> None:
        if self.desk is not None:
            self.desk.panel.setVisible(shown)

    @Slot()
    def do_light(self) -> None:
        self.looks.use("light")

    @Slot()
    def do_dark(self) -> None:
        self.looks.use("dark")

    @Slot()
    def do_system(self) -> None:
        self.looks.use("")

    @Slot()
    def do_about(self) -> None:
        form = newest_form()
        box = QMessageBox(self)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(f"关于{_NAME}")
        box.setText(f"{_NAME} {__version__}\n\n{form.name}\n{form.source}")
        box.open()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        em = self.fontMetrics().horizontalAdvance("国")
        was_narrow = 0 < event.oldSize().width() < _NARROW * em * 0.9
        if (event.size().width() < _NARROW * em * 0.9) != was_narrow and self.desk is not None:
            self.commands["panel"].setChecked(was_narrow)
            self.desk.panel.setVisible(was_narrow)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._close_report()
        QThreadPool.globalInstance().waitForDone()
        for folder in self._throw_away:
            folder.cleanup()
        super().closeEvent(event)


def _show_file(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _folder_way(path: Path) -> Way:
    return ("打开所在文件夹", partial(_show_file, path.parent))
