"""使用手册: a window of its own, so that one can read and work side by side. Nothing comes from the network."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtCore import QEvent, QSize, QStringListModel, Qt, QUrl, Slot
from PySide6.QtGui import (
    QImage,
    QKeyEvent,
    QResizeEvent,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListView, QTextBrowser, QTextEdit, QVBoxLayout, QWidget

from app.resources import document
from app.window.find.search import fold
from app.window.help.chapters import Chapter, chapters
from app.window.looks.palette import Looks

_LOOSE = "text-indent:0px; line-height:140%;"
_TABLE = (
    '<table border="1" style="border-collapse:collapse; border-style:solid; border-color:{}"'
    ' cellspacing="0" cellpadding="{}">'
)


class Pages(QTextBrowser):
    """One chapter, its pictures no wider than the page."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks = looks
        self._chapter = Chapter("", "")
        self.setAccessibleName("手册正文")
        self.setOpenLinks(False)

    def show_chapter(self, chapter: Chapter, wanted: str = "") -> None:
        """Shows this chapter, and marks the words that were searched for."""
        self._chapter = chapter
        self.document().setDocumentMargin(self.fontMetrics().height())
        self.setHtml(self._styled(chapter))
        self._mark(wanted)

    def _styled(self, chapter: Chapter) -> str:
        """The chapter with room between its lines and lines around the cells of its tables."""
        plain = QTextDocument()
        plain.setMarkdown(f"# {chapter.title}\n\n{chapter.text}")
        paragraphs = plain.toHtml().split("\n")
        loose = [line if "<img" in line else line.replace("text-indent:0px;", _LOOSE) for line in paragraphs]
        frame = _TABLE.format(self._looks.colours.line.name(), self.fontMetrics().height() // 4)
        return re.sub("<table [^>]*>", frame, "\n".join(loose))

    def _mark(self, wanted: str) -> None:
        marks, found = [], QTextCursor(self.document())
        while wanted and not (found := self.document().find(wanted, found)).isNull():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = found  # type: ignore[attr-defined]
            mark.format.setBackground(self._looks.colours.warning_fill)  # type: ignore[attr-defined]
            marks.append(mark)
        self.setExtraSelections(marks)
        if marks:
            first = QTextCursor(marks[0].cursor)  # type: ignore[attr-defined]
            first.clearSelection()
            self.setTextCursor(first)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:  # noqa: ANN401  Qt's signature
        """Pictures of the manual; nothing else is ever loaded."""
        path = document(name.toString() if isinstance(name, QUrl) else name)
        if kind != QTextDocument.ResourceType.ImageResource.value or not path.is_file():
            return None
        picture, ratio = QImage(str(path)), self.devicePixelRatioF()
        room = self.viewport().width() - 3 * self.fontMetrics().height()
        width = min(picture.width(), max(room, 1))
        picture = picture.scaledToWidth(round(width * ratio), Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(ratio)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width() and self._chapter.title:
            at = self.verticalScrollBar().value()
            self.show_chapter(self._chapter)
            self.verticalScrollBar().setValue(at)


class Manual(QWidget):
    """Contents at the left, with a search over all chapters."""

    def __init__(self, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle("使用手册")
        self._chapters = chapters()
        self._found = self._chapters
        self.entry = QLineEdit()
        self.entry.setAccessibleName("在手册里查找")
        self.entry.setPlaceholderText("在手册里查找")
        self.told = QLabel("没有找到")
        self.told.hide()
        self._titles = QStringListModel(self)
        self.contents = QListView()
        self.contents.setModel(self._titles)
        self.contents.setAccessibleName("目录")
        self.contents.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.pages = Pages(looks)
        self._side = QWidget()
        self._arrange()
        self.entry.textChanged.connect(self._search)
        self.contents.selectionModel().currentChanged.connect(self._turn)
        looks.changed.connect(self._turn)
        self._search()

    def _arrange(self) -> None:
        em = self.fontMetrics().horizontalAdvance("国")
        side, whole = QVBoxLayout(self._side), QHBoxLayout(self)
        side.setContentsMargins(0, 0, 0, 0)
        side.addWidget(self.entry)
        side.addWidget(self.told)
        side.addWidget(self.contents, 1)
        whole.addWidget(self._side)
        whole.addWidget(self.pages, 1)
        self.resize(QSize(72 * em, 46 * em))
        self._fit()

    def _fit(self) -> None:
        """Sizes that go with the type."""
        self._side.setFixedWidth(15 * self.fontMetrics().horizontalAdvance("国"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and hasattr(self, "_side"):
            self._fit()
            self._turn()

    def turn_to(self, title: str) -> None:
        """Shows the chapter with this title."""
        self.entry.clear()
        titles = self._titles.stringList()
        self.contents.setCurrentIndex(self._titles.index(titles.index(title)))

    @Slot()
    def _search(self) -> None:
        wanted = fold(self.entry.text())
        self._found = [chapter for chapter in self._chapters if wanted in fold(chapter.title + chapter.text)]
        self._titles.setStringList([chapter.title for chapter in self._found])
        self.told.setVisible(not self._found)
        if self._found:
            self.contents.setCurrentIndex(self._titles.index(0))

    @Slot()
    def _turn(self) -> None:
        row = self.contents.currentIndex().row()
        if row >= 0:
            self.pages.show_chapter(self._found[row], self.entry.text().strip())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes; Ctrl+F goes to the search."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_F and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.entry.setFocus()
        else:
            super().keyPressEvent(event)
