"""A report read or written in one go, as the command line does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from app.report.edits import AcceptReturns, Edit
from app.report.report import Report
from app.store.file import NO_ORIGINALS, Originals, ReportFile
from app.store.session import Session


def open_report(path: Path) -> Report:
    """The report in a file, sources included; the file is closed again. Raises `StorageError`."""
    with ReportFile.open(path, read_only=True) as file:
        report = file.report()
        for sent in report.returns.values():
            len(sent.sources)  # reads them while the file is open
        return report


def save_report(path: Path, report: Report, edits: Iterable[Edit], originals: Originals = NO_ORIGINALS) -> None:
    """Writes a file that begins empty, on the report's year, and to which these edits were made.

    An existing .nianbao file is replaced when the new one is complete, or stays as it is. `originals` are the
    bytes of the files that were read. Raises `StorageError`.
    """
    with Session.create(path, report.form, year=report.year, replace=True) as session:
        for edit in edits:
            returns = edit.returns if isinstance(edit, AcceptReturns) else ()
            session.do(edit, {sent.sha256: originals[sent.sha256] for sent in returns if sent.sha256 in originals})
