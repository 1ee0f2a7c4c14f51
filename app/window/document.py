"""The open report as the window knows it: edits go in, and one signal tells what became different."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from app.form import FigureId
from app.report.each_return import EachReturn
from app.report.edits import AcceptReturns, Edit, EditRefused, SetFigure, SetFigures, SetOverride, SetText, SetTexts
from app.report.report import OWN, Change, Collected, Override, Report
from app.report.returns import Return
from app.report.review import Review, review
from app.report.text import Text
from app.report.unit_edits import Together
from app.report.values import Value, shown
from app.store import Originals, Session, StorageError
from app.store.file import NO_ORIGINALS
from app.store.returns import Heed, ignore
from app.store.session import Waiting
from app.window.history.log import Log
from app.window.standing import Mark, Standing
from app.window.standing.from_review import standing
from app.window.text.loading import said, texts_in
from app.window.unkept import typed_in

_SLOW = 0.03  # seconds: a review that takes longer waits for a pause in typing
_PAUSE = 150  # milliseconds
_MANY = 5  # returns
_NOT_EMPTIED = "不能清空；要改就直接录入，或到单位里改。"


@dataclass(frozen=True, slots=True)
class Ready:
    """A sitting at a report that is judged already."""

    session: Session
    each_return: EachReturn
    review: Review
    standing: Standing


def ready(session: Session, heed: Heed = ignore) -> Ready:
    """Judges the report; what `heed` raises ends it. There is no window in it: it may take its time elsewhere."""
    report, each = session.report, EachReturn(session.report.form)
    for count, sent in enumerate(report.sources):
        heed(count, len(report.sources))
        each.findings(sent)
    reviewed = review(report)
    return Ready(session, each, reviewed, standing(report, reviewed, each))


class Document(QObject):
    """`changed` names the figures that became different and `made` the change, `kept` says that it is on the disk.

    `judged` follows once the event is over. `refused`: an edit makes no sense; `blocked`: it cannot be kept, and
    nothing else can be edited until `retry` or `give_up`. `turned_read_only`: somebody else has
    taken the file over; it hands over the edit that was not kept, if any. `given_up` hands over the one that was
    dropped. `told` says something in passing, with its
    mark.
    """

    changed = Signal(object)
    judged = Signal(object)
    refused = Signal(str)
    blocked = Signal(str)
    turned_read_only = Signal(object)
    made = Signal(object)
    kept = Signal()
    given_up = Signal(object)
    about_to_step = Signal()
    told = Signal(str, object)
    _due = Signal()

    def __init__(self, ready: Ready, parent: QObject | None = None) -> None:
        super().__init__(parent)
        session = ready.session
        self.session = session
        self.saved_at = datetime.now().astimezone()
        self._may_write = not session.read_only
        self._lost: Change | None = None
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.judge)
        self._is_due = False
        self._due.connect(self._judge_if_due, Qt.ConnectionType.QueuedConnection)  # unlike a timer before any painting
        session.listeners.append(self._heard)
        self.log = Log(self)
        self.review = ready.review
        self.each_return = ready.each_return
        self.standing = ready.standing

    @property
    def report(self) -> Report:
        return self.session.report

    @property
    def is_judging(self) -> bool:
        """Whether the report has changed since it was last reviewed."""
        return self._is_due or self._later.isActive()

    @property
    def is_own(self) -> bool:
        """Whether this is the report of one organ alone, whose figures are entered directly."""
        return self.report.returns.keys() == {OWN} and not self.report.units

    def do(self, edit: Edit, originals: Originals = NO_ORIGINALS) -> bool:
        """Makes an edit; where it cannot be made, `refused` says why."""
        return self._try(lambda: self.session.do(edit, originals)) is not None

    def enter(self, figure: FigureId, value: Value | None) -> bool:
        """A number typed into a cell: the organ's own figure, or one over the roll-up."""
        if self.is_own:
            return self.do(SetFigure(OWN, figure, value))
        if figure in self.report.form.totals:
            typed = "" if value is None else f"输入的 {shown(value)} 没有采用。"
            self.refused.emit(f"总计自动相加，不用填。{typed}")
            return False
        if value is None and self._is_rolled_up(figure):
            self.refused.emit(f"这个数由 {len(self.report.sources)} 个单位汇总，{_NOT_EMPTIED}")
            return False
        return self.do(self._over(figure, value))

    def _is_rolled_up(self, figure: FigureId) -> bool:
        """Whether it is the units' sum, which nobody can empty, with nothing of the clerk's over it."""
        return figure not in self.report.overrides and self.report.figures.get(figure) is not None

    def _over(self, figure: FigureId, value: Value | None) -> SetOverride:
        """This number over the roll-up; none where there is none, or the same."""
        rolled_up = self.report.rolled_up(figure)
        if value is None or value == rolled_up:
            return SetOverride(figure, None)
        return SetOverride(figure, Override("fixed", value, "", rolled_up))

    def enter_all(self, values: dict[FigureId, Value | None]) -> bool:
        """Numbers entered together, as one edit."""
        if self.is_own:
            return self.do(SetFigures(OWN, values))
        if all(value is None and self._is_rolled_up(figure) for figure, value in values.items()):
            self.refused.emit(f"这 {len(values)} 个数由 {len(self.report.sources)} 个单位汇总，{_NOT_EMPTIED}")
            return False
        overrides = tuple(self._over(figure, value) for figure, value in values.items())
        return self.do(Together(f"改{len(values)}个汇总数", overrides))

    def write(self, section: str, text: str) -> bool:
        """The words of a text section."""
        return self.do(SetText(section, text))

    def take_text(self, text: Text) -> None:
        """Takes in a text that came as a whole, as one edit, and tells what went where."""
        self.about_to_step.emit()
        texts = texts_in(self.report.form, text)
        say = said(self.report, texts) + "".join(finding.message for finding in text.notes)
        if self.do(SetTexts(texts)):
            self.told.emit(say, Mark.WARNING if text.notes else Mark.DONE)

    def needs_restore_point(self, returns: Sequence[Return]) -> bool:
        """Whether so many are to be taken, into a report that already holds something, that one comes first."""
        return len(returns) >= _MANY and bool(self.session.file.history.last) and not self.session.read_only

    def accept(self, returns: tuple[Return, ...], originals: Originals, collected: Collected) -> bool:
        """Takes returns into the report, and keeps the files that they were read from, and what came of the others."""
        return self.do(AcceptReturns(returns, collected), originals)

    def undo(self) -> Change | None:
        """Takes back the last edit of this sitting."""
        self.about_to_step.emit()
        return self._try(self.session.undo)

    def redo(self) -> Change | None:
        """Makes the edit again that was taken back last."""
        self.about_to_step.emit()
        return self._try(self.session.redo)

    def restore(self, seq: int) -> Change | None:
        """Makes the report as it was after row `seq` of the log, as one edit."""
        self.about_to_step.emit()
        return self._try(lambda: self.session.restore(seq))

    @Slot()
    def retry(self) -> None:
        """Makes the change again that could not be kept, then what was typed since; `blocked` when it still cannot."""
        try:
            self.session.retry()
        except StorageError as error:
            if not self._has_turned_read_only():
                self.blocked.emit(error.say)
        else:
            self.saved_at = datetime.now().astimezone()
            self.kept.emit()
            self.about_to_step.emit()

    def go_on_with(self, waiting: Waiting, texts: Mapping[str, str]) -> None:
        """Makes here what could not be kept in the file that this one is a copy of, and the texts typed since."""
        self.session.go_on_with(waiting)
        self.retry()
        for section, text in texts.items():
            self.write(section, text)

    @Slot()
    def give_up(self) -> None:
        """Drops the change that could not be kept."""
        unkept = self.session.unkept
        self.session.give_up()
        if unkept is not None:
            self.given_up.emit(unkept)

    def give_up_at(self, figure: FigureId) -> None:
        """Drops the change that could not be kept, where this is the one figure entered by it."""
        steps = self.session.unkept.steps if self.session.unkept else ()
        figures = {step.key[-1] for step in steps if step.key[0] in ("figure", "override")}
        if figures - self.report.form.totals.keys() == {figure}:
            self.give_up()

    def _try(self, act: Callable[[], Change | None]) -> Change | None:
        try:
            change = act()
        except (EditRefused, StorageError) as error:
            if not self._has_turned_read_only():
                (self.blocked if self.session.blocked else self.refused).emit(error.say)
            return None
        self.saved_at = datetime.now().astimezone()
        self.kept.emit()
        return change

    @property
    def unkept(self) -> Change | None:
        """The last edit, where it is not on the disk."""
        return self.session.unkept or self._lost

    @property
    def not_kept(self) -> str:
        """The last edit with what was typed, where it is not on the disk; else ""."""
        return typed_in(self.report.form, self.unkept) if self.unkept else ""

    def beat(self) -> None:
        """Tells others that the file is open here, unless somebody has taken it over."""
        self.session.file.beat()
        self._has_turned_read_only()

    def _has_turned_read_only(self) -> bool:
        """Whether the file has just been taken over; an edit that waits to be kept goes then."""
        if not self._may_write or not self.session.read_only:
            return False
        self._may_write = False
        unkept = self._lost = self.session.unkept
        self.session.give_up()
        self.turned_read_only.emit(unkept)
        return True

    def _heard(self, change: Change, figures: frozenset[FigureId]) -> None:
        self.changed.emit(figures)
        self.made.emit(change)
        if self._later.interval():
            self._later.start()
        elif not self._is_due:
            self._is_due = True
            self._due.emit()

    @Slot()
    def _judge_if_due(self) -> None:
        if self._is_due:
            self.judge()

    @Slot()
    def judge(self) -> None:
        """Reviews the report as it is now."""
        self._later.stop()
        self._is_due = False
        began = monotonic()
        self.review = review(self.report)
        self.standing = standing(self.report, self.review, self.each_return)
        self._later.setInterval(_PAUSE if monotonic() - began > _SLOW else 0)
        self.judged.emit(self.standing)

    def close(self) -> None:
        """Ends the sitting."""
        self._later.stop()
        self._is_due = False
        self.session.listeners.remove(self._heard)
        self.session.close()
