"""Returns that come in, by drop and command."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QThreadPool, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.report.report import OWN
from app.resources import resource
from app.window.arriving import taking
from app.window.arriving.tab import ImportTab
from app.window.start.new_report import Wanted
from app.window.window import Window
from tests.window.driving import RECEIVED, desk_of, open_report, said, shown, units_tab

SAMPLE = resource("sample")


def new(window: Window, folder: Path, *, own: bool = False) -> None:
    assert window.make_report(Wanted("云岭市青禾区人民政府", 2025, own=own, path=folder / "新.nianbao"))


def drop(window: Window, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPointF(9, 9), action, data, Qt.MouseButton.LeftButton, keys))


def read(window: Window, qtbot: QtBot) -> ImportTab:
    """The import, when everything is read."""
    tab = desk_of(window).importing
    assert tab is not None
    qtbot.waitUntil(lambda: not tab.is_reading, timeout=30_000)
    return tab


def test_a_folder_is_dropped_and_adopted_with_enter(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    new(window, tmp_path)
    drop(window, SAMPLE)
    tab = read(window, qtbot)
    assert tab.take.text() == "采用 12 个"
    assert tab.take.hasFocus()
    QTest.keyClick(tab.take, Qt.Key.Key_Return)
    assert len(desk_of(window).document.report.returns) == 12
    assert shown(window, RECEIVED) != ""
    assert said(window) == "已采用 12 个单位的报送表。"
    qtbot.waitUntil(lambda: desk_of(window).tabs.tabText(6) == "单位 12")


def test_the_files_are_kept_byte_for_byte(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    new(window, tmp_path)
    drop(window, SAMPLE)
    read(window, qtbot).take.click()
    document = desk_of(window).document
    sent = next(iter(document.report.returns.values()))
    assert document.session.file.original(sent.sha256) in [file.read_bytes() for file in SAMPLE.rglob("*.xlsx")]


def test_the_whole_import_is_one_undo_step(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    new(window, tmp_path)
    drop(window, SAMPLE)
    read(window, qtbot).take.click()
    window.commands["undo"].trigger()
    assert not desk_of(window).document.report.returns


def test_a_file_that_cannot_be_read_stays_in_the_list_with_its_reason(
    window: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    new(window, tmp_path)
    bad = tmp_path / "统计局.xls"
    bad.write_bytes(b"not a workbook")
    drop(window, bad)
    tab = read(window, qtbot)
    row = tab.rows.rows[0]
    assert (row.words, row.file) == ("读不了", "统计局.xls")
    assert row.why.endswith("。")
    assert not tab.take.isEnabled()


def test_the_same_files_again_change_nothing(sample: Window, qtbot: QtBot) -> None:
    drop(sample, SAMPLE)
    qtbot.waitUntil(lambda: desk_of(sample).importing is None, timeout=30_000)
    assert said(sample) == "没有新的或改过的报送表：12 个文件都没有变。"


def test_cancelling_leaves_the_report_as_it_is(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    new(window, tmp_path)
    drop(window, SAMPLE)
    tab = desk_of(window).importing
    assert tab is not None
    tab.turn_away.click()
    qtbot.waitUntil(lambda: desk_of(window).importing is None, timeout=30_000)
    assert said(window) == "已取消导入，什么也没有改。"
    assert not desk_of(window).document.report.returns


def test_an_organ_alone_takes_its_own_figures_from_a_file(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    new(window, tmp_path, own=True)
    drop(window, next(SAMPLE.rglob("04_*.xlsx")))
    read(window, qtbot).take.click()
    assert set(desk_of(window).document.report.returns) == {OWN}
    assert shown(window, RECEIVED) != ""
    assert desk_of(window).tabs.count() == 6


def test_copied_files_are_pasted(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    new(window, tmp_path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(SAMPLE))])
    QGuiApplication.clipboard().setMimeData(data)
    window.commands["paste"].trigger()
    assert read(window, qtbot).take.isEnabled()


def test_units_without_a_roster_are_made_one_with_a_button(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    new(window, tmp_path)
    drop(window, SAMPLE)
    read(window, qtbot).take.click()
    units = units_tab(window)
    units.units.refresh()
    assert "没有单位名册" in units.list.told.text()
    units.list.keep.click()
    assert len(desk_of(window).document.report.units) == 12


def test_nothing_is_lost_when_files_are_dropped_on_the_start_page(window: Window) -> None:
    drop(window, SAMPLE)
    assert said(window) == "填好上面几项，建立年报后接着读入这些报送表。"
    assert window.start.new.returns


def test_closing_the_report_while_files_are_read_harms_nothing(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    new(window, tmp_path)
    drop(window, SAMPLE)
    window.commands["close"].trigger()
    QThreadPool.globalInstance().waitForDone()
    qtbot.wait(50)
    assert window.desk is None
    open_report(window, tmp_path / "新.nianbao")


def test_what_was_said_of_one_import_goes_with_the_next(sample: Window, qtbot: QtBot, tmp_path: Path) -> None:
    drop(sample, SAMPLE)
    qtbot.waitUntil(lambda: desk_of(sample).importing is None, timeout=30_000)
    assert "都没有变" in said(sample)
    (tmp_path / "统计局.xls").write_bytes(b"not a workbook")
    drop(sample, tmp_path / "统计局.xls")
    tab = read(sample, qtbot)
    assert said(sample) == ""
    tab.turn_away.click()
    assert said(sample) == "1 个文件没有采用，按 F5 可以再看。"


def test_the_files_are_kept_also_where_taking_them_succeeds_only_at_the_second_try(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "_FEW", 3)
    new(window, tmp_path)
    drop(window, SAMPLE)
    tab = read(window, qtbot)
    document = desk_of(window).document

    def full(*_: object) -> int:
        raise sqlite3.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(document.session.file.history, "append", full)
        tab.take.click()
        qtbot.waitUntil(lambda: document.session.blocked is not None)
    document.retry()
    returns = document.report.returns.values()
    assert len(returns) == 12
    assert all(document.session.file.original(sent.sha256) for sent in returns)
