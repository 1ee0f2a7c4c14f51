"""The start page over the years: what is offered first, what is taken over, what is gone."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.report.edits import SetRoster
from app.report.report import OWN
from app.store import Session
from app.window.application import settings
from app.window.start import page
from app.window.start.new_report import Wanted
from app.window.start.recent import Recent, last_years, recent_reports
from app.window.start.sample import ORGAN
from app.window.window import Window
from tests.window.driving import GRANTED, desk_of, finish_opening, keys, said, verdict

Key = Qt.Key


@pytest.fixture(autouse=True)
def _no_reports_yet(_ready: None) -> None:
    settings().remove("reports")


@pytest.fixture
def closed(sample: Window, monkeypatch: pytest.MonkeyPatch) -> Window:
    """The start page of January 2027, after the sample was open."""
    monkeypatch.setattr(page, "last_years", lambda reports, _today: last_years(reports, date(2027, 1, 8)))
    sample.commands["close"].trigger()
    return sample


def test_a_new_clerk_finds_the_focus_on_the_new_report(window: Window) -> None:
    assert window.start.next_year.isHidden()
    keys(window, Key.Key_Return)
    assert window.start.new.isVisible()
    assert window.start.new.organ.currentText() == ""


def test_the_list_tells_how_a_report_stood(sample: Window) -> None:
    stood = verdict(sample)
    sample.commands["close"].trigger()
    row = sample.start.recent.reports
    assert [row.index(0, column).data() for column in (0, 1)] == [f"{ORGAN}　2025年度", stood]


def test_enter_opens_a_report_from_the_list(closed: Window) -> None:
    recent = closed.start.recent
    recent.setFocus()
    recent.setCurrentIndex(recent.reports.index(0, 0))
    keys(closed, Key.Key_Return)
    finish_opening()
    assert desk_of(closed).document.report.organ == ORGAN


def test_a_report_that_is_gone_is_greyed_and_can_be_taken_off(closed: Window, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "示例.nianbao").unlink()
    closed.start.show_choice()
    recent = closed.start.recent
    qtbot.waitUntil(lambda: recent.reports.is_gone(0))
    assert recent.reports.index(0, 1).data().startswith("文件不在原处")
    recent.clicked.emit(recent.reports.index(0, 0))
    assert closed.desk is None
    assert "不在原处" in said(closed)
    next(button for button in closed.start.notice.findChildren(QPushButton) if button.text() == "移除").click()
    assert recent_reports() == []
    assert recent.isHidden()


def test_the_throw_away_sample_is_not_remembered(window: Window, qtbot: QtBot) -> None:
    window.commands["sample"].trigger()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=30_000)
    window.commands["close"].trigger()
    assert recent_reports() == []


def test_next_years_report_is_due_when_the_year_is_over_or_nearly() -> None:
    last = Recent("甲.nianbao", "甲县", 2025, own=False, mark="DONE", verdict="可以提交")
    assert last_years([last], date(2026, 6, 1)) is None
    assert last_years([last], date(2026, 11, 1)) == last
    assert last_years([last], date(2027, 1, 8)) == last
    assert last_years([], date(2027, 1, 8)) is None


def test_two_enters_make_next_years_report_from_the_last(closed: Window, qtbot: QtBot) -> None:
    last = recent_reports()[0]
    assert closed.start.next_year.text() == "新建 2026 年度年报（沿用 2025 年的单位名册、口径和文字）"
    keys(closed, Key.Key_Return)
    assert closed.start.new.last_year.path == last.path
    keys(closed, Key.Key_Return)
    document = desk_of(closed).document
    qtbot.waitUntil(lambda: bool(document.report.last_year))
    assert (document.report.organ, document.report.year) == (ORGAN, 2026)
    assert len(document.report.units) == 12
    assert document.report.text["1"].startswith("{year}年")
    assert said(closed) == (
        "已带入 2025 年数据 200 项，供核对用。已沿用单位名册 12 个单位、文字 3 部分。文字是上年写的，请逐段改过。"
    )
    assert not document.report.returns


def test_without_a_roster_the_units_that_reported_are_taken_over(
    window: Window, sample_file: bytes, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "上年.nianbao"
    path.write_bytes(sample_file)
    with Session.open(path) as last:
        last.do(SetRoster(()))
        sent = set(last.report.returns)
    assert window.make_report(Wanted("甲县", 2026, own=False, path=tmp_path / "本.nianbao", last_year=path))
    report = desk_of(window).document.report
    qtbot.waitUntil(lambda: bool(report.units))
    assert set(report.units) == sent
    assert "单位名册 12 个单位（上年没有名册，取自报送过的单位）" in said(window)


def test_a_report_of_one_organ_takes_over_no_roster(
    window: Window, sample_file: bytes, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "上年.nianbao"
    path.write_bytes(sample_file)
    wanted = Wanted("甲县司法局", 2026, own=True, path=tmp_path / "本.nianbao", last_year=path)
    assert window.make_report(wanted)
    report = desk_of(window).document.report
    qtbot.waitUntil(lambda: bool(report.last_year))
    assert report.last_year[GRANTED] > 0
    assert set(report.returns) == {OWN}
    assert not report.units


def test_the_wrong_year_is_said_and_the_report_is_there(
    window: Window, sample_file: bytes, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "前年.nianbao"
    path.write_bytes(sample_file)
    assert window.make_report(Wanted("甲县", 2027, own=False, path=tmp_path / "新.nianbao", last_year=path))
    qtbot.waitUntil(lambda: "应为2026年度的" in said(window))
    assert not desk_of(window).document.report.last_year


def test_without_last_year_the_way_to_it_is_offered(own: Window) -> None:
    assert said(own) == "没有上年报告，跨年核对未做。"


def test_files_dropped_on_the_start_page_are_read_once_the_report_is_made(window: Window, tmp_path: Path) -> None:
    returns = tmp_path / "报送"
    returns.mkdir()
    window.get_ready()
    window.gathering.take_files([returns])
    new = window.start.new
    new.use_folder(str(tmp_path))
    new.organ.setEditText("甲县人民政府")
    new.make.click()
    assert desk_of(window).importing is not None


def test_every_command_is_answered_once(own: Window) -> None:
    assert sorted(command.name for command in own.commands.answered) == sorted(own.commands.actions)


def test_all_that_works_on_a_report_is_there_soon_without_one(window: Window, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(window.commands.answered) == len(window.commands.actions))
