"""The sample report, built afresh on a throw-away copy each time, with one planted error as the first lesson."""

from __future__ import annotations

from pathlib import Path

from app.form import FigureId, Form, newest_form
from app.report.edits import AcceptReturns, SetOverride, SetRoster, SetText
from app.report.intake import take_in
from app.report.report import Override, Unit
from app.report.text import parsed
from app.resources import resource
from app.store import Session

ORGAN = "云岭市青禾区人民政府"
YEAR = 2025
LESSON = FigureId("requests.granted.natural")


def build_sample(folder: Path, *, lesson: bool = True) -> Path:
    """Writes the sample's .nianbao into the folder; `lesson` plants the error."""
    form = newest_form()
    path = folder / f"{ORGAN}{YEAR}年（示例）.nianbao"
    with Session.create(path, form, ORGAN, YEAR) as session:
        _fill(session, form)
        if lesson:
            summed = session.report.rolled_up(LESSON) or 0
            session.do(SetOverride(LESSON, Override("fixed", summed + 1, "示例：这里故意多填了 1 件", summed)))
    return path


def _fill(session: Session, form: Form) -> None:
    from app.readers.folder import Skipped, collect
    from app.readers.named import read_roster, read_words
    from app.readers.process import read_all

    roster = tuple(Unit(name) for name in read_roster(resource("sample") / "roster.txt"))
    files = [item for item in collect([resource("sample")]) if not isinstance(item, Skipped)]
    reads = [read for read in read_all(form, files, YEAR) if read.sent is not None]
    intake = take_in(form, [read.sent for read in reads if read.sent is not None], YEAR, ORGAN, roster)
    bytes_of = {read.sent.sha256: read.received.data for read in reads if read.sent is not None}
    session.do(SetRoster(roster))
    session.do(AcceptReturns(tuple(intake.accepted)), {sent.sha256: bytes_of[sent.sha256] for sent in intake.accepted})
    text = parsed(form, read_words(resource("sample") / "text.txt"))
    for section, paragraphs in text.sections.items():
        session.do(SetText(section, "\n".join(paragraphs)))
