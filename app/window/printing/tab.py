"""打印预览: the report as its pages will be, in a tab that closes again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.form import FigureId
from app.window.document import Document
from app.window.printing.sheets import Sheets

if TYPE_CHECKING:
    from app.window.printing.pages import Pages


class PreviewTab(QWidget):
    """`wanted` asks for the pages of the report as it is now, `print_wanted` and `pdf_wanted` for the commands."""

    wanted = Signal()
    print_wanted = Signal()
    pdf_wanted = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_stale, self._is_waiting = True, False
        self.sheets = Sheets(self)
        self._told = QLabel("正在排版…")
        self._fonts = QLabel(wordWrap=True)
        self._fonts.hide()
        self._arrange()
        self.setFocusProxy(self.sheets)
        self.sheets.reached.connect(self._tell)
        document.judged.connect(self._changed)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        for words, act in (
            ("上一页", self.sheets.go_back),
            ("下一页", self.sheets.go_on),
            ("缩小", self.sheets.show_smaller),
            ("放大", self.sheets.show_larger),
            ("整页", self.sheets.show_whole),
            ("页宽", self.sheets.show_width),
        ):
            button = QPushButton(words)
            button.clicked.connect(act)
            top.addWidget(button)
        top.addWidget(self._told)
        top.addStretch(1)
        for words, wanted in (("导出 PDF", self.pdf_wanted), ("打印…", self.print_wanted)):
            button = QPushButton(words)
            button.clicked.connect(wanted)
            top.addWidget(button)
        whole = QVBoxLayout(self)
        whole.addLayout(top)
        whole.addWidget(self._fonts)
        whole.addWidget(self.sheets, 1)

    @property
    def figure(self) -> FigureId | None:
        """No figure is current here."""
        return None

    def go_to(self, _figure: FigureId | None) -> None:
        """Puts the focus on the pages."""
        self.sheets.setFocus()

    @Slot(object)
    def show_pages(self, pages: Pages) -> None:
        """Shows the report laid out; where it became different meanwhile, asks again."""
        self._is_waiting = False
        self.sheets.show_pages(pages)
        self._fonts.setText(told_of(pages))
        self._fonts.setVisible(bool(pages.replaced))
        self._want()

    @Slot()
    def _tell(self) -> None:
        self._told.setText(f"第 {self.sheets.number} 页，共 {self.sheets.count} 页")

    @Slot()
    def _changed(self) -> None:
        self._is_stale = True
        self._want()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._want()

    def _want(self) -> None:
        if self._is_stale and self.isVisible() and not self._is_waiting:
            self._is_stale, self._is_waiting = False, True
            self.wanted.emit()


def told_of(pages: Pages) -> str:
    """Which fonts are not installed, and what that means; "" where all are."""
    if not pages.replaced:
        return ""
    return f"本机没有字体{'、'.join(f'“{name}”' for name in pages.replaced)}，预览、打印和 PDF 用相近的字体代替。"
