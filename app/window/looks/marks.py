"""The marks ○ ✕ ! ✓, drawn as shapes of their own so that they show in every font and without colour."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap

from app.window.looks.palette import Colours
from app.window.standing import Mark

_SIZES = (16, 32)


def colour_of(mark: Mark, colours: Colours) -> QColor:
    """The colour that goes with the shape."""
    return {
        Mark.OPEN: colours.quiet,
        Mark.ERROR: colours.error,
        Mark.WARNING: colours.warning,
        Mark.NOTICE: colours.quiet,
        Mark.DONE: colours.done,
    }[mark]


def mark_icon(mark: Mark, colours: Colours) -> QIcon:
    """The mark as an icon for tabs, lists and buttons."""
    return _drawn(mark, colour_of(mark, colours).rgb())


@cache
def _drawn(mark: Mark, rgb: int) -> QIcon:
    icon = QIcon()
    for size in _SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        draw_mark(painter, mark, QRectF(0, 0, size, size), QColor(rgb))
        painter.end()
        icon.addPixmap(pixmap)
        icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


def draw_mark(painter: QPainter, mark: Mark, within: QRectF, colour: QColor) -> None:
    """Draws the mark as large as the square allows."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    side = min(within.width(), within.height())
    painter.translate(within.center())
    painter.scale(side / 16, side / 16)
    painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    match mark:
        case Mark.OPEN:
            painter.drawEllipse(QPointF(0, 0), 4.5, 4.5)
        case Mark.ERROR:
            painter.drawLine(QPointF(-4, -4), QPointF(4, 4))
            painter.drawLine(QPointF(-4, 4), QPointF(4, -4))
        case Mark.WARNING:
            painter.drawLine(QPointF(0, -5), QPointF(0, 1))
            painter.drawPoint(QPointF(0, 5))
        case Mark.NOTICE:
            painter.drawPoint(QPointF(0, -5))
            painter.drawLine(QPointF(0, -1), QPointF(0, 5))
        case Mark.DONE:
            painter.drawPolyline([QPointF(-5, 0), QPointF(-1.5, 4), QPointF(5, -4)])
    painter.restore()
