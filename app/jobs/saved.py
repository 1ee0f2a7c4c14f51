"""The .nianbao file, written and read by a job."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from glob import escape
from pathlib import Path

from app.form import FigureId, Form
from app.report.report import Change, Report
from app.report.values import Value
from app.store.errors import told
from app.store.file import ReportFile
from app.store.lock import user_name
from app.writers.files import free

_MOST_KEPT = 20


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
            _keep(path)


def holds_something(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def restore_points(path: Path) -> Path:
    """The folder beside a report that has its earlier states."""
    return path.with_suffix(".恢复点")


def _keep(path: Path) -> None:
    folder = restore_points(path)
    with told(folder, "新建"):
        folder.mkdir(exist_ok=True)
    with ReportFile.open(path, read_only=True) as old:
        old.copy_to(free(folder / f"{path.stem} {datetime.now():%Y-%m-%d %H%M%S}{path.suffix}"))
    dated = folder.glob(f"{escape(path.stem)} [0-9]*-[0-9]*-[0-9]* [0-9]*{escape(path.suffix)}")
    with told(folder, "清理"):
        for oldest in sorted(dated, key=lambda kept: kept.stat().st_mtime)[:-_MOST_KEPT]:
            oldest.unlink()


def saved_report(path: Path) -> Report:
    """The report in the file. Raises `StorageError`."""
    with ReportFile.open(path, read_only=True) as file:
        return file.report()


def figures_in(path: Path) -> tuple[int, Mapping[FigureId, Value]]:
    """The year and the figures of the report in the file. Raises `StorageError`."""
    report = saved_report(path)
    return report.year, dict(report.figures)
