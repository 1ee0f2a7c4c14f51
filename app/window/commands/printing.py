"""打印预览, 打印: the report on paper without Word. What lays it out is loaded when it is first wanted."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Slot

from app.resources import template
from app.window import exporting
from app.window.document import Document
from app.window.printing.tab import PreviewTab, told_of
from app.window.standing import Mark
from app.writers.content import Printed

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from app.window.printing.pages import Pages
    from app.window.window import Window

_PREVIEW = "preview"


class Printing(QObject):
    """The same pages for the eye and the printer."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window

    @Slot()
    def do_preview(self) -> None:
        if (desk := self._window.desk) is None:
            return
        page = desk.page(_PREVIEW)
        if not isinstance(page, PreviewTab):
            page = PreviewTab(desk.document)
            page.wanted.connect(self._lay_out_preview)
            page.print_wanted.connect(self.do_print)
            page.pdf_wanted.connect(self._window.exporting.do_pdf)
            desk.open_page(_PREVIEW, page, "打印预览", "打印出来的样子")
        desk.tabs.setCurrentWidget(page)

    @Slot()
    def _lay_out_preview(self) -> None:
        """Lays out the report as it was judged last: when it is judged again, the preview asks again."""
        if (desk := self._window.desk) is not None and isinstance(page := desk.page(_PREVIEW), PreviewTab):
            desk.keep()
            self._lay_out(_printed(desk.document), page.show_pages)

    @Slot()
    def do_print(self) -> None:
        """Lets the clerk choose the printer; where there is none, says so."""
        from PySide6.QtPrintSupport import QPrinterInfo  # few sittings print

        if self._window.desk is None:
            return
        if QPrinterInfo.availablePrinterNames():
            self._lay_out(self._content(), self._choose_printer)
        else:
            say = "这台电脑没有安装打印机。可以导出 PDF，到能打印的电脑上打印。"
            self._window.say(say, Mark.WARNING, [("导出 PDF", self._window.exporting.do_pdf)])

    @Slot(object)
    def _choose_printer(self, pages: Pages) -> None:
        from PySide6.QtPrintSupport import QPrintDialog

        from app.window.printing.printer import printer_for

        printer = printer_for(pages)
        dialog = QPrintDialog(printer, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setMinMax(1, len(pages.pages))
        dialog.accepted.connect(partial(self._print, pages, printer))
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.show()

    def _print(self, pages: Pages, printer: QPrinter, *_: object) -> None:
        from app.window.printing.printer import print_pages

        if count := print_pages(pages, printer):
            where = printer.outputFileName() or printer.printerName()
            self._window.say(f"已送去打印 {count} 页：{where}。{told_of(pages)}", Mark.DONE)
        else:
            say = f"打印机“{printer.printerName()}”没有接受。请检查打印机，或者导出 PDF。"
            self._window.say(say, Mark.ERROR, [("导出 PDF", self._window.exporting.do_pdf)])

    def _content(self) -> Printed:
        """The report as it is now."""
        desk = self._window.desk
        assert desk is not None
        desk.keep()
        desk.document.judge()
        return _printed(desk.document)

    def _lay_out(self, content: Printed, then: Callable[[Any], None]) -> None:
        from app.window.printing.pages import lay_out

        self._window.work(partial(lay_out, content, template("report.docx")), exporting.REFUSALS, then)


def _printed(document: Document) -> Printed:
    return exporting.printed(document, draft=not document.standing.is_ready)
