"""The .nianbao file: one SQLite database, one transaction an edit, and the history of all edits."""

from app.store.errors import StorageError
from app.store.file import NO_ORIGINALS, Originals, ReportFile
from app.store.session import Listener, Session

__all__ = [
    "NO_ORIGINALS",
    "Listener",
    "Originals",
    "ReportFile",
    "Session",
    "StorageError",
]
