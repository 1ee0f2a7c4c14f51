"""What files that came in would do to the report: one row a file, the verdict first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum

from app.readers.process import Read
from app.report.intake import take_in
from app.report.report import OWN, Report
from app.report.returns import Return


class Fate(Enum):
    """What becomes of a file."""

    NEW = "新报"
    CORRECTION = "更正"
    UNCHANGED = "未变"
    WAITING = "待处理"
    REFUSED = "读不了"


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file, what became of it, and why in a sentence; `sent` is what would be accepted."""

    file: str
    fate: Fate
    words: str
    unit: str = ""
    year: int | None = None
    sent: Return | None = None

    @property
    def is_taken(self) -> bool:
        return self.fate in (Fate.NEW, Fate.CORRECTION)


def arrivals(report: Report, reads: Sequence[Read], *, own: bool) -> tuple[Arrival, ...]:
    """Every file with its fate. In an organ's own report (`own`) every return is taken as its own figures."""
    sent = [replace(read.sent, unit=OWN) if own else read.sent for read in reads if read.sent is not None]
    organ = "" if own else report.organ
    intake = take_in(report.form, sent, report.year, organ, tuple(report.units.values()))
    accepted = {taken.sha256: taken for taken in intake.accepted}
    left_out = dict(intake.left_out)
    seen: set[str] = set()
    rows = []
    for read in reads:
        if read.sent is None:
            why = read.refused.say if read.refused else ""
            rows.append(Arrival(read.received.name, Fate.REFUSED, why))
            continue
        again = read.sent.sha256 in seen
        seen.add(read.sent.sha256)
        rows.append(_arrival(report, read.sent, accepted.get(read.sent.sha256), left_out, again=again))
    return tuple(rows)


def _arrival(report: Report, sent: Return, taken: Return | None, left_out: dict[str, str], *, again: bool) -> Arrival:
    def row(fate: Fate, words: str, accepted: Return | None = None) -> Arrival:
        return Arrival(sent.file, fate, words, (accepted or sent).unit, (accepted or sent).year, accepted)

    if sent.file in left_out:
        return row(Fate.WAITING, left_out[sent.file])
    if taken is None:
        return row(Fate.WAITING, f"{sent.unit}有几个不同的文件，都没有采用。请只留下正确的一个，重新导入。")
    if again:
        return row(Fate.UNCHANGED, "与前面的文件内容完全相同，只计一次。")
    before = report.returns.get(taken.unit)
    if before is not None and before.sha256 == taken.sha256:
        return row(Fate.UNCHANGED, "这个文件已经采用过。")
    words = _how_read(report, taken)
    if before is None or not before.figures:
        return row(Fate.NEW, words, taken)
    changed = sum(before.figures.get(figure) != taken.figures.get(figure) for figure in report.form.figures)
    return row(Fate.CORRECTION, f"{words}，与现有的不同 {changed} 项", taken)


def _how_read(report: Report, sent: Return) -> str:
    whole, count = len(report.form.figures), len(sent.figures)
    if count == whole:
        return f"读全 {count} 项"
    return f"读到 {count} 项，缺 {whole - count} 项"
