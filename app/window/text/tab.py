"""The tab of a text section. What is typed is kept after a pause, as one edit."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.form import FigureId, Section
from app.report.report import Change
from app.report.text import NoHeadings, parsed
from app.window.document import Document
from app.window.looks.palette import Looks
from app.window.text.editor import TextEditor

_PAUSE = 600  # milliseconds
_PAGE = 46  # characters across


class TextTab(QWidget):
    """`counted` tells how long the section is."""

    counted = Signal(str)

    def __init__(self, document: Document, section: Section, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._section = section
        self.editor = TextEditor(document, section.id, looks, self)
        self.editor.setAccessibleName(section.title)
        self.editor.setPlaceholderText("在这里写，或者粘贴写好的文字。")
        self._follow_file()
        self.editor.show_text(self._kept)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.keep)
        self._title = QLabel(section.title)
        self._length = QLabel()
        self.setFocusProxy(self.editor)
        self._arrange()
        self.editor.textChanged.connect(self._typed)
        self.editor.left.connect(self.keep)
        self.editor.whole_pasted.connect(self._share_out)
        document.about_to_step.connect(self.keep)
        document.made.connect(self._made)
        document.turned_read_only.connect(self._follow_file)
        self._count()

    def _arrange(self) -> None:
        em = self.fontMetrics().horizontalAdvance("国")
        page = QWidget()
        page.setMaximumWidth(_PAGE * em)
        heading = QHBoxLayout()
        heading.addWidget(self._title)
        heading.addStretch()
        heading.addWidget(self._length)
        inner = QVBoxLayout(page)
        inner.setContentsMargins(em, em // 2, em, em // 2)
        inner.addLayout(heading)
        inner.addWidget(self.editor)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addStretch(1)
        whole.addWidget(page, 100)
        whole.addStretch(1)
        bold = self._title.font()
        bold.setBold(True)
        self._title.setFont(bold)

    @Slot()
    def _follow_file(self) -> None:
        self.editor.setReadOnly(bool(self._document.session.read_only))

    @property
    def figure(self) -> FigureId | None:
        """No figure is current in a text."""
        return None

    @property
    def _kept(self) -> str:
        return self._document.report.text.get(self._section.id, "")

    def go_to(self, _figure: FigureId | None) -> None:
        """Puts the caret into the text."""
        self.editor.setFocus()

    @Slot()
    def _typed(self) -> None:
        self._count()
        self._pause.start()

    def _count(self) -> None:
        self._length.setText(f"{self.editor.length:,} 字")

    @Slot()
    def keep(self) -> None:
        """Keeps what was typed; while characters are being composed it waits."""
        if self.editor.is_composing:
            self._pause.start()
            return
        self._pause.stop()
        if self.editor.text != self._kept and not self.editor.isReadOnly():
            self._document.write(self._section.id, self.editor.text)

    @Slot(list)
    def _share_out(self, lines: list[str]) -> None:
        """The whole report's text, pasted at once, goes to its parts."""
        try:
            self._document.write_all(parsed(self._document.report.form, lines))
        except NoHeadings as error:
            self._document.refused.emit(str(error))

    @Slot(object)
    def _made(self, change: Change) -> None:
        """Shows the text that an undo or an import brought; what is being typed is left alone."""
        mine = any(step.key == ("text", self._section.id) for step in change.steps)
        if mine and self.editor.text != self._kept:
            self.editor.blockSignals(True)
            self.editor.show_text(self._kept)
            self.editor.blockSignals(False)
            self._count()
