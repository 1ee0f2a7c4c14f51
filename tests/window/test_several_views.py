"""What is offered in two places, what follows when the file is lost, and what is said once only."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.report.edits import SetFigure, SetRoster
from app.report.report import Unit
from app.store import Session, StorageError
from app.window.window import Window
from tests.window.driving import GRANTED, RECEIVED, TOTAL, desk_of, findings, said, text_tab, units_tab
from tests.window.test_access import shared  # noqa: F401  a fixture
from tests.window.test_importing import drop, new, read
from tests.window.test_preview import sheet
from tests.window.test_units import UNIT, silence
from tests.window.test_ways_out import do, f8_to, take


def test_zero_is_reported_from_the_findings_by_its_key_as_it_is_from_the_list(sample: Window, qtbot: QtBot) -> None:
    do(sample, SetRoster((*desk_of(sample).document.report.units.values(), Unit("统计局"))))
    f8_to(sample, "统计局未报")
    assert units_tab(sample).list.ways.zero.isVisible()
    take(sample, qtbot, "零报告", "电话确认")
    sent = desk_of(sample).document.report.returns["统计局"]
    assert sent.sources[GRANTED].raw == "零报告：电话确认"


def test_the_list_of_units_can_no_longer_be_edited_when_the_file_is_lost(sample: Window) -> None:
    units = silence(sample, UNIT).list
    units.table.look_at(UNIT)
    actions = units.table.actions()
    assert units.names.isEnabled()
    assert all(action.isEnabled() for action in actions)
    assert not units.ways.zero.isHidden()
    with Session.open(desk_of(sample).document.session.file.path, take_over=True):
        sample.access.beat()
        assert not units.names.isEnabled()
        assert not any(action.isEnabled() for action in actions)
        assert units.ways.zero.isHidden()


def test_that_the_other_has_closed_is_said_once(shared: tuple[Window, Session]) -> None:  # noqa: F811
    window, other = shared
    other.close()
    window.access.beat()
    desk_of(window).panel.notice.dismiss()
    window.access.beat()
    assert "可以在这里编辑了" not in said(window)


def test_an_error_that_the_report_shares_with_a_unit_is_told_once(sample: Window) -> None:
    do(sample, SetFigure("教育体育局", RECEIVED, 77), SetFigure("教育体育局", TOTAL, None))
    about = [line for line in findings(sample) if "教育体育局" in line]
    assert len(about) == 1
    assert "差在教育体育局" in about[0]


def test_a_link_is_not_made_plain_in_another_text(filled: Window) -> None:
    one, other = text_tab(filled, "1").editor, text_tab(filled, "5").editor
    panel = desk_of(filled).panel.numbers
    for editor in (one, other):
        editor.insertPlainText("新收{requests.received.total}件。")
        editor.settle()
    panel.look_at(other)
    panel._make_plain_at(one.between(2, 2))
    assert other.text == "新收{requests.received.total}件。"


def test_a_text_without_numbers_has_no_empty_list(filled: Window) -> None:
    editor, panel = text_tab(filled, "1").editor, desk_of(filled).panel.numbers
    panel.look_at(editor)
    assert (panel._title.text(), panel._list.isHidden()) == ("这一部分没有数字。", True)
    editor.insertPlainText("新收{requests.received.total}件。")
    editor.settle()
    assert (panel._title.text(), panel._list.isHidden()) == ("文中数字 1", False)


def test_a_disk_that_fails_midway_takes_nothing_and_says_why(
    window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new(window, tmp_path)
    folder = tmp_path / "报送"
    folder.mkdir()
    for number in range(25):
        sheet(folder / f"第{number}局.xlsx", f"第{number}局")
    drop(window, folder)
    tab, file = read(window, qtbot), desk_of(window).document.session.file
    write, written = file.write_ahead, list[int]()

    def fail(*part: object) -> None:
        if written:
            raise StorageError("磁盘已满。请清理后重试。")
        written.append(1)
        write(*part)  # type: ignore[arg-type]

    monkeypatch.setattr(file, "write_ahead", fail)
    tab.take.click()
    qtbot.waitUntil(lambda: said(window) == "磁盘已满。请清理后重试。")
    assert not desk_of(window).document.report.returns
    assert tab.take.isEnabled()
    monkeypatch.undo()
    tab.take.click()
    qtbot.waitUntil(lambda: len(desk_of(window).document.report.returns) == 25)


def test_other_bytes_with_the_same_figures_are_no_correction(window: Window, qtbot: QtBot, tmp_path: Path) -> None:
    new(window, tmp_path)
    path = sheet(tmp_path / "教育局.xlsx")
    drop(window, path)
    read(window, qtbot).take.click()
    path.write_bytes(path.read_bytes()[:-22] + path.read_bytes()[-22:-2] + b"\x01\x00 ")
    drop(window, path)
    qtbot.waitUntil(lambda: desk_of(window).importing is None, timeout=30_000)
    assert said(window) == "没有新的或改过的报送表：1 个文件都没有变。"
