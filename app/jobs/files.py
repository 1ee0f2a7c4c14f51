"""The files that a job is given: returns, roster, last year's report, the text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.form import FigureId, Form, form_for, newest_form
from app.jobs.failed import Failed
from app.jobs.saved import saved_report
from app.readers.folder import collect, is_folder
from app.readers.process import Read, ReaderProcess, Received, read_all
from app.readers.refused import NotThere
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
    received = None if is_folder(path) else next((one for one in collect([path]) if isinstance(one, Received)), None)
    if received is None:
        raise NotThere(f"{path}：不是一个文件。请指定一个文件。")
    with ReaderProcess(form) as child:
        return child.read(received, None)


@dataclass(frozen=True, slots=True)
class LastYear:
    """The report that was given as last year's: its file's name, the organ and year that it states, and the rest."""

    name: str
    organ: str
    year: int | None
    figures: Mapping[FigureId, Value]
    texts: Mapping[str, str] = field(default_factory=dict)

    def is_before(self, year: int) -> bool:
        return self.year in (None, year - 1)

    def before(self, year: int) -> Mapping[FigureId, Value]:
        """Its figures for comparison with `year`. Raises `Failed` when it is not of the year before."""
        if not self.is_before(year):
            raise Failed(f"上年报告{self.name}是{self.year}年度的，应为{year - 1}年度的。请换成{year - 1}年度的报告。")
        return self.figures

    def doubt(self, organ: str) -> str:
        """That it is another organ's report, in a sentence; "" where it is this one's, or one of both is not known."""
        if self.organ in organ or organ in self.organ:  # one of both may be shortened
            return ""
        return f"上年报告写的是“{self.organ}”，本年是“{organ}”，请核实有没有拿错。"


def last_year_in(path: Path) -> LastYear:
    """The report in the file. Raises `Failed` when it holds none."""
    if path.suffix.lower() == NIANBAO:
        report = saved_report(path)
        return LastYear(path.name, report.organ, report.year, dict(report.figures), report.text)
    read = read_file(newest_form(), path)
    if read.sent is None:
        why = str(read.refused).partition("。")[0]  # what follows is for who sends a return
        raise Failed(f"上年报告{path.name}读不了：{why}。请换成上年的年报文件，或者公布的 Word、网页。")
    is_guessed = any(finding.check == "reading.unit" for finding in read.sent.findings)
    organ = "" if is_guessed else read.sent.unit
    return LastYear(path.name, organ, read.sent.year, read.sent.figures, read.sent.text)


def form_of(year: int) -> Form:
    """The format of reports on this year. Raises `Failed` where there is none."""
    form = form_for(year)
    if form is None:
        raise Failed(f"没有{year}年年报的格式，做不了。能做{newest_form().years_said}的。")
    return form
