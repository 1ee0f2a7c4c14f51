"""What is shown of files before they count, and what the clerk decides about them."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from app.form import FigureId, newest_form
from app.report.edits import RemoveReturn, SetFigure, SetRoster
from app.report.report import OWN, Unit
from app.report.unit_edits import ReportZero
from app.store import StorageError
from app.window.arriving.arrivals import Arrival, Decision, Fate
from app.window.arriving.changes import ChangesTab
from app.window.arriving.rows import UNIT
from app.window.arriving.tab import ImportTab
from app.window.standing import Mark
from app.window.window import Window
from tests.readers.made import consistent, one_sheet, put_table, sample_figures, saved
from tests.window.driving import RECEIVED, desk_of, keys, open_report, said
from tests.window.test_importing import drop, new, read

DISPUTES = [figure for figure in consistent() if figure.startswith("disputes.")]
LICENCES = FigureId("proactive.licence.decisions")
GIVEN_OUT = FigureId("requests.granted.natural")


def sheet(
    path: Path,
    unit: str = "教育局",
    year: int = 2025,
    modified: int = 0,
    emptied: Iterable[str] = (),
    **cells: str | int,
) -> Path:
    """A return, with other contents in some cells (dots written as two underscores) and none in others."""
    book, addresses = one_sheet(sample_figures(), unit=unit, year=year)
    for name, content in {**cells, **dict.fromkeys(emptied)}.items():
        book.worksheets[0][addresses[FigureId(name.replace("__", "."))]] = content
    path.write_bytes(saved(book))
    if modified:
        os.utime(path, (modified, modified))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "报送"
    made.mkdir()
    return made


@pytest.fixture
def fresh(window: Window, tmp_path: Path) -> Window:
    new(window, tmp_path)
    return window


def imported(window: Window, qtbot: QtBot, *paths: Path) -> ImportTab:
    drop(window, *paths)
    return read(window, qtbot)


def at(tab: ImportTab, file: str) -> Arrival:
    """The row of this file, made the current one."""
    row = next(row for row in tab.rows.rows if row.file == file)
    tab.table.go_to(row.number)
    return row


def decide(tab: ImportTab, file: str, decision: Decision) -> None:
    at(tab, file)
    assert tab.detail.decisions[decision].isVisible()
    tab.detail.decisions[decision].click()


def fates(tab: ImportTab) -> dict[str, Fate]:
    return {row.file: row.fate for row in tab.rows.rows}


def lines(tab: ImportTab) -> list[str]:
    return [line.text for line in tab.detail.lines.lines]


def returns(window: Window) -> set[str]:
    return set(desk_of(window).document.report.returns)


def rescan(window: Window, qtbot: QtBot) -> None:
    keys(window, Qt.Key.Key_F5)
    qtbot.waitUntil(lambda: (tab := desk_of(window).importing) is None or not tab.is_reading, timeout=30_000)


def test_a_cell_that_could_not_be_read_waits_until_the_clerk_takes_it(
    fresh: Window, qtbot: QtBot, folder: Path
) -> None:
    sheet(folder / "民政局.xlsx", "民政局", requests__granted__natural="待核实")
    sheet(folder / "教育局.xlsx")
    tab = imported(fresh, qtbot, folder)
    assert tab.head == "新报 1 · 待处理 1"
    assert [row.words for row in tab.rows.rows] == ["1 处待确认", "读全 200 项"]
    QTest.keyClick(tab.take, Qt.Key.Key_Return)
    assert returns(fresh) == {"教育局"}
    assert desk_of(fresh).importing is tab
    decide(tab, "民政局.xlsx", Decision.TAKE)
    tab.take.click()
    assert returns(fresh) == {"教育局", "民政局"}
    assert desk_of(fresh).importing is None


def test_a_row_opens_to_its_cells_beside_a_picture_of_the_sheet(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    file = sheet(folder / "教育局.xlsx", requests__granted__natural="待核实", requests__received__natural="7件")
    tab = imported(fresh, qtbot, file)
    tab.rest.click()
    keys(fresh, Qt.Key.Key_Return)
    assert tab.detail.list.hasFocus()
    assert "“待核实”不是数字，未采用" in lines(tab)[0]
    assert any("“7件” → 7，去掉单位" in line for line in lines(tab))
    assert tab.detail.balance == "读入 199 ＋ 未采用 1 ＝ 非空单元格 200"
    qtbot.waitUntil(lambda: tab.detail.picture.words == "待核实", timeout=30_000)
    keys(fresh, Qt.Key.Key_Escape)
    assert tab.table.hasFocus()


def test_of_several_files_of_a_unit_none_is_taken_until_one_is_chosen(
    fresh: Window, qtbot: QtBot, folder: Path
) -> None:
    sheet(folder / "1.xlsx", modified=1_700_000_000)
    sheet(folder / "2.xlsx", modified=1_750_000_000, proactive__licence__decisions=9)
    sheet(folder / "3.xlsx", modified=1_710_000_000, proactive__licence__decisions=8)
    tab = imported(fresh, qtbot, folder)
    assert not tab.take.isEnabled()
    assert tab.rows.rows[0].file == "2.xlsx"
    assert "这份最新" in tab.rows.rows[0].why
    decide(tab, "3.xlsx", Decision.CHOOSE)
    assert fates(tab) == {"1.xlsx": Fate.LEFT, "2.xlsx": Fate.LEFT, "3.xlsx": Fate.NEW}
    decide(tab, "1.xlsx", Decision.CHOOSE)
    assert fates(tab) == {"1.xlsx": Fate.NEW, "2.xlsx": Fate.LEFT, "3.xlsx": Fate.LEFT}
    tab.take.click()
    assert desk_of(fresh).document.report.figures[LICENCES] == 345
    rescan(fresh, qtbot)
    assert said(fresh) == "没有新的或改过的报送表：1 个文件都没有变，2 个以前选定不采用。"


def test_wrong_arithmetic_is_taken_as_it_was_sent(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    tab = imported(fresh, qtbot, sheet(folder / "教育局.xlsx", requests__received__total=10))
    assert (tab.rows.rows[0].fate, tab.rows.rows[0].words) == (Fate.NEW, "读全 200 项，有错误 1 处")
    at(tab, "教育局.xlsx")
    assert any("填10，各项合计9" in line for line in lines(tab))


def test_a_row_counts_the_errors_that_stand_below_it(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    tab = imported(fresh, qtbot, sheet(folder / "教育局.xlsx", requests__granted__natural=4))
    assert at(tab, "教育局.xlsx").words == "读全 200 项，有错误 1 处"
    assert [line.mark for line in tab.detail.lines.lines].count(Mark.ERROR) == 1


def test_every_cell_is_accounted_for_below_the_picture(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    zeros = [figure for figure, value in sample_figures().items() if not value]
    totals = [figure for figure in newest_form().totals if figure not in zeros]
    tab = imported(fresh, qtbot, sheet(folder / "教育局.xlsx", emptied=[*zeros, *totals]))
    at(tab, "教育局.xlsx")
    counts = [int(count) for count in re.findall(r"\d+", tab.detail.balance.replace("按 0 ", ""))]
    read_in, unused, filled, blank, summed = counts
    assert (read_in + unused, unused, read_in + blank + summed) == (filled, 0, 200)
    assert tab.detail.balance.endswith(f"空着的合计 {summed} 格由各项相加")


def test_a_file_of_a_unit_that_is_left_out_says_that_it_will_not_count(
    fresh: Window, qtbot: QtBot, folder: Path
) -> None:
    desk_of(fresh).document.do(SetRoster((Unit("教育局", included=False, reason="撤并"), Unit("民政局"))))
    tab = imported(fresh, qtbot, sheet(folder / "教育局.xlsx"))
    assert at(tab, "教育局.xlsx").why.startswith("教育局现在不纳入汇总，采用后也不计入年报。")
    tab.take.click()
    assert LICENCES not in desk_of(fresh).document.report.figures


def test_the_file_of_a_unit_that_counts_as_zero_says_what_taking_it_changes(
    fresh: Window, qtbot: QtBot, folder: Path
) -> None:
    document = desk_of(fresh).document
    document.do(ReportZero(("教育局",), "电话确认"))
    tab = imported(fresh, qtbot, sheet(folder / "教育局.xlsx"))
    assert at(tab, "教育局.xlsx").why.startswith("现在按零报告计，采用后改用这份文件的数。变化 ")
    tab.take.click()
    document.do(RemoveReturn("教育局"))
    document.do(ReportZero(("教育局",), "电话确认"))
    tab = imported(fresh, qtbot, folder / "教育局.xlsx")
    why = at(tab, "教育局.xlsx").why
    assert why == "这份以前采用过，后来改为零报告，现在按零报告计。仍然采用，就改用这份文件的数。"


def test_an_unreadable_cell_that_is_taken_is_an_error_in_both_places(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    tab = imported(fresh, qtbot, sheet(folder / "教育局.xlsx", proactive__licence__decisions="待核实"))
    decide(tab, "教育局.xlsx", Decision.TAKE)
    assert at(tab, "教育局.xlsx").words.endswith("有错误 1 处")
    assert [line.mark for line in tab.detail.lines.lines].count(Mark.ERROR) == 1


def test_a_table_without_figures_waits(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    tab = imported(fresh, qtbot, sheet(folder / "教育局.xlsx", emptied=DISPUTES))
    assert tab.rows.rows[0].fate is Fate.WAITING
    assert tab.rows.rows[0].why == "表四没有填，或者没有找到，缺 12 项。"


def test_another_year_waits_and_what_is_left_aside_does_not_come_back(
    fresh: Window, qtbot: QtBot, folder: Path
) -> None:
    sheet(folder / "旧.xlsx", year=2024)
    tab = imported(fresh, qtbot, folder)
    assert tab.rows.rows[0].why.startswith("是2024年度的")
    decide(tab, "旧.xlsx", Decision.LEAVE)
    assert fates(tab) == {"旧.xlsx": Fate.LEFT}
    tab.turn_away.click()
    rescan(fresh, qtbot)
    assert desk_of(fresh).importing is None
    decide(imported(fresh, qtbot, folder), "旧.xlsx", Decision.TAKE)
    tab = read(fresh, qtbot)
    tab.take.click()
    assert desk_of(fresh).document.report.returns["教育局"].year == 2025


def test_a_correction_says_what_it_changes_and_what_that_does_to_the_report(
    fresh: Window, qtbot: QtBot, folder: Path
) -> None:
    sheet(folder / "教育局.xlsx")
    sheet(folder / "民政局.xlsx", "民政局")
    imported(fresh, qtbot, folder).take.click()
    sheet(folder / "教育局.xlsx", proactive__licence__decisions=350)
    rescan(fresh, qtbot)
    tab = read(fresh, qtbot)
    assert tab.head == "更正 1 · 未变 1"
    assert fates(tab) == {"教育局.xlsx": Fate.CORRECTION}
    assert at(tab, "教育局.xlsx").why == "变化 1 项。"
    assert tab.detail.title.startswith("教育局.xlsx　第 2 次报送，替换")
    assert lines(tab)[0].endswith("345 → 350　年报 690 → 695")


def test_where_the_file_cannot_be_read_a_correction_is_told_without_its_time(
    fresh: Window, qtbot: QtBot, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> NoReturn:
        raise StorageError("磁盘读不出来。")

    imported(fresh, qtbot, sheet(folder / "教育局.xlsx")).take.click()
    monkeypatch.setattr(desk_of(fresh).document.session.file, "sendings", fails)
    tab = imported(fresh, qtbot, sheet(folder / "教育局.xlsx", proactive__licence__decisions=350))
    at(tab, "教育局.xlsx")
    assert tab.detail.title == "教育局.xlsx　替换现有的　变化 1 项。"


def test_a_correction_by_hand_is_not_lost_silently(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    imported(fresh, qtbot, sheet(folder / "教育局.xlsx")).take.click()
    desk_of(fresh).document.do(SetFigure("教育局", GIVEN_OUT, 5))
    tab = imported(fresh, qtbot, sheet(folder / "教育局.xlsx", proactive__licence__decisions=1))
    assert tab.rows.rows[0].fate is Fate.WAITING
    at(tab, "教育局.xlsx")
    assert "手工改为 5，这份文件 3：请选用" in lines(tab)[0]


def test_of_two_numbers_corrected_by_hand_one_stays_and_one_goes(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    imported(fresh, qtbot, sheet(folder / "教育局.xlsx")).take.click()
    document = desk_of(fresh).document
    document.do(SetFigure("教育局", GIVEN_OUT, 5, "电话更正"))
    document.do(SetFigure("教育局", LICENCES, 13, "电话更正"))
    before = dict(document.report.figures)
    tab = imported(fresh, qtbot, sheet(folder / "教育局.xlsx", proactive__licence__decisions=12))
    assert "2 项数手工改过" in at(tab, "教育局.xlsx").why
    assert not tab.take.isEnabled()
    assert [tab.detail.mine.text(), tab.detail.theirs.text()] == ["用 13", "用 12"]
    tab.detail.mine.setFocus()
    keys(fresh, Qt.Key.Key_Return)
    assert "：用 13" in lines(tab)[0]
    assert fates(tab) == {"教育局.xlsx": Fate.WAITING}
    assert [tab.detail.mine.text(), tab.detail.theirs.text()] == ["用 5", "用 3"]
    tab.detail.theirs.click()
    assert fates(tab) == {"教育局.xlsx": Fate.CORRECTION}
    assert tab.take.hasFocus()
    keys(fresh, Qt.Key.Key_Return)
    sent = document.report.returns["教育局"]
    assert (sent.figures[LICENCES], sent.figures[GIVEN_OUT]) == (13, 3)
    assert sent.corrected.keys() == {LICENCES}
    asked = sent.corrected[LICENCES]
    assert asked is not None
    assert asked[0] == 12
    path = document.session.file.path
    fresh.commands["undo"].trigger()
    assert dict(document.report.figures) == before
    fresh.commands["redo"].trigger()
    fresh.close_report()
    open_report(fresh, path)
    again = desk_of(fresh).document.report.returns["教育局"]
    assert (again.figures, again.corrected) == (sent.figures, sent.corrected)


def test_a_unit_is_named_in_its_row_and_its_fate_follows(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    desk_of(fresh).document.do(SetRoster((Unit("教育局"), Unit("民政局"))))
    sheet(folder / "1.xlsx")
    sheet(folder / "2.xlsx", proactive__licence__decisions=9)
    tab = imported(fresh, qtbot, folder)
    assert set(fates(tab).values()) == {Fate.WAITING}
    at(tab, "2.xlsx")
    tab.table.setFocus()
    keys(fresh, Qt.Key.Key_F2)
    editor = tab.table.findChild(QComboBox)
    assert editor is not None
    assert [editor.itemText(row) for row in range(editor.count())] == ["教育局", "民政局"]
    editor.setEditText("民政局")
    keys(fresh, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: set(fates(tab).values()) == {Fate.NEW})
    tab.take.click()
    assert returns(fresh) == {"教育局", "民政局"}


def test_the_same_bytes_under_another_units_name_wait(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    book = one_sheet(sample_figures(), unit="")[0]
    for name in ("教育局.xlsx", "民政局.xlsx"):
        (folder / name).write_bytes(saved(book) if name == "教育局.xlsx" else (folder / "教育局.xlsx").read_bytes())
    tab = imported(fresh, qtbot, folder)
    assert fates(tab) == {"民政局.xlsx": Fate.WAITING, "教育局.xlsx": Fate.NEW}
    assert tab.rows.rows[0].why.startswith("与“教育局.xlsx”（教育局）内容完全相同")


def test_the_report_knows_what_was_refused_until_it_is_dealt_with(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    sheet(folder / "教育局.xlsx")
    (folder / "统计局.pdf").write_bytes(b"%PDF-1.4")
    report = desk_of(fresh).document.report
    tab = imported(fresh, qtbot, folder)
    tab.take.click()
    assert [words.partition("。")[0] for words in report.collected.left_out] == ["统计局.pdf：PDF 文件读不了"]
    tab.turn_away.click()
    imported(fresh, qtbot, sheet(folder / "统计局.xlsx", "统计局")).take.click()
    assert report.collected.left_out == ()


def test_leaving_a_refused_file_aside_settles_it(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    sheet(folder / "教育局.xlsx")
    (folder / "统计局.pdf").write_bytes(b"%PDF-1.4")
    tab = imported(fresh, qtbot, folder)
    tab.take.click()
    decide(tab, "统计局.pdf", Decision.LEAVE)
    assert desk_of(fresh).document.report.collected.left_out == ()


def test_what_the_import_changed_is_one_step_away(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    imported(fresh, qtbot, sheet(folder / "教育局.xlsx")).take.click()
    imported(fresh, qtbot, sheet(folder / "教育局.xlsx", proactive__licence__decisions=350)).take.click()
    desk_of(fresh).show_changes()
    tab = desk_of(fresh).tabs.currentWidget()
    assert isinstance(tab, ChangesTab)
    assert [tab.changes.index(0, column).data() for column in (1, 2, 3)] == ["345", "350", "多5"]
    assert tab.changes.rowCount() == 1
    fresh.commands["undo"].trigger()
    desk_of(fresh).tabs.setCurrentWidget(tab)
    assert tab.changes.rowCount() == 0


def test_an_organ_alone_keeps_what_the_file_lacks(window: Window, qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    new(window, tmp_path, own=True)
    document = desk_of(window).document
    document.enter_all({figure: 1 for figure in DISPUTES if figure not in document.report.form.totals})
    tab = imported(window, qtbot, sheet(folder / "本.xlsx", emptied=DISPUTES))
    assert tab.rows.rows[0].words == "读到 185 项，与现有不同 154 项"
    assert tab.take.text() == "采用"
    tab.take.click()
    assert document.report.figures[RECEIVED] == 7
    assert all(document.report.returns[OWN].figures[figure] for figure in DISPUTES)


def test_many_returns_are_one_step_although_the_window_stays_live(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    for number in range(30):
        sheet(folder / f"{number}.xlsx", f"{chr(0x4E00 + number)}街道办", proactive__licence__decisions=number)
    tab = imported(fresh, qtbot, folder)
    tab.take.click()
    assert not returns(fresh)
    desk_of(fresh).document.do(SetRoster((Unit("一街道办"),)))
    qtbot.waitUntil(lambda: len(returns(fresh)) == 30, timeout=30_000)
    document = desk_of(fresh).document
    sent = document.report.returns["一街道办"]
    assert document.session.file.original(sent.sha256) == (folder / "0.xlsx").read_bytes()
    fresh.commands["undo"].trigger()
    assert not returns(fresh)
    fresh.commands["redo"].trigger()
    assert document.report.figures[LICENCES] == sum(range(30))


def test_a_second_drop_is_read_after_the_first(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    drop(fresh, sheet(folder / "教育局.xlsx"))
    drop(fresh, sheet(folder / "民政局.xlsx", "民政局"))
    tab = read(fresh, qtbot)
    assert set(fates(tab)) == {"教育局.xlsx", "民政局.xlsx"}


def test_a_repaired_file_takes_the_place_of_the_one_that_waits(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    tab = imported(fresh, qtbot, sheet(folder / "教育局.xlsx", requests__granted__natural="待核实"))
    assert fates(tab) == {"教育局.xlsx": Fate.WAITING}
    imported(fresh, qtbot, sheet(folder / "教育局.xlsx"))
    assert fates(tab) == {"教育局.xlsx": Fate.NEW}


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("照片.jpg", b"\xff\xd8\xff", "这是图片，读不了。"),
        ("扫描.pdf", b"%PDF-1.7", "PDF 文件读不了。"),
        ("空.xlsx", b"", "文件是空的"),
        ("去年.nianbao", b"SQLite format 3\0", "这是年报文件，不是报送表。"),
    ],
)
def test_what_is_no_return_says_what_it_is(
    fresh: Window, qtbot: QtBot, folder: Path, name: str, content: bytes, says: str
) -> None:
    (folder / name).write_bytes(content)
    tab = imported(fresh, qtbot, folder / name, sheet(folder / "教育局.xlsx"))
    assert at(tab, name).why.startswith(says)
    assert lines(tab) == [at(tab, name).why]


def test_an_archive_is_read_like_a_folder(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    with zipfile.ZipFile(folder / "报送.zip", "w") as archive:
        archive.write(sheet(folder / "教育局.xlsx"), "教育局.xlsx")
    assert fates(imported(fresh, qtbot, folder / "报送.zip")) == {"报送.zip/教育局.xlsx": Fate.NEW}


def test_a_rescan_without_a_folder_says_so(fresh: Window) -> None:
    keys(fresh, Qt.Key.Key_F5)
    assert said(fresh) == "这份年报还没有导入过文件夹，没有可以重新读取的。"


def test_undoing_the_import_offers_the_files_again(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    (folder / "空.xlsx").write_bytes(b"")
    sheet(folder / "教育局.xlsx")
    tab = imported(fresh, qtbot, folder)
    tab.take.click()
    assert fates(tab) == {"空.xlsx": Fate.REFUSED}
    fresh.commands["undo"].trigger()
    desk_of(fresh).tabs.setCurrentWidget(tab)
    assert tab.take.text() == "采用 1 个"


def test_the_models_are_sound(fresh: Window, qtbot: QtBot, folder: Path, qtmodeltester: object) -> None:
    sheet(folder / "教育局.xlsx")
    tab = imported(fresh, qtbot, folder)
    at(tab, "教育局.xlsx")
    for model in (tab.rows, tab.detail.lines, tab.detail.picture.model()):
        assert isinstance(model, QObject)
        qtmodeltester.check(model)  # type: ignore[attr-defined]
    assert tab.rows.flags(tab.rows.index(0, UNIT)) & Qt.ItemFlag.ItemIsEditable


def test_a_return_that_nobody_signed_waits_unless_its_name_is_a_units(
    fresh: Window, folder: Path, qtbot: QtBot
) -> None:
    signed = sheet(folder / "审计局.xlsx", unit="", proactive__licence__decisions=5)
    tab = imported(fresh, qtbot, sheet(folder / "表.xlsx", unit=""), signed)
    nameless = at(tab, "表.xlsx")
    assert nameless.fate is Fate.WAITING
    assert "文件名“表”也不像单位名称" in nameless.why
    assert at(tab, "审计局.xlsx").fate is Fate.NEW


def test_of_two_tables_that_differ_the_clerk_takes_one(fresh: Window, qtbot: QtBot, folder: Path) -> None:
    changed = FigureId("disputes.suit_after.other")
    book, _ = one_sheet(sample_figures(), unit="教育局")
    put_table(book.create_sheet("2025年（改）"), "disputes", consistent(disputes__suit_after__other=7), (2, 1))
    (folder / "教育局.xlsx").write_bytes(saved(book))
    tab = imported(fresh, qtbot, folder / "教育局.xlsx")
    row = at(tab, "教育局.xlsx")
    assert row.fate is Fate.WAITING
    names = [button.text() for button in tab.detail.rivals]
    assert names == ["用“2025年”的表四", "用“2025年（改）”的表四"]
    QTest.keyClick(tab.detail.rivals[1], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: at(tab, "教育局.xlsx").fate is Fate.NEW)
    sent = at(tab, "教育局.xlsx").sent
    assert sent is not None
    assert sent.figures[changed] == 7
    assert sent.sources[changed].sheet == "2025年（改）"
    assert not tab.detail.rivals
    assert any("2025年" in line.text and "另有一张同样的表" in line.text for line in tab.detail.lines.lines)
    tab.take.click()
    qtbot.waitUntil(lambda: desk_of(fresh).document.report.figures.get(changed) == 7)
