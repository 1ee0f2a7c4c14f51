"""The pages as a PDF file, with the fonts in it and nothing about who made it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QSizeF
from PySide6.QtGui import QPageSize, QPainter, QPdfWriter

from app.window.printing import TWIPS
from app.window.printing.pages import Pages
from app.writers.files import whole


def write_pdf(pages: Pages, target: Path) -> None:
    """Writes the file whole or not at all. Raises `NotWritten`."""
    data = pdf(pages)
    with whole(target) as out:
        out.write(data)


def pdf(pages: Pages) -> bytes:
    """The bytes of the file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(pages.title)
    writer.setCreator("")
    writer.setResolution(TWIPS)
    writer.setPageSize(QPageSize(QSizeF(pages.width / 20, pages.height / 20), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    painter = QPainter(writer)
    for number, page in enumerate(pages.pages):
        if number:
            writer.newPage()
        page.draw(painter)
    painter.end()
    return bytes(buffer.data().data())
