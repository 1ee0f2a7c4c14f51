"""The whole job without a mouse, and told to those who cannot see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.form import FigureId
from app.resources import resource
from app.window.arriving.tab import ImportTab
from app.window.start.new_report import Wanted
from app.window.table.view import TableView
from app.window.window import Window
from tests.window.driving import FEE, GRANTED, RECEIVED, desk_of, keys, shown, table

Key = Qt.Key


def stops(window: Window) -> list[QWidget]:
    """What Tab has to stop at. Of the buttons of a choice it stops at the one that is chosen; arrows go on."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not (isinstance(widget, QAbstractButton) and _is_another_choice(widget))
    ]


def _is_another_choice(button: QAbstractButton) -> bool:
    group = button.group()
    return (button.autoExclusive() or (group is not None and group.exclusive())) and not button.isChecked()


def spoken(widget: QWidget) -> str:
    """What a screen reader says of a control."""
    accessible = QAccessible.queryAccessibleInterface(widget)
    return accessible.text(QAccessible.Text.Name) if accessible else ""


def nameless(window: Window) -> list[QWidget]:
    """What can have the focus, by key or by mouse, and would be announced as nothing."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
        and widget.focusProxy() is None
        and not spoken(widget)
    ]


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def walk(window: Window) -> list[QWidget]:
    """Where Tab leads, until it has been everywhere it goes."""
    reached: list[QWidget] = []
    while focus() not in reached:
        reached.append(focus())
        if isinstance(focus(), TableView):  # there Tab goes to the next figure, and F6 on
            window.commands["next_area"].trigger()
        else:
            QTest.keyClick(focus(), Key.Key_Tab)
            if focus() is reached[-1]:  # on a link in it
                QTest.keyClick(focus(), Key.Key_Tab)
    return reached


def import_some(window: Window, folder: Path, qtbot: QtBot) -> None:
    assert window.make_report(Wanted("甲县人民政府", 2025, own=False, path=folder / "新.nianbao"))
    (folder / "坏.xls").write_bytes(b"no workbook")
    window.gathering.take_files([resource("sample/returns"), folder / "坏.xls"])
    page = desk_of(window).tabs.currentWidget()
    assert isinstance(page, ImportTab)
    qtbot.waitUntil(page.take.isEnabled, timeout=20_000)


def override(window: Window) -> None:
    table(window, RECEIVED)
    keys(window, "5", Key.Key_Return)
    table(window, RECEIVED)


STATES: dict[str, Callable[[Window], object]] = {
    "总体情况": lambda window: desk_of(window).go_to_tab(0),
    "主动公开": lambda window: table(window, FEE),
    "依申请公开": lambda window: table(window, GRANTED),
    "复议诉讼": lambda window: desk_of(window).go_to_tab(3),
    "其他": lambda window: desk_of(window).go_to_tab(5),
    "单位": lambda window: desk_of(window).go_to_tab(6),
    "一个单位": lambda window: desk_of(window).open_unit("教育体育局", RECEIVED),
    "报告信息": lambda window: window.commands["particulars"].trigger(),
    "前言": lambda window: window.commands["preamble"].trigger(),
    "问题": lambda window: window.commands["next"].trigger(),
    "改数": override,
    "消息": lambda window: window.commands["save"].trigger(),
    "查找": lambda window: window.commands["find"].trigger(),
    "修改记录": lambda window: window.commands["history"].trigger(),
    "恢复点": lambda window: window.commands["restore_points"].trigger(),
    "打印预览": lambda window: window.commands["preview"].trigger(),
}


@pytest.mark.parametrize("state", STATES)
def test_tab_reaches_every_control_and_each_has_a_name(sample: Window, state: str) -> None:
    STATES[state](sample)
    sample.activateWindow()
    assert nameless(sample) == []
    reached = walk(sample)
    assert [spoken(widget) for widget in stops(sample) if widget not in reached] == []


def test_tab_reaches_every_control_of_the_start_page_and_of_a_new_report(window: Window) -> None:
    assert {spoken(widget) for widget in stops(window)} >= {"新建年报", "打开", "看示例"}
    assert set(stops(window)) == set(walk(window))
    window.commands["new"].trigger()
    window.start.new.organ.setEditText("甲县人民政府")
    window.start.new.setFocus()
    assert all(spoken(widget) for widget in stops(window))
    assert set(stops(window)) <= set(walk(window))


def test_tab_reaches_every_control_of_an_import(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    import_some(window, tmp_path, qtbot)
    assert all(spoken(widget) for widget in stops(window))
    reached = walk(window)
    assert [spoken(widget) for widget in stops(window) if widget not in reached] == []


def spoken_cell(view: TableView, figure: FigureId) -> str:
    """What a screen reader says of a cell; it counts the hidden heads, too."""
    row, column = view.place_of(figure)
    at = (row + 1) * (view.model().columnCount() + 1) + column + 1
    return QAccessible.queryAccessibleInterface(view).child(at).text(QAccessible.Text.Name)


def test_a_cell_tells_its_place_its_figure_and_its_state(sample: Window) -> None:
    view = table(sample, FEE)
    assert QAccessible.queryAccessibleInterface(view).role() is QAccessible.Role.Table
    assert spoken_cell(view, FEE).endswith(f"，{shown(sample, FEE)}")
    assert "行政事业性收费" in spoken_cell(view, FEE)


def test_an_empty_cell_says_that_it_is_not_filled_in(own: Window) -> None:
    view = table(own, RECEIVED)
    assert spoken_cell(view, RECEIVED).endswith("，未填")


def test_no_key_belongs_to_two_commands(window: Window) -> None:
    keys_of = [key.toString() for action in window.actions() for key in action.shortcuts()]
    assert [key for key, count in Counter(keys_of).items() if count > 1] == []
    assert len(keys_of) > 20


def menus(window: Window) -> list[QMenu]:
    return [menu for menu in window.menuBar().findChildren(QMenu) if menu.title()]


def letters(texts: list[str]) -> list[str]:
    return [text[text.index("&") + 1].upper() for text in texts if "&" in text]


def test_each_letter_opens_one_menu_and_one_entry_of_it(sample: Window) -> None:
    bar = [action.text() for action in sample.menuBar().actions()]
    assert len(set(letters(bar))) == len(bar)
    for menu in menus(sample):
        entries = [action.text() for action in menu.actions() if not action.isSeparator()]
        assert len(letters(entries)) == len(entries), menu.title()
        assert [letter for letter, count in Counter(letters(entries)).items() if count > 1] == [], menu.title()


def test_the_pages_stand_in_the_menu_by_their_names(sample: Window) -> None:
    pages = [action.text() for action in sample.commands.tabs.actions() if action.isVisible()]
    assert (pages[0], pages[-1]) == ("一 总体情况(&1)", "单位(&7)")


def test_a_report_of_one_organ_has_no_page_of_units_in_the_menu(own: Window) -> None:
    pages = [action.text() for action in own.commands.tabs.actions() if action.isVisible()]
    assert (len(pages), pages[-1]) == (6, "六 其他(&6)")


def test_no_button_takes_the_letter_of_a_menu(sample: Window) -> None:
    sample.commands["next"].trigger()
    buttons = [button.text() for button in sample.findChildren(QAbstractButton) if not button.actions()]
    of_menus = letters([action.text() for action in sample.menuBar().actions()])
    assert not set(letters([text for text in buttons if "(&" in text])) & set(of_menus)


def test_every_command_is_in_a_menu(window: Window) -> None:
    in_menus: set[QAction] = {action for menu in menus(window) for action in menu.actions()}
    assert [action.text() for action in window.actions() if action not in in_menus] == []


def test_f6_goes_round_between_report_panel_and_verdict(sample: Window) -> None:
    view = table(sample)
    desk, status = desk_of(sample), sample.status
    assert focus() is view
    sample.commands["next_area"].trigger()
    assert desk.tabs.isAncestorOf(focus())  # ＋ 表后说明, below the table
    for area in (desk.panel, status, desk.tabs):
        sample.commands["next_area"].trigger()
        assert area.isAncestorOf(focus())
    assert focus() is view
    sample.commands["previous_area"].trigger()
    assert status.isAncestorOf(focus())


def test_f6_passes_over_a_folded_panel(sample: Window) -> None:
    table(sample)
    sample.commands["panel"].trigger()
    for _ in range(2):
        sample.commands["next_area"].trigger()
    assert focus() is sample.status.verdict


def test_escape_in_the_panel_goes_back_to_the_table(sample: Window) -> None:
    view = table(sample)
    for _ in range(2):
        sample.commands["next_area"].trigger()
    assert desk_of(sample).panel.isAncestorOf(focus())
    keys(sample, Key.Key_Escape)
    assert focus() is view


def test_the_next_tab_is_a_key_away_from_within_a_table(sample: Window) -> None:
    desk_of(sample).go_to_tab(1)
    QTest.keyClick(focus(), Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert desk_of(sample).tabs.currentIndex() == 2
    QTest.keyClick(focus(), Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert desk_of(sample).tabs.currentIndex() == 1
    sample.commands["previous_tab"].trigger()
    sample.commands["previous_tab"].trigger()
    assert desk_of(sample).tabs.currentIndex() == desk_of(sample).tabs.count() - 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_focus_is_seen_wherever_it_is(sample: Window, scheme: str, qtbot: QtBot) -> None:
    sample.commands[scheme].trigger()
    desk_of(sample).go_to_tab(6)
    for widget in walk(sample):
        widget.setFocus()
        place = QRect(widget.mapTo(sample, widget.rect().topLeft()), widget.size())
        picture = sample.grab(place.adjusted(-1, -1, 1, 1)).toImage()
        accent = sample.looks.colours.accent.rgb()
        assert sum(picture.pixel(x, 0) == accent for x in range(picture.width())) > picture.width() // 2, spoken(widget)
    sample.commands["light"].trigger()


def test_the_frame_goes_where_its_widget_goes(sample: Window, qtbot: QtBot) -> None:
    table(sample)
    sample.commands["next_area"].trigger()
    sample.resize(1280, 680)
    framed = focus()
    qtbot.waitUntil(lambda: sample._focus_frame.geometry().contains(_place(framed, sample).center()))
    table(sample)
    assert not sample._focus_frame.isVisible()


def _place(widget: QWidget, window: Window) -> QRect:
    return QRect(widget.mapTo(window, widget.rect().topLeft()), widget.size())


def test_enter_presses_the_button_that_has_the_focus(window: Window) -> None:
    assert spoken(focus()).startswith("新建")
    keys(window, Key.Key_Return)
    assert window.start.new.isVisible()


def test_enter_presses_a_button_once(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    import_some(window, tmp_path, qtbot)
    desk_of(window).importing.turn_away.setFocus()  # type: ignore[union-attr]
    keys(window, Key.Key_Return)
    assert desk_of(window).importing is None


def test_a_closed_window_follows_the_focus_no_more(window: Window, qtbot: QtBot) -> None:
    window.close()
    vars(window._focus_frame).clear()  # as the search for garbage leaves it
    elsewhere = QWidget()
    qtbot.addWidget(elsewhere)
    with qtbot.captureExceptions() as faults:
        QApplication.instance().focusChanged.emit(window, elsewhere)  # type: ignore[union-attr]
    assert faults == []
