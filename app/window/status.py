"""The status bar: the verdict, always there, what is being waited for, and at the right what is kept and where."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStatusBar, QWidget

from app.window.looks.marks import mark_icon
from app.window.looks.palette import Looks
from app.window.standing import Standing

_PASSING = 6000  # milliseconds


class Elided(QLabel):
    """Gives way when room is scarce: its words end in … and are whole in the tooltip."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        room = self.contentsRect()
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter = QPainter(self)
        painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()


class Status(QStatusBar):
    """The verdict is a button: it goes to the first thing to do."""

    verdict_clicked = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks = looks
        self._standing: Standing | None = None
        self.verdict = QPushButton()
        self.verdict.setFlat(True)
        self.verdict.setToolTip("到第一处要做的事（F8）")
        self.verdict.clicked.connect(self.verdict_clicked)
        self.saved, self.scale, self._passing, self._work = Elided(), Elided(), Elided(), Elided()
        self.cancel = QPushButton("取消")
        self._call_off: Callable[[], None] = self.end_work
        self.cancel.clicked.connect(self._cancel)
        self._gone = QTimer(self, singleShot=True, interval=_PASSING)
        self._gone.timeout.connect(self._passing.clear)
        self.setSizeGripEnabled(False)
        margin = self.fontMetrics().averageCharWidth()
        self.setContentsMargins(0, 0, margin, 0)
        left = (self.verdict, self._work, self.cancel, self._passing)
        for widget in left:
            self.addWidget(widget, 1 if widget is self._passing else 0)
        self._left = len(left)
        self.end_work()
        for label in (self.saved, self.scale):
            self.addPermanentWidget(label)
        looks.changed.connect(self._paint)
        self.show_standing(None)

    def show_standing(self, standing: Standing | None) -> None:
        """Shows the verdict; None while no report is open."""
        self._standing = standing
        self.verdict.setVisible(standing is not None)
        self._paint()

    def _paint(self) -> None:
        if self._standing is None:
            return
        mark, words = self._standing.verdict
        size = self.fontMetrics().height()
        self.verdict.setIcon(mark_icon(mark, self._looks.colours))
        self.verdict.setIconSize(QSize(size, size))
        self.verdict.setText(words)
        self.verdict.setAccessibleName(words)

    def tell(self, words: str) -> None:
        """Says something for a few seconds, beside the verdict."""
        self._passing.setText(words)
        self._passing.setToolTip(words)
        self._gone.start()

    def put(self, widget: QWidget) -> None:
        """Adds it before what is kept and where."""
        self.insertPermanentWidget(self._left, widget)

    @property
    def work(self) -> str:
        """What is being waited for; "" where there is nothing."""
        return self._work.text() if self._work.isVisible() else ""

    def show_work(self, words: str, call_off: Callable[[], None]) -> None:
        """Says what is being waited for, with a way to call it off that no message takes away."""
        self._call_off = call_off
        self._work.setText(words)
        self._work.setToolTip(words)
        self._work.show()
        self.cancel.show()

    def end_work(self) -> None:
        """Nothing is being waited for any more."""
        self._work.hide()
        self.cancel.hide()

    @Slot()
    def _cancel(self) -> None:
        self._call_off()

    def show_saved(self, at: datetime | None, read_only: str = "", not_kept: str = "") -> None:
        """Says until when everything is on the disk, that nothing can be changed, or what is not on the disk."""
        state = "只读" if read_only else f"已自动保存 {at:%H:%M}" if at else ""
        self.saved.setText(f"未保存：{not_kept}" if not_kept else state)
        self.saved.setToolTip("\n".join(filter(None, (self.saved.text(), read_only))))
