"""导入: the files that came in, row by row as they are read, and one button that takes them into the report."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QSplitter, QVBoxLayout, QWidget

from app.form import FigureId
from app.readers.refused import NotRunning
from app.report.edits import Edit, SetRoster
from app.report.findings import Finding
from app.report.report import Change
from app.report.setting_aside import SetAside
from app.report.unit_edits import BeginReturn, Together, roster_of
from app.window.arriving.arrivals import Arrival, Came, Decision, Fate, original, read_again
from app.window.arriving.detail import Detail
from app.window.arriving.foot import Foot
from app.window.arriving.preview import Preview
from app.window.arriving.queue import Queue
from app.window.arriving.remembered import Remembered
from app.window.arriving.rows import FATE, UNIT, Rows, UnitItems
from app.window.arriving.table import FileTable
from app.window.arriving.taking import Taking
from app.window.background import Background
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.standing import Mark

_REFRESH = 100  # milliseconds
_NONE = "没有找到可以导入的文件。报送表应为 Excel、WPS 表格、Word 或网页文件。"
_HEAD = (Fate.NEW, Fate.CORRECTION, Fate.UNCHANGED, Fate.LEFT, Fate.ROSTER)
_TOUCHING = ("return", "figure", "unit", "roster", "year", "organ")


class ImportTab(QWidget):
    """`adopted` when files were taken, with the report's figures before; `done` when nothing is left to settle.

    `transcribing` names a unit whose return is to be typed from its file.
    """

    adopted = Signal(str, object)
    done = Signal(str)
    failed = Signal(str)
    broke = Signal(str)
    transcribing = Signal(str)

    def __init__(self, document: Document, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._remembered = Remembered(document.session.file.path)
        file = document.session.file
        self._preview = Preview(document.report, own=document.is_own, was_taken=file.was_accepted)
        self._order: list[int] = []
        self._progress = (0, 0)
        self._skipped: list[Finding] = []
        self._taking: Taking | None = None
        self._only_news = self._stale = self._has_failed = self._had_some = False
        self.rows = Rows(looks, self)
        self.table = FileTable(self.rows)
        self.detail = Detail(document, looks, self)
        self._head = QLabel("正在找文件…")
        self.foot = Foot()
        self.take, self.rest, self.turn_away = self.foot.take, self.foot.rest, self.foot.turn_away
        self._arrange()
        self.take.clicked.connect(self._take)
        self.rest.clicked.connect(self.go_to_open)
        self.turn_away.clicked.connect(self._turn_away)
        # Once the editor is closed: the rows may change their places.
        self.rows.renamed.connect(self._rename, Qt.ConnectionType.QueuedConnection)
        self.table.opened.connect(self.detail.list.setFocus)
        self.table.selectionModel().selectionChanged.connect(self._look)
        self.detail.left.connect(self.table.setFocus)
        self.detail.decided.connect(self._decide)
        self.detail.chose.connect(self._choose)
        self.detail.preferred.connect(self._prefer)
        self.detail.broke.connect(self.broke)
        self._refresh = QTimer(self, singleShot=True, interval=_REFRESH)
        self._refresh.timeout.connect(self._show_progress)
        document.made.connect(self._made)
        self._queue = Queue(document, self._remembered, self)
        self._queue.began.connect(self._began)
        self._queue.was_read.connect(self._preview.add)
        self._queue.skipped.connect(self._skipped.append)
        self._queue.progressed.connect(self._progressed)
        self._queue.failed.connect(self._failed)
        self._queue.broke.connect(self.broke)
        self._queue.ended.connect(self._ended)

    def _arrange(self) -> None:
        self.table.setItemDelegateForColumn(UNIT, UnitItems(self._document, self.table))
        for column in (FATE, UNIT):
            self.table.setColumnHidden(column, self._document.is_own)
        both = QSplitter(Qt.Orientation.Vertical)
        both.setChildrenCollapsible(False)
        both.addWidget(self.table)
        both.addWidget(self.detail)
        both.setStretchFactor(0, 3)
        both.setStretchFactor(1, 2)
        whole = QVBoxLayout(self)
        whole.addWidget(self._head)
        whole.addWidget(both, 1)
        whole.addWidget(self.foot)
        self.setFocusProxy(self.take)

    @property
    def figure(self) -> FigureId | None:
        """No figure is current here."""
        return None

    def go_to(self, _figure: FigureId | None) -> None:
        """Puts the focus on the button."""
        self.take.setFocus()

    @property
    def head(self) -> str:
        """The line above the list."""
        return self._head.text()

    @property
    def is_reading(self) -> bool:
        """Whether files are still to be read."""
        return self._queue.is_reading

    def read(self, sources: Sequence[Path], *, only_news: bool = False) -> None:
        """Reads these files and folders, after those that are being read now.

        With `only_news` they were read before, and only what changed matters.
        """
        self._queue.read(sources, only_news=only_news)

    @Slot(bool)
    def _began(self, only_news: bool) -> None:
        self._only_news, self._has_failed, self._had_some = only_news, False, bool(self._order)
        self._preview.begin(self._remembered.left)
        self._progress = (0, 0)
        self.foot.show_progress(0, 0, can_stop=True)

    @Slot(int, int)
    def _progressed(self, count: int, of: int) -> None:
        """Shows what was read a few times a second, not for each file: drawing takes longer than reading."""
        self._progress = (count, of)
        if not self._refresh.isActive():
            self._refresh.start()

    @Slot(str)
    def _failed(self, why: str) -> None:
        self._has_failed = True
        self.failed.emit(why)

    @Slot(bool)
    def _ended(self, cancelled: bool) -> None:
        self._refresh.stop()
        if cancelled and not self._had_some:
            self.done.emit("已取消导入，什么也没有改。")
            return
        self._order = [row.number for row in self._preview.by_urgency]
        self._show()
        if not self._says_nothing_new():
            self._follow()
            (self.take if self._preview.taken else self.table).setFocus()
            if not self._preview.taken:
                self.go_to_open()

    def _says_nothing_new(self) -> bool:
        """Goes away where there is nothing to look at."""
        counts = self._preview.counts
        if not counts:
            if not self._has_failed:
                self.failed.emit(_NONE)
            self.done.emit("")
        elif all(row.fate is Fate.LEFT for row in self.rows.rows) and (self._only_news or not self.rows.rows):
            left = f"，{counts[Fate.LEFT]} 个以前选定不采用" if counts[Fate.LEFT] else ""
            self.done.emit(f"没有新的或改过的报送表：{counts[Fate.UNCHANGED]} 个文件都没有变{left}。")
        else:
            return False
        return True

    @Slot()
    def _show_progress(self) -> None:
        count, of = self._progress
        if self._queue.is_reading and of:
            self.foot.show_progress(count, of, can_stop=True)
            self._head.setText(f"正在读第 {min(count + 1, of)} 个文件，共 {of} 个")
        self._show()

    def _show(self) -> None:
        """Lists the rows: those known in their places, new ones after them."""
        known = set(self._order)
        self._order += [row.number for row in self._preview.as_they_came if row.number not in known]
        rows = (self._preview.row(number) for number in self._order)
        listed = tuple(row for row in rows if row is not None and row.fate is not Fate.UNCHANGED)
        self._order = [row.number for row in listed]
        current = self.table.current
        self.rows.show(listed)
        if current is not None and self.table.current is None:
            self.table.go_to(current.number)
        self._look()

    def _follow(self) -> None:
        """Lets the head line and the buttons follow what is listed, once nothing is going on."""
        if self._queue.is_reading or self._taking is not None:
            return
        counts, own = self._preview.counts, self._document.is_own
        still_open = counts[Fate.WAITING] + counts[Fate.REFUSED]
        counted = " · ".join(f"{fate.value} {counts[fate]}" for fate in _HEAD if counts[fate])
        if still_open:
            unread = f"，其中读不了 {counts[Fate.REFUSED]}" if counts[Fate.REFUSED] else ""
            counted += f"{' · ' if counted else ''}{Fate.WAITING.value} {still_open}{unread}"
        only = self.rows.rows[0].words if own and len(self.rows.rows) == 1 else ""
        self._head.setText(only or counted)
        self.foot.show_counts(len(self._preview.taken), still_open, own=own)

    @Slot()
    def _look(self) -> None:
        """Shows the current file, and what can be decided of those that are selected."""
        chosen, current = self.table.chosen, self.table.current
        decisions = {decision for row in chosen for decision in row.decisions}
        if len(chosen) > 1:
            decisions.discard(Decision.CHOOSE)
        self.detail.look_at(current if chosen else None, frozenset(decisions))

    @Slot()
    def go_to_open(self) -> None:
        """Goes to the first file that waits for the clerk, after the current one where there is such."""
        rows, at = self.rows.rows, self.table.currentIndex().row()
        waiting = [row.number for row in (*rows[max(at, 0) :], *rows[: max(at, 0)]) if row.is_offered]
        if waiting:
            self.table.go_to(waiting[0])
        self.table.setFocus()

    @Slot(int, str)
    def _rename(self, number: int, unit: str) -> None:
        self._preview.rename(number, unit)
        self._show()
        self._follow()

    @Slot(object)
    def _decide(self, decision: Decision) -> None:
        rows = [row for row in self.table.chosen if decision in row.decisions]
        if decision is Decision.ROSTER:
            self._keep_roster(rows[0].came.roster)
            return
        if decision is Decision.TRANSCRIBE:
            self._transcribe(rows[0])
            return
        files = [row.sent.sha256 for row in rows if row.sent is not None]
        numbers = [row.number for row in rows]
        self._preview.decide(numbers, decision)
        if decision is Decision.LEAVE:
            self._remembered.leave(files)
            if told := self._preview.told_of(numbers):
                self._document.do(SetAside(told))
        else:
            self._remembered.take(files)
        self._show()
        self._follow()
        self.go_to_open()

    def _transcribe(self, row: Arrival) -> None:
        """An empty return beside the file, to be typed from it."""
        self.table.go_to(row.number)
        if not row.unit:
            self.failed.emit("先在“单位”一栏写明这是哪个单位的，再对照代录。")
            self.table.name_unit()
            return
        data = original(row.came)
        if data is None:
            self.failed.emit(f"“{row.file}”已经移走或改过。请放回原处，或者按 F5 重新读取。")
            return
        edits: list[Edit] = [BeginReturn(row.unit, row.file, row.came.sha256)]
        if told := self._preview.told_of([row.number]):
            edits.append(SetAside(told))
        if self._document.do(Together(f"对照代录{row.unit}的报送表", tuple(edits)), {row.came.sha256: data}):
            self.transcribing.emit(row.unit)

    @Slot(int, str, bool)
    def _choose(self, number: int, figure: FigureId, keep: bool) -> None:
        self._preview.choose(number, figure, keep=keep)
        self._show()
        self._follow()
        row = self._preview.row(number)
        (self.take if row is not None and row.is_taken else self.detail.mine).setFocus()

    @Slot(int, str, str)
    def _prefer(self, number: int, table: str, sheet: str) -> None:
        """Reads a file again, with the one of several tables that she wants."""
        row = self._preview.row(number)
        if row is None:
            return
        report, own, before = self._document.report, self._document.is_own, row.came

        def work() -> tuple[int, Came]:
            return number, read_again(report.form, before, table, sheet, report.year, own=own)

        Background(work, (NotRunning,), done=self._was_read_again, refused=self.failed, broke=self.broke).start()

    @Slot(object)
    def _was_read_again(self, answer: tuple[int, Came]) -> None:
        number, came = answer
        if came.read.refused is not None:
            self.failed.emit(came.read.refused.say)
        self._preview.was_read_again(number, came)
        self._show()
        self._follow()
        row = self._preview.row(number)
        (self.take if row is not None and row.is_taken else self.table).setFocus()

    def _keep_roster(self, names: tuple[str, ...]) -> None:
        """These are the units from now on; what is known of one of them stays."""
        if self._document.do(SetRoster(roster_of(self._document.report, names))):
            if self.rows.rows:
                self._document.told.emit(f"名册有 {len(names)} 个单位。", Mark.DONE)
                self.go_to_open()
            else:
                self.done.emit(f"名册有 {len(names)} 个单位。")

    @Slot()
    def _take(self) -> None:
        self._taking = Taking(self._document, self._preview, self._skipped, self)
        self._taking.progressed.connect(self._written)
        self._taking.ended.connect(self._taken)
        self._taking.broke.connect(self.broke)
        self.foot.show_progress(0, len(self._taking.returns), can_stop=False)
        self._taking.start()

    @Slot(int, int)
    def _written(self, count: int, of: int) -> None:
        self.foot.show_progress(count, of, can_stop=False)
        self._head.setText(f"正在存入 {count} 个，共 {of} 个")

    @Slot(bool)
    def _taken(self, well: bool) -> None:
        taking, self._taking = self._taking, None
        assert taking is not None
        if well:
            self._remembered.leave(taking.left)
            self._settle()
            self.adopted.emit(self._said(len(taking.returns)), taking.before)
            if not self._queue.is_reading and not any(row.is_offered for row in self.rows.rows):
                self.done.emit("")
                return
        self._follow()
        self.go_to_open()

    def _said(self, count: int) -> str:
        still_open = sum(row.is_open for row in self.rows.rows)
        rest = f"，其余 {still_open} 个待处理" if still_open else ""
        what = "报送表里的数" if self._document.is_own else f" {count} 个单位的报送表"
        return f"已采用{what}{rest}。"

    @Slot(object)
    def _made(self, change: Change) -> None:
        """The report has changed: what that means for the files is seen when somebody looks."""
        if self._taking is None and any(step.key[0] in _TOUCHING for step in change.steps):
            self._stale = True
            if self.isVisible():
                self._settle()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._settle()

    def _settle(self) -> None:
        self._stale = False
        self._preview.settle()
        self._show()
        self._follow()

    @Slot()
    def _turn_away(self) -> None:
        if self._queue.is_reading:
            self.turn_away.setEnabled(False)
            self._queue.cancel()
        else:
            still_open = sum(row.is_open for row in self.rows.rows)
            self.done.emit(f"{still_open} 个文件没有采用，按 F5 可以再看。" if still_open else "")

    def cancel(self) -> None:
        """Stops whatever is going on, as when the window closes."""
        self._queue.cancel()
        if self._taking is not None:
            self._taking.stop()
