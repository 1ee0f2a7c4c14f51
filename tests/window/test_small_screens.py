"""On a small screen the table has the width; what is asked for lies over it and hides no cell that is worked on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QListView
from pytestqt.qtbot import QtBot

from app.report.edits import SetOverride
from app.report.report import Override
from app.window.standing import Mark
from app.window.table.cells import TableCells
from app.window.window import Window
from tests.window.driving import GRANTED, RECEIVED, TOTAL, desk_of, keys, said, table, units_tab

Key = Qt.Key
NARROW = (1093, 574)


def plant(window: Window) -> None:
    document = desk_of(window).document
    document.do(SetOverride(GRANTED, Override("fixed", 1, "试", document.report.rolled_up(GRANTED))))
    document.judge()


def make_narrow(window: Window, qtbot: QtBot) -> None:
    window.resize(*NARROW)
    qtbot.waitUntil(desk_of(window).panel.isHidden)


def on_screen(window: Window, view_rect: QRect) -> QRect:
    view = table(window).viewport()
    return QRect(view.mapToGlobal(view_rect.topLeft()), view_rect.size())


def test_the_panel_is_folded_and_f4_brings_it_back_beside_the_table(sample: Window, qtbot: QtBot) -> None:
    make_narrow(sample, qtbot)
    wide = table(sample).width()
    sample.commands["panel"].trigger()
    qtbot.waitUntil(lambda: table(sample).width() < wide)
    assert not desk_of(sample).panel.is_over


def test_f8_lays_the_findings_over_the_table_which_does_not_move(sample: Window, qtbot: QtBot) -> None:
    plant(sample)
    make_narrow(sample, qtbot)
    wide = table(sample).width()
    sample.commands["next"].trigger()
    panel = desk_of(sample).panel
    assert panel.isVisible()
    assert panel.findings.isVisible()
    assert table(sample, GRANTED).width() == wide
    keys(sample, Key.Key_Escape)
    assert panel.isHidden()


def test_f8_shows_the_whole_of_the_problem_and_its_ways_out(sample: Window, qtbot: QtBot) -> None:
    plant(sample)
    make_narrow(sample, qtbot)
    sample.commands["next"].trigger()
    findings = desk_of(sample).panel.findings
    problems = findings.findChild(QListView)
    assert isinstance(problems, QListView)
    qtbot.waitUntil(lambda: problems.viewport().height() >= problems.sizeHintForRow(problems.currentIndex().row()) > 0)
    assert findings.ways.height() >= findings.ways.sizeHint().height()


def test_a_message_over_the_page_of_a_unit_is_no_higher_than_its_words(sample: Window, qtbot: QtBot) -> None:
    make_narrow(sample, qtbot)
    plant(sample)
    sample.commands["next"].trigger()
    sample.say("请看这里。")
    desk_of(sample).open_unit("教育体育局", RECEIVED)
    panel = desk_of(sample).panel
    assert not panel.findings.isVisible()
    qtbot.waitUntil(lambda: panel.height() < 5 * panel.fontMetrics().lineSpacing())


@pytest.mark.parametrize("figure", [RECEIVED, TOTAL, GRANTED, "requests.total.total", "requests.carried_out.total"])
def test_what_lies_over_the_table_does_not_hide_the_current_cell(sample: Window, qtbot: QtBot, figure: str) -> None:
    make_narrow(sample, qtbot)
    view = table(sample, figure)  # type: ignore[arg-type]
    sample.say("请看这里。")
    panel = desk_of(sample).panel
    cell = on_screen(sample, view.visualRect(view.currentIndex()))
    assert panel.isVisible()
    assert not QRect(panel.mapToGlobal(panel.rect().topLeft()), panel.size()).intersects(cell)
    assert not panel.findings.isVisible()


def test_nothing_empty_lies_over_a_units_page(sample: Window, qtbot: QtBot) -> None:
    make_narrow(sample, qtbot)
    plant(sample)
    keys(sample, Key.Key_F8)
    desk_of(sample).say("已导出。")
    desk_of(sample).open_unit("教育体育局", RECEIVED)
    assert said(sample) == "已导出。"
    desk_of(sample).panel.notice.dismiss()
    assert desk_of(sample).panel.isHidden()


def test_what_was_said_goes_when_it_is_dismissed(sample: Window, qtbot: QtBot) -> None:
    make_narrow(sample, qtbot)
    sample.say("请看这里。")
    assert said(sample) == "请看这里。"
    desk_of(sample).panel.notice.dismiss()
    assert desk_of(sample).panel.isHidden()


@pytest.mark.parametrize("width", [1366, 1093, 800])
def test_the_verdict_is_whole_at_every_width(sample: Window, qtbot: QtBot, width: int) -> None:
    sample.status.tell("很长的一句话，" * 20)

    def is_so_narrow() -> bool:
        sample.resize(width, 574)  # it becomes narrower than the docked panel lets it once that floats
        return sample.width() == width

    qtbot.waitUntil(is_so_narrow)
    button = sample.status.verdict
    assert button.width() >= button.sizeHint().width()


@pytest.mark.parametrize("size", [(1366, 728), (1280, 680), NARROW])
def test_table_three_is_in_view_with_every_label_whole(sample: Window, qtbot: QtBot, size: tuple[int, int]) -> None:
    sample.resize(*size)
    qtbot.waitUntil(lambda: desk_of(sample).panel.isHidden() == (size == NARROW))
    view = table(sample)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == 0)
    assert view.horizontalScrollBar().maximum() == 0
    assert view.viewport().height() >= sum(view.rowHeight(row) for row in range(28))
    cells = view.itemDelegate()
    assert isinstance(cells, TableCells)
    assert cells.font.pointSizeF() >= sample.font().pointSizeF() - 1
    written = QFontMetrics(cells.font)
    assert min(view.rowHeight(row) for row in range(28)) > written.horizontalAdvance("国")
    for row in range(4, 28):
        label = view.model().index(row, 2).data()
        assert view.columnWidth(2) - written.horizontalAdvance("国") >= written.horizontalAdvance(label or "")


def test_larger_type_than_there_is_room_for_is_shown_as_large_and_scrolls(sample: Window, qtbot: QtBot) -> None:
    view = table(sample)
    font = view.font()
    font.setPointSize(20)
    view.setFont(font)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    assert view.rowHeight(27) >= view.fontMetrics().height() + 2


def test_a_figure_too_long_for_its_column_makes_room_for_itself(filled: Window, qtbot: QtBot) -> None:
    filled.resize(1280, 680)
    view = table(filled)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == 0)
    keys(filled, "123456789", Key.Key_Return)
    column = view.place_of(RECEIVED)[1]
    assert view.columnWidth(column) > view.fontMetrics().horizontalAdvance("123456789")


@pytest.mark.parametrize("size", [(1366, 728), (1280, 680), NARROW])
def test_the_sections_stay_whole_beside_a_page_and_an_import(
    sample: Window, qtbot: QtBot, tmp_path: Path, size: tuple[int, int]
) -> None:
    sample.resize(*size)
    sample.gathering.take_files([tmp_path])
    for page in ("particulars", "preview", "history"):
        sample.commands[page].trigger()
    tabs, bar = desk_of(sample).tabs, desk_of(sample).tabs.tabBar()
    qtbot.waitUntil(lambda: sample.size().toTuple() == size)
    corner = tabs.cornerWidget(Qt.Corner.TopRightCorner)
    assert corner.width() >= corner.sizeHint().width()
    assert bar.tabRect(bar.count() - 1).right() <= corner.geometry().left()
    for at in range(6):
        assert bar.tabRect(at).width() >= bar.tabSizeHint(at).width()
    open_pages = [tabs.tabText(at) for at in range(6, tabs.count())]
    assert open_pages[-1] == "修改记录"
    assert "打印预览" not in open_pages


def test_in_the_largest_type_every_tab_is_still_in_view(sample: Window, qtbot: QtBot) -> None:
    sample.resize(*NARROW)
    bar = desk_of(sample).tabs.tabBar()
    font = bar.font()
    font.setPointSize(20)
    bar.setFont(font)
    qtbot.waitUntil(lambda: bar.height() > 40)
    assert bar.tabRect(0).left() >= 0
    assert bar.tabRect(bar.count() - 1).right() <= bar.width()


def test_without_problems_the_list_leaves_its_room_to_the_figure(sample: Window, qtbot: QtBot) -> None:
    table(sample)
    panel = desk_of(sample).panel
    qtbot.waitUntil(lambda: panel.findings.height() < 2 * panel.fontMetrics().lineSpacing())
    shown_with_none = panel.figure.height()
    plant(sample)
    qtbot.waitUntil(lambda: panel.figure.height() < shown_with_none)
    problems = panel.findings.findChild(QListView)
    assert isinstance(problems, QListView)
    assert problems.viewport().height() >= problems.sizeHintForRow(0)


def test_the_list_of_units_shows_all_of_its_columns_on_a_small_screen(sample: Window, qtbot: QtBot) -> None:
    sample.resize(1280, 680)
    units = units_tab(sample)
    units.show_list()
    view = units.list.table
    qtbot.waitUntil(lambda: view.horizontalScrollBar().maximum() == 0)
    assert view.columnWidth(1) > view.fontMetrics().horizontalAdvance("住房和城乡建设局住房公积金")


def test_nothing_in_the_panel_is_squeezed_beside_a_small_table(sample: Window, qtbot: QtBot) -> None:
    table(sample, RECEIVED)
    keys(sample, "88", Key.Key_Return, Key.Key_Up)
    make_narrow(sample, qtbot)
    sample.commands["panel"].trigger()
    ways = [(verb, sample.commands["find"].trigger) for verb in ("另存为新文件", "打开", "打开所在文件夹")]
    sample.say("这份 Word 导出后改过，没有覆盖它：" + "年度报告" * 12, Mark.WARNING, ways)
    sample.commands["find"].trigger()
    panel = desk_of(sample).panel
    qtbot.waitUntil(lambda: panel.figure.height() >= panel.figure.minimumSizeHint().height())
    shown = [label for label in panel.figure.findChildren(QLabel) if label.isVisible()]
    shown += [label for label in panel.notice.findChildren(QLabel) if label.isVisible() and label.text()]
    assert len(shown) > 4
    for label in shown:
        assert label.height() >= label.heightForWidth(label.width()), label.text()
