"""Copies of the report, and the rows of the log that touched a figure."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from app.report.edits import AcceptReturns, SetFigure, SetOverride, SetText
from app.report.report import OWN, Override
from app.store import ReportFile, Session
from app.store.restore_points import restore_points, restore_points_of, set_restore_point
from app.store.traces import Traces
from tests.store.made import BUSINESS, FORM, NATURAL, TOTAL, new_session, open_report, sent_by


def test_a_restore_point_holds_the_report_and_its_history_while_the_report_is_open(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.do(SetText("1", "甲"))
        point = set_restore_point(session.file.path)
        session.do(SetText("1", "乙"))
        (told,) = restore_points_of(session.file.path)
    assert open_report(point).text["1"] == "甲"
    assert (told.path, told.last and told.last.seq) == (point, 1)


@pytest.mark.parametrize("is_same", [True, False])
def test_an_edit_made_while_a_copy_is_written_is_whole_in_both(tmp_path: Path, *, is_same: bool) -> None:
    large = bytes(4_000_000)
    with new_session(tmp_path) as session:
        session.do(AcceptReturns((sent_by("教育局"),)), {hashlib.sha256(large).hexdigest(): large})

        def edit(count: int, of: int) -> None:
            if 0 < count < of and "1" not in session.report.text:
                session.do(SetText("1", "甲"))

        source = session.file if is_same else ReportFile.open(session.file.path, read_only=True)
        last = source.copy_to(tmp_path / "copy.nianbao", heed=edit)
        if not is_same:
            source.close()
        assert open_report(session.file.path).text == {"1": "甲"}
    with ReportFile.open(tmp_path / "copy.nianbao") as copy:
        assert copy.report().text == {"1": "甲"}
        assert copy.history.last == last == 2
        assert copy.original(hashlib.sha256(large).hexdigest()) == large


def test_the_newest_comes_first_and_only_twenty_stay(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        for number in range(22):
            session.do(SetText("1", str(number)))
            set_restore_point(session.file.path)
        told = restore_points_of(session.file.path)
    assert [point.last and point.last.seq for point in told] == list(range(22, 2, -1))


def test_a_damaged_restore_point_is_listed_as_such(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.do(SetText("1", "甲"))
        set_restore_point(session.file.path).write_bytes(b"damaged")
        (told,) = restore_points_of(session.file.path)
        assert told.last is None


def test_a_report_without_restore_points_has_none(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        assert restore_points_of(session.file.path) == []
        assert not restore_points(session.file.path).exists()


def rows(session: Session, *, follow: bool = True) -> dict[str, list[int]]:
    traces = Traces(FORM)
    if follow:
        session.file.follow(traces)
    return {figure: list(session.file.about(figure, traces)) for figure in (NATURAL, BUSINESS, TOTAL)}


def test_the_rows_that_touched_a_figure_are_found_newest_first(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.do(SetFigure(OWN, NATURAL, 3))
        session.do(SetText("1", "甲"))
        session.do(SetFigure(OWN, BUSINESS, 1))
        session.undo()
        assert rows(session) == {NATURAL: [1], BUSINESS: [4, 3], TOTAL: [4, 3, 1]}


def test_a_return_touches_only_the_figures_that_it_brings_otherwise(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.do(AcceptReturns((sent_by("教育局"), sent_by("民政局"))))
        session.do(AcceptReturns((sent_by("民政局", requests__received__natural=4),)))
        session.do(SetOverride(BUSINESS, Override("fixed", 9, "", 0)))
        assert rows(session) == {NATURAL: [2, 1], BUSINESS: [3, 1], TOTAL: [3, 2, 1]}


def test_the_edits_since_a_row_are_those_not_taken_back_and_those_taken_back_since(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.do(SetText("1", "甲"))
        session.do(SetText("1", "乙"))
        assert session.file.history.edits_since(2) == 0
        session.do(SetText("1", "丙"))
        assert session.file.history.edits_since(2) == 1
        session.undo()
        assert session.file.history.edits_since(2) == 0
        session.undo()
        assert session.file.history.edits_since(2) == 1
