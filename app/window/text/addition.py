"""A text that a report may have beside its sections: one quiet line until it is wanted, a small field then."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from app.report.report import Change
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.text.passage import Passage

_LINES = 3
_LINE = 1.5  # the editor's, of the height of its type


class Addition(QWidget):
    """`beginning` gives what it is filled with when it is opened; without, it is empty until words are typed."""

    def __init__(
        self,
        document: Document,
        key: str,
        name: str,
        looks: Looks,
        *,
        remark: str = "",
        beginning: Callable[[], str] | None = None,
    ) -> None:
        super().__init__()
        self._document = document
        self._beginning = beginning
        self.editor = Passage(document, key, looks, self)
        self.editor.setAccessibleName(name)
        self.add = QToolButton(autoRaise=True)
        self.add.setText(f"＋ {name}{remark}")
        self.add.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.remove = QToolButton(autoRaise=True)
        self.remove.setText("删去")
        self.remove.setAccessibleName(f"删去{name}")
        self.remove.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._head = QWidget()
        self._arrange(name)
        self.add.clicked.connect(self.open)
        self.remove.clicked.connect(self._remove)
        self.editor.left.connect(self._left)
        self.editor.document().documentLayout().documentSizeChanged.connect(self._fit)
        document.made.connect(self._made)
        document.turned_read_only.connect(self._follow_file)
        self._follow_file()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._show(bool(self.editor.written))
        self._fit()

    def _arrange(self, name: str) -> None:
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(QLabel(name))
        head.addStretch()
        head.addWidget(self.remove)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.add)
        whole.addWidget(self._head)
        whole.addWidget(self.editor)

    @Slot()
    def _follow_file(self) -> None:
        for button in (self.add, self.remove):
            button.setEnabled(not self._document.session.read_only)

    @property
    def is_open(self) -> bool:
        """Whether the field is shown."""
        return not self.editor.isHidden()

    @Slot()
    def open(self) -> None:
        """Shows the field, filled where it has a beginning, and puts the caret into it."""
        if self._document.session.read_only:
            return
        if self._beginning is not None and not self.is_open:
            self._document.write(self.editor.key, self._beginning())
        self._show(opened=True)
        self.editor.setFocus()

    @Slot()
    def _remove(self) -> None:
        self.editor.keep()
        self._document.write(self.editor.key, "")
        self._show(opened=False)
        self.add.setFocus()

    @Slot()
    def _left(self) -> None:
        """Without words it is one line again."""
        self._show(bool(self.editor.text))

    @Slot(object)
    def _made(self, change: Change) -> None:
        if any(step.key == ("text", self.editor.key) for step in change.steps) and not self.editor.hasFocus():
            self._show(bool(self.editor.written))

    def _show(self, opened: bool) -> None:
        self.add.setHidden(opened)
        self._head.setHidden(not opened)
        self.editor.setHidden(not opened)

    @Slot()
    def _fit(self) -> None:
        """As high as its lines, of which three are in sight."""
        text = self.editor.document()
        line, margins = QFontMetrics(text.defaultFont()).height() * _LINE, 2 * text.documentMargin()
        self.editor.setFixedHeight(ceil(min(max(text.size().height(), line + margins), _LINES * line + margins)))
