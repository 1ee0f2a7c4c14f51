"""Files that the program cannot read: typed from beside them, or read as the clerk has shown once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.form import FigureId, newest_form
from app.report.edits import SetRoster
from app.report.report import Unit
from app.window.application import settings
from app.window.arriving.arrivals import Decision, Fate
from app.window.arriving.tab import ImportTab
from app.window.layouts import LayoutsTab
from app.window.taught import forget, layouts
from app.window.units.original import Original
from app.window.window import Window
from tests.readers.made import sample_figures, saved
from tests.window.driving import RECEIVED, desk_of, keys, said, units_tab
from tests.window.test_importing import drop, new, read

FORM = newest_form()
FIGURES = sample_figures()
REQUESTS = [figure.id for figure in FORM.figures_of("requests")]


@pytest.fixture(autouse=True)
def _nothing_taught() -> None:
    for one in layouts():
        forget(one)


@pytest.fixture
def report(window: Window, tmp_path: Path) -> Window:
    new(window, tmp_path)
    desk_of(window).document.do(SetRoster((Unit("教育局"), Unit("民政局"))))
    return window


def photo(path: Path) -> Path:
    image = QImage(800, 400, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    assert image.save(str(path))
    return path


def headless(path: Path, year: int = 2025) -> Path:
    """Table 三 turned by 90°, with letters in place of its labels."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.cell(1, 1, f"{year}年依申请公开")
    lines = [list(figures) for figures in zip(*[iter(REQUESTS)] * 7, strict=True)]
    for across, line in enumerate(lines):
        sheet.cell(3, 3 + across, f"项{chr(65 + across)}")
        for down, figure in enumerate(line):
            sheet.cell(5 + down, 3 + across, int(FIGURES[figure]))
    for down in range(7):
        sheet.cell(5 + down, 1, f"类{chr(97 + down)}")
    path.write_bytes(saved(book))
    return path


def transcribe(window: Window, qtbot: QtBot, file: Path) -> Original:
    drop(window, file)
    tab = read(window, qtbot)
    tab.detail.decisions[Decision.TRANSCRIBE].click()
    return shown_original(window, qtbot)


def shown_original(window: Window, qtbot: QtBot) -> Original:
    original = units_tab(window).page.original
    qtbot.waitUntil(lambda: original.open.isVisible() or not original.isVisible(), timeout=20_000)
    return original


def have_it_read(window: Window, original: Original) -> None:
    """Points at the first figure in the tables, then in the sheet, and has it read so."""
    units_tab(window).page.go_to(RECEIVED)
    original.turned.setChecked(True)
    original.sheet.setCurrentIndex(original.sheet.model().index(4, 2))
    QTest.mouseClick(original.follow, Qt.MouseButton.LeftButton)
    QTest.mouseClick(original.read, Qt.MouseButton.LeftButton)


def show_layout(window: Window, qtbot: QtBot, original: Original) -> None:
    """Shows where the figures stand, and waits until they are read."""
    have_it_read(window, original)
    qtbot.waitUntil(lambda: "已照此读入" in said(window), timeout=20_000)


