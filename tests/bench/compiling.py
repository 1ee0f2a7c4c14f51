"""Sixty-two returns to a Word file, against the bare parser and python-docx; and the checks by themselves."""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

import docx
import python_calamine as calamine

from app.form import FigureId
from app.form.layout import printed
from app.jobs.files import read_files
from app.report.checking import Checking
from app.report.edits import AcceptReturns, SetOrgan
from app.report.report import Report
from app.report.review import review
from app.resources import template
from app.writers.content import printed_report
from app.writers.word import write_word
from tests.bench.clock import median_time
from tests.readers.made import FORM, one_sheet, sample_figures, saved

UNITS = 62


def compile_ratio() -> float:
    """62 returns to .docx, against the bare parser and python-docx writing the same cells."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for place in range(UNITS):
            figures = sample_figures() | {FigureId("proactive.licence.decisions"): place}
            (folder / f"{place:02}.xlsx").write_bytes(saved(one_sheet(figures, unit=f"单位{place}")[0]))
        ours = median_time(lambda: compiled(folder))
        parsing = median_time(lambda: bare_parse(folder))
        writing = median_time(bare_write)
    print(f"compile {ours:.3f} s; bare parser {parsing:.3f} s; python-docx {writing:.3f} s")
    return ours / (parsing + writing)


def compiled(folder: Path) -> None:
    returns = tuple(read.sent for read in read_files(FORM, [folder], None)[0] if read.sent)
    report = Report(FORM, "", 2025)
    for edit in (SetOrgan("青禾区人民政府"), AcceptReturns(returns)):
        report.adopt(edit.on(report))
    reviewed = review(report)
    content = printed_report(FORM, report.title, report.organ, 2025, report.figures, reviewed.paragraphs)
    write_word(content, template("report.docx"), io.BytesIO())


def bare_parse(folder: Path) -> None:
    for path in folder.iterdir():
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
        for sheet in book.sheet_names:
            book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def bare_write() -> None:
    """The three tables by python-docx as its manual shows it: cell by cell, merged where the form merges."""
    document = docx.Document()
    for table in FORM.tables.values():
        layout = printed(table)
        written = document.add_table(layout.rows, layout.columns)
        for cell in layout.cells:
            target = written.cell(cell.row, cell.column)
            if cell.rows > 1 or cell.columns > 1:
                last = written.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1)
                target = target.merge(last)
            target.text = cell.text or "0"
    document.save(io.BytesIO())


def check_times() -> dict[str, float]:
    """Milliseconds for all checks of one report, and after the change of one figure."""
    values = sample_figures()
    checking = Checking(FORM, values)

    def one_figure() -> None:
        for figure in FORM.figures:
            checking.update([figure])

    whole = median_time(checking.evaluate, 50) * 1000
    return {"checks, all (ms)": whole, "checks, one figure (ms)": median_time(one_figure) * 1000 / len(FORM.figures)}
