"""The files of an import, each with its fate.

A file whose own, whose unit's or whose report's state changed is settled anew when somebody looks.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.form import FigureId
from app.report.differences import changed_by
from app.report.disputed import disputed, with_kept
from app.report.intake import duplicate, is_like_a_unit, told_of, unit_on_roster, why_left_out
from app.report.report import OWN, Collected, Report
from app.report.returns import Return, compute_totals, left_empty
from app.window.arriving.arrivals import Arrival, Came, Decision, Fate

_ORDER = (Fate.ROSTER, Fate.WAITING, Fate.REFUSED, Fate.CORRECTION, Fate.NEW, Fate.LEFT)
_REGIONS = ("省", "市", "区", "县", "旗", "州", "盟", "镇", "乡", "街道")
_KEEP = Decision.ROSTER
_ROSTER = "这不是报送表，是单位名册。存为名册后可以看出哪些单位还没有报。"


@dataclass(slots=True)
class _File:
    """`named` as the clerk wrote the unit, `unit` whose it is; `taken` as the clerk decided, None before that.

    `keeps` says of a figure that she corrected by hand whether her number stays.
    """

    came: Came
    drop: int
    named: str = ""
    unit: str = ""
    taken: bool | None = None
    keeps: dict[FigureId, bool] = field(default_factory=dict)


class Preview:
    """`own`: an organ's own report, where every return is its own figures.

    `was_taken` tells of a file's SHA-256 whether it was ever accepted.
    """

    def __init__(self, report: Report, *, own: bool, was_taken: Callable[[str], bool]) -> None:
        self._report, self._own, self._was_taken = report, own, was_taken
        self._left: Collection[str] = ()
        self._files: dict[int, _File] = {}
        self._settled: dict[int, Arrival] = {}
        self._unsettled: set[int] = set()
        self._of_unit: dict[str, set[int]] = {}
        self._of_bytes: dict[str, set[int]] = {}
        self._of_place: dict[str, set[int]] = {}
        self._accepted: dict[str, Return] = {}
        self._drop = self._next = 0

    def begin(self, left: Collection[str] = ()) -> None:
        """More files come: one from where another came takes that one's place; those in `left` are left aside."""
        self._drop += 1
        self._left = left
        self._look_at_report()

    def _look_at_report(self) -> None:
        self._accepted = {sent.sha256: sent for sent in self._report.returns.values() if sent.sha256}

    def add(self, came: Came) -> None:
        """Takes in one more file."""
        self._forget({number for number in self._of_place.get(came.place, ()) if self._files[number].drop < self._drop})
        number, self._next = self._next, self._next + 1
        sent = came.read.sent
        file = self._files[number] = _File(came, self._drop)
        self._of_place.setdefault(came.place, set()).add(number)
        self._unsettled.add(number)
        if sent is None:
            return
        self._of_bytes.setdefault(sent.sha256, set()).add(number)
        if sent.sha256 in self._left:
            file.taken = False
        self._unsettled |= self._gather(number)

    def _forget(self, numbers: Collection[int]) -> None:
        for number in numbers:
            file = self._files.pop(number)
            self._settled.pop(number, None)
            self._of_place[file.came.place].discard(number)
            if file.came.read.sent is not None:
                self._of_bytes[file.came.read.sent.sha256].discard(number)
                self._of_unit[file.unit].discard(number)
                self._unsettled |= self._of_unit[file.unit]
        self._unsettled -= set(numbers)

    def _gather(self, number: int) -> set[int]:
        """Puts a file with the others of its unit; all of them."""
        file = self._files[number]
        file.unit = self._unit(file)
        group = self._of_unit.setdefault(file.unit, set())
        group.add(number)
        return group

    def _unit(self, file: _File) -> str:
        if self._own:
            return OWN
        unit = file.named or (file.came.read.sent.unit if file.came.read.sent else "")
        units = self._report.units
        return unit if file.named or unit in units else unit_on_roster(unit, tuple(units.values()))

    def rename(self, number: int, unit: str) -> None:
        """The clerk says whose return this is."""
        file = self._files[number]
        if file.came.read.sent is None:
            file.named = unit
            self._unsettled.add(number)
            return
        old = self._of_unit[file.unit]
        old.discard(number)
        file.named = unit
        self._unsettled |= old | self._gather(number)

    def was_read_again(self, number: int, came: Came) -> None:
        """The file was read otherwise than before; nothing where another took its place, or it can be read no more."""
        if number not in self._files or came.read.sent is None:
            return
        file = self._files[number]
        old = self._of_unit[file.unit]
        old.discard(number)
        file.came = came
        self._unsettled |= old | self._gather(number)

    def decide(self, numbers: Iterable[int], decision: Decision) -> None:
        """The clerk takes these files, or leaves them aside; of a unit's files one at most is taken."""
        for number in numbers:
            file = self._files[number]
            file.taken = decision is not Decision.LEAVE
            group = self._of_unit.get(file.unit, set()) | {number}
            for other in group - {number}:
                if file.taken and self._files[other].taken:
                    self._files[other].taken = None
            self._unsettled |= group

    def choose(self, number: int, figure: FigureId, *, keep: bool) -> None:
        """The clerk keeps her own number of this figure, or lets the file's stand."""
        self._files[number].keeps[figure] = keep
        self._unsettled.add(number)

    def settle(self) -> None:
        """Settles everything anew, as when the report has changed."""
        self._look_at_report()
        self._of_unit.clear()
        for number, file in self._files.items():
            if file.came.read.sent is not None:
                self._gather(number)
        self._unsettled.update(self._files)

    @property
    def _rows(self) -> Mapping[int, Arrival]:
        """The row of each file as things stand, in the order in which they came."""
        for number in sorted(self._unsettled):
            row = self._row(number, self._files[number])
            if self._settled.get(number) != row:  # the same row, where nothing differs, need not be drawn again
                self._settled[number] = row
        self._unsettled.clear()
        return self._settled

    def row(self, number: int) -> Arrival | None:
        """The row of this file; None where another has taken its place."""
        return self._rows.get(number)

    @property
    def as_they_came(self) -> tuple[Arrival, ...]:
        """The rows that are shown; files that change nothing are only counted."""
        return tuple(row for row in self._rows.values() if row.fate is not Fate.UNCHANGED)

    @property
    def by_urgency(self) -> tuple[Arrival, ...]:
        """The rows that are shown, what is to settle first."""
        return tuple(sorted(self.as_they_came, key=_urgency))

    @property
    def counts(self) -> Counter[Fate]:
        return Counter(row.fate for row in self._rows.values())

    @property
    def taken(self) -> tuple[Arrival, ...]:
        return tuple(row for row in self._rows.values() if row.is_taken)

    def collected(self) -> Collected:
        """What the report is to be told of the files that are not taken, earlier imports included."""
        from app.readers.stated import unit_from_file_name

        rows = [row for row in self._rows.values() if row.is_open]
        rivals: dict[str, list[str]] = {}
        for row in rows:
            if Decision.CHOOSE in row.decisions:
                rivals.setdefault(row.unit, []).append(row.file)
        now = Collected(
            tuple(duplicate(self._report.form, unit, files) for unit, files in rivals.items()),
            tuple(f"{row.file}：{row.why}" for row in rows if Decision.CHOOSE not in row.decisions),
        )
        sent = {*self._report.returns, *(row.unit for row in self.taken)}
        before = self._report.collected
        open_still = tuple(
            words for words in before.left_out if unit_from_file_name(words.partition("：")[0]) not in sent
        )
        files = [file.came.name for file in self._files.values()]
        return told_of(replace(before, left_out=open_still), now, files, self._of_unit.keys())

    def told_of(self, numbers: Iterable[int]) -> frozenset[str]:
        """The sentences in which the report was told that these files were not taken."""
        rows = [self._rows[number] for number in numbers]
        settled = {row.unit for row in rows if row.unit and not self._waits(row.unit)}
        before = self._report.collected
        after = told_of(before, Collected(), [row.file for row in rows], settled)
        told = {*before.left_out, *(finding.message for finding in before.findings)}
        return frozenset(told - {*after.left_out, *(finding.message for finding in after.findings)})

    def _waits(self, unit: str) -> bool:
        return any(self._rows[number].is_open for number in self._of_unit.get(unit, ()))

    def _row(self, number: int, file: _File) -> Arrival:
        read = file.came.read.sent
        if read is None:
            if file.came.roster:
                return self._roster(number, file)
            return self._unreadable(number, file)
        before = self._report.returns.get(file.unit)
        sent = self._as_sent(read, file.unit, before)
        if self._is_known(number, file, read, sent, before):
            return Arrival(number, file.came, Fate.UNCHANGED, "", "", file.unit, sent, before)
        row = Arrival(number, file.came, Fate.NEW, self._words(file.came, sent, before), "", file.unit, sent, before)
        if before is not None and not self._own:
            row = self._with_kept(row, file, before, sent)
        if file.taken is False:
            return replace(row, fate=Fate.LEFT, decisions=(Decision.TAKE,))
        rivals = self._rivals(file.unit, read)
        if any(self._files[rival].taken for rival in rivals):
            return replace(row, fate=Fate.LEFT, why="已选用另一份。", decisions=(Decision.CHOOSE,))
        if file.taken is None and (waiting := self._waiting(row, file, read, rivals)):
            return waiting
        why = self._note(row)
        sent = row.sent or sent
        if before is None or not before.figures:
            return replace(row, why=why, decisions=(Decision.LEAVE,))
        changed = len(changed_by(self._report.form, before, sent))
        alike = (before.text, before.findings) == (sent.text, sent.findings)
        if not changed and alike and not before.corrected and file.taken is None:
            return replace(row, fate=Fate.UNCHANGED)
        zero = "现在按零报告计，采用后改用这份文件的数。" if _is_typed_zero(before) and not self._own else ""
        why = zero + (f"变化 {changed} 项。" if changed else "数都没有变。") + why
        return replace(row, fate=Fate.CORRECTION, why=why, decisions=(Decision.LEAVE,))

    def _unreadable(self, number: int, file: _File) -> Arrival:
        """A file that nobody but the clerk can read; one that she has typed from is dealt with."""
        from app.readers.stated import unit_from_file_name

        if file.came.sha256 in self._accepted:
            return Arrival(number, file.came, Fate.UNCHANGED, "已对照代录")
        refused, units = file.came.read.refused, self._report.units
        guessed = unit_on_roster(unit_from_file_name(file.came.name), tuple(units.values()))
        unit = "" if self._own else file.named or (guessed if guessed in units else "")
        by_hand = (Decision.TRANSCRIBE,) if (file.came.is_far or file.came.read.received.data) and not self._own else ()
        fate = Fate.REFUSED if file.taken is None else Fate.LEFT
        decisions = (*by_hand, Decision.LEAVE) if file.taken is None else by_hand
        return Arrival(number, file.came, fate, "读不了", refused.say if refused else "", unit, decisions=decisions)

    def _roster(self, number: int, file: _File) -> Arrival:
        """A list of units is no return that could not be read: it is offered while the report has none."""
        known, words = self._report.has_roster, f"单位名册，{len(file.came.roster)} 个单位"
        if self._own or (known and set(file.came.roster) == set(filter(self._report.is_listed, self._report.units))):
            return Arrival(number, file.came, Fate.UNCHANGED, words)
        if known or file.taken is False:
            return Arrival(number, file.came, Fate.LEFT, words, "年报已有名册。" if known else "", decisions=(_KEEP,))
        return Arrival(number, file.came, Fate.ROSTER, words, _ROSTER, decisions=(_KEEP, Decision.LEAVE))

    def _note(self, row: Arrival) -> str:
        """What to look at although the file can be taken."""
        if self._own:
            return ""
        known = self._report.units.get(row.unit)
        if known is not None and not known.included:
            return f"{row.unit}现在不纳入汇总，采用后也不计入年报。要计入，到“单位”里选中它，按“纳入汇总”。"
        if self._report.has_roster and known is None:
            return "不在单位名册上，请核对单位。"
        if other := self._other_name(row):
            return f"文件里写的是“{other}”，按名册认作{row.unit}，请核实。"
        return "文件里没有写填报单位，按文件名认作这个单位。" if self._is_guessed(row) else ""

    def _other_name(self, row: Arrival) -> str:
        """What the file calls its unit, where that is more than its name with or without the region's."""
        sent = row.came.read.sent
        if sent is None or self._files[row.number].named:
            return ""
        longer, shorter = sorted((sent.unit, row.unit), key=len, reverse=True)
        rest = longer.removesuffix(shorter)
        return sent.unit if rest and rest != longer and not rest.endswith(_REGIONS) else ""

    def _is_guessed(self, row: Arrival) -> bool:
        """Whether nothing but the file's name says whose it is."""
        sent = row.came.read.sent
        return not self._own and sent is not None and row.unit == sent.unit and row.came.unit_guessed

    def _as_sent(self, read: Return, unit: str, before: Return | None) -> Return:
        """What would be accepted. An organ's own figures that the file lacks stay as they are."""
        if not self._own or before is None:
            return replace(read, unit=unit, year=self._report.year)
        figures, sources = {**before.figures, **read.figures}, {**before.sources, **read.sources}
        compute_totals(figures, sources, self._report.form)
        return replace(read, unit=OWN, year=self._report.year, figures=figures, sources=sources)

    def _is_known(self, number: int, file: _File, read: Return, sent: Return, before: Return | None) -> bool:
        """Whether it changes nothing: the same bytes were accepted, or came just now."""
        if self._own and before is not None and before.figures == sent.figures:
            return True
        same = self._accepted.get(read.sha256)
        if same is not None and (self._own or file.unit == same.unit or read.file == same.file):
            return True
        first = min(self._of_bytes[read.sha256])
        return first < number and self._files[first].unit == file.unit

    def _rivals(self, unit: str, read: Return) -> list[int]:
        """The other files of the unit that could be taken instead."""
        others = self._of_unit[unit] - self._of_bytes[read.sha256]
        return [other for other in others if self._files[other].taken is not False]

    def _waiting(self, row: Arrival, file: _File, read: Return, others: list[int]) -> Arrival | None:
        """The row of a file that the clerk has to decide about; None for one that can be taken."""

        def waits(why: str, words: str = "", decision: Decision = Decision.TAKE) -> Arrival:
            return replace(
                row, fate=Fate.WAITING, words=words or row.words, why=why, decisions=(decision, Decision.LEAVE)
            )

        if why := why_left_out(read, self._report.year, "" if self._own else self._report.organ):
            return waits(why)
        if self._is_guessed(row) and row.unit not in self._report.units and not is_like_a_unit(row.unit):
            return waits(f"文件里没有写填报单位，文件名“{row.unit}”也不像单位名称。请改成正确的单位（F2）。")
        if others:
            return waits(self._which(row, file, others), decision=Decision.CHOOSE)
        first = min(self._of_bytes[read.sha256])
        same = self._accepted.get(read.sha256) or (self._files[first].came.read.sent if first < row.number else None)
        if same is not None:
            return waits(f"与“{same.file}”（{same.unit}）内容完全相同，可能发错了。请核实。")
        if row.before is not None and not self._own and self._was_taken(read.sha256):
            return waits(f"这份以前采用过，后来{_replaced_by(row.before)}。仍然采用，就改用这份文件的数。")
        if file.came.doubts:
            return waits(" ".join(file.came.doubts), f"{len(file.came.doubts)} 处待确认")
        if still := sum(keeps is None for keeps in row.disputed.values()):
            return waits(f"{still} 项数手工改过，与这份文件不同，请在下面逐项选用；仍然采用则都用文件的数。")
        return None

    def _with_kept(self, row: Arrival, file: _File, before: Return, sent: Return) -> Arrival:
        """The row with the clerk's own numbers where she keeps them over the file's."""
        form = self._report.form
        which = {figure: file.keeps.get(figure) for figure in disputed(form, before, sent)}
        kept = [figure for figure, keeps in which.items() if keeps]
        return replace(row, disputed=which, sent=with_kept(form, before, sent, kept))

    def _which(self, row: Arrival, file: _File, others: list[int]) -> str:
        """Several files of one unit, with what speaks for each."""
        times = [self._files[other].came.read.received.modified for other in others]
        mine = file.came.read.received.modified
        newest = "，这份最新" if mine > max(times) else "，有更新的" if mine and mine < max(times) else ""
        who = "" if self._own else row.unit
        return f"{who}有 {len(others) + 1} 个不同的文件{newest}。请选用一份。"

    def _words(self, came: Came, sent: Return, before: Return | None) -> str:
        """How the file could be read."""
        assert came.read.sent is not None
        count = len(came.read.sent.figures)
        lacking = len(left_empty(self._report.form, came.read.sent))
        words = f"读到一部分，缺 {lacking} 项" if lacking else f"读全 {len(self._report.form.figures)} 项"
        if count < len(self._report.form.figures) and not lacking:
            words = f"读到 {count} 项"
        if self._own and before is not None:
            return f"读到 {count} 项，与现有不同 {len(changed_by(self._report.form, before, sent))} 项"
        if came.converted:
            words += f"，自动处理 {came.converted} 处"
        return f"{words}，有错误 {came.errors} 处" if came.errors else words


def _is_typed_zero(sent: Return) -> bool:
    """Whether nobody sent a file: the clerk noted that nothing occurred."""
    return sent.is_zero and sent.is_typed


def _replaced_by(sent: Return) -> str:
    if _is_typed_zero(sent):
        return "改为零报告，现在按零报告计"
    return "改为手工填写" if sent.is_typed else "换成了别的一份"


def _urgency(row: Arrival) -> tuple[int, str, float, int]:
    """What is to settle first, the newest of a unit's files before the others."""
    waits = row.fate is Fate.WAITING
    return (
        _ORDER.index(row.fate),
        row.unit if waits else "",
        -row.came.read.received.modified if waits else 0,
        row.number,
    )
