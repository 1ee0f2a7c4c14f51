"""The .nianbao file, written and read by a job."""

from __future__ import annotations

import getpass
from collections.abc import Iterable, Mapping
from pathlib import Path

from app.form import FigureId, Form
from app.report.report import Change, Report
from app.report.values import Value
from app.store.file import ReportFile


def save_report(path: Path, form: Form, year: int, changes: Iterable[Change], originals: Mapping[str, bytes]) -> None:
    """A new file that holds what these changes make; an existing one is replaced when the new one is complete.

    Raises `StorageError`.
    """
    with ReportFile.create(path, form, "", year, replace=True) as file:
        for change in changes:
            file.commit(change, _who(), originals)
            originals = {}


def saved_report(path: Path) -> Report:
    """The report in the file. Raises `StorageError`."""
    with ReportFile.open(path, read_only=True) as file:
        return file.report()


def figures_in(path: Path) -> tuple[int, Mapping[FigureId, Value]]:
    """The year and the figures of the report in the file. Raises `StorageError`."""
    report = saved_report(path)
    return report.year, dict(report.figures)


def _who() -> str:
    """The system's user, for the log; never exported."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""
