"""Which of the returns that came in are taken into a report, and why the others are not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.form import Form, Severity
from app.report.findings import Finding, raised
from app.report.report import Collected, Unit
from app.report.returns import Return, left_empty, unfilled

_LIKE_A_UNIT = re.compile(
    r"[局委办厅署院校处科所站队镇乡村社馆台园区县市旗部会]$|街道|中心|政府|公司|集团|机关|大学|医院"
)


class NoYear(Exception):  # noqa: N818  the year is not known; nothing erred
    """The returns do not state one and the same year, and none was asked for. The message is for the clerk."""


@dataclass(slots=True)
class Intake:
    """`accepted` returns go into the roll-up; `left_out` are (file, reason) for those that do not."""

    accepted: list[Return] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def year_of(returns: Iterable[Return]) -> int:
    """The one year that all the returns which state a year agree on. Raises `NoYear`."""
    files: dict[int, str] = {}
    for sent in returns:
        if sent.year is not None:
            files.setdefault(sent.year, sent.file)
    if len(files) == 1:
        return next(iter(files))
    if not files:
        raise NoYear("文件里都没有写年度。请用 --year 指定报告年度，如 --year 2025。")
    stated = "，".join(f"{year}年（如 {file}）" for year, file in sorted(files.items()))
    raise NoYear(f"各文件写的年度不同：{stated}。请用 --year 指定报告年度。")


def take_in(form: Form, returns: Sequence[Return], year: int, organ: str = "", roster: Sequence[Unit] = ()) -> Intake:
    """The returns of this year, one a unit.

    The same bytes count once. Of a unit with several different files none is taken: the clerk chooses. The
    report's own published document is no return.
    """
    intake = Intake()
    by_unit: dict[str, list[Return]] = {}
    first_with: dict[str, Return] = {}
    for sent in returns:
        if why := why_left_out(sent, year, organ):
            intake.left_out.append((sent.file, why))
        elif sent.sha256 and sent.sha256 in first_with:
            same = first_with[sent.sha256].file
            message = f"{sent.file}与{same}内容完全相同，只计一次。"
            intake.findings.append(raised(form, "returns.same_file", message))
        else:
            first_with[sent.sha256] = sent
            unit = unit_on_roster(sent.unit, roster)
            by_unit.setdefault(unit, []).append(replace(sent, unit=unit, year=year))
    for unit, sent_by in by_unit.items():
        if len(sent_by) == 1:
            intake.accepted += sent_by
        else:
            intake.findings.append(duplicate(form, unit, [sent.file for sent in sent_by]))
    return intake


def why_left_out(sent: Return, year: int, organ: str = "") -> str:
    """Why this file is no return for the report, in a sentence; "" where it is one."""
    if sent.year is not None and sent.year != year:
        return f"是{sent.year}年度的，不是{year}年度的，没有计入汇总。请该单位重报。"
    if sent.kind == "report" and organ and sent.unit == organ:
        return "就是本机关这一年度的报告，不是报送表，没有计入汇总。"
    return ""


def duplicate(form: Form, unit: str, files: Sequence[str]) -> Finding:
    """Several different files of one unit, of which none was chosen; on the left how many."""
    message = f"{unit}有{len(files)}个不同的文件：{'、'.join(files)}，都没有计入汇总。请只留下正确的一个。"
    return replace(raised(form, "returns.duplicate", message), left=len(files))


def errors_of_reading(sent: Return) -> tuple[str, ...]:
    """What the reader could not read, in a sentence each."""
    return tuple(finding.message for finding in sent.findings if finding.severity is Severity.ERROR)


def doubts(form: Form, sent: Return) -> tuple[str, ...]:
    """Why a person must look at what was read before it counts: errors of reading, and what is missing.

    Wrong arithmetic is no doubt about the reading, nor is what only needs to be verified.
    """
    lacking = Counter(form.figures[figure].table for figure in left_empty(form, sent))
    whole = Counter(form.figures[figure].table for figure in unfilled(form, ()))
    return (*errors_of_reading(sent), *(_lacking(form, table, lacking, whole) for table in lacking))


def _lacking(form: Form, table: str, lacking: Counter[str], whole: Counter[str]) -> str:
    name = f"表{form.section_of(table).ordinal}"
    if lacking[table] == whole[table]:
        return f"{name}没有填，或者没有找到，缺 {lacking[table]} 项。"
    return f"{name}缺 {lacking[table]} 项。"


def told_of(before: Collected, now: Collected, files: Collection[str], units: Collection[str]) -> Collected:
    """What is to be kept of files that were not taken, after one more import.

    What was told `before` of these `files` and `units` no longer holds: `now` is told of them instead.
    """
    about = tuple(f"{file}：" for file in files)
    of = tuple(f"{unit}有" for unit in units)
    findings = [f for f in before.findings if f.check != "returns.duplicate" or not f.message.startswith(of)]
    left_out = [words for words in before.left_out if not words.startswith(about)]
    return Collected(tuple(dict.fromkeys((*findings, *now.findings))), tuple(dict.fromkeys((*left_out, *now.left_out))))


def is_like_a_unit(name: str) -> bool:
    """Whether an office may be called so."""
    return bool(_LIKE_A_UNIT.search(name))


def unit_on_roster(unit: str, roster: Sequence[Unit]) -> str:
    """The roster's name for a unit that writes its name longer or shorter, where only one can be meant."""
    names = [known.name for known in roster]
    if unit in names:
        return unit
    alike = [name for name in names if name and (unit.endswith(name) or name.endswith(unit))]
    return alike[0] if len(alike) == 1 else unit
