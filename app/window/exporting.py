"""The Word file, written away from the window's thread. A file that somebody changed since is never overwritten."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

from app.resources import template
from app.window.application import settings
from app.window.document import Document
from app.writers.broken import BrokenTemplate
from app.writers.content import Printed, printed_report
from app.writers.files import NotWritten
from app.writers.word import write_word

REFUSALS = (NotWritten, BrokenTemplate)


def printed(document: Document, *, draft: bool) -> Printed:
    """The report as it is now, ready for the page."""
    report, paragraphs = document.report, document.review.paragraphs
    return printed_report(report.form, report.title, report.organ, report.year, report.figures, paragraphs, draft=draft)


def target(document: Document, *, draft: bool) -> Path:
    """Beside the report; a draft carries the day in its name."""
    today = date.today()
    name = f"{document.report.title}（草稿{today.month}月{today.day}日）" if draft else document.report.title
    return document.session.file.path.with_name(f"{name}.docx")


def digest(path: Path) -> str:
    """What tells whether a file is still the one that was written; "" where there is none."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""


def is_changed(path: Path) -> bool:
    """Whether there is a file that is not as this program wrote it."""
    return path.exists() and digest(path) != str(settings().value(f"written/{path.name}", ""))


def remember(path: Path, written: str) -> None:
    """Remembers what this program wrote there, by its digest."""
    settings().setValue(f"written/{path.name}", written)


def export(content: Printed, path: Path) -> tuple[Path, str]:
    """Writes the Word file; its path and its digest. Raises one of `REFUSALS`."""
    write_word(content, template("report.docx"), path)
    return path, digest(path)
