"""Why what was typed is not taken, beside the cell in which it still stands."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QLabel, QWidget

from app.window.looks.palette import Looks

_WIDTH = 22  # characters


class Beside(QLabel):
    """Lies over the table, below the cell or above it, until the cell is left or typed into."""

    def __init__(self, over: QWidget, looks: Looks) -> None:
        super().__init__(over)
        self._looks = looks
        self._over = over
        self.setWordWrap(True)
        self.setAutoFillBackground(True)
        self.setAccessibleName("没有填入的原因")
        self.hide()

    def say(self, why: str, cell: QRect) -> None:
        """Says it beside this cell."""
        colours, metrics = self._looks.colours, self.fontMetrics()
        palette = self.palette()
        palette.setColor(self.backgroundRole(), colours.warning_fill)
        palette.setColor(self.foregroundRole(), colours.ink)
        self.setPalette(palette)
        margin = metrics.averageCharWidth()
        self.setContentsMargins(margin, margin // 2, margin, margin // 2)
        self.setText(why)
        width = min(_WIDTH * metrics.horizontalAdvance("国"), metrics.horizontalAdvance(why) + 3 * margin)
        self.setFixedSize(width, self.heightForWidth(width))
        room = self._over.rect()
        left = max(0, min(cell.left(), room.right() - width))
        below = cell.bottom() + 2
        self.move(left, below if below + self.height() <= room.bottom() else cell.top() - self.height() - 2)
        self.raise_()
        self.show()
