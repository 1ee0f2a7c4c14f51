"""The right side: the current figure, the findings, and what the program has to say."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.panel.figure import FigurePanel
from app.window.panel.findings import FindingsPanel
from app.window.panel.notice import Notice

_WIDTH = 21  # characters


class Panel(QFrame):
    """Stands beside every tab."""

    line_reached = Signal(object)

    def __init__(self, document: Document, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figure = FigurePanel(document, self)
        self.findings = FindingsPanel(document, looks, self)
        self.notice = Notice(looks, self)
        self.findings.line_reached.connect(self.line_reached)
        whole = QVBoxLayout(self)
        margin = self.fontMetrics().averageCharWidth()
        whole.setContentsMargins(margin, margin, margin, margin)
        whole.addWidget(self.figure, 1)
        whole.addWidget(self.findings, 1)
        whole.addWidget(self.notice)
        self.setFixedWidth(_WIDTH * self.fontMetrics().horizontalAdvance("国") + 2 * margin)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
