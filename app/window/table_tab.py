"""The tab of a section that consists of a statutory table."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.form import FigureId, Section
from app.window.document import Document
from app.window.palette import Looks
from app.window.table_view import TableView


class TableTab(QWidget):
    """The table alone: every pixel of height is for its rows."""

    def __init__(self, document: Document, section: Section, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = TableView(document, document.report.form.tables[section.table], looks, self)
        self.table.setAccessibleName(section.title)
        self.setFocusProxy(self.table)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.table)

    @property
    def figure(self) -> FigureId | None:
        """The current figure."""
        return self.table.figure

    @Slot(object)
    def go_to(self, figure: FigureId | None) -> None:
        """Makes this figure the current one."""
        if figure is not None:
            self.table.go_to(figure)
