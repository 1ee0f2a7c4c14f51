"""The .nianbao file, written and read by a job."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from app.form import Form
from app.report.report import Change, Report
from app.store.file import ReportFile
from app.store.lock import user_name
from app.store.restore_points import set_restore_point


@contextmanager
def saving(
    path: Path, form: Form, year: int, changes: Iterable[Change], originals: Mapping[str, bytes]
) -> Iterator[None]:
    """A new file that holds what these changes make. It takes its place when the block ends without error.

    A report that is replaced stays as a restore point, with its history. Raises `StorageError`.
    """
    path = path.resolve()
    with ReportFile.create(path, form, "", year, replace=True) as file:
        for change in changes:
            file.commit(change, user_name(), originals)
            originals = {}
        yield
        if holds_something(path):
            set_restore_point(path)


def holds_something(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def saved_report(path: Path) -> Report:
    """The report in the file. Raises `StorageError`."""
    with ReportFile.open(path, read_only=True) as file:
        return file.report()
