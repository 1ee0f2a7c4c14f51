"""记住的版式: what the clerk has shown the program, to be looked at and taken away again."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from app.form import FigureId, Form
from app.readers.taught import Taught
from app.window.taught import forget, layouts

_NONE = "还没有记住的版式。在单位的报送表旁对照原件，指定一次版式，以后这个单位的同样文件都照此读入。"


class LayoutsTab(QWidget):
    """One line a layout."""

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._form = form
        self._head = QLabel(wordWrap=True)
        self.list = QListWidget()
        self.list.setAccessibleName("记住的版式")
        self.forget = QPushButton("忘掉选中的(&T)")
        self.forget.clicked.connect(self._forget)
        row = QHBoxLayout()
        row.addWidget(self.forget)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addWidget(self._head)
        whole.addWidget(self.list, 1)
        whole.addLayout(row)
        self.setFocusProxy(self.list)
        self._show()

    @property
    def figure(self) -> FigureId | None:
        """No figure is current here."""
        return None

    def go_to(self, _figure: FigureId | None) -> None:
        """Puts the focus on the list."""
        self.list.setFocus()

    def _show(self) -> None:
        self._layouts = [one for one in layouts() if one.table in self._form.tables]
        self._head.setText(
            f"记住了 {len(self._layouts)} 个版式，只在这台电脑上有效。忘掉以后，再读文件时不再照它读。"
            if self._layouts
            else _NONE
        )
        self.list.clear()
        self.list.addItems([self._words(one) for one in self._layouts])
        self.list.setVisible(bool(self._layouts))
        self.forget.setVisible(bool(self._layouts))
        self.list.setCurrentRow(0)

    def _words(self, taught: Taught) -> str:
        section = self._form.section_of(taught.table)
        return f"{taught.unit}　{section.ordinal}、{section.short}　工作表“{taught.sheet}”　{len(taught.cells)} 格"

    @Slot()
    def _forget(self) -> None:
        if 0 <= (row := self.list.currentRow()) < len(self._layouts):
            forget(self._layouts[row])
            self._show()
