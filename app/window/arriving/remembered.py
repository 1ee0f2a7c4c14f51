"""What this computer remembers of a report's imports: where its files lie, and which of them were left aside."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.window.application import settings

_MOST = 2000


class Remembered:
    """Kept in the window's settings, not in the report: another computer has other folders."""

    def __init__(self, report: Path) -> None:
        self._key = f"imports/{hashlib.sha256(str(report).encode()).hexdigest()[:16]}"

    @property
    def sources(self) -> list[Path]:
        """The folders or files that were imported last."""
        return [Path(name) for name in self._list("sources")]

    def remember(self, sources: Sequence[Path]) -> None:
        """Single files do not take the place of a folder, which may get more."""
        folders = [source for source in sources if source.is_dir()]
        if folders or not any(source.is_dir() for source in self.sources):
            self._keep("sources", [str(source.resolve()) for source in folders or sources])

    @property
    def left(self) -> frozenset[str]:
        """The SHA-256 of files that the clerk did not take."""
        return frozenset(self._list("left"))

    def leave(self, files: Iterable[str]) -> None:
        """These files are not offered again."""
        self._keep("left", list(dict.fromkeys((*self._list("left"), *files)))[-_MOST:])

    def take(self, files: Iterable[str]) -> None:
        """These files are no longer left aside."""
        taken = set(files)
        if taken & self.left:
            self._keep("left", [file for file in self._list("left") if file not in taken])

    def _list(self, name: str) -> list[str]:
        value = settings().value(f"{self._key}/{name}", [])
        return [str(item) for item in value] if isinstance(value, list) else [str(value)] if value else []

    def _keep(self, name: str, values: list[str]) -> None:
        settings().setValue(f"{self._key}/{name}", values)
