"""The pages on a printer."""

from __future__ import annotations

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from app.window.printing import TWIPS
from app.window.printing.pages import Pages


def printer_for(pages: Pages) -> QPrinter:
    """The usual printer, set to this paper from edge to edge."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(pages.title)
    printer.setFullPage(True)
    printer.setPageSize(QPageSize(QSizeF(pages.width / 20, pages.height / 20), QPageSize.Unit.Point))
    return printer


def print_pages(pages: Pages, printer: QPrinter) -> int:
    """Prints the pages that were chosen, as often as wanted; how many were sent, 0 where the printer does not begin."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages.pages)
    chosen = list(pages.pages[first - 1 : last])
    if printer.pageOrder() is QPrinter.PageOrder.LastPageFirst:
        chosen.reverse()
    if not printer.supportsMultipleCopies():
        chosen *= printer.copyCount()
    painter = QPainter()
    if not painter.begin(printer):
        return 0
    painter.scale(printer.resolution() / TWIPS, printer.resolution() / TWIPS)
    for at, page in enumerate(chosen):
        if at:
            printer.newPage()
        page.draw(painter)
    painter.end()
    return len(chosen)
