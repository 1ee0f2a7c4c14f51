"""What was exported from this computer: which bytes stand where, and what of the report they show."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from app.window.application import settings
from app.writers.content import Printed


@dataclass(frozen=True, slots=True)
class LastExport:
    """The Word file written last of a report: where it stands in the log, and the digest of what it shows."""

    path: str
    seq: int
    shows: str


def digest_at(path: Path) -> str:
    """The digest of what the program wrote there last; "" where it wrote nothing."""
    return str(settings().value(_key("written", path), ""))


def remember_digest(path: Path, digest: str) -> None:
    """Keeps the digest of what was written there."""
    settings().setValue(_key("written", path), digest)


def last_export(report: Path) -> LastExport | None:
    """The Word file written last of the report in this file."""
    kept = settings().value(_key("exported", report), "")
    try:
        return LastExport(**json.loads(str(kept))) if kept else None
    except (ValueError, TypeError):
        return None


def remember_export(report: Path, export: LastExport) -> None:
    """Keeps it for later sittings."""
    settings().setValue(_key("exported", report), json.dumps(asdict(export)))


def shows(content: Printed) -> str:
    """A digest of everything that is read on the page."""
    sections = [
        (section.title, section.paragraphs, sorted(section.table.shown.items()) if section.table else ())
        for section in content.sections
    ]
    page = (content.title, content.draft, content.preamble, sections, content.signature)
    return hashlib.sha256(repr(page).encode()).hexdigest()


def _key(what: str, path: Path) -> str:
    """By the whole path: files of one name stand in many folders, and settings take no path for a name."""
    whole = os.path.normcase(path.resolve())
    return f"{what}/{hashlib.sha256(whole.encode(errors='surrogateescape')).hexdigest()}"
