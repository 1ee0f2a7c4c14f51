"""What a job says: results on standard output, everything that needs attention on standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from app.form import Severity
from app.readers.process import Read
from app.report.findings import Finding

_NAMES = {Severity.ERROR: "错误", Severity.WARNING: "核实", Severity.NOTICE: "提示"}


def tell(line: str) -> None:
    print(line, file=sys.stderr)


def say(line: str) -> None:
    print(line)


def tell_refused(reads: Iterable[Read]) -> None:
    for read in reads:
        if read.refused is not None:
            tell(f"{read.received.name}：{read.refused.say}")


def tell_findings(findings: Iterable[Finding], file: str = "") -> None:
    """Errors and warnings, one a line, the worst first; notices are only counted elsewhere."""
    for severity in (Severity.ERROR, Severity.WARNING):
        for finding in findings:
            if finding.severity is severity:
                tell(f"{_NAMES[severity]}　{file and file + '：'}{finding.message}")
