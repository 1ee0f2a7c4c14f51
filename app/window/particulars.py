"""报告信息: the organ, the year, and what the checks should know of the organ."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QCheckBox, QFormLayout, QHBoxLayout, QLabel, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from app.form import FigureId
from app.report.edits import SetFacts, SetOrgan, SetYear
from app.report.report import Change
from app.window.document import Document

_WIDTH = 52  # characters


class ParticularsTab(QWidget):
    """Each field is kept when it is left, as an edit of its own."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        form = document.report.form
        self.organ = QLineEdit()
        self.organ.setPlaceholderText("全称，如：北关区人民政府")
        self.organ.setAccessibleName("编报机关")
        self.year = QSpinBox(minimum=2000, maximum=2099)
        self.year.setAccessibleName("报告年度")
        self.facts = {fact: QCheckBox(words) for fact, words in form.facts.items()}
        self.setFocusProxy(self.organ)
        self._arrange(f"{form.years_said}的年报，格式：{form.name}")
        self._show()
        self.organ.editingFinished.connect(self._name_organ)
        self.year.editingFinished.connect(self._set_year)
        for box in self.facts.values():
            box.clicked.connect(self._set_facts)
        document.made.connect(self._made)
        document.turned_read_only.connect(self._follow_file)
        document.about_to_step.connect(self._name_organ)

    def _arrange(self, years: str) -> None:
        quiet = QLabel(years)
        quiet.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        year = QHBoxLayout()
        year.addWidget(self.year)
        year.addWidget(quiet)
        year.addStretch()
        fields = QFormLayout()
        fields.addRow("编报机关(&O)", self.organ)
        label = QLabel("报告年度(&Y)")
        label.setBuddy(self.year)
        fields.addRow(label, year)
        for box in self.facts.values():
            fields.addRow("机关情况", box)
        hint = QLabel("改好一项，离开那一格就写入年报，可以撤销。机关情况用来免去不适用的核对。", wordWrap=True)
        hint.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column = QWidget()
        column.setMaximumWidth(_WIDTH * self.fontMetrics().horizontalAdvance("国"))
        inner = QVBoxLayout(column)
        inner.addWidget(QLabel("<h2>报告信息</h2>", textFormat=Qt.TextFormat.RichText))
        inner.addLayout(fields)
        inner.addWidget(hint)
        inner.addStretch()
        whole = QHBoxLayout(self)
        whole.addStretch(1)
        whole.addWidget(column, 100)
        whole.addStretch(1)

    @property
    def figure(self) -> FigureId | None:
        """No figure is current here."""
        return None

    def go_to(self, _figure: FigureId | None) -> None:
        """Puts the caret into the organ's name."""
        self.organ.setFocus()

    @Slot(object)
    def _made(self, change: Change) -> None:
        if any(step.key[0] in ("organ", "year", "facts") for step in change.steps):
            self._show()

    def _show(self) -> None:
        report = self._document.report
        if self.organ.text() != report.organ:
            self.organ.setText(report.organ)
        self.year.setValue(report.year)
        for fact, box in self.facts.items():
            box.setChecked(fact in report.facts)

    @Slot()
    def _follow_file(self) -> None:
        self.setEnabled(not self._document.session.read_only)

    @Slot()
    def _name_organ(self) -> None:
        if self.organ.text().strip() != self._document.report.organ:
            self._document.do(SetOrgan(self.organ.text().strip()))

    @Slot()
    def _set_year(self) -> None:
        if self.year.value() != self._document.report.year and not self._document.do(SetYear(self.year.value())):
            self._show()

    @Slot()
    def _set_facts(self) -> None:
        self._document.do(SetFacts(frozenset(fact for fact, box in self.facts.items() if box.isChecked())))
