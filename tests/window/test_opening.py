"""Start page, new reports, export, and what goes wrong."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.form import FigureId, newest_form
from app.report.edits import AcceptReturns, SetFigure
from app.report.report import OWN
from app.report.returns import Return
from app.store import Session
from app.window.exporting import target
from app.window.mishaps import Mishaps
from app.window.self_test import self_test
from app.window.start.sample import ORGAN
from app.window.window import Window
from tests.window.driving import (
    RECEIVED,
    desk_of,
    findings,
    keys,
    open_report,
    said,
    save_as,
    table,
    verdict,
)

Key = Qt.Key


def way(window: Window, verb: str) -> QPushButton:
    """The button of the message in the panel with this verb."""
    buttons = desk_of(window).panel.notice.findChildren(QPushButton)
    return next(button for button in buttons if button.text() == verb)


def test_a_new_report_takes_the_organ_and_enter(window: Window, tmp_path: Path) -> None:
    window.commands["new"].trigger()
    new = window.start.new
    new.use_folder(str(tmp_path))
    new.own.setChecked(True)
    new.organ.setEditText("")
    assert not new.make.isEnabled()
    new.organ.setEditText("甲县司法局")
    new.year.setValue(2025)
    edit = new.organ.lineEdit()
    assert edit is not None
    QTest.keyClick(edit, Key.Key_Return)
    assert window.windowTitle() == "甲县司法局2025年度 — 年报助手"
    assert (tmp_path / "甲县司法局2025年.nianbao").is_file()
    assert desk_of(window).document.is_own


def test_a_name_that_is_taken_gets_a_number(window: Window, tmp_path: Path) -> None:
    (tmp_path / "甲县2025年.nianbao").touch()
    new = window.start.new
    new.use_folder(str(tmp_path))
    new.organ.setEditText("甲县")
    new.year.setValue(2025)
    assert new.path.name == "甲县2025年（2）.nianbao"


def test_a_report_of_units_opens_on_the_units(sample: Window) -> None:
    assert desk_of(sample).tabs.currentWidget() is desk_of(sample).units


def test_the_report_is_among_the_recent_ones(sample: Window) -> None:
    sample.commands["close"].trigger()
    assert sample.start.recent.reports.index(0, 0).data() == "云岭市青禾区人民政府　2025年度"
    assert sample.windowTitle() == "年报助手"


def test_the_sample_opens_as_a_copy_with_its_lesson(window: Window, qtbot: QtBot) -> None:
    window.commands["sample"].trigger()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=30_000)
    assert "按 F8 查看" in said(window)
    assert verdict(window).startswith("不能提交：")


def test_what_is_no_report_is_said_and_nothing_opens(window: Window, tmp_path: Path) -> None:
    path = tmp_path / "坏.nianbao"
    path.write_bytes(b"not a report")
    open_report(window, path)
    assert window.desk is None
    assert "坏.nianbao" in said(window)


def test_a_second_window_only_reads_and_says_who_writes(window: Window, tmp_path: Path, sample_file: bytes) -> None:
    path = tmp_path / "共用.nianbao"
    path.write_bytes(sample_file)
    with Session.open(path):
        open_report(window, path)
        assert "只能查看" in said(window)
        assert window.status.saved.text() == "只读"
        table(window)
        keys(window, "5")
        assert not window.commands["import"].isEnabled()


def test_a_ready_report_is_exported_and_found_beside_it(sample: Window, qtbot: QtBot) -> None:
    sample.commands["export"].trigger()
    path = target(desk_of(sample).document, draft=False)
    qtbot.waitUntil(lambda: said(sample).startswith("已导出"), timeout=30_000)
    assert path.name.endswith("2025年政府信息公开工作年度报告.docx")
    assert zipfile.is_zipfile(path)
    assert way(sample, "打开所在文件夹").isEnabled()


def test_a_draft_says_so_in_its_name(own: Window, qtbot: QtBot) -> None:
    own.commands["export"].trigger()
    qtbot.waitUntil(lambda: said(own).startswith("已导出 Word 草稿"), timeout=30_000)
    assert "（草稿" in said(own)


def test_a_word_file_that_was_changed_is_not_overwritten(sample: Window, qtbot: QtBot) -> None:
    path = target(desk_of(sample).document, draft=False)
    path.write_bytes(b"changed by hand")
    sample.commands["export"].trigger()
    qtbot.waitUntil(lambda: "没有覆盖它" in said(sample), timeout=30_000)
    way(sample, "另存为新文件").click()
    qtbot.waitUntil(lambda: said(sample).startswith("已导出"), timeout=30_000)
    assert path.read_bytes() == b"changed by hand"
    assert path.with_stem(f"{path.stem}（2）").is_file()


def test_exporting_again_replaces_our_own_file(sample: Window, qtbot: QtBot) -> None:
    for _ in range(2):
        desk_of(sample).panel.notice.dismiss()
        sample.commands["export"].trigger()
        qtbot.waitUntil(lambda: said(sample).startswith("已导出"), timeout=30_000)


def test_saving_says_that_everything_is_saved(own: Window) -> None:
    own.commands["save"].trigger()
    assert said(own).startswith("已自动保存 ")


def test_saving_as_goes_on_in_the_copy(filled: Window, tmp_path: Path) -> None:
    save_as(filled, tmp_path / "副本.nianbao")
    assert desk_of(filled).document.session.file.path.name == "副本.nianbao"
    assert desk_of(filled).document.report.figures[RECEIVED] == 0


def test_an_unexpected_error_is_told_calmly_with_details_to_copy(
    own: Window, capsys: pytest.CaptureFixture[str]
) -> None:
    mishaps = Mishaps()
    mishaps.happened.connect(own.tell_mishap)
    error = ValueError("fault")
    mishaps._hook(ValueError, error, None)
    assert said(own).startswith("程序出错，您的数据没有丢失")
    way(own, "复制详细信息").click()
    assert "ValueError: fault" in QGuiApplication.clipboard().text()


def test_qt_speaks_chinese(window: Window) -> None:
    assert QApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_a_disk_that_fails_is_said_and_the_cell_goes_back(filled: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    from app.store import StorageError

    def fail(*_: object) -> None:
        raise StorageError("磁盘已满。请腾出空间后重试。")

    monkeypatch.setattr(desk_of(filled).document.session.file, "commit", fail)
    table(filled)
    keys(filled, "5", Key.Key_Return)
    assert "磁盘已满" in said(filled)
    assert said(filled).endswith("没有保存的是：表三“新收·自然人”5。")
    assert filled.status.saved.text() == "未保存：表三“新收·自然人”5"
    assert desk_of(filled).document.report.figures[RECEIVED] == 0
    monkeypatch.undo()
    way(filled, "重试").click()
    assert desk_of(filled).document.report.figures[RECEIVED] == 5
    assert filled.status.saved.text().startswith("已自动保存")


def test_the_self_test_finds_six_tabs_and_their_cells() -> None:
    assert self_test() == 0
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_last_years_report_is_held_against_this_years(sample: Window, qtbot: QtBot, tmp_path: Path) -> None:
    with Session.create(tmp_path / "上年.nianbao", newest_form(), "青禾区", 2024) as session:
        session.do(AcceptReturns((Return("", OWN, 2024, "2021", {}, {}),)))
        session.do(SetFigure(OWN, FigureId("requests.carried_out.natural"), 3))
    sample.gathering.read_last_year([str(tmp_path / "上年.nianbao")])
    qtbot.waitUntil(lambda: said(sample).startswith("已载入上年数据"), timeout=30_000)
    qtbot.waitUntil(lambda: any("上年报告" in line for line in findings(sample)))


def test_another_organs_report_as_last_years_is_told(sample: Window, qtbot: QtBot, tmp_path: Path) -> None:
    Session.create(tmp_path / "上年.nianbao", newest_form(), "红星区人民政府", 2024).close()
    sample.gathering.read_last_year([str(tmp_path / "上年.nianbao")])
    told = f"上年报告写的是“红星区人民政府”，本年是“{ORGAN}”，请核实有没有拿错。"
    qtbot.waitUntil(lambda: said(sample).endswith(told), timeout=30_000)


def test_a_report_of_another_year_is_refused_as_last_years(sample: Window, qtbot: QtBot, tmp_path: Path) -> None:
    Session.create(tmp_path / "前年.nianbao", newest_form(), "青禾区", 2023).close()
    sample.gathering.read_last_year([str(tmp_path / "前年.nianbao")])
    qtbot.waitUntil(lambda: "应为2024年度的" in said(sample), timeout=30_000)
