"""The report as Word file, web page, PDF or working paper, written and read back away from the window's thread.

A file that somebody changed since the program wrote it is never overwritten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from pathlib import Path

from app.form import FigureId, Form
from app.report.differences import differing
from app.report.values import Value
from app.resources import template
from app.store import ReportFile, StorageError
from app.window.document import Document
from app.writers.broken import BrokenTemplate
from app.writers.content import Printed, printed_of
from app.writers.files import NotWritten, made, whole


@dataclass(frozen=True, slots=True)
class Kind:
    """What can be exported: its suffix, and what it is called."""

    suffix: str
    name: str


WORD, WEB, PDF, PAPER = Kind(".docx", " Word "), Kind(".html", "网页"), Kind(".pdf", " PDF "), Kind(".xlsx", "底稿")
_READ_BACK = (WORD, WEB)
REFUSALS = (NotWritten, BrokenTemplate, StorageError)


@dataclass(frozen=True, slots=True)
class Order:
    """What to write, and where. `known` is the digest of what the program wrote there last; "" where it did not."""

    kind: Kind
    path: Path
    known: str
    content: Printed
    form: Form
    figures: Mapping[FigureId, Value]
    year: int
    report: Path


@dataclass(frozen=True, slots=True)
class Exported:
    """Written: `differing` are the figures that it shows otherwise than the report; None where nobody can read it back.

    `note` is what else is to be said of it.
    """

    order: Order
    digest: str
    differing: tuple[FigureId, ...] | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class NotExported:
    """Why nothing was written; whether another try may do, or another name."""

    order: Order
    say: str
    again: bool = True
    elsewhere: bool = True


def printed(document: Document, *, draft: bool) -> Printed:
    """The report as it is now, ready for the page."""
    return printed_of(document.report, document.review, draft=draft)


def target(document: Document, kind: Kind = WORD, *, draft: bool) -> Path:
    """Beside the report; a draft carries the day in its name, a working paper that it is one."""
    today, name = date.today(), document.report.title
    if kind is PAPER:
        name += "底稿"
    elif draft:
        name += f"（草稿{today.month}月{today.day}日）"
    return document.session.file.path.with_name(name + kind.suffix)


def export(order: Order) -> Exported | NotExported:
    """Writes the file, unless somebody has changed it or has it open, and reads it back."""
    path = order.path
    try:
        there = path.read_bytes() if path.is_file() else b""
    except OSError:
        return NotExported(order, _IN_USE)
    if there and _digest(there) != order.known:
        return NotExported(order, _changed(path, order), again=False)
    if _is_open_elsewhere(path):
        return NotExported(order, _IN_USE)
    try:
        note = _write(order)
    except REFUSALS as error:
        if isinstance(error.__cause__, PermissionError) and path.exists():
            return NotExported(order, _IN_USE)
        return NotExported(order, str(error), elsewhere=False)
    data = path.read_bytes()
    return Exported(order, _digest(data), _differing(order, data) if order.kind in _READ_BACK else None, note)


_IN_USE = "Word 或 WPS 正打开着这个文件，写不进去。关掉后重试，或者另存为新文件。"


def _changed(path: Path, order: Order) -> str:
    at = datetime.fromtimestamp(path.stat().st_mtime)
    when = f"{at.month}月{at.day}日 {at:%H:%M}"
    if order.known:
        return f"这份{order.kind.name}导出后改过（{when}），没有覆盖它：{path.name}"
    return f"已有一份{order.kind.name.rstrip()}（{when}），不是这里导出的，没有覆盖它：{path.name}"


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _is_open_elsewhere(path: Path) -> bool:
    return any(path.with_name(name).exists() for name in _lock_names(path.name))


def _lock_names(name: str) -> Iterator[str]:
    """The files by which Word, WPS and LibreOffice say that they have a file open."""
    yield f".~lock.{name}#"
    yield f".~{name}"
    yield f"~${name}"
    for short in (name[1:], name[2:]):  # Word leaves out the first letters of a long name
        yield f"~${short}"


def _write(order: Order) -> str:
    """Writes the file; what else is to be said of it. What is needed to write is loaded by the first that is."""
    from app.window.printing.pages import lay_out
    from app.window.printing.pdf import write_pdf
    from app.window.printing.tab import told_of
    from app.writers.web import write_html
    from app.writers.word import write_word
    from app.writers.working_paper import working_paper

    if order.kind is PDF:
        pages = lay_out(order.content, template("report.docx"))
        write_pdf(pages, order.path)
        return f"共 {len(pages.pages)} 页。{told_of(pages)}"
    if order.kind is WORD:
        write_word(order.content, template("report.docx"), order.path)
    elif order.kind is WEB:
        write_html(order.content, order.path)
    else:
        with ReportFile.open(order.report, read_only=True) as file, whole(order.path) as out:
            out.write(made(order.path, partial(working_paper, file.report())))
    return ""


def _differing(order: Order, data: bytes) -> tuple[FigureId, ...]:
    """The figures that the reader finds otherwise in the page just written; all, where it finds no tables."""
    from app.readers.process import ReaderProcess, Received

    with ReaderProcess(order.form) as child:
        sent = child.read(Received(order.path.name, data), order.year).sent
    return tuple(order.form.figures) if sent is None else differing(order.form, sent.figures, order.figures)
