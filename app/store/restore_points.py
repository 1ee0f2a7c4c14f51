"""Earlier states of a report, as copies in the folder NAME.恢复点 beside it: the newest twenty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from glob import escape
from itertools import count
from pathlib import Path

from app.store.errors import StorageError, told
from app.store.file import ReportFile
from app.store.history import Entry

_MOST_KEPT = 20


@dataclass(frozen=True, slots=True)
class RestorePoint:
    """One copy: when it was made, its size in bytes, and the last row of its log; None where it cannot be read."""

    path: Path
    made: datetime
    size: int
    last: Entry | None


def restore_points(path: Path) -> Path:
    """The folder beside a report that has its earlier states."""
    return path.with_suffix(".恢复点")


def set_restore_point(path: Path) -> Path:
    """Copies the report as it is on the disk, history included; the oldest copy beyond twenty goes.

    Raises `StorageError`.
    """
    folder = restore_points(path)
    with told(folder, "新建"):
        folder.mkdir(exist_ok=True)
    with ReportFile.open(path, read_only=True) as file:
        point = _free(folder / f"{path.stem} {datetime.now():%Y-%m-%d %H%M%S}{path.suffix}")
        file.copy_to(point)
    with told(folder, "清理"):
        for oldest in _dated(path)[:-_MOST_KEPT]:
            oldest.unlink()
    return point


def restore_points_of(path: Path) -> list[RestorePoint]:
    """The restore points of a report, newest first. Reads each; raises `StorageError` where the folder cannot be."""
    with told(restore_points(path), "打开"):
        return [_described(point) for point in reversed(_dated(path))]


def _described(point: Path) -> RestorePoint:
    status = point.stat()
    made = datetime.fromtimestamp(status.st_mtime).astimezone()
    try:
        with ReportFile.open(point, read_only=True) as file:
            last = file.history.entries(file.history.last - 1)
    except StorageError:
        last = []
    return RestorePoint(point, made, status.st_size, last[0] if last else None)


def _dated(path: Path) -> list[Path]:
    """The copies, oldest first; what somebody else put into the folder is left alone."""
    name = f"{escape(path.stem)} [0-9]*-[0-9]*-[0-9]* [0-9]*{escape(path.suffix)}"
    return sorted(restore_points(path).glob(name), key=lambda kept: (kept.stat().st_mtime, kept.name))


def _free(path: Path) -> Path:
    """Another name where two are made in one second."""
    names = (path.with_stem(f"{path.stem}（{number}）") for number in count(2))
    return path if not path.exists() else next(name for name in names if not name.exists())
