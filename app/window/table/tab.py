"""The tab of a section that consists of a statutory table."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.form import FigureId, Section
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.table.figures import ReportFigures
from app.window.table.last_year import LastYear
from app.window.table.view import TableView
from app.window.text.addition import Addition


class TableTab(QWidget):
    """A large table alone, as every pixel of height is for its rows; beside or below a small one, last year's.

    Below the table one quiet line offers a note.
    """

    def __init__(self, document: Document, section: Section, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = TableView(ReportFigures(document), document.report.form.tables[section.table], looks, self)
        self.table.setAccessibleName(section.title)
        self.setFocusProxy(self.table)
        declared = document.report.form.tables[section.table]
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.table, 100)
        self.note = Addition(document, section.id, "表后说明", looks)
        self.note.setContentsMargins(self.fontMetrics().averageCharWidth(), 0, 0, 0)
        column.addWidget(self.note)
        whole.addLayout(column, 1)
        if declared.layout == "row":
            column.addWidget(LastYear(document, declared, looks), 1)
        else:
            column.addStretch()
        if declared.layout == "blocks":
            whole.addWidget(LastYear(document, declared, looks), 1)

    @property
    def figure(self) -> FigureId | None:
        """The current figure."""
        return self.table.figure

    @Slot(object)
    def go_to(self, figure: FigureId | None) -> None:
        """Makes this figure the current one."""
        if figure is not None:
            self.table.go_to(figure)
