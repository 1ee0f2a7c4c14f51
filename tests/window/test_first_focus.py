"""Each page opens with the focus where work goes on, Tab goes on as one reads, and Esc leads back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.window.window import Window
from tests.window.driving import RECEIVED, desk_of, finish_opening, table
from tests.window.test_keyboard import focus, import_some, spoken

Key = Qt.Key
VERDICT = "可以提交"


def tab(number: int) -> Callable[[Window], object]:
    return lambda window: desk_of(window).go_to_tab(number)


def unit(window: Window) -> None:
    desk_of(window).open_unit("教育体育局", RECEIVED)


def command(name: str) -> Callable[[Window], object]:
    return lambda window: window.commands[name].trigger()


def path(window: Window, count: int) -> list[str]:
    """What has the focus now, and where Tab leads from there."""
    names = [spoken(focus())]
    for _ in range(count - 1):
        QTest.keyClick(focus(), Key.Key_Tab)
        names.append(spoken(focus()))
    return names


PAGES: dict[str, tuple[Callable[[Window], object], list[str]]] = {
    "总体情况": (tab(0), ["一、总体情况", "＋ 前言（可不写）"]),
    "主动公开": (tab(1), ["二、主动公开政府信息情况"]),
    "依申请公开": (tab(2), ["三、收到和处理政府信息公开申请情况"]),
    "复议诉讼": (tab(3), ["四、政府信息公开行政复议、行政诉讼情况"]),
    "问题改进": (tab(4), ["五、存在的主要问题及改进情况"]),
    "其他": (tab(5), ["六、其他需要报告的事项", "＋ 落款和日期（可不写）"]),
    "单位": (tab(6), ["单位", "全部 12", "增加的单位", "增加单位", "名册", "导入报送表…"]),
    "一个单位": (unit, ["三、收到和处理政府信息公开申请情况"]),
    "报告信息": (command("particulars"), ["编报机关", "报告年度"]),
    "修改记录": (command("history"), ["修改记录", "恢复会改动的内容", "筛选修改记录"]),
    "恢复点": (command("restore_points"), ["恢复点"]),
    "打印预览": (command("preview"), ["打印预览，第 1 页，共 4 页", "上一页", "下一页", "缩小", "放大"]),
    "查找": (command("find"), ["查找的内容", "收起查找"]),
    "替换": (command("replace"), ["查找的内容", "收起查找", "替换为"]),
    "前言": (command("preamble"), ["前言"]),
}
BACK = ("报告信息", "修改记录", "恢复点", "打印预览", "查找", "替换")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_opens_where_work_goes_on_and_tab_goes_as_one_reads(sample: Window, page: str) -> None:
    table(sample)
    show, names = PAGES[page]
    show(sample)
    finish_opening()
    assert path(sample, len(names)) == names


@pytest.mark.parametrize("page", PAGES)
def test_f6_leads_from_each_page_to_the_verdict_and_back_to_the_work(sample: Window, page: str) -> None:
    PAGES[page][0](sample)
    finish_opening()
    for _ in range(3):
        sample.commands["next_area"].trigger()
        if spoken(focus()) == VERDICT:
            break
    assert spoken(focus()) == VERDICT
    sample.commands["next_area"].trigger()
    assert desk_of(sample).tabs.currentWidget().isAncestorOf(focus())


@pytest.mark.parametrize("page", BACK)
def test_escape_leads_back_from_what_was_opened_to_where_the_work_was(sample: Window, page: str) -> None:
    view = table(sample)
    PAGES[page][0](sample)
    finish_opening()
    QTest.keyClick(sample.windowHandle(), Key.Key_Escape)
    assert focus() is view


def test_escape_leads_from_a_unit_to_the_list(sample: Window) -> None:
    unit(sample)
    QTest.keyClick(sample.windowHandle(), Key.Key_Escape)
    assert spoken(focus()) == "单位"


def test_escape_leads_from_a_new_report_back_to_the_start(window: Window) -> None:
    first = focus()
    assert spoken(first).startswith("新建")
    window.commands["new"].trigger()
    assert focus() is window.start.new.organ
    assert path(window, 3)[1:] == ["报告年度", "汇总各单位"]
    QTest.keyClick(window.windowHandle(), Key.Key_Escape)
    assert focus() is first


def test_an_import_opens_on_what_takes_it(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    import_some(window, tmp_path, qtbot)
    assert path(window, 3) == ["采用 12 个", "读入的文件", "暂不采用"]
