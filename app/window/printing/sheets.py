"""The pages one under another, as on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from app.window.printing import TWIPS

if TYPE_CHECKING:
    from app.window.printing.pages import Pages

_WHOLE, _WIDE = "whole", "wide"
_STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)


class Sheets(QAbstractScrollArea):
    """`reached` names the page that is looked at, from 1."""

    reached = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages: Pages | None = None
        self._fit = _WIDE
        self._zoom = 1.0
        self._number = 0
        self.setAccessibleName("打印预览")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Mid)
        self.viewport().setAutoFillBackground(True)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def number(self) -> int:
        """The page that is looked at, from 1; 0 where there is none."""
        return self._number

    @property
    def count(self) -> int:
        return len(self._pages.pages) if self._pages else 0

    def show_pages(self, pages: Pages) -> None:
        """Shows these; the page that was looked at stays in view."""
        self._pages = pages
        self._number = 0
        self._lay_out()
        self._scrolled()
        self.viewport().update()

    def go_to(self, number: int) -> None:
        """Brings the top of this page into view, or of the nearest that there is."""
        if self._pages:
            number = min(max(number, 1), self.count)
            self.verticalScrollBar().setValue(self._top(number - 1) - self._gap)
            if number != self._number:  # the last ones may not reach the top
                self._reach(number)

    @Slot()
    def go_back(self) -> None:
        self.go_to(self._number - 1)

    @Slot()
    def go_on(self) -> None:
        self.go_to(self._number + 1)

    @Slot()
    def show_whole(self) -> None:
        """A whole page at a time."""
        self._use(_WHOLE, self._zoom)

    @Slot()
    def show_width(self) -> None:
        """As large as the width allows."""
        self._use(_WIDE, self._zoom)

    @Slot()
    def show_larger(self) -> None:
        self._use("", next((step for step in _STEPS if step > self._zoom * 1.01), _STEPS[-1]))

    @Slot()
    def show_smaller(self) -> None:
        self._use("", next((step for step in reversed(_STEPS) if step < self._zoom * 0.99), _STEPS[0]))

    def _use(self, fit: str, zoom: float) -> None:
        self._fit, self._zoom = fit, zoom
        self._resize()

    def _resize(self) -> None:
        number = self._number
        self._lay_out()
        self.go_to(number)
        self.viewport().update()

    @property
    def _gap(self) -> int:
        return self.fontMetrics().height()

    @property
    def _paper(self) -> QSize:
        """A page in pixels."""
        assert self._pages is not None
        scale = self._zoom * self.logicalDpiX() / TWIPS
        return QSize(round(self._pages.width * scale), round(self._pages.height * scale))

    def _top(self, at: int) -> int:
        return self._gap + at * (self._paper.height() + self._gap)

    def _lay_out(self) -> None:
        if self._pages is None:
            return
        room = self.viewport().size() - QSize(2 * self._gap, 2 * self._gap)
        wide = room.width() * TWIPS / self._pages.width / self.logicalDpiX()
        whole = min(wide, room.height() * TWIPS / self._pages.height / self.logicalDpiX())
        self._zoom = max(_STEPS[0], {_WIDE: wide, _WHOLE: whole}.get(self._fit, self._zoom))
        for bar, needed, shown in (
            (self.verticalScrollBar(), self._top(self.count), self.viewport().height()),
            (self.horizontalScrollBar(), self._paper.width() + 2 * self._gap, self.viewport().width()),
        ):
            bar.setRange(0, max(0, needed - shown))
            bar.setPageStep(shown)
            bar.setSingleStep(2 * self._gap)

    def _scrolled(self) -> None:
        if self._pages:
            middle = self.verticalScrollBar().value() + self.viewport().height() // 3
            self._reach(min(max(middle // (self._paper.height() + self._gap), 0), self.count - 1) + 1)

    def _reach(self, number: int) -> None:
        if self._pages and number != self._number:
            self._number = number
            self.setAccessibleName(f"打印预览，第 {number} 页，共 {self.count} 页")
            self.setAccessibleDescription(self._pages.pages[number - 1].text)
            self.reached.emit(number)

    def _places(self) -> list[tuple[int, QRectF]]:
        """The pages in view, with their places in the viewport."""
        size, shown = self._paper, self.viewport()
        left = max((shown.width() - size.width()) // 2, self._gap) - self.horizontalScrollBar().value()
        corners = ((at, QPoint(left, self._top(at) - self.verticalScrollBar().value())) for at in range(self.count))
        return [
            (at, QRectF(corner, size))
            for at, corner in corners
            if corner.y() < shown.height() and corner.y() + size.height() > 0
        ]

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._pages is None:
            return
        painter = QPainter(self.viewport())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        for at, place in self._places():
            painter.fillRect(place, Qt.GlobalColor.white)
            painter.save()
            painter.translate(place.topLeft())
            painter.scale(place.width() / self._pages.width, place.height() / self._pages.height)
            self._pages.pages[at].draw(painter)
            painter.restore()
        painter.end()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._resize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A page up or down, the first or the last, larger or smaller."""
        match event.key():
            case Qt.Key.Key_PageDown | Qt.Key.Key_Space:
                self.go_on()
            case Qt.Key.Key_PageUp | Qt.Key.Key_Backspace:
                self.go_back()
            case Qt.Key.Key_Home:
                self.go_to(1)
            case Qt.Key.Key_End:
                self.go_to(self.count)
            case Qt.Key.Key_Plus | Qt.Key.Key_Equal:
                self.show_larger()
            case Qt.Key.Key_Minus:
                self.show_smaller()
            case _:
                super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            (self.show_larger if event.angleDelta().y() > 0 else self.show_smaller)()
        else:
            super().wheelEvent(event)
