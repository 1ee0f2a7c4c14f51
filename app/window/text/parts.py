"""The usual sub-headings of a section that the text does not have yet, each a button that puts it in its place."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.form import Section
from app.report.aspects import headings, lacking, place_of
from app.window.text.located import kept
from app.window.text.passage import Passage

_IN_A_ROW = 3


class Parts(QWidget):
    """Hidden once the text has them all."""

    def __init__(self, section: Section, editor: Passage, parent: QWidget) -> None:
        super().__init__(parent)
        self._section = section
        self._editor = editor
        self.buttons = [self._button(place, heading) for place, heading in enumerate(headings(section))]
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        for first in range(0, len(self.buttons), _IN_A_ROW):
            row = QHBoxLayout()
            for button in self.buttons[first : first + _IN_A_ROW]:
                row.addWidget(button)
            row.addStretch()
            whole.addLayout(row)
        editor.document().contentsChanged.connect(self._show)
        self._show()

    def _button(self, place: int, heading: str) -> QToolButton:
        button = QToolButton(self, autoRaise=True)
        number = heading.partition(self._section.parts[place])[0]
        button.setText(f"＋{number}{self._section.parts[place]}")
        button.setToolTip(f"加小标题“{heading}”")
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(partial(self._insert, place))
        return button

    @Slot()
    def _show(self) -> None:
        paragraphs = kept(self._editor.document().toPlainText()).split("\n")  # at every key: links need no words here
        places = () if self._editor.isReadOnly() else lacking(self._section, paragraphs)
        for place, button in enumerate(self.buttons):
            button.setHidden(place not in places)
        self.setHidden(not places)

    def _insert(self, place: int) -> None:
        """Puts the sub-heading before the first later one, and the caret behind it."""
        self._editor.keep()
        paragraphs = self._editor.text.split("\n") if self._editor.text else []
        at = place_of(self._section, place, paragraphs)
        paragraphs.insert(at, headings(self._section)[place])
        self._editor.show_text("\n".join(paragraphs))
        self._editor.keep()
        cursor = QTextCursor(self._editor.document().findBlockByNumber(at))
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock)
        self._editor.setTextCursor(cursor)
        self._editor.setFocus()
