"""A list of units that was dropped with the returns, or alone, is known for what it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from pytestqt.qtbot import QtBot

from app.window.arriving.arrivals import Decision, Fate
from app.window.arriving.tab import ImportTab
from app.window.window import Window
from tests.window.driving import desk_of, findings, said, verdict
from tests.window.test_importing import drop, new, read
from tests.window.test_preview import at, decide, fates, sheet


def imported(window: Window, qtbot: QtBot, path: Path) -> ImportTab:
    """The import; a text is first looked at whether it is the report's."""
    drop(window, path)
    qtbot.waitUntil(lambda: desk_of(window).importing is not None)
    return read(window, qtbot)


UNITS = ("教育局", "民政局", "水利局", "城关镇人民政府")


@pytest.fixture
def fresh(window: Window, tmp_path: Path) -> Window:
    new(window, tmp_path)
    return window


def book(path: Path) -> Path:
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.append(["甲县政府信息公开单位名册"])
    sheet.append(["序号", "单位名称", "联系人"])
    for number, unit in enumerate(UNITS, 1):
        sheet.append([number, unit, "某某"])
    made.save(path)
    return path


def words(path: Path) -> Path:
    path.write_text("\n".join(UNITS), encoding="utf-8")
    return path


@pytest.mark.parametrize(("make", "name"), [(book, "名册.xlsx"), (words, "名册.txt")])
def test_a_dropped_list_of_units_is_offered_as_the_roster(
    fresh: Window, qtbot: QtBot, tmp_path: Path, make: object, name: str
) -> None:
    assert callable(make)
    tab = imported(fresh, qtbot, make(tmp_path / name))
    assert tab.head == "名册 1"
    assert at(tab, name).words == "单位名册，4 个单位"
    assert tuple(line.text for line in tab.detail.lines.lines[1:]) == UNITS
    decide(tab, name, Decision.ROSTER)
    desk = desk_of(fresh)
    assert tuple(desk.document.report.units) == UNITS
    assert said(fresh) == "名册有 4 个单位。"
    assert desk.importing is None
    fresh.commands["undo"].trigger()
    assert not desk.document.report.units


def test_a_list_of_units_among_returns_waits_for_nobody_and_leaves_no_finding(
    fresh: Window, qtbot: QtBot, tmp_path: Path
) -> None:
    folder = tmp_path / "报送"
    folder.mkdir()
    sheet(folder / "教育局.xlsx")
    book(folder / "00名册.xlsx")
    tab = imported(fresh, qtbot, folder)
    assert tab.head == "新报 1 · 名册 1"
    tab.take.click()
    desk_of(fresh).document.judge()
    assert "没有计入" not in verdict(fresh)
    assert not any("名册.xlsx" in line for line in findings(fresh))
    assert desk_of(fresh).importing is tab
    decide(tab, "00名册.xlsx", Decision.ROSTER)
    desk_of(fresh).document.judge()
    assert "3 个单位未报" in verdict(fresh)
    assert desk_of(fresh).importing is None


def test_with_a_roster_another_list_is_only_mentioned(fresh: Window, qtbot: QtBot, tmp_path: Path) -> None:
    tab = imported(fresh, qtbot, words(tmp_path / "名册.txt"))
    decide(tab, "名册.txt", Decision.ROSTER)
    (tmp_path / "新.txt").write_text("\n".join((*UNITS, "统计局")), encoding="utf-8")
    tab = imported(fresh, qtbot, tmp_path / "新.txt")
    assert fates(tab) == {"新.txt": Fate.LEFT}
    decide(tab, "新.txt", Decision.ROSTER)
    assert "统计局" in desk_of(fresh).document.report.units


def test_a_letter_is_no_list_of_units(fresh: Window, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "说明.txt").write_text("各位同事：\n今年的报送表在附件里。\n请查收。\n教育局", encoding="utf-8")
    tab = imported(fresh, qtbot, tmp_path / "说明.txt")
    assert fates(tab) == {"说明.txt": Fate.REFUSED}
