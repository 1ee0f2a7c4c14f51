"""Last year's words of the section, beside this year's: to read and copy from."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.form import Section
from app.report.carried_over import last_year_written, unchanged
from app.report.text import place_said, stands_with, text_keys
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.text.linked_numbers import blocks
from app.window.text.paper import Paper


@dataclass(frozen=True, slots=True)
class _Paragraph:
    """`is_same`: this year's text has it, too; `is_name`: it says which text follows."""

    text: str
    is_same: bool = False
    is_name: bool = False


class LastYearText(QWidget):
    """Follows the report while it is in sight."""

    def __init__(self, document: Document, section: Section, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._section = section
        self._looks = looks
        form = document.report.form
        self._keys = [key for key in text_keys(form) if stands_with(form, key) is section]
        self._shown: list[_Paragraph] = []
        self._head = QLabel(wordWrap=True, textFormat=Qt.TextFormat.RichText)
        self.page = _OldPage(looks)
        self.page.setAccessibleName(f"上年的{section.title}")
        whole = QVBoxLayout(self)
        em = self.fontMetrics().horizontalAdvance("国")
        whole.setContentsMargins(0, em // 2, em, em // 2)
        whole.addWidget(self._head)
        whole.addWidget(self.page, 1)
        document.judged.connect(self._follow)
        looks.changed.connect(self._colour)

    @property
    def is_there(self) -> bool:
        """Whether last year's report has words of this section."""
        return any(self._document.report.last_year_text.get(key) for key in self._keys)

    @property
    def told(self) -> str:
        """What it says above last year's words."""
        return self._head.text()

    def showEvent(self, event: QShowEvent) -> None:
        self._follow()
        super().showEvent(event)

    @Slot()
    def _colour(self) -> None:
        self._shown = []
        self._follow()

    @Slot()
    def _follow(self) -> None:
        if not self.isVisible() and self._shown:
            return
        paragraphs = [paragraph for key in self._keys for paragraph in self._paragraphs(key)]
        if paragraphs != self._shown:
            self._shown = paragraphs
            self.page.show_paragraphs(paragraphs)
        self._head.setText(self._counted())

    def _paragraphs(self, key: str) -> list[_Paragraph]:
        report = self._document.report
        if not report.last_year_text.get(key):
            return []
        same = unchanged(report, key, self._document.review.paragraphs.get(key, ()))[1]
        found = [_Paragraph(one.text, at in same) for at, one in enumerate(last_year_written(report, key))]
        name = self._section.title if key == self._section.id else place_said(report.form, key)
        alone = all(other == key or not report.last_year_text.get(other) for other in self._keys)
        return found if alone else [_Paragraph(name, is_name=True), *found]

    def _counted(self) -> str:
        same = sum(paragraph.is_same for paragraph in self._shown)
        told = f"　{same} 段今年还是原文，左边有竖线" if same else ""
        return f"<b>上年（{self._document.report.year - 1}年）</b>{told}"


class _OldPage(Paper):
    """What this year's text has, too, is grey, with a bar beside it."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self._same: list[bool] = []
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)

    def show_paragraphs(self, paragraphs: list[_Paragraph]) -> None:
        """Shows these; what is in sight stays there."""
        bar, quiet, name = self.verticalScrollBar(), QTextCharFormat(), QTextCharFormat()
        at = bar.value()
        quiet.setForeground(self._looks.colours.quiet)
        name.setFontWeight(700)
        self._same = [paragraph.is_same for paragraph in paragraphs]
        self.clear()
        cursor = QTextCursor(self.document())
        for place, paragraph in enumerate(paragraphs):
            if place:
                cursor.insertBlock()
            look = quiet if paragraph.is_same else name if paragraph.is_name else QTextCharFormat()
            cursor.insertText(paragraph.text, look)
        self.lay_out()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        bar.setValue(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        width, layout = self.fontMetrics().averageCharWidth() / 3, self.document().documentLayout()
        origin = QPoint(0, -self.verticalScrollBar().value())
        for block, is_same in zip(blocks(self.document()), self._same, strict=False):
            if is_same:
                rect = layout.blockBoundingRect(block).translated(origin)
                painter.fillRect(QRectF(3 * width, rect.top(), width, rect.height()), self._looks.colours.faint)
