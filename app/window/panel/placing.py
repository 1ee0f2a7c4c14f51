"""Where the panel is: beside the tabs, or on a small screen over them when something is asked for."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtWidgets import QStackedWidget, QTabWidget, QWidget

from app.window.panel.panel import Panel


class Placing(QObject):
    """Keeps the panel in its place as the window changes; `in_use` gives what must stay in sight below it."""

    def __init__(self, tabs: QTabWidget, panel: Panel, in_use: Callable[[], tuple[QWidget, QRect] | None]) -> None:
        super().__init__(tabs)
        self._tabs, self._panel, self._in_use = tabs, panel, in_use
        pages = tabs.findChild(QStackedWidget)
        assert isinstance(pages, QStackedWidget)
        self._pages = pages
        pages.installEventFilter(self)

    @property
    def is_over(self) -> bool:
        """Whether the panel lies over the tabs."""
        return self._panel.is_over and not self._panel.isHidden()

    def show(self, *, shown: bool) -> None:
        """Shows the panel beside the tabs, or folds it."""
        self._panel.stand(over=False)
        self._panel.setVisible(shown)
        self.place()

    def open(self, *, findings: bool) -> None:
        """Where the panel is folded, what is asked for lies over the tabs: nothing moves to make room."""
        if self._panel.isHidden() or self._panel.is_over:
            self._panel.stand(over=True)
            if findings:
                self._panel.show_findings()
            self._panel.show()
            self._panel.raise_()
            self.place()

    def place(self) -> None:
        """The tabs' bar is as wide as the window; the panel stands below it."""
        width = 0 if self._panel.is_over or self._panel.isHidden() else self._panel.width()
        self._pages.setContentsMargins(0, 0, width, 0)
        room = self._pages.geometry()
        if width:
            self._panel.setGeometry(room.right() + 1 - width, room.top(), width, room.height())
        elif not self._panel.isHidden():
            self._panel.keep_clear_of(self._needed(), room)

    def _needed(self) -> QRect:
        used = self._in_use()
        if used is None:
            return QRect()
        widget, part = used
        return QRect(widget.mapTo(self._tabs, part.topLeft()), part.size())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._pages and event.type() == QEvent.Type.Resize:
            self.place()
        return super().eventFilter(watched, event)
