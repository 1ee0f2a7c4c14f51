"""The icons of commands, drawn in the colour of the text."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.resources import resource

_SIZES = (20, 40)


def icon(name: str, colour: QColor, disabled: QColor) -> QIcon:
    """The drawing `resources/icons/NAME.svg`, whose `currentColor` becomes this colour."""
    drawing = resource("icons") / f"{name}.svg"
    text = drawing.read_text(encoding="utf-8")
    made = QIcon()
    for mode, ink in ((QIcon.Mode.Normal, colour), (QIcon.Mode.Disabled, disabled)):
        renderer = QSvgRenderer(QByteArray(text.replace("currentColor", ink.name()).encode()))
        for size in _SIZES:
            made.addPixmap(_rendered(renderer, size), mode)
    return made


def _rendered(renderer: QSvgRenderer, size: int) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap
