"""The reports that were open last, and the organs that were used, remembered at this computer."""

from __future__ import annotations

from pathlib import Path

from app.window.application import settings

_MOST = 8


def recent_reports() -> list[Path]:
    """Those that are still there, the last one first."""
    return [path for path in map(Path, _list("recent")) if path.is_file()]


def remember_report(path: Path, organ: str) -> None:
    """Puts this report first."""
    _put("recent", str(path))
    if organ:
        _put("organs", organ)


def organs() -> list[str]:
    """The organs that were written for, the last one first."""
    return _list("organs")


def _list(name: str) -> list[str]:
    kept = settings().value(name, [])
    if isinstance(kept, str):
        return [kept]
    return [str(item) for item in kept] if isinstance(kept, list) else []


def _put(name: str, item: str) -> None:
    rest = [other for other in _list(name) if other != item]
    settings().setValue(name, [item, *rest][:_MOST])
