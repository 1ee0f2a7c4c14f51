"""数据: what is brought into the report from files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog

from app.report.edits import Edit, SetFacts, SetLastYear, SetRoster, SetTexts
from app.report.text import Text
from app.report.unit_edits import roster_of
from app.window.arriving import sources
from app.window.arriving.remembered import Remembered
from app.window.layouts import LayoutsTab
from app.window.panel.notice import Way
from app.window.particulars import ParticularsTab
from app.window.standing import Mark
from app.window.start.last_year_file import LAST_YEAR
from app.window.start.new_report import Wanted

if TYPE_CHECKING:
    from app.window.window import Window

_RETURNS = "报送表 (*.xlsx *.xlsm *.xls *.xlsb *.ods *.et *.csv *.docx *.html *.htm *.zip);;所有文件 (*)"
_TEXT = "文字 (*.txt *.docx *.md)"
_PARTICULARS = "particulars"
_LAYOUTS = "layouts"
_ROSTER = "单位名册 (*.txt *.xlsx *.xls *.ods *.et *.csv)"


class Gathering(QObject):
    """Returns, last year's report, the text, the roster."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    @Slot()
    def do_import(self) -> None:
        self._window.ask("导入报送表", _RETURNS, QFileDialog.FileMode.ExistingFiles, self._take_chosen)

    @Slot()
    def do_import_folder(self) -> None:
        self._window.ask("报送表所在的文件夹", "", QFileDialog.FileMode.Directory, self._take_chosen)

    @Slot(list)
    def _take_chosen(self, files: list[str]) -> None:
        self.take_files([Path(file) for file in files])

    def take_files(self, files: Sequence[Path]) -> None:
        """Reads what was dropped, pasted or chosen; a report is opened."""
        reports = [file for file in files if file.suffix.lower() == ".nianbao"]
        if reports and len(files) == 1:
            self._window.open_report(reports[0])
        elif self._window.desk is None:
            self._window.start.take_files(files)
        elif self._window.desk.document.session.read_only:
            self._window.say(self._window.desk.document.session.read_only, Mark.WARNING)
        elif sources.may_be_texts(files):
            form = self._window.desk.document.report.form
            self._window.work(partial(sources.sort_out, form, files), sources.REFUSALS, self._take_sorted)
        else:
            self._window.desk.take_files(files)

    @Slot(object)
    def _take_sorted(self, sorted_out: tuple[Text | None, Sequence[Path]]) -> None:
        text, others = sorted_out
        if self._window.desk is not None:
            if others:
                self._window.desk.take_files(others)
            if text is not None:
                self._window.desk.document.take_text(text)

    @Slot()
    def do_rescan(self) -> None:
        """Reads the folder of the last import again."""
        desk = self._window.desk
        if desk is None:
            return
        sources = Remembered(desk.document.session.file.path).sources
        there = [source for source in sources if source.exists()]
        if there:
            desk.take_files(there, only_news=True)
        elif sources:
            lost = f"“{sources[0]}”找不到了。移走或改了名的，请重新选文件夹；在移动硬盘或网络上的，请接上后再按 F5。"
            self._window.say(lost, Mark.WARNING, self._ways())
        else:
            self._window.say("这份年报还没有导入过文件夹，没有可以重新读取的。", Mark.WARNING, self._ways())

    def _ways(self) -> list[Way]:
        return [("选文件夹", self.do_import_folder)]

    @Slot()
    def do_last_year(self) -> None:
        self._window.ask("上年报告", LAST_YEAR, QFileDialog.FileMode.ExistingFile, self.read_last_year)

    @Slot(list)
    def read_last_year(self, files: list[str]) -> None:
        """Reads the report to compare with."""
        if self._window.document is not None:
            report = self._window.document.report
            work = partial(sources.last_year, Path(files[0]), report.organ, report.year)
            self._window.work(work, sources.REFUSALS, self._compare_with)

    @Slot(object)
    def _compare_with(self, last: sources.CarriedOver) -> None:
        if self._window.document is not None and self._window.document.do(SetLastYear(last.figures, last.written)):
            text = "上年文字在文字各页按“对照上年”看。" if last.written else ""
            say = f"已载入上年数据 {len(last.figures)} 项，用来核对结转和增减。{text}{last.doubt}"
            self._window.say(say, Mark.WARNING if last.doubt else Mark.DONE)

    def begin(self, wanted: Wanted) -> None:
        """What a new report starts with: last year's report, and returns that were dropped before it was there."""
        if wanted.last_year is not None:
            self.carry_over(wanted.last_year)
        elif not wanted.returns:
            self._window.say("没有上年报告，跨年核对未做。", Mark.NOTICE, [("选择上年报告", self.do_last_year)])
        if wanted.returns:
            self.take_files(wanted.returns)

    def carry_over(self, path: Path) -> None:
        """Takes over from last year's report what goes on."""
        if self._window.document is not None:
            report = self._window.document.report
            work = partial(sources.carried_over, path, report.organ, report.year)
            self._window.work(work, sources.REFUSALS, self._take_over)

    @Slot(object)
    def _take_over(self, last: sources.CarriedOver) -> None:
        document = self._window.document
        if document is None:
            return
        taken: list[str] = []
        edits: list[Edit] = [SetLastYear(last.figures, last.written), SetFacts(last.facts)]
        if last.units and not document.is_own:
            edits.append(SetRoster(last.units))
            where = "" if last.had_roster else "（上年没有名册，取自报送过的单位）"
            taken.append(f"单位名册 {len(last.units)} 个单位{where}")
        if last.texts:
            edits.append(SetTexts(last.texts))
            taken.append(f"文字 {len(last.texts)} 部分")
        if all(document.do(edit) for edit in edits):
            old = "文字是上年写的，请逐段改过。" if last.texts else ""
            ways = [("对照上年", self._window.commands["compare"].trigger)] if old else []
            also = f"已沿用{'、'.join(taken)}。" if taken else ""
            say = f"已带入 {last.year} 年数据 {len(last.figures)} 项，供核对用。{also}{old}{last.doubt}"
            self._window.say(say, Mark.WARNING if old or last.doubt else Mark.DONE, ways)

    @Slot()
    def do_text(self) -> None:
        self._window.ask("报告的文字", _TEXT, QFileDialog.FileMode.ExistingFile, self.read_text)

    @Slot(list)
    def read_text(self, files: list[str]) -> None:
        """Reads the clerk's text, whose statutory headings tell where each part goes."""
        if self._window.document is not None:
            work = partial(sources.text, self._window.document.report.form, Path(files[0]))
            self._window.work(work, sources.REFUSALS, self._take_text)

    @Slot(object)
    def _take_text(self, text: Text) -> None:
        if self._window.document is not None:
            self._window.document.take_text(text)

    @Slot()
    def do_roster(self) -> None:
        self._window.ask("单位名册", _ROSTER, QFileDialog.FileMode.ExistingFile, self.read_roster)

    @Slot(list)
    def read_roster(self, files: list[str]) -> None:
        """Reads the units that are to send a return."""
        self._window.work(partial(sources.roster, Path(files[0])), sources.REFUSALS, self._take_roster)

    @Slot(object)
    def _take_roster(self, names: tuple[str, ...]) -> None:
        document = self._window.document
        if document is not None and document.do(SetRoster(roster_of(document.report, names))):
            self._window.say(f"名册有 {len(names)} 个单位。", Mark.DONE)

    @Slot()
    def do_layouts(self) -> None:
        """Lists the layouts that the clerk has shown, as they are now."""
        if (desk := self._window.desk) is not None:
            desk.open_page(_LAYOUTS, LayoutsTab(desk.document.report.form), "记住的版式", "人工指定过的版式")

    @Slot()
    def do_particulars(self) -> None:
        if (desk := self._window.desk) is not None:
            page = desk.page(_PARTICULARS)
            if page is None:
                page = ParticularsTab(desk.document)
                desk.open_page(_PARTICULARS, page, "报告信息", "编报机关、报告年度和机关情况")
            desk.tabs.setCurrentWidget(page)
