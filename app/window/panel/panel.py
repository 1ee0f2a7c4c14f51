"""The right side: the current figure, the findings, and what the program has to say."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from app.form import FigureId
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.panel.figure import FigurePanel
from app.window.panel.findings import FindingsPanel
from app.window.panel.notice import Notice
from app.window.panel.numbers import NumbersPanel
from app.window.table.view import TableView
from app.window.text.editor import TextEditor

_WIDTH = 21  # characters


class Panel(QFrame):
    """Stands beside every tab."""

    line_reached = Signal(object)
    unit_wanted = Signal(str)
    import_wanted = Signal()

    def __init__(self, document: Document, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = FigurePanel(document, self)
        self.numbers = NumbersPanel(document, looks, self)
        self.findings = FindingsPanel(document, looks, self)
        self.notice = Notice(looks, self)
        self.findings.line_reached.connect(self.line_reached)
        self.findings.unit_wanted.connect(self.unit_wanted)
        self.findings.import_wanted.connect(self.import_wanted)
        self.figure.unit_wanted.connect(self.unit_wanted)
        whole = QVBoxLayout(self)
        margin = self.fontMetrics().averageCharWidth()
        whole.setContentsMargins(margin, margin, margin, margin)
        whole.addWidget(self.figure, 1)
        whole.addWidget(self.numbers, 1)
        whole.addWidget(self.findings, 1)
        whole.addWidget(self.notice)
        self.setFixedWidth(_WIDTH * self.fontMetrics().horizontalAdvance("国") + 2 * margin)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._focus_moved)

    def look_at(self, figure: FigureId | None, editor: TextEditor | None = None) -> None:
        """Shows this figure, or the numbers of this text."""
        self.figure.look_at(figure)
        self.findings.look_at(figure)
        self.numbers.look_at(editor)

    @Slot(QWidget, QWidget)
    def _focus_moved(self, _before: QWidget | None, now: QWidget | None) -> None:
        """A text may stand below a table."""
        if isinstance(now, TextEditor) and self.window().isAncestorOf(now):
            self.look_at(None, now)
        elif isinstance(now, TableView) and self.window().isAncestorOf(now):
            self.look_at(now.figure)
