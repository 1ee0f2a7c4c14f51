"""Every edit is in the log; undo, redo and going back to an earlier point are edits like any other."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from app.report.edits import AcceptReturns, RemoveReturn, SetFigure, SetRoster, SetText, SetUnit
from app.report.report import OWN, Unit
from app.store import Session
from tests.store.made import ENTRIES, FEE, NATURAL, content_of, fee, new_session, sent_by, state_of


def test_every_edit_is_logged_with_old_and_new_values(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.who = "张三"
        session.do(SetFigure(OWN, FEE, fee("1.50")))
        session.do(SetFigure(OWN, FEE, fee("2")))
        last = rows(session)[-1]
    assert (last["who"], last["name"], last["undone"]) == ("张三", "填写表二“行政事业性收费·本年收费金额”", None)
    (step,) = json.loads(last["changes"])
    typed = {"conversion": "typed"}
    assert step == {"key": ["figure", OWN, FEE], "old": ["1.5", typed], "new": ["2", typed]}


def test_an_edit_that_changes_nothing_is_not_logged(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.do(SetFigure(OWN, NATURAL, 3))
        for edit in (SetFigure(OWN, NATURAL, 3), SetText("1", ""), SetRoster(()), RemoveReturn("教育局")):
            assert session.do(edit).steps == ()
        assert [row["name"] for row in rows(session)] == ["填写表三“新收·自然人”"]


def test_undo_goes_back_to_the_beginning_of_the_sitting_and_redo_to_its_end(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.do(SetText("1", "上一次"))
    with Session.open(session.file.path) as again:
        first = state_of(again.report)
        edit_some(again)
        last = state_of(again.report)
        assert count(again.undo) == 5
        assert state_of(again.report) == first
        assert (again.undo_name, again.redo_name) == ("", "采用 2 个单位的报送表")
        assert count(again.redo) == 5
        assert state_of(again.report) == last


def test_what_undo_and_redo_did_is_there_after_reopening(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        edit_some(session)
        for _ in range(4):
            session.undo()
        session.redo()
        before = state_of(session.report)
    with Session.open(session.file.path) as again:
        assert state_of(again.report) == before
        assert (again.undo(), again.redo()) == (None, None)


def test_an_earlier_point_is_restored_after_reopening_and_that_can_be_undone(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        points = {0: state_of(session.report)}
        for edit in SOME:
            session.do(edit)
            points[session.file.history.last] = state_of(session.report)
        while session.undo():
            points[session.file.history.last] = state_of(session.report)
    with Session.open(session.file.path) as again:
        for seq, expected in points.items():
            again.restore(seq)
            assert state_of(again.report) == expected
        again.undo()
        assert state_of(again.report) == points[list(points)[-2]]


def test_what_restoring_would_change_is_shown_first(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        for text in ("甲", "乙", "丙"):
            session.do(SetText("1", text))
        (step,) = session.file.change(session.file.history.to(1)).steps
        assert (step.old, step.new) == ("丙", "甲")
        assert session.report.text["1"] == "丙"


def test_an_edit_after_undo_keeps_the_abandoned_one_in_the_log(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.do(SetText("1", "甲"))
        session.undo()
        session.do(SetText("1", "乙"))
        assert session.redo() is None
        assert [(row["name"], row["undone"]) for row in rows(session)] == [
            ("修改“总体情况”", None),
            ("修改“总体情况”", 1),
            ("修改“总体情况”", None),
        ]
        session.restore(1)
        assert session.report.text["1"] == "甲"


@pytest.mark.parametrize("statement", ["update log set who = 'x'", "delete from log", "delete from files"])
def test_the_log_and_the_original_files_cannot_be_rewritten(tmp_path: Path, statement: str) -> None:
    with new_session(tmp_path) as session:
        session.do(AcceptReturns((sent_by("教育局"),)), {sent_by("教育局").sha256: content_of("教育局")})
    database = sqlite3.connect(session.file.path)
    with pytest.raises(sqlite3.IntegrityError):
        database.execute(statement)
    database.close()


def test_undo_does_not_delete_what_a_unit_sent(tmp_path: Path) -> None:
    sent = sent_by("教育局")
    with new_session(tmp_path) as session:
        session.do(AcceptReturns((sent,)), {sent.sha256: content_of("教育局")})
        session.undo()
        assert session.report.returns == {}
        assert session.file.original(sent.sha256) == content_of("教育局")
        session.redo()
        assert session.report.returns == {"教育局": sent}


def test_a_return_typed_over_and_then_replaced_comes_back_as_it_was_typed_over(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.do(AcceptReturns((sent_by("教育局", requests__received__natural=1),)))
        session.do(SetFigure("教育局", NATURAL, 2))
        session.do(AcceptReturns((sent_by("教育局", requests__received__natural=3),)))
        session.undo()
        assert session.report.figures[NATURAL] == 2
        assert session.report.returns["教育局"].sources[NATURAL].conversion == "typed"
        session.undo()
        assert session.report.returns["教育局"].sources[NATURAL].conversion == "blank_zero"


def test_a_hundred_returns_are_one_edit(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.do(AcceptReturns(tuple(sent_by(f"单位{n}") for n in range(100))))
        assert (session.undo_name, len(session.report.returns)) == ("采用 100 个单位的报送表", 100)
        session.undo()
        assert not session.report.returns


SOME = (
    AcceptReturns((sent_by("教育局"), sent_by("民政局", requests__received__natural=4))),
    SetRoster((Unit("民政局"), Unit("教育局"))),
    SetUnit("教育局", included=False, reason="撤销"),
    SetFigure("民政局", ENTRIES[0], 7),
    SetText("1", "新的"),
)


def edit_some(session: Session) -> None:
    """Five edits of different kinds."""
    for edit in SOME:
        session.do(edit)


def count(move: Any) -> int:
    """How often there was something to undo or redo."""
    made = 0
    while move():
        made += 1
    return made


def rows(session: Session) -> list[dict[str, Any]]:
    """The log as another program reads it."""
    database = sqlite3.connect(session.file.path)
    database.row_factory = sqlite3.Row
    found = [dict(row) for row in database.execute("select * from log order by seq")]
    database.close()
    return found
