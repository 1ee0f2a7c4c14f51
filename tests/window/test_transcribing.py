"""Files that the program cannot read: typed from beside them, or read as the clerk has shown once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.form import FigureId, newest_form
from app.report.edits import AcceptReturns, SetFigure, SetRoster
from app.report.report import Unit
from app.report.returns import Return
from app.window.application import settings
from app.window.arriving.arrivals import Decision, Fate
from app.window.arriving.tab import ImportTab
from app.window.layouts import LayoutsTab
from app.window.taught import forget, layouts
from app.window.units.original import Original
from app.window.window import Window
from tests.readers.made import one_sheet, put_table, sample_figures, saved
from tests.window.driving import GRANTED, RECEIVED, desk_of, finish_opening, keys, said, units_tab
from tests.window.test_importing import drop, new, read
from tests.window.test_preview import sheet

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


DISPUTE = next(figure.id for figure in FORM.figures_of("disputes") if not figure.is_total)


def show_one(window: Window, original: Original, sheet: str, figure: FigureId) -> None:
    """Shows where this one figure stands, in B2 of that sheet, and has the file read so."""
    units_tab(window).page.go_to(figure)
    original.sheets.setCurrentText(sheet)
    original.sheet.setCurrentIndex(original.sheet.model().index(1, 1))
    QTest.mouseClick(original.one, Qt.MouseButton.LeftButton)
    QTest.mouseClick(original.read, Qt.MouseButton.LeftButton)


def with_sheet(path: Path, name: str, **cells: object) -> Path:
    book = load_workbook(path)
    page = book.create_sheet(name)
    for cell, content in cells.items():
        page[cell] = content
    book.save(path)
    return path


def test_a_table_that_is_shown_later_leaves_the_others_as_they_are(
    report: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    file = with_sheet(headless(tmp_path / "教育局.xlsx"), "另表", A2="甲", B1="乙", B2=41)
    original = transcribe(report, qtbot, file)
    show_layout(report, qtbot, original)
    document = desk_of(report).document
    original.look_at(None)  # another unit is looked at meanwhile
    original.look_at(document.report.returns["教育局"])
    qtbot.waitUntil(original.open.isVisible, timeout=20_000)
    show_one(report, original, "另表", DISPUTE)
    qtbot.waitUntil(lambda: document.report.returns["教育局"].figures.get(DISPUTE) == 41, timeout=20_000)
    sent = document.report.returns["教育局"]
    assert {figure: sent.figures[figure] for figure in REQUESTS} == {figure: FIGURES[figure] for figure in REQUESTS}
    assert "的 1 项数" in said(report)


def test_a_sheet_that_was_chosen_of_several_stays_chosen(report: Window, qtbot: QtBot, tmp_path: Path) -> None:
    book, _ = one_sheet(FIGURES, merge=False)
    page = book.create_sheet("2025年二")
    page["A1"] = "2025年度"
    put_table(page, "requests", {**FIGURES, RECEIVED: 99}, (3, 1))
    file = tmp_path / "教育局.xlsx"
    file.write_bytes(saved(book))
    drop(report, with_sheet(file, "另表", A1="甲", B2=5))
    tab = read(report, qtbot)
    tab.detail.rivals[-1].click()
    qtbot.waitUntil(lambda: tab.rows.rows[0].is_taken, timeout=20_000)
    tab.take.click()
    returns = desk_of(report).document.report.returns
    assert returns["教育局"].figures[RECEIVED] == 99
    desk_of(report).open_unit("教育局", RECEIVED)
    units_tab(report).page.compare.click()
    show_one(report, shown_original(report, qtbot), "另表", DISPUTE)
    qtbot.waitUntil(lambda: returns["教育局"].figures[DISPUTE] == 5, timeout=20_000)
    assert returns["教育局"].figures[RECEIVED] == 99


def test_a_file_that_was_replaced_while_it_was_read_is_not_written_over_the_new_one(
    report: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    original = transcribe(report, qtbot, headless(tmp_path / "教育局.xlsx"))
    have_it_read(report, original)
    document = desk_of(report).document
    new_one = Return("新.xlsx", "教育局", 2025, FORM.id, dict(FIGURES), {}, sha256="1" * 64)
    document.do(AcceptReturns((new_one,), document.report.collected))
    qtbot.waitUntil(lambda: said(report) == "教育局的报送表已经换成别的，没有照此读入。", timeout=20_000)
    assert document.report.returns["教育局"].figures == FIGURES
    assert not layouts()


@pytest.mark.parametrize("is_changed", [False, True])
def test_a_large_scan_is_left_where_it_lies_until_it_is_typed_from(
    report: Window, qtbot: QtBot, tmp_path: Path, is_changed: bool
) -> None:
    file = tmp_path / "教育局.pdf"
    file.write_bytes(b"%PDF-1.4\n" + bytes(2**21))
    drop(report, file)
    tab = read(report, qtbot)
    assert tab.rows.rows[0].came.read.received.data == b""
    if is_changed:
        file.write_bytes(b"%PDF-1.4\n")
    content = file.read_bytes()
    tab.detail.decisions[Decision.TRANSCRIBE].click()
    document = desk_of(report).document
    if is_changed:
        assert said(report) == "“教育局.pdf”已经移走或改过。请放回原处，或者按 F5 重新读取。"
        assert not document.report.returns
    else:
        assert document.session.file.original(document.report.returns["教育局"].sha256) == content


def test_files_of_one_name_from_two_places_are_two_files(report: Window, qtbot: QtBot, tmp_path: Path) -> None:
    for unit, figure in (("教育局", 3), ("民政局", 4)):
        (tmp_path / unit).mkdir()
        drop(report, sheet(tmp_path / unit / "统计表.xlsx", unit, requests__granted__natural=figure))
        tab = read(report, qtbot)
    assert [row.unit for row in tab.rows.rows] == ["教育局", "民政局"]


def test_a_later_file_from_the_same_place_takes_the_place_of_the_one_before(
    report: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    for unit in ("教育局", "民政局"):
        drop(report, sheet(tmp_path / "统计表.xlsx", unit))
        tab = read(report, qtbot)
    assert [row.unit for row in tab.rows.rows] == ["民政局"]


@pytest.mark.parametrize(("written", "is_told"), [("教育局", False), ("青禾区教育局", False), ("体育教育局", True)])
def test_a_unit_that_the_file_calls_otherwise_is_told(
    report: Window, qtbot: QtBot, tmp_path: Path, written: str, is_told: bool
) -> None:
    drop(report, sheet(tmp_path / "统计表.xlsx", written))
    [row] = read(report, qtbot).rows.rows
    assert row.unit == "教育局"
    assert (f"文件里写的是“{written}”，按名册认作教育局" in row.why) is is_told


def test_what_a_correction_does_to_the_report_follows_the_report(report: Window, qtbot: QtBot, tmp_path: Path) -> None:
    for unit, folder, figure in (("教育局", "a", 3), ("民政局", "a", 4)):
        (tmp_path / folder).mkdir(exist_ok=True)
        sheet(tmp_path / folder / f"{unit}.xlsx", unit, requests__granted__natural=figure)
    drop(report, tmp_path / "a")
    tab = read(report, qtbot)
    tab.table.selectAll()
    tab.detail.decisions[Decision.TAKE].click()
    tab.take.click()
    document = desk_of(report).document
    assert len(document.report.returns) == 2
    drop(report, sheet(tmp_path / "教育局.xlsx", requests__granted__natural=9))
    tab = read(report, qtbot)
    tab.table.go_to(tab.rows.rows[0].number)

    def told() -> bool:
        now = document.report.figures[GRANTED]
        return any(f"年报 {now} → {now + 6}" in line.text for line in tab.detail.lines.lines)

    assert told()
    document.do(SetFigure("民政局", GRANTED, 100))
    tab.table.go_to(tab.rows.rows[0].number)
    assert told()


def test_the_original_of_one_unit_never_stands_beside_another(report: Window, qtbot: QtBot, tmp_path: Path) -> None:
    for unit in ("教育局", "民政局"):
        sheet(tmp_path / f"{unit}.xlsx", unit)
    drop(report, tmp_path)
    tab = read(report, qtbot)
    tab.table.selectAll()
    tab.detail.decisions[Decision.TAKE].click()
    tab.take.click()
    returns = desk_of(report).document.report.returns
    desk_of(report).open_unit("教育局", RECEIVED)
    page = units_tab(report).page
    page.compare.click()
    for unit in ("民政局", "教育局", "民政局"):
        page.original.look_at(returns[unit])  # the file of the one before is still being read
    qtbot.waitUntil(page.original.open.isVisible, timeout=20_000)
    finish_opening()
    assert str(page.original.sheet.model().index(0, 0).data()).startswith("民政局")
