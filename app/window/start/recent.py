"""The reports that were open last, as they stood then; remembered at this computer."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from app.window.application import settings
from app.window.standing import Mark

if TYPE_CHECKING:
    from app.window.document import Document

_MOST = 8
_NOVEMBER = 11


@dataclass(frozen=True, slots=True)
class Recent:
    """A report that was open: whose it is, and its verdict when it was last seen."""

    file: str
    organ: str
    year: int
    own: bool
    mark: str
    verdict: str

    @property
    def path(self) -> Path:
        return Path(self.file)


def recent_reports() -> list[Recent]:
    """The reports that were open, the last one first; some may be gone by now."""
    try:
        return [Recent(**one) for one in json.loads(str(settings().value("reports", "[]")))]
    except (ValueError, TypeError):  # written by another version
        return []


def gone(reports: Sequence[Recent]) -> frozenset[str]:
    """The files among these that are not where they were. A network drive may take its time to answer."""
    return frozenset(report.file for report in reports if not report.path.is_file())


def remember(document: Document) -> None:
    """Puts this report first."""
    mark, verdict = document.standing.verdict
    report = document.report
    path = str(document.session.file.path)
    seen = Recent(path, report.organ, report.year, document.is_own, mark.name, verdict)
    _keep([seen, *(other for other in recent_reports() if other.file != path)])


def forget(file: str) -> None:
    """Lists this report no more."""
    _keep([report for report in recent_reports() if report.file != file])


def _keep(reports: Sequence[Recent]) -> None:
    kept = [asdict(report) for report in reports[:_MOST]]
    settings().setValue("reports", json.dumps(kept, ensure_ascii=False))


def last_years(reports: Sequence[Recent], today: date) -> Recent | None:
    """The latest report, where the next one is due: of the past year, or from November of this."""
    latest = reports[0] if reports else None
    due = today.year if today.month >= _NOVEMBER else today.year - 1
    return latest if latest is not None and latest.organ and latest.year < due else None


def mark_of(report: Recent) -> Mark:
    """The mark of its verdict."""
    return Mark[report.mark] if report.mark in Mark.__members__ else Mark.OPEN
