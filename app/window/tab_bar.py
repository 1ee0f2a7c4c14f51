"""The bar of the tabs: the sections of the report always whole, the pages behind them as wide as the rest allows."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QProxyStyle, QStyle, QStyleOption, QTabBar, QWidget

_BESIDE, _ABOVE = 14, 8  # pixels within a tab, both sides together
_LEAST = 1  # characters of a title that stay


class _Compact(QProxyStyle):
    """Leaves to titles and tables the room that the style would put around each title."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric == QStyle.PixelMetric.PM_TabBarTabHSpace:
            return _BESIDE
        if metric == QStyle.PixelMetric.PM_TabBarTabVSpace:
            return _ABOVE
        return super().pixelMetric(metric, option, widget)


class TabBar(QTabBar):
    """`kept` tabs at the beginning are never elided as long as there is room for them."""

    def __init__(self, kept: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = kept
        style = _Compact("Fusion")
        style.setParent(self)
        self.setStyle(style)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideRight)
        self.setSelectionBehaviorOnRemove(QTabBar.SelectionBehavior.SelectPreviousTab)

    def minimumTabSizeHint(self, at: int) -> QSize:
        return self._least(at) if at >= self._kept or self._is_crowded() else self.tabSizeHint(at)

    def _is_crowded(self) -> bool:
        """Whether there is no room for the kept tabs even where the others are as narrow as they can be."""
        kept = (self.tabSizeHint(at).width() for at in range(self._kept))
        others = (self._least(at).width() for at in range(self._kept, self.count()))
        return sum(kept) + sum(others) > self.width()

    def _least(self, at: int) -> QSize:
        whole, metrics = self.tabSizeHint(at), self.fontMetrics()
        title = metrics.horizontalAdvance(self.tabText(at))
        least = min(title, _LEAST * metrics.horizontalAdvance("国") + metrics.horizontalAdvance("…"))
        return QSize(whole.width() - title + least, whole.height())

    def minimumSizeHint(self) -> QSize:
        """The window may be as narrow as it likes: titles are elided then."""
        return QSize(0, super().minimumSizeHint().height())
