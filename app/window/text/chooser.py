"""The list that opens at a brace: figures by name, narrowed by what is typed on; Enter puts one in as a link."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QTextCursor
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTextEdit

from app.window.document import Document
from app.window.text.choices import Choice, choices, fitting

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROWS, _WIDTH = 9, 26  # lines, characters
_ENDS = frozenset("}｝=＝，。；：、\n\u2029")
_LONGEST = 24
_NOTHING = "没有这个数据项。文字里自己的数写成 {名称=数}"


class _Lines(QAbstractListModel):
    def __init__(self, parent: QListView) -> None:
        super().__init__(parent)
        self.choices: list[Choice] = []

    def show(self, found: list[Choice]) -> None:
        self.beginResetModel()
        self.choices = found
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else max(len(self.choices), 1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) if self.choices else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.UserRole):
            return None
        if not self.choices:
            return _NOTHING if role == Qt.ItemDataRole.DisplayRole else ""
        choice = self.choices[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return choice.value
        return f"{choice.where}　{choice.name}" if choice.where else choice.name


class _Items(QStyledItemDelegate):
    """The name at the left, the value at the right."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        palette, metrics = option.palette, option.fontMetrics  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, palette.highlight())
        gap = metrics.averageCharWidth()
        rect = rect.adjusted(gap, 0, -gap, 0)
        value = metrics.elidedText(index.data(Qt.ItemDataRole.UserRole), Qt.TextElideMode.ElideRight, rect.width() // 2)
        painter.setPen(palette.text().color())
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, value)
        room = rect.width() - metrics.horizontalAdvance(value) - gap
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room)
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, option.fontMetrics.height() * 3 // 2)  # type: ignore[attr-defined]


class Chooser(QListView):
    """The focus stays in the text, where an input method can be used to narrow the list."""

    chosen = Signal(str)

    def __init__(self, document: Document, editor: QTextEdit) -> None:
        super().__init__(editor)
        self.setWindowFlag(Qt.WindowType.ToolTip)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("可以插入的数据项")
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Items(self))
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self._document = document
        self._editor = editor
        self._all: tuple[Choice, ...] = ()
        self._begin = QTextCursor()
        self.clicked.connect(self._choose)
        editor.cursorPositionChanged.connect(self._follow)

    @property
    def written(self) -> QTextCursor:
        """What the link is to replace: from the brace to the caret."""
        cursor = QTextCursor(self._editor.document())
        cursor.setPosition(self._begin.position())
        cursor.setPosition(self._editor.textCursor().position(), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def open(self, begin: int) -> None:
        """Opens for what stands between there and the caret: a brace and more, or a number."""
        self._all = choices(self._document.report)
        self._begin = QTextCursor(self._editor.document())
        self._begin.setPosition(begin)
        self._begin.setKeepPositionOnInsert(True)
        self.show()
        self._follow()

    def names(self) -> list[str]:
        """The names that are listed."""
        return [choice.name for choice in self._lines.choices]

    @Slot()
    def _follow(self) -> None:
        if self.isHidden():
            return
        written = self.written.selectedText()
        caret_went = self._editor.textCursor().position() <= self._begin.position()
        if caret_went or len(written) > _LONGEST or _ENDS & set(written):
            self.hide()
            return
        self._lines.show(fitting(self._all, written.lstrip("{｛")))
        self.setCurrentIndex(self._lines.index(0))
        self._place()

    def _place(self) -> None:
        """Below the line of the caret, or above it where there is no room."""
        em = self.fontMetrics().horizontalAdvance("国")
        rows = min(self._lines.rowCount(), _ROWS)
        self.resize(_WIDTH * em, rows * self.sizeHintForRow(0) + 2 * self.frameWidth())
        caret = self._editor.cursorRect()
        below = self._editor.viewport().mapToGlobal(caret.bottomLeft())
        room = self._editor.screen().availableGeometry()
        if below.y() + self.height() > room.bottom():
            below = self._editor.viewport().mapToGlobal(caret.topLeft())
            below.setY(below.y() - self.height())
        below.setX(min(below.x(), room.right() - self.width()))
        self.move(below)

    def takes(self, event: QKeyEvent) -> bool:
        """Whether this key is for the list; it is then done."""
        if self.isHidden():
            return False
        match event.key():
            case Qt.Key.Key_Escape:
                self.hide()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab if self._lines.choices:
                self._choose()
            case Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                self.keyPressEvent(event)
            case _:
                return False
        return True

    @Slot()
    def _choose(self) -> None:
        row = self.currentIndex().row()
        if 0 <= row < len(self._lines.choices):
            self.chosen.emit(self._lines.choices[row].link)
            self.hide()
