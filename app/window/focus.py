"""Where the keyboard is: a frame that shows it, and an order of Tab in which nothing is left out."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenuBar, QTextEdit, QWidget
from shiboken6 import isValid

from app.window.looks.palette import Looks

_WIDTH = 2
_SHOWN_BY_ITSELF = (QTextEdit, QMenuBar)
_MOVING = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest)


class FocusFrame(QWidget):
    """Lies over the window, around what has the focus; a figure cell and a caret are seen without it.

    Enter presses the button that has the focus, as Space does.
    """

    def __init__(self, window: QWidget, looks: Looks) -> None:
        super().__init__(window)
        self._window, self._looks = window, looks
        self._watched: list[QWidget] = []
        self._is_shown = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self._following = app.focusChanged.connect(self._follow)
        looks.changed.connect(self.update)

    def stop(self) -> None:
        """Follows the focus no more, as when the window closes: what is left of it may be garbage soon."""
        self._follow(None, None)
        QObject.disconnect(self._following)

    @Slot(QWidget, QWidget)
    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        for widget in filter(isValid, self._watched):
            widget.removeEventFilter(self)
        self._watched = []
        self._is_shown = not QApplication.mouseButtons()
        if isinstance(now, _SHOWN_BY_ITSELF) or getattr(now, "shows_focus", False):
            now = None
        if now is not None and self._window.isAncestorOf(now):
            while now is not None and now is not self._window:
                self._watched.append(now)
                now = now.parentWidget()
            for widget in self._watched:
                widget.installEventFilter(self)
        self._place()

    def _place(self) -> None:
        framed = self._watched[0] if self._watched else None
        shown = self._is_shown and framed is not None and isValid(framed) and framed.isVisible()
        if shown and framed is not None:
            corner = framed.mapTo(self._window, QPoint(0, 0))
            self.setGeometry(QRect(corner, framed.size()).adjusted(-1, -1, 1, 1) & self._window.rect())
            self.raise_()
        self.setVisible(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVING:
            self._place()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if is_enter and isinstance(watched, QAbstractButton) and watched.hasFocus():
                watched.click()
                return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(QPen(self._looks.colours.accent, _WIDTH))
        painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        painter.end()


def put_in_order(page: QWidget, then: QWidget) -> None:
    """Tab goes from what the page is for through the rest of it, and then on to `then`.

    Qt would leave out what stands before the widget that a page hands its focus on to.
    """
    stops = _stops_of(page)
    first = page
    while (proxy := first.focusProxy()) is not None:
        first = proxy
    if first in stops:
        at = stops.index(first)
        stops = stops[at:] + stops[:at]
    for one, following in pairwise([*stops, *_stops_of(then)]):
        QWidget.setTabOrder(one, following)


def enter(area: QWidget, after: QWidget | None = None) -> bool:
    """Puts the focus on the first thing in this area that takes it, or on the next `after` one; whether there is."""
    stops = [stop for stop in _stops_of(area) if (stop.isVisible() and stop.isEnabled()) or stop is after]
    following = stops[stops.index(after) + 1 :] if after in stops else stops if after is None else []
    if following:
        following[0].setFocus(Qt.FocusReason.ShortcutFocusReason)
    return bool(following)


def _stops_of(page: QWidget) -> list[QWidget]:
    """The widgets inside that Tab stops at, as they were put together.

    Not by `nextInFocusChain`: PySide takes what that returns for a child, and for gone when the page goes.
    """
    return [widget for widget in page.findChildren(QWidget) if widget.focusPolicy() & Qt.FocusPolicy.TabFocus]
