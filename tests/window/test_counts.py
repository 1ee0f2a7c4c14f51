"""What is counted in several places is the same number in all of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.cli import main
from app.report.edits import SetFigure, SetUnit
from app.window.arriving.arrivals import Decision
from app.window.standing import UNITS, Mark
from app.window.start.recent import recent_reports
from app.window.units.rows import State
from app.window.window import Window
from tests.window.driving import TOTAL, desk_of, findings, said, units_tab, verdict
from tests.window.test_importing import new
from tests.window.test_preview import DISPUTES, decide, imported, sheet


@pytest.fixture
def ugly(window: Window, qtbot: QtBot, tmp_path: Path) -> Window:
    """A whole return, one without a table, one with an unreadable cell, two of one unit, and one of no use."""
    new(window, tmp_path)
    folder = tmp_path / "报送"
    folder.mkdir()
    sheet(folder / "教育局.xlsx")
    sheet(folder / "民政局.xlsx", "民政局", emptied=DISPUTES)
    sheet(folder / "水利局.xlsx", "水利局", proactive__licence__decisions="待核实")
    sheet(folder / "财政局.xlsx", "财政局", requests__received__total=10)
    for place, licences in (("一", 7), ("二", 9)):
        (folder / place).mkdir()
        sheet(folder / place / "统计局.xlsx", "统计局", proactive__licence__decisions=licences)
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 broken")
    tab = imported(window, qtbot, folder)
    assert tab.head == "新报 2 · 待处理 5，其中读不了 1"
    assert tab.rest.text() == "其余 5 个待处理"
    QTest.keyClick(tab.take, Qt.Key.Key_Return)
    assert "其余 5 个待处理" in said(window)
    desk_of(window).document.judge()
    return window


def test_the_files_that_wait_are_as_many_in_the_preview_as_in_the_verdict(ugly: Window) -> None:
    assert "5 个文件没有计入" in verdict(ugly)
    assert any("统计局有2个不同的文件" in line for line in findings(ugly))
    assert desk_of(ugly).document.standing.left_out == 5


def test_what_a_return_lacks_is_one_number_everywhere(ugly: Window, capsys: pytest.CaptureFixture[str]) -> None:
    tab = desk_of(ugly).importing
    assert tab is not None
    why = next(row.why for row in tab.rows.rows if row.file == "民政局.xlsx")
    decide(tab, "民政局.xlsx", Decision.TAKE)
    assert "读到一部分，缺 12 项" in next(row.words for row in tab.rows.rows if row.file == "民政局.xlsx")
    tab.take.click()
    document = desk_of(ugly).document
    document.judge()
    row = units_tab(ugly).units.row("民政局")
    assert row is not None
    units_tab(ugly).open("民政局")
    told = [why, row.problems.words, verdict(ugly), *findings(ugly)]
    told += [line.text for line in units_tab(ugly).page.beside.lines]
    counts = [count for words in told for count in re.findall(r"缺 ?(\d+) 项", words)]
    assert counts == ["12"] * 5
    assert row.state is State.GAPS
    main(["check", str(document.session.file.path.parent / "报送" / "民政局.xlsx")])
    assert "缺12项数据" in capsys.readouterr().err


def test_an_unreadable_cell_and_a_wrong_total_are_one_error_each_everywhere(
    ugly: Window, capsys: pytest.CaptureFixture[str]
) -> None:
    tab = desk_of(ugly).importing
    assert tab is not None
    assert next(row.words for row in tab.rows.rows if row.file == "水利局.xlsx") == "1 处待确认"
    decide(tab, "水利局.xlsx", Decision.TAKE)
    tab.take.click()
    document = desk_of(ugly).document
    document.judge()
    units = units_tab(ugly).units
    rows = [units.row(unit) for unit in ("水利局", "财政局")]
    assert [row.problems.words for row in rows if row] == ["1 处错误", "1 处错误"]
    assert "2 处错误" in verdict(ugly)
    assert document.standing.count(Mark.ERROR, UNITS) == 2
    assert "有错误 2" in [button.text() for button in units_tab(ugly).list.filters.buttons]
    folder = document.session.file.path.parent / "报送"
    assert main(["check", str(folder / "水利局.xlsx"), str(folder / "财政局.xlsx")]) == 1
    assert capsys.readouterr().out.count("错误1处") == 2


def test_the_start_page_and_the_mark_of_the_export_go_by_the_verdict(ugly: Window) -> None:
    assert ugly.commands["export"].iconText() == "导出草稿"
    words = verdict(ugly)
    ugly.close_report()
    assert recent_reports()[0].verdict == words


def test_what_is_left_out_of_the_sum_makes_no_draft_of_what_the_terminal_exports(
    sample: Window, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = desk_of(sample).document
    unit = next(iter(document.report.units))
    document.do(SetFigure(unit, TOTAL, 99))
    document.do(SetUnit(unit, included=False, reason="撤并"))
    document.judge()
    is_ready, path = document.standing.is_ready, document.session.file.path
    sample.close_report()
    main(["export", str(path), "--docx", str(tmp_path / "a.docx")])
    assert ("草稿" not in capsys.readouterr().out) == is_ready
