"""The tab of a text section: the section's words, and what may stand before and after them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from app.form import FigureId, Section
from app.report.report import Change
from app.report.text import PREAMBLE, SIGNATURE, stands_with
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.text.addition import Addition
from app.window.text.last_year import LastYearText
from app.window.text.parts import Parts
from app.window.text.passage import Passage

_PAGE = 46  # characters across


class TextTab(QWidget):
    """The first has the report's title and preamble, too, the last its signature."""

    def __init__(self, document: Document, section: Section, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.editor = Passage(document, section.id, looks, self)
        self.editor.setAccessibleName(section.title)
        self.editor.prompt = "在这里写，或者粘贴写好的文字。"
        self.parts = Parts(section, self.editor, self)
        self._title = QLabel(f"<b>{section.title}</b>", textFormat=Qt.TextFormat.RichText)
        self._length = QLabel()
        self.last_year = LastYearText(document, section, looks, self)
        self.compare = QToolButton(autoRaise=True)
        self.compare.setCheckable(True)
        self.compare.setText("对照上年")
        self.compare.setToolTip("上年的这一部分放在旁边看（Ctrl+Shift+L）")
        self.compare.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.compare.toggled.connect(self._offer_last_year)
        self.additions: dict[str, Addition] = {}
        self.setFocusProxy(self.editor)
        self._arrange(section, looks)
        self.editor.document().contentsChanged.connect(self._count)
        document.made.connect(self._offer_last_year)
        self._count()
        self._offer_last_year()

    def _arrange(self, section: Section, looks: Looks) -> None:
        em = self.fontMetrics().horizontalAdvance("国")
        page = QWidget()
        for side in (page, self.last_year):
            side.setMaximumWidth(_PAGE * em)
        heading = QHBoxLayout()
        heading.addWidget(self._title)
        heading.addStretch()
        heading.addWidget(self.compare)
        heading.addWidget(self._length)
        inner = QVBoxLayout(page)
        inner.setContentsMargins(em, em // 2, em, em // 2)
        form = self._document.report.form
        if stands_with(form, PREAMBLE) is section:
            inner.addWidget(ReportTitle(self._document))
            self._add(inner, Addition(self._document, PREAMBLE, "前言", looks, remark="（可不写）"))
        inner.addLayout(heading)
        inner.addWidget(self.editor, 1)
        inner.addWidget(self.parts)
        if stands_with(form, SIGNATURE) is section:
            signature = Addition(
                self._document, SIGNATURE, "落款和日期", looks, remark="（可不写）", beginning=signed_today
            )
            self._add(inner, signature)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addStretch(1)
        whole.addWidget(page, 100)
        whole.addWidget(self.last_year, 100)
        whole.addStretch(1)

    @Slot()
    def _offer_last_year(self) -> None:
        """Beside the text, where it is wanted and there is one."""
        is_there = self.last_year.is_there
        self.compare.setVisible(is_there)
        self.last_year.setVisible(is_there and self.compare.isChecked())

    def _add(self, inner: QVBoxLayout, addition: Addition) -> None:
        self.additions[addition.editor.key] = addition
        inner.addWidget(addition)

    @property
    def figure(self) -> FigureId | None:
        """No figure is current in a text."""
        return None

    def go_to(self, _figure: FigureId | None) -> None:
        """Puts the caret into the text."""
        self.editor.setFocus()

    @Slot()
    def _count(self) -> None:
        self._length.setText(f"{self.editor.length:,} 字")


class ReportTitle(QLabel):
    """The title of the report, as it is printed above its text."""

    def __init__(self, document: Document) -> None:
        super().__init__(document.report.title, wordWrap=True)
        self._document = document
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        document.made.connect(self._made)

    @Slot(object)
    def _made(self, change: Change) -> None:
        if any(step.key in (("organ",), ("year",)) for step in change.steps):
            self.setText(self._document.report.title)


def signed_today() -> str:
    """The organ, which follows the report's, and today's date as documents write it."""
    today = date.today()
    return f"{{organ}}\n{today.year}年{today.month}月{today.day}日"
