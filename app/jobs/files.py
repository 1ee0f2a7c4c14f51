"""The files that a job is given: returns, roster, last year's report, the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from app.form import FigureId, Form
from app.jobs.failed import Failed
from app.jobs.saved import figures_in
from app.readers.folder import collect
from app.readers.process import Read, ReaderProcess, Received, read_all
from app.report.findings import Finding, raised
from app.report.values import Value

NIANBAO = ".nianbao"


def read_files(form: Form, sources: Sequence[Path], year: int | None) -> tuple[list[Read], list[Finding]]:
    """Every file that may be a return, read; and a notice for each that was left out of a folder."""
    notices: list[Finding] = []

    def files() -> Iterator[Received]:
        for item in collect(list(sources)):
            if isinstance(item, Received):
                yield item
            else:
                notices.append(raised(form, "reading.skipped", f"{item.name}{item.why}。"))

    return list(read_all(form, files(), year)), notices


def read_file(form: Form, path: Path) -> Read:
    """One file that was named. Raises `NotThere`; a refused one tells why."""
    received = next(item for item in collect([path]) if isinstance(item, Received))
    with ReaderProcess(form) as child:
        return child.read(received, None)


def last_year_in(form: Form, path: Path, year: int) -> Mapping[FigureId, Value]:
    """Last year's figures. Raises `Failed` when the file holds none, or those of another year."""
    if path.suffix.lower() == NIANBAO:
        figures: Mapping[FigureId, Value]
        before: int | None
        before, figures = figures_in(path)
    else:
        read = read_file(form, path)
        if read.sent is None:
            raise Failed(f"上年报告{path.name}读不了：{read.refused}")
        before, figures = read.sent.year, read.sent.figures
    if before is not None and before != year - 1:
        raise Failed(f"上年报告{path.name}是{before}年度的，应为{year - 1}年度的。请换成{year - 1}年度的报告。")
    return figures


def years_said(form: Form) -> str:
    """The years whose reports are written in this format."""
    return f"{form.first_year}年以后" if form.last_year is None else f"{form.first_year}年到{form.last_year}年"
