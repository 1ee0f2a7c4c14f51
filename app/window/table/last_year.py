"""Beside or below a small table: last year's figures in the same shape, and how its rows are to be filled."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from app.form import FigureId, Form, Table
from app.report.report import Change
from app.report.values import Value
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.table.figures import Figures
from app.window.table.view import TableView


class LastYearFigures(Figures):
    """Last year's, which nobody edits here."""

    def __init__(self, document: Document) -> None:
        super().__init__(document)
        document.made.connect(self._made)

    def value(self, figure: FigureId) -> Value | None:
        return self._document.report.last_year.get(figure)

    @Slot(object)
    def _made(self, change: Change) -> None:
        if any(step.key == ("last_year",) for step in change.steps):
            self.changed.emit(self.form.figures.keys())


class LastYear(QScrollArea):
    """Last year's table where there is one; the filling rules always."""

    def __init__(self, document: Document, table: Table, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._year = QLabel(textFormat=Qt.TextFormat.RichText)
        beside = self.fontMetrics().horizontalAdvance("国") // 2
        self._year.setContentsMargins(beside, 0, 0, 0)
        self.table = TableView(LastYearFigures(document), table, looks)
        self.table.setAccessibleName("上年数据")
        self.table.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.table.clearSelection()
        rules = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        rules.setContentsMargins(beside, 0, beside, 0)
        rules.setText(_rules(document.report.form, table))
        rules.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._year)
        whole.addWidget(self.table, 100)
        if rules.text():
            whole.addWidget(rules)
        whole.addStretch(1)
        self.setWidget(inner)
        document.made.connect(self._show)
        self._show()

    @Slot()
    def _show(self) -> None:
        report = self._document.report
        self._year.setText(f"<b>上年（{report.year - 1}年）</b>")
        for widget in (self._year, self.table):
            widget.setVisible(bool(report.last_year))


def _rules(form: Form, table: Table) -> str:
    """Each rule once, with the rows that it is about."""
    rows: dict[str, list[str]] = {}
    for figure in form.figures_of(table.id):
        if advice := form.advice.get(figure.id):
            named = rows.setdefault(advice, [])
            if figure.row.short not in named:
                named.append(figure.row.short)
    return "".join(f"<p><b>填报口径</b>　{'、'.join(named)}：{advice}。</p>" for advice, named in rows.items())
