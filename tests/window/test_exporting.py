"""What is written for others: read back, never over somebody's changes, and known to be out of date."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from app.form import FigureId
from app.report.edits import SetFigure
from app.window.exporting import PAPER, WEB, WORD, Exported, Kind, NotExported, Order, export, printed, target
from app.window.history.tab import HistoryTab
from app.window.last_export import digest_at
from app.window.window import Window
from app.writers import word
from app.writers.word import write_word
from tests.window.driving import GRANTED, RECEIVED, desk_of, keys, open_report, said, table
from tests.window.test_history import way

Key = Qt.Key


def exported(window: Window, qtbot: QtBot, name: str = "export") -> str:
    """What is said when the export is through."""
    desk_of(window).panel.notice.dismiss()
    window.commands[name].trigger()
    qtbot.waitUntil(lambda: said(window) != "", timeout=30_000)
    return said(window)


def order(window: Window, kind: Kind = WORD) -> Order:
    document = desk_of(window).document
    path = target(document, kind, draft=False)
    content = printed(document, draft=False)
    report, file = document.report, document.session.file.path
    return Order(kind, path, digest_at(path), content, report.form, dict(report.figures), report.year, file)


def test_the_written_word_file_is_read_back_figure_by_figure(sample: Window, qtbot: QtBot) -> None:
    assert exported(sample, qtbot).startswith("已导出 Word，数据 200 项逐项复核一致：")
    way(sample, "复制文件").click()
    (url,) = QGuiApplication.clipboard().mimeData().urls()
    assert Path(url.toLocalFile()) == target(desk_of(sample).document, draft=False)


def test_what_is_said_of_an_export_goes_with_the_next_edit(sample: Window, qtbot: QtBot) -> None:
    exported(sample, qtbot)
    desk_of(sample).go_to_tab(3)
    assert said(sample) != ""
    table(sample, RECEIVED)
    keys(sample, "3", Key.Key_Return)
    assert said(sample) == ""


def test_a_draft_with_gaps_reads_back_with_the_same_gaps(own: Window, qtbot: QtBot) -> None:
    assert exported(own, qtbot).startswith("已导出 Word 草稿，数据 200 项逐项复核一致：")


def test_a_file_that_reads_back_otherwise_is_told_as_such(
    sample: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slip(content: object, form: Path, path: Path) -> None:
        write_word(content, form, path)  # type: ignore[arg-type]
        page = docx.Document(str(path))
        page.tables[1].rows[3].cells[3].paragraphs[0].runs[0].text = "999"
        page.save(str(path))

    monkeypatch.setattr(word, "write_word", slip)
    outcome = export(order(sample))
    assert isinstance(outcome, Exported)
    assert RECEIVED in (outcome.differing or ())
    assert "复核有" in exported(sample, qtbot) or "没有覆盖" in said(sample)


def test_the_web_page_is_read_back_too(sample: Window, qtbot: QtBot) -> None:
    assert exported(sample, qtbot, "export_web").startswith("已导出网页，数据 200 项逐项复核一致：")
    assert target(desk_of(sample).document, WEB, draft=False).read_text("utf-8").startswith("<!DOCTYPE html>")


def test_the_working_paper_traces_what_is_in_the_file(sample: Window, qtbot: QtBot) -> None:
    assert exported(sample, qtbot, "export_paper").startswith("已导出底稿：")
    book = openpyxl.load_workbook(target(desk_of(sample).document, PAPER, draft=False))
    assert "来源" in book.sheetnames


def test_what_is_wanted_while_a_file_is_being_written_comes_after_it(sample: Window, qtbot: QtBot) -> None:
    document = desk_of(sample).document
    sample.commands["export"].trigger()
    sample.commands["export_web"].trigger()
    qtbot.waitUntil(lambda: said(sample).startswith("已导出网页"), timeout=30_000)
    assert target(document, draft=False).is_file()


def test_a_file_of_the_same_name_elsewhere_is_no_file_of_ours(sample: Window, tmp_path: Path) -> None:
    first = order(sample)
    assert isinstance(export(first), Exported)
    other = tmp_path / "别处"
    other.mkdir()
    (other / first.path.name).write_bytes(first.path.read_bytes() + b" ")
    elsewhere = replace(first, path=other / first.path.name, known=digest_at(other / first.path.name))
    outcome = export(elsewhere)
    assert isinstance(outcome, NotExported)
    assert "不是这里导出的" in outcome.say


def test_a_file_changed_since_is_kept_and_the_time_said(sample: Window, qtbot: QtBot) -> None:
    exported(sample, qtbot)
    path = target(desk_of(sample).document, draft=False)
    path.write_bytes(path.read_bytes() + b" ")
    assert exported(sample, qtbot).startswith("这份 Word 导出后改过（")
    way(sample, "另存为新文件").click()
    qtbot.waitUntil(lambda: said(sample).startswith("已导出"), timeout=30_000)
    assert path.with_stem(f"{path.stem}（2）").is_file()


@pytest.mark.parametrize("lock", [".~lock.{}#", "~${}", "~$"])
def test_a_file_open_in_word_or_wps_is_said_and_can_be_tried_again(sample: Window, qtbot: QtBot, lock: str) -> None:
    exported(sample, qtbot)
    path = target(desk_of(sample).document, draft=False)
    beside = path.with_name(lock.format(path.name) if "{}" in lock else lock + path.name[2:])
    beside.touch()
    before = path.stat().st_mtime_ns
    assert exported(sample, qtbot).startswith("Word 或 WPS 正打开着这个文件")
    assert path.stat().st_mtime_ns == before
    beside.unlink()
    way(sample, "重试").click()
    qtbot.waitUntil(lambda: said(sample).startswith("已导出"), timeout=30_000)


def test_a_folder_that_cannot_be_written_is_said(sample: Window, tmp_path: Path) -> None:
    outcome = export(replace(order(sample), path=tmp_path / "没有" / "年报.docx"))
    assert isinstance(outcome, NotExported)
    assert "没有文件夹" in outcome.say


def later(window: Window) -> str:
    """The line about later changes; "" while there is none."""
    label = window.exporting.later
    return label.accessibleName() if label.isVisible() else ""


def test_later_edits_stay_in_sight_also_after_reopening_until_exported_again(filled: Window, qtbot: QtBot) -> None:
    exported(filled, qtbot)
    assert later(filled) == ""
    table(filled)
    keys(filled, "12", Key.Key_Return, "5", Key.Key_Return)
    qtbot.waitUntil(lambda: later(filled).startswith("导出后又改了 2 处"))
    path = desk_of(filled).document.session.file.path
    filled.commands["close"].trigger()
    assert later(filled) == ""
    open_report(filled, path)
    assert later(filled).startswith("导出后又改了 2 处")
    desk_of(filled).panel.notice.dismiss()
    filled.exporting.later.linkActivated.emit("export")
    qtbot.waitUntil(lambda: said(filled).startswith("已导出"), timeout=30_000)
    assert later(filled) == ""


def test_what_is_undone_or_not_printed_is_no_later_edit(filled: Window, qtbot: QtBot) -> None:
    exported(filled, qtbot)
    table(filled)
    keys(filled, "12", Key.Key_Return)
    qtbot.waitUntil(lambda: later(filled).startswith("导出后又改了 1 处"))
    filled.commands["undo"].trigger()
    qtbot.waitUntil(lambda: later(filled) == "")


def test_the_later_edits_are_listed(filled: Window, qtbot: QtBot) -> None:
    exported(filled, qtbot)
    desk_of(filled).document.do(SetFigure("本级", FigureId(GRANTED), 3))
    desk_of(filled).document.judge()
    filled.exporting.later.linkActivated.emit("look")
    page = desk_of(filled).tabs.currentWidget()
    assert isinstance(page, HistoryTab)
    qtbot.waitUntil(lambda: [row.texts[2] for row in page.rows.rows[1:]] == ["填写表三“予以公开·自然人”"])


def test_two_orders_at_once_write_one_file(sample: Window, qtbot: QtBot) -> None:
    sample.commands["export"].trigger()
    sample.commands["export"].trigger()
    qtbot.waitUntil(lambda: said(sample).startswith("已导出"), timeout=30_000)
    folder = desk_of(sample).document.session.file.path.parent
    assert len(list(folder.glob("*.docx"))) == 1