def test_a_picture_stands_beside_an_empty_return_that_is_typed_from_it(
    report: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    file = photo(tmp_path / "教育局.png")
    original = transcribe(report, qtbot, file)
    assert original.photo.isVisible()
    units_tab(report).page.go_to(RECEIVED)
    keys(report, "7", Qt.Key.Key_Return)
    sent = desk_of(report).document.report.returns["教育局"]
    assert (sent.figures[RECEIVED], sent.file, sent.corrected) == (7, "教育局.png", {})
    assert sent.sources[RECEIVED].raw == "代录"
    assert desk_of(report).document.session.file.original(sent.sha256) == file.read_bytes()


def test_what_was_typed_from_a_file_does_not_come_up_again(report: Window, qtbot: QtBot, tmp_path: Path) -> None:
    file = photo(tmp_path / "教育局.png")
    transcribe(report, qtbot, file)
    drop(report, file)
    qtbot.waitUntil(lambda: desk_of(report).importing is None, timeout=20_000)
    assert said(report) == "没有新的或改过的报送表：1 个文件都没有变。"


def test_a_picture_of_nobody_in_particular_is_first_given_to_a_unit(
    report: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    drop(report, photo(tmp_path / "微信图片.png"))
    tab: ImportTab = read(report, qtbot)
    tab.detail.decisions[Decision.TRANSCRIBE].click()
    assert said(report) == "先在“单位”一栏写明这是哪个单位的，再对照代录。"
    assert not desk_of(report).document.report.returns
    editor = tab.table.findChild(QComboBox)
    assert editor is not None
    editor.setEditText("民政局")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.rows.rows[0].unit == "民政局")
    tab.detail.decisions[Decision.TRANSCRIBE].click()
    assert "民政局" in desk_of(report).document.report.returns


def test_a_picture_is_turned_and_enlarged(report: Window, qtbot: QtBot, tmp_path: Path) -> None:
    original = transcribe(report, qtbot, photo(tmp_path / "教育局.png"))

    def seen() -> QRect:
        return original.photo.transform().mapRect(original.photo.sceneRect()).toRect()

    wide = seen()
    assert wide.width() > wide.height()
    QTest.mouseClick(original.turn, Qt.MouseButton.LeftButton)
    assert seen().width() < seen().height()
    before = seen().width()
    QTest.mouseClick(original.larger, Qt.MouseButton.LeftButton)
    assert seen().width() > before


def test_a_layout_that_is_not_recognised_is_shown_once_and_read(report: Window, qtbot: QtBot, tmp_path: Path) -> None:
    original = transcribe(report, qtbot, headless(tmp_path / "教育局.xlsx"))
    show_layout(report, qtbot, original)
    sent = desk_of(report).document.report.returns["教育局"]
    assert {figure: sent.figures[figure] for figure in REQUESTS} == {figure: FIGURES[figure] for figure in REQUESTS}
    assert sent.sources[RECEIVED].cell == "C5"
    assert sent.kind == "return"


def test_what_was_shown_serves_the_next_file_of_the_unit(report: Window, qtbot: QtBot, tmp_path: Path) -> None:
    show_layout(report, qtbot, transcribe(report, qtbot, headless(tmp_path / "教育局.xlsx")))
    (tmp_path / "下年").mkdir()
    (tmp_path / "别的").mkdir()
    drop(report, headless(tmp_path / "下年" / "教育局.xlsx", 2026))
    tab = read(report, qtbot)
    assert tab.rows.rows[0].came.read.sent is not None
    drop(report, headless(tmp_path / "别的" / "民政局.xlsx", 2024))
    qtbot.waitUntil(lambda: len(tab.rows.rows) == 2 and not tab.is_reading, timeout=20_000)
    assert {row.file: row.fate is Fate.REFUSED for row in tab.rows.rows}["民政局.xlsx"]


def test_what_was_typed_before_stays_when_the_file_is_read(report: Window, qtbot: QtBot, tmp_path: Path) -> None:
    original = transcribe(report, qtbot, headless(tmp_path / "教育局.xlsx"))
    upheld = FigureId("disputes.reconsideration.upheld")
    units_tab(report).page.go_to(upheld)
    keys(report, "5", Qt.Key.Key_Return)
    show_layout(report, qtbot, original)
    assert desk_of(report).document.report.returns["教育局"].figures[upheld] == 5


def test_what_is_remembered_can_be_looked_at_and_forgotten(report: Window, qtbot: QtBot, tmp_path: Path) -> None:
    show_layout(report, qtbot, transcribe(report, qtbot, headless(tmp_path / "教育局.xlsx")))
    report.commands["layouts"].trigger()
    page = desk_of(report).tabs.currentWidget()
    assert isinstance(page, LayoutsTab)
    assert page.list.item(0).text().startswith("教育局")
    QTest.mouseClick(page.forget, Qt.MouseButton.LeftButton)
    assert layouts() == ()
    assert not page.list.isVisible()


def test_any_return_can_be_held_against_its_file(sample: Window, qtbot: QtBot) -> None:
    tab = units_tab(sample)
    unit = next(iter(desk_of(sample).document.report.returns))
    desk_of(sample).open_unit(unit, RECEIVED)
    assert not tab.page.original.isVisible()
    tab.page.compare.click()
    original = shown_original(sample, qtbot)
    tab.page.go_to(RECEIVED)
    sent = desk_of(sample).document.report.returns[unit]
    assert original.sheet.words == sent.sources[RECEIVED].raw
    before = original.sheet.words
    keys(sample, "99", Qt.Key.Key_Return)
    tab.page.go_to(RECEIVED)
    assert (original.sheet.words, before != "99") == (before, True)


def test_one_layout_that_nobody_understands_does_not_cost_the_others(
    report: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    show_layout(report, qtbot, transcribe(report, qtbot, headless(tmp_path / "教育局.xlsx")))
    (known,) = layouts()
    stored = json.loads(str(settings().value("taught")))
    settings().setValue("taught", json.dumps([{"of": "a newer version"}, *stored]))
    assert layouts() == (known,)


def test_what_is_typed_while_the_file_is_read_stays(report: Window, qtbot: QtBot, tmp_path: Path) -> None:
    original = transcribe(report, qtbot, headless(tmp_path / "教育局.xlsx"))
    page = units_tab(report).page
    have_it_read(report, original)
    page.compare.click()
    page.figures.enter(RECEIVED, 777)
    qtbot.waitUntil(lambda: "已照此读入" in said(report), timeout=20_000)
    sent = desk_of(report).document.report.returns["教育局"]
    assert (sent.figures[RECEIVED], sent.corrected[RECEIVED] is not None) == (777, True)
    assert layouts()
