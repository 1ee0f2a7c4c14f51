"""Returns in, checked report out."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from app.form import Form, newest_form
from app.jobs.entries import entry
from app.jobs.failed import Failed
from app.jobs.files import form_of, last_year_in, read_files
from app.jobs.outcome import Outcome
from app.jobs.saved import holds_something, saving
from app.jobs.targets import refuse_targets
from app.jobs.tell import tell, tell_findings, tell_refused
from app.readers.named import read_roster, read_words
from app.readers.process import Read
from app.report.edits import AcceptReturns, Edit, SetLastYear, SetOrgan, SetRoster, SetTexts
from app.report.findings import Finding
from app.report.intake import Intake, take_in, year_of
from app.report.report import Change, Collected, Report, Unit
from app.report.review import review
from app.report.text import PREAMBLE, SIGNATURE, NoHeadings, left_out, parsed
from app.store.restore_points import restore_points


def compile_(wanted: argparse.Namespace) -> int:
    """Reads, sums and checks the returns and writes what is asked for; the exit status."""
    form = form_of(wanted.year) if wanted.year else newest_form()
    refuse_targets(wanted, [*wanted.sources, wanted.text, wanted.units, wanted.last_year])
    reads, skipped = read_files(form, wanted.sources, wanted.year)
    tell_refused(reads)
    returns = [read.sent for read in reads if read.sent is not None]
    if not returns:
        raise Failed("没有一个文件能作为报送表读入，什么也没有做。")
    year = wanted.year or year_of(returns)
    if not form.holds_for(year):
        form = form_of(year)
        reads, skipped = read_files(form, wanted.sources, year)
        returns = [read.sent for read in reads if read.sent is not None]
    roster = tuple(Unit(name) for name in read_roster(wanted.units)) if wanted.units else ()
    intake = take_in(form, returns, year, wanted.organ, roster)
    if not intake.accepted:
        raise _nothing_taken(form, intake, year)
    words, notes = _words(form, wanted)
    collected = _collected(intake, reads, skipped)
    accept = AcceptReturns(tuple(intake.accepted), collected)
    edits: list[Edit] = [SetOrgan(wanted.organ), SetRoster(roster), accept, *words]
    if wanted.last_year:
        last = last_year_in(wanted.last_year)
        edits.append(SetLastYear(last.before(year), last.texts))
        if doubt := last.doubt(wanted.organ):
            tell(doubt)
    report = Report(form, "", year)
    changes = [_made(edit, report) for edit in edits]
    outcome = _outcome(wanted, report, reads, notes)
    saved = _saved(wanted.save) if wanted.save else ""
    originals = {read.sent.sha256: read.received.data for read in reads if read.sent is not None}
    outcome.write(wanted, saving(wanted.save, form, year, changes, originals) if wanted.save else None)
    for file, why in intake.left_out:
        tell(f"{file}：{why}")
    outcome.tell(wanted, saved)
    return outcome.status


def _nothing_taken(form: Form, intake: Intake, year: int) -> Failed:
    for file, why in intake.left_out:
        tell(f"{file}：{why}")
    tell_findings(form, intake.findings)
    if any(finding.check == "returns.duplicate" for finding in intake.findings):
        return Failed("没有一个文件可以计入汇总，什么也没有做。")
    return Failed(f"没有一个文件是{year}年度的报送表，什么也没有做。")


def _saved(path: Path) -> str:
    """What is said of a report that is now to be saved at `path`."""
    before = f"（原来的留在“{restore_points(path).name}”文件夹里）" if holds_something(path) else ""
    return f"已存：{path}{before}"


def _made(edit: Edit, report: Report) -> Change:
    change = edit.on(report)
    report.adopt(change)
    return change


def _words(form: Form, wanted: argparse.Namespace) -> tuple[list[Edit], tuple[Finding, ...]]:
    if not wanted.text:
        return [], ()
    try:
        text = parsed(form, read_words(wanted.text))
    except NoHeadings as error:
        raise Failed(f"{wanted.text.name}：{error}") from None
    written = {PREAMBLE: text.preamble, **text.sections, SIGNATURE: text.signature}
    words = SetTexts({key: "\n".join(paragraphs) for key, paragraphs in written.items()})
    return [words], (*text.notes, *left_out(form, text))


def _collected(intake: Intake, reads: list[Read], skipped: list[Finding]) -> Collected:
    """What is kept with the report of the files that are not in it."""
    refused = [f"{read.received.name}：{read.refused.say}" for read in reads if read.refused is not None]
    left_out = [f"{file}：{why}" for file, why in intake.left_out]
    return Collected((*skipped, *intake.findings), (*refused, *left_out))


def _outcome(wanted: argparse.Namespace, report: Report, reads: list[Read], notes: tuple[Finding, ...]) -> Outcome:
    reviewed = review(report, text_expected=bool(wanted.text or wanted.docx or wanted.html))
    return Outcome(
        report,
        replace(reviewed, findings=(*notes, *reviewed.findings)),
        [entry(report.form, read) for read in reads],
    )
