"""What the program says was kept is kept; what it says was changed since is changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.report.edits import SetText
from app.report.text import PREAMBLE, SIGNATURE
from app.store import ReportFile, StorageError
from app.window.commands import exporting, keeping
from app.window.last_export import shows
from app.window.start.new_report import Wanted
from app.window.window import Window
from app.writers.content import Printed
from tests.window.driving import desk_of, keys, said, table
from tests.window.test_exporting import exported, later
from tests.window.test_history import choose, history, save

Key = Qt.Key
FULL = StorageError("磁盘已满。请腾出空间后重试。")


def _fail(*_: object) -> None:
    raise FULL


def test_a_restore_point_that_could_not_be_set_is_tried_again(
    filled: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "set_restore_point", _fail)
    filled.commands["save"].trigger()
    qtbot.waitUntil(lambda: said(filled).endswith(f"恢复点没有设成：{FULL.say}"), timeout=30_000)
    monkeypatch.undo()
    save(filled, qtbot)


def test_a_new_report_that_cannot_be_kept_is_said_and_can_be_made_again(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = Wanted("甲县司法局", 2025, own=True, path=tmp_path / "本.nianbao")
    monkeypatch.setattr(ReportFile, "commit", _fail)
    assert not window.make_report(wanted)
    assert (said(window), window.desk, list(tmp_path.iterdir())) == (FULL.say, None, [])
    monkeypatch.undo()
    assert window.make_report(wanted)
    assert not desk_of(window).document.session.read_only


@pytest.mark.parametrize("key", [PREAMBLE, "3", SIGNATURE])
def test_whatever_text_is_printed_counts_as_a_later_edit(filled: Window, qtbot: QtBot, key: str) -> None:
    exported(filled, qtbot)
    desk_of(filled).document.do(SetText(key, "后来写的。"))
    qtbot.waitUntil(lambda: later(filled).startswith("导出后又改了 1 处"))


def test_the_report_is_held_against_the_export_after_a_pause_not_at_every_key(
    filled: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    exported(filled, qtbot)
    pages: list[Printed] = []

    def counted(content: Printed) -> str:
        pages.append(content)
        return shows(content)

    monkeypatch.setattr(exporting, "shows", counted)
    for text in ("一", "二", "三"):
        desk_of(filled).document.do(SetText("1", text))
        desk_of(filled).document.judge()
    assert pages == []
    qtbot.waitUntil(lambda: later(filled).startswith("导出后又改了 3 处"))
    assert len(pages) == 1


def test_both_lists_of_the_history_fit_their_page(filled: Window, qtbot: QtBot) -> None:
    table(filled)
    keys(filled, "12", Key.Key_Return)
    page = history(filled, qtbot)
    choose(page, "粘贴", qtbot)
    em = page.fontMetrics().horizontalAdvance("国")
    for lines in (page.table, page.restoring.table):
        header = lines.horizontalHeader()
        assert header.length() == lines.viewport().width()
        assert all(header.sectionSize(at) >= 4 * em for at in range(header.count()))


def test_an_answer_about_a_row_left_behind_is_not_shown(filled: Window, qtbot: QtBot) -> None:
    page = history(filled, qtbot)
    choose(page, "粘贴", qtbot)
    told, seq = page.restoring.told, page.chosen
    assert seq is not None
    page.restoring._compared((seq - 1, FULL.say))
    assert page.restoring.told == told
    page.restoring._compared((seq, FULL.say))
    assert page.restoring.told == FULL.say
