"""The bar at the foot of the tabs that one searches with; it finds while one types."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.window.document import Document
from app.window.find.hits import Hits
from app.window.find.replace import replace, replace_all
from app.window.find.search import Hit, InText, search, search_exactly
from app.window.standing import Mark
from app.window.text.editor import TextEditor

_LINES = 7


class FindBar(QFrame):
    """`reached` names the place to go to, `closed` when the clerk has found it."""

    reached = Signal(object)
    closed = Signal()

    def __init__(self, document: Document, editors: Mapping[str, TextEditor], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self.editors = editors
        self.setAccessibleName("查找")
        self.setAutoFillBackground(True)
        self.entry = QLineEdit()
        self.entry.setAccessibleName("查找的内容")
        self.told = QLabel()
        self._previous, self._next = QPushButton("上一处"), QPushButton("下一处")
        self.replacement = QLineEdit()
        self.replacement.setAccessibleName("替换为")
        self.replacement.setPlaceholderText("换成的文字，空着就是删去")
        self.replace, self.replace_all = QPushButton("替换"), QPushButton("全部替换")
        self._replacing = QWidget()
        self._close = QToolButton(autoRaise=True)
        self._close.setIcon(self.style().standardIcon(QStyle.StandardPixmap.SP_TitleBarCloseButton))
        self._close.setAccessibleName("收起查找")
        self._close.setToolTip("收起（Esc）")
        self.hits = Hits(self)
        self.list = QListView()
        self._arrange()
        self.entry.textChanged.connect(self._search)
        self._next.clicked.connect(self.find_next)
        self._previous.clicked.connect(self.find_previous)
        self.replace.clicked.connect(self._replace)
        self.replacement.returnPressed.connect(self._replace)
        self.replace_all.clicked.connect(self._replace_all)
        self._close.clicked.connect(self.close_bar)
        self.list.clicked.connect(self._chosen)
        self.list.activated.connect(self._chosen)
        document.judged.connect(self._search_again)
        self.hide()

    def _arrange(self) -> None:
        self.list.setModel(self.hits)
        self.list.setAccessibleName("找到的地方")
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        row, em = QHBoxLayout(), self.fontMetrics().horizontalAdvance("国")
        self.entry.setMaximumWidth(28 * em)
        wanted, instead = QLabel("查找"), QLabel("替换为")
        wanted.setMinimumWidth(instead.sizeHint().width())
        row.addWidget(wanted)
        row.addWidget(self.entry, 1)
        row.addWidget(self._previous)
        row.addWidget(self._next)
        row.addWidget(self.told, 1)
        row.addWidget(self._close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(em, em // 3, em // 2, em // 3)
        whole.addLayout(row)
        below = QHBoxLayout(self._replacing)
        below.setContentsMargins(0, 0, 0, 0)
        self.replacement.setMaximumWidth(28 * em)
        for widget, stretch in ((instead, 0), (self.replacement, 1), (self.replace, 0), (self.replace_all, 0)):
            below.addWidget(widget, stretch)
        below.addStretch(1)
        whole.addWidget(self._replacing)
        whole.addWidget(self.list)

    def open(self, words: str = "", *, replacing: bool = False) -> None:
        """Shows the bar, ready to type; `words` were selected. Only what stands in texts is replaced."""
        self._replacing.setVisible(replacing)
        exactly = "文字里的词句，标点和空格也要一样"
        self.entry.setPlaceholderText(exactly if replacing else "项目、数、文字、单位或问题")
        self.show()
        if words:
            self.entry.setText(words)
        self._search()
        self.entry.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.entry.selectAll()

    @Slot()
    def close_bar(self) -> None:
        """Puts the bar away; what was found stays current."""
        self.hide()
        for editor in self.editors.values():
            editor.mark_found(())
        self.closed.emit()

    @Slot()
    def find_next(self) -> None:
        self._step(1)

    @Slot()
    def find_previous(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        if self.isHidden():
            self.open()
            if not self.entry.text():
                return
        row = self.hits.next_row(self.list.currentIndex().row(), by)
        if row >= 0:
            typing = self.entry.hasFocus()
            self._reach(self.hits.index(row))
            if typing:
                self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _rows(self) -> list[int]:
        return [at for at, row in enumerate(self.hits.rows) if isinstance(row, Hit)]

    def _place(self, row: int) -> InText | None:
        hit = self.hits.rows[row] if row >= 0 else None
        return hit.place if isinstance(hit, Hit) and isinstance(hit.place, InText) else None

    @Slot()
    def _replace(self) -> None:
        """Replaces the current hit and goes to the next; where none is current yet, only that."""
        focus, words = QApplication.focusWidget(), self.replacement.text()
        self._keep_texts()
        row = self.list.currentIndex().row()
        place = self._place(row)
        at = self._rows.index(row) if place is not None else -1
        if place is not None and replace(self.editors, place, words):
            self._keep_texts()
            self._search()
            at -= self.entry.text() not in words
        if rows := self._rows:
            self._reach(self.hits.index(rows[(at + 1) % len(rows)]))
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _replace_all(self) -> None:
        self._keep_texts()
        self._search()
        places = [place for row in self._rows if (place := self._place(row)) is not None]
        if said := replace_all(self._document, self.editors, places, self.replacement.text()):
            self._document.told.emit(said, Mark.DONE)

    def _keep_texts(self) -> None:
        """What was typed since the last search is kept, and found where it stands now."""
        self._document.about_to_step.emit()
        if self._document.is_judging:
            self._document.judge()

    @Slot(QModelIndex)
    def _chosen(self, index: QModelIndex) -> None:
        if isinstance(self.hits.rows[index.row()], Hit):
            self._reach(index)

    def _reach(self, index: QModelIndex) -> None:
        self.list.setCurrentIndex(index)
        self._tell()
        hit = self.hits.rows[index.row()]
        assert isinstance(hit, Hit)
        self.reached.emit(hit.place)

    @Slot()
    def _search_again(self) -> None:
        """The report changed: the current hit stays current where it is still there."""
        if self.isHidden():
            return
        row = self.list.currentIndex().row()
        current = self.hits.rows[row] if row >= 0 else None
        self._search()
        if current in self.hits.rows:
            self.list.setCurrentIndex(self.hits.index(self.hits.rows.index(current)))
            self._tell()

    @Slot()
    def _search(self) -> None:
        texts = {key: editor.spread() for key, editor in self.editors.items()}
        wanted, report = self.entry.text(), self._document.report
        if self._replacing.isHidden():
            found = search(wanted, report, self._document.standing.lines, texts)
        else:
            found = search_exactly(wanted, report, texts)
        self.hits.show(found)
        for key, editor in self.editors.items():
            passages = (hit.place for hit in found if isinstance(hit.place, InText))
            editor.mark_found([(place.start, place.end) for place in passages if place.key == key])
        self.list.setVisible(bool(found))
        shown = min(len(self.hits.rows), _LINES)
        self.list.setFixedHeight(shown * max(self.list.sizeHintForRow(0), 1) + 2)
        self._tell()

    def _tell(self) -> None:
        hits = [row for row in self.hits.rows if isinstance(row, Hit)]
        at, words = self.list.currentIndex().row(), self.entry.text().strip()
        if at >= 0:
            before = sum(isinstance(row, Hit) for row in self.hits.rows[: at + 1])
            self.told.setText(f"第 {before} 处，共 {len(hits)} 处")
        else:
            self.told.setText(f"{len(hits)} 处" if hits else "没有找到" if words else "")
        for button in (self._previous, self._next, self.replace, self.replace_all):
            button.setEnabled(bool(hits))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """While one types, Enter and the arrow keys go from hit to hit; Esc closes."""
        key, typing = Qt.Key(event.key()), self.entry.hasFocus()
        if key == Qt.Key.Key_Escape:
            self.close_bar()
        elif typing and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif typing and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._step(1 if key == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)
