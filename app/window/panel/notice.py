"""What the program has to say, as a line in the window with what can be done next; never a dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.window.looks.marks import mark_icon
from app.window.looks.palette import Looks
from app.window.standing import Mark

Way = tuple[str, Callable[[], None]]
"""A verb, and what it does."""

_A_ROW = 2  # buttons: three do not fit into the panel


class Notice(QFrame):
    """Hidden while there is nothing to say."""

    dismissed = Signal()

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks = looks
        self._said, self._is_of_edit = Mark.NOTICE, False
        looks.changed.connect(self._paint)
        self.lasting: Callable[[], Sequence[Way]] = tuple  # what no later message may take away
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName("消息")
        self._mark = QLabel()
        self._mark.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._buttons = QGridLayout()
        self._buttons.setColumnStretch(0, 1)
        self._close = QToolButton(autoRaise=True)
        self._close.setIcon(self.style().standardIcon(QStyle.StandardPixmap.SP_TitleBarCloseButton))
        self._close.setAccessibleName("收起消息")
        self._close.setToolTip("收起")
        self._close.clicked.connect(self.dismiss)
        top = QHBoxLayout()
        top.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._words, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        whole = QVBoxLayout(self)
        margin = self.fontMetrics().averageCharWidth()
        whole.setContentsMargins(margin, margin, margin, margin)
        whole.addLayout(top)
        whole.addLayout(self._buttons)
        self.hide()

    @property
    def text(self) -> str:
        """What it says; "" while it is hidden."""
        return self._words.text() if not self.isHidden() else ""

    def say(self, text: str, mark: Mark = Mark.NOTICE, ways: Sequence[Way] = (), *, of_edit: bool = False) -> None:
        """Shows the sentence and a button for each way on: these ways, or else the lasting ones.

        `of_edit`: it speaks of one edit, and goes with the next.
        """
        self._said, self._is_of_edit = mark, of_edit
        self._paint()
        self._mark.setAccessibleName(mark.value)
        self._words.setText(text)
        while self._buttons.count():
            button = self._buttons.takeAt(0).widget()
            button.hide()
            button.deleteLater()
        for place, (verb, act) in enumerate(ways or self.lasting()):
            button = QPushButton(verb)
            button.setAutoDefault(False)
            button.clicked.connect(act)
            self._buttons.addWidget(button, place // _A_ROW, 1 + place % _A_ROW)
            button.show()
        self.show()

    @Slot()
    def outdate(self) -> None:
        """The report has changed: what was said of the edit before is over."""
        if self._is_of_edit:
            self.clear()

    def clear(self) -> None:
        """Goes, unless it offers what no later message may take away."""
        if not self.isHidden() and not self.lasting():
            self.dismiss()

    def reach(self) -> None:
        """Puts the focus on the first way on."""
        if first := self._buttons.itemAtPosition(0, 1):
            first.widget().setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _paint(self) -> None:
        size = self.fontMetrics().height()
        self._mark.setPixmap(mark_icon(self._said, self._looks.colours).pixmap(size, size))

    @Slot()
    def dismiss(self) -> None:
        """Has nothing to say any more."""
        self.hide()
        self.dismissed.emit()
