"""What the clerk sees: tabs, verdict, cells, panel."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QTabBar,
    QTextEdit,
)
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.form import FigureId
from app.report.edits import SetLastYear, SetOverride
from app.report.report import Override
from app.window.looks.palette import colours
from app.window.standing import Mark
from app.window.table.last_year import LastYear
from app.window.table.tab import TableTab
from app.window.window import Window
from tests.window.driving import GRANTED, RECEIVED, desk_of, findings, keys, shown, table, table_of, verdict

Key = Qt.Key


def test_there_is_a_tab_for_each_statutory_section(sample: Window) -> None:
    tabs = desk_of(sample).tabs
    titles = [tabs.tabText(at) for at in range(tabs.count())]
    assert titles == [
        "一 总体情况",
        "二 主动公开",
        "三 依申请公开",
        "四 复议诉讼",
        "五 问题改进",
        "六 其他",
        "单位 12/12",
    ]
    assert tabs.tabToolTip(2) == "三、收到和处理政府信息公开申请情况"


def test_the_sample_can_be_submitted(sample: Window) -> None:
    assert verdict(sample) == "可以提交"
    assert sample.commands["export"].iconText() == "导出 Word"


def test_all_rows_and_columns_of_table_three_are_in_view_on_an_office_screen(sample: Window, qtbot: QtBot) -> None:
    view = table(sample)
    qtbot.waitExposed(view)
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() == 0)
    assert view.horizontalScrollBar().maximum() == 0
    assert all(view.rowHeight(row) >= view.fontMetrics().height() + 2 for row in range(28))


def test_every_label_of_table_three_is_whole(sample: Window) -> None:
    view = table(sample)
    longest = "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"
    assert view.columnWidth(2) > view.fontMetrics().horizontalAdvance(longest)


def test_a_new_report_is_missing_and_not_wrong(own: Window) -> None:
    assert verdict(own) == "还不能提交：数据缺 166 项，文字缺 3 部分"
    assert "表三缺 144 项" in findings(own)
    assert shown(own, RECEIVED) == ""


def test_f8_goes_to_the_wrong_cell(sample: Window) -> None:
    document = desk_of(sample).document
    document.do(SetOverride(GRANTED, Override("fixed", 1, "试", document.report.rolled_up(GRANTED))))
    document.judge()
    desk_of(sample).go_to_tab(0)
    sample.commands["next"].trigger()
    tab = desk_of(sample).tabs.currentWidget()
    assert isinstance(tab, TableTab)
    assert str(tab.figure).startswith("requests.")
    assert verdict(sample).startswith("不能提交：")


def test_the_verdict_is_a_button_to_the_first_thing_to_do(own: Window) -> None:
    desk_of(own).go_to_tab(3)
    own.status.verdict.click()
    assert desk_of(own).tabs.currentIndex() == 0


def test_the_panel_names_the_units_and_their_cells(sample: Window) -> None:
    table(sample, RECEIVED)
    panel = desk_of(sample).panel.figure
    parts = panel._parts
    lines = [str(parts.index(row).data()) for row in range(parts.rowCount())]
    assert len(lines) == 12
    assert any("区政府办公室" in line and "!" in line for line in lines)


def test_a_number_over_the_roll_up_asks_for_its_reason_and_can_be_taken_back(sample: Window, qtbot: QtBot) -> None:
    table(sample, RECEIVED)
    before = shown(sample, RECEIVED)
    keys(sample, "5", Key.Key_Return)
    assert shown(sample, RECEIVED) == "5"
    qtbot.waitUntil(lambda: any("没有写理由" in line for line in findings(sample)))
    table(sample, RECEIVED)
    keys(sample, Key.Key_Delete)
    assert shown(sample, RECEIVED) == before


def test_larger_type_keeps_every_column_in_view(sample: Window, qtbot: QtBot) -> None:
    view = table(sample)
    for _ in range(2):
        sample.commands["larger"].trigger()
    qtbot.waitUntil(lambda: sample.status.scale.text() == "120 %")
    assert view.horizontalScrollBar().maximum() == 0
    sample.commands["usual"].trigger()


def test_models_are_sound(sample: Window, qtmodeltester: ModelTester) -> None:
    for model in (table_of(sample, RECEIVED).model(), desk_of(sample).units.units):  # type: ignore[union-attr]
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "paper"),
        ("ink", "ground"),
        ("ink", "head"),
        ("ink", "total"),
        ("ink", "selected"),
        ("ink", "error_fill"),
        ("ink", "warning_fill"),
        ("quiet", "paper"),
        ("quiet", "ground"),
        ("accent", "paper"),
        ("error", "paper"),
        ("error", "error_fill"),
        ("warning", "warning_fill"),
        ("done", "paper"),
    ],
)
def test_text_can_be_read_on_its_ground(scheme: str, ink: str, ground: str) -> None:
    chosen = colours(scheme)
    assert _contrast(getattr(chosen, ink), getattr(chosen, ground)) >= 4.5


def _contrast(one: QColor, other: QColor) -> float:
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_dark_colours_are_used_at_once(sample: Window, qtbot: QtBot) -> None:
    sample.commands["dark"].trigger()
    assert sample.looks.colours.paper == colours("dark").paper
    qtbot.waitUntil(lambda: sample.palette().base().color() == colours("dark").paper)
    sample.commands["light"].trigger()


def test_the_window_gets_smaller_than_an_office_screen(sample: Window) -> None:
    assert sample.minimumSizeHint().width() <= QSize(1093, 574).width()


def test_the_empty_cells_of_a_table_are_filled_with_zero_in_one_step(own: Window, qtbot: QtBot) -> None:
    table(own)
    keys(own, "3", Key.Key_Return)
    panel = desk_of(own).panel.findings
    while panel.current is None or not panel.current.text.startswith("表三缺"):
        own.commands["next"].trigger()
    zero = next(button for button in panel.ways.buttons if "没有发生" in button.text())
    assert zero.text() == "没有发生的填 0（143 格）(&0)"
    zero.click()
    qtbot.waitUntil(lambda: not any(line.startswith("表三缺") for line in findings(own)))
    assert shown(own, RECEIVED) == "3"
    own.commands["undo"].trigger()
    assert shown(own, GRANTED) == ""


def test_a_warning_is_explained_in_a_line(filled: Window, qtbot: QtBot) -> None:
    document = desk_of(filled).document
    document.enter(FigureId("proactive.normative.issued"), 3)
    document.judge()
    panel = desk_of(filled).panel.findings
    while panel.current is None or panel.current.mark is not Mark.WARNING:
        filled.commands["next"].trigger()
    panel.ways.reason.setText("联合制发，由牵头单位填报")
    next(button for button in panel.ways.buttons if "写说明" in button.text()).click()
    qtbot.waitUntil(lambda: not any(line.mark is Mark.WARNING for line in panel._lines.lines))


def test_the_heads_stay_in_view_on_a_small_screen(sample: Window, qtbot: QtBot) -> None:
    sample.resize(1093, 500)
    view = table(sample, FigureId("requests.carried_out.total"))
    qtbot.waitUntil(lambda: view.verticalScrollBar().maximum() > 0)
    table(sample, FigureId("requests.carried_out.total"))
    assert view.verticalScrollBar().value() > 0
    row, column = view.place_of(RECEIVED)
    view.go_to(RECEIVED)
    assert view.visualRect(view.model().index(row, column)).top() >= view._frozen.height_of_heads


def test_last_years_table_stands_beside_this_years(sample: Window) -> None:
    issued = FigureId("proactive.normative.issued")
    table(sample, issued)
    past = desk_of(sample).tab("2").findChild(LastYear)
    assert isinstance(past, LastYear)
    assert not past.table.isVisible()
    desk_of(sample).document.do(SetLastYear({issued: 77}))
    assert past.table.isVisible()
    assert past.table.model().index(*past.table.place_of(issued)).data() == "77"
    assert not past.table.model().flags(past.table.currentIndex()) & Qt.ItemFlag.ItemIsEditable


def test_every_control_has_a_name(sample: Window) -> None:
    nameless = [
        widget
        for kind in (QAbstractButton, QLineEdit, QAbstractItemView, QTextEdit)
        for widget in sample.findChildren(kind)
        if not (widget.accessibleName() or widget.toolTip() or getattr(widget, "text", str)())
        and not widget.objectName().startswith("qt_")
        and not widget.parent().inherits("QComboBoxPrivateContainer")
        and not isinstance(widget.parent(), QAbstractItemView | QComboBox | QAbstractSpinBox | QTabBar)
    ]
    assert [(widget.parent(), widget) for widget in nameless] == []
