"""Returns that are written before the edit that accepts them."""

from __future__ import annotations

from pathlib import Path

from app.report.edits import AcceptReturns, SetOrgan
from app.store import Session
from tests.store.made import NATURAL, content_of, new_session, open_report, sent_by

UNIT = "教育局"
SENT = sent_by(UNIT, requests__received__natural=3)
BYTES = {SENT.sha256: content_of(UNIT)}


def test_they_are_accepted_as_one_edit_with_the_bytes_they_came_from(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.file.write_ahead([SENT], BYTES)
        assert not session.report.returns
        session.do(AcceptReturns((SENT,)))
        session.undo()
        assert not session.report.returns
        session.redo()
        assert session.file.original(SENT.sha256) == content_of(UNIT)
        assert session.file.sendings()[UNIT].number == 1
    assert open_report(session.file.path).figures[NATURAL] == 3


def test_another_edit_in_between_keeps_them(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.file.write_ahead([SENT], BYTES)
        session.do(SetOrgan("乙县"))
        session.do(AcceptReturns((SENT,)))
    report = open_report(session.file.path)
    assert (report.organ, set(report.returns)) == ("乙县", {UNIT})


def test_they_are_not_there_when_nothing_accepts_them(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.file.write_ahead([SENT], BYTES)
    with Session.open(session.file.path) as again:
        assert not again.file.was_accepted(SENT.sha256)
