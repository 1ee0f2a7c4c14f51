"""The report on paper: its pages, the preview, PDF, the printer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.resources import template
from app.window.printing.pages import Page, Pages, lay_out
from app.window.printing.pdf import pdf
from app.window.printing.printer import print_pages, printer_for
from app.window.printing.tab import PreviewTab
from app.window.window import Window
from tests.window.driving import RECEIVED, desk_of, keys, said, table
from tests.writers.reports import report

Key = Qt.Key
FULL = "国" * 2000


def laid(**parts: object) -> Pages:
    return lay_out(report(**parts), template("report.docx"))  # type: ignore[arg-type]


def lines(page: Page) -> list[str]:
    return page.text.split("\n")


def preview(window: Window, qtbot: QtBot) -> PreviewTab:
    """The preview, with its pages there and the focus on them."""
    window.commands["preview"].trigger()
    page = desk_of(window).page("preview")
    assert isinstance(page, PreviewTab)
    qtbot.waitUntil(lambda: page.sheets.count > 0)
    return page


def test_a_full_page_has_22_lines_of_28_characters() -> None:
    second = lines(laid(text={"1": (FULL,)}).pages[1])
    assert [len(line) for line in second[:-1]] == [28] * 22


def test_each_table_stands_whole_on_a_page_with_its_heading() -> None:
    pages = [page.text for page in laid(text={"1": (FULL,)}).pages]
    whole = [page for page in pages if "三、收到和处理政府信息公开申请情况" in page]
    assert len(whole) == 1
    assert "四、结转下年度继续办理" in whole[0]
    second = next(page for page in pages if "二、主动公开政府信息情况" in page)
    assert "行政事业性收费" in second


def test_page_numbers_stand_at_the_outer_edge() -> None:
    first, second = laid(text={"1": (FULL,)}).pages[:2]
    numbers = [max(page.runs, key=lambda run: run.y) for page in (first, second)]
    assert [lines(page)[-1] for page in (first, second)] == ["— 1 —", "— 2 —"]
    assert numbers[0].x > 11906 / 2 > numbers[1].x


def test_only_a_draft_says_so_on_each_page() -> None:
    assert [lines(page)[0] for page in laid(draft=True).pages] == ["草稿"] * 3
    assert not any("草稿" in page.text for page in laid().pages)


def test_no_line_begins_with_a_sign_that_may_not_and_no_number_is_torn() -> None:
    text = "国" * 26 + "，" + "国" * 26 + "（三）" + "国" * 20 + "2025年“" + "国" * 30 + "”。1234.5678万元" * 9
    shown = [line for page in laid(text={"1": (text,)}).pages for line in lines(page)]
    assert not any(line[:1] in "，。）”" for line in shown if line)
    assert sum(line.count("1234.5678") for line in shown) == 9


def test_both_edges_of_the_text_are_even() -> None:
    page = laid(text={"1": ("国" * 20 + "共收到3816件申请" * 20,)}).pages[0]
    lasts = {run.y: run for run in page.runs}
    mixed = [y for y in lasts if any(run.y == y and run.text == "3816" for run in page.runs)]
    body = [lasts[y].x + QFontMetricsF(lasts[y].font).horizontalAdvance(lasts[y].text) for y in mixed[:-1]]
    assert len(body) > 3
    assert all(abs(end - (11906 - 1474)) < 25 for end in body)  # what is set between characters stands behind the last


def test_the_preview_is_leafed_through_by_keys(sample: Window, qtbot: QtBot) -> None:
    page = preview(sample, qtbot)
    assert sample.focusWidget() is page.sheets
    keys(sample, Key.Key_PageDown)
    assert page.sheets.number == 2
    assert page.sheets.accessibleName() == f"打印预览，第 2 页，共 {page.sheets.count} 页"
    keys(sample, Key.Key_End)
    assert page.sheets.number == page.sheets.count
    assert "六、其他需要报告的事项" in page.sheets.accessibleDescription()
    keys(sample, Key.Key_Home)
    assert page.sheets.number == 1


def test_the_preview_gets_larger_and_smaller(sample: Window, qtbot: QtBot) -> None:
    page = preview(sample, qtbot)
    wide = page.sheets.verticalScrollBar().maximum()
    keys(sample, Key.Key_Plus)
    assert page.sheets.verticalScrollBar().maximum() > wide
    next(button for button in page.findChildren(QPushButton) if button.text() == "整页").click()
    assert page.sheets.verticalScrollBar().maximum() < wide


def test_the_preview_follows_the_report(own: Window, qtbot: QtBot) -> None:
    page = preview(own, qtbot)
    desk_of(own).document.enter(RECEIVED, 4321)
    sheets = page.sheets
    qtbot.waitUntil(lambda: any("4321" in shown.text for shown in sheets._pages.pages))  # type: ignore[union-attr]


def test_escape_closes_the_preview(sample: Window, qtbot: QtBot) -> None:
    preview(sample, qtbot)
    keys(sample, Key.Key_Escape)
    assert desk_of(sample).page("preview") is None


def ways(window: Window) -> dict[str, QPushButton]:
    """The buttons under what the program says."""
    return {button.text(): button for button in desk_of(window).panel.notice.findChildren(QPushButton)}


def written(window: Window) -> list[Path]:
    return sorted(desk_of(window).document.session.file.path.parent.glob("*.pdf"))


def test_a_pdf_has_the_title_and_its_fonts_and_no_author(sample: Window, qtbot: QtBot) -> None:
    sample.commands["pdf"].trigger()
    qtbot.waitUntil(lambda: "已导出 PDF" in said(sample))
    (file,) = written(sample)
    data = file.read_bytes()
    title = desk_of(sample).document.report.title
    assert file.stem == title
    assert data.startswith(b"%PDF-")
    assert b"/FontFile2" in data
    assert title.encode() in data
    assert b"/Author ()" in data
    assert b"<rdf:Seq>" in data
    assert b"".join(data.partition(b"<rdf:Seq>")[2].partition(b"</rdf:Seq>")[0].split()) == b"<rdf:li></rdf:li>"


def test_a_pdf_that_somebody_changed_stays(sample: Window, qtbot: QtBot) -> None:
    sample.commands["pdf"].trigger()
    qtbot.waitUntil(lambda: "已导出 PDF" in said(sample))
    (file,) = written(sample)
    file.write_bytes(b"annotated")
    sample.commands["pdf"].trigger()
    qtbot.waitUntil(lambda: "没有覆盖" in said(sample))
    assert file.read_bytes() == b"annotated"
    ways(sample)["另存为新文件"].click()
    qtbot.waitUntil(lambda: len(written(sample)) == 2)


def test_without_a_printer_the_way_is_a_pdf(sample: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: []))
    sample.commands["print"].trigger()
    assert "没有安装打印机" in said(sample)
    ways(sample)["导出 PDF"].click()
    qtbot.waitUntil(lambda: len(written(sample)) == 1)


def test_the_printer_gets_the_pages_that_were_chosen(tmp_path: Path, qtbot: QtBot) -> None:
    pages = laid(text={"1": (FULL,)})
    printer = printer_for(pages)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "印.pdf"))
    printer.setFromTo(2, 3)
    assert print_pages(pages, printer) == 2
    assert (tmp_path / "印.pdf").read_bytes().count(b"/Type /Page\n") == 2
    assert pdf(pages).count(b"/Type /Page\n") == len(pages.pages)


def test_editing_goes_on_behind_the_preview(own: Window, qtbot: QtBot) -> None:
    preview(own, qtbot)
    table(own)
    keys(own, "7", Key.Key_Return)
    assert desk_of(own).document.report.figures[RECEIVED] == 7


def test_the_signature_stands_at_the_right_of_the_last_page() -> None:
    signed = replace(report(), signature=("东山县人民政府", "2026年1月15日"))
    page = lay_out(signed, template("report.docx")).pages[-1]
    assert lines(page)[-3:-1] == ["东山县人民政府", "2026年1月15日"]
    (date,) = {run.y for run in page.runs if run.text == "日"}
    end = max(run.x + QFontMetricsF(run.font).horizontalAdvance(run.text) for run in page.runs if run.y == date)
    assert abs(11906 - 1474 - end - 4 * 320) < 10
