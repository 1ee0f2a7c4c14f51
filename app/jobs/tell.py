"""What a job says: results on standard output, everything that needs attention on standard error."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress

from app.form import FigureId, Form, Severity
from app.readers.process import Read
from app.report.findings import Finding
from app.report.folding import folded

NAMES = {Severity.ERROR: "错误", Severity.WARNING: "核实", Severity.NOTICE: "提示"}


class Unheard(Exception):  # noqa: N818  nobody listens; the program does not err
    """Standard output takes no more. The message is for the clerk, "" where the reader has simply left."""


def tell(line: str) -> None:
    if sys.stderr is not None:
        with suppress(OSError):
            print(line, file=sys.stderr, flush=True)


def say(text: str) -> None:
    """Raises `Unheard`."""
    if sys.stdout is None:
        raise Unheard("标准输出是关闭的，结果写不出来。")
    try:
        print(text, flush=True)
    except OSError as error:
        with suppress(OSError):  # what is left in the buffer must not fail again when the program ends
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        is_gone = isinstance(error, BrokenPipeError)
        raise Unheard("" if is_gone else f"结果写不到标准输出（{error.errno}），磁盘可能已满。") from error


def say_what_is_written(lines: Iterable[str]) -> None:
    """The files are written, whether somebody listens or not."""
    try:
        for line in lines:
            say(line)
    except Unheard as unheard:
        if str(unheard):
            tell(str(unheard))


def tell_refused(reads: Iterable[Read]) -> None:
    for read in reads:
        if read.refused is not None:
            tell(f"{read.received.name}：{read.refused.say}")


def tell_findings(form: Form, findings: Iterable[Finding], file: str = "") -> None:
    """One a line, the worst first, each with what goes away with it; `file` is where they are."""
    where = f"{file}：" if file else ""
    known = folded(form, findings)
    for severity in Severity:
        for problem in known:
            if problem.finding.severity is severity:
                tell(f"{NAMES[severity]}　{where}{problem.finding.message}")
                for also in problem.also:
                    tell(f"随之　{where}{also.message}")


def counted(form: Form, findings: Iterable[Finding]) -> str:
    """How many things there are to mend or to look at: relations that one wrong figure breaks are one."""
    counts = Counter(problem.finding.severity for problem in folded(form, findings))
    return "，".join(f"{NAMES[severity]}{counts[severity]}处" for severity in Severity)


def missing_said(form: Form, missing: Sequence[FigureId]) -> str:
    """How many figures are missing, and the first of them by their places."""
    named = "、".join(form.figures[figure].place for figure in missing[:3])
    return f"缺{len(missing)}项数据：{named}{'等' if len(missing) > 3 else ''}。"
