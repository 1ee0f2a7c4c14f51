"""当前数据: what the current cell holds, where it came from, and what it was last year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from app.form import FigureId
from app.report.edits import GiveReason, SetOverride
from app.report.returns import Return
from app.window.document import Document
from app.window.history.last_edit import LastEdit
from app.window.panel.origin import Origin, origin, part
from app.window.standing.ways import REASON

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_AT_ONCE = 30


class Parts(QAbstractListModel):
    """The units that a figure was added up from, one a line, those with 0 last; a list of thousands grows as seen."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._returns: tuple[Return, ...] = ()
        self._figure = FigureId("")
        self._parts: list[Return] = []
        self._rest: Iterator[Return] = iter(())

    def show(self, returns: tuple[Return, ...], figure: FigureId) -> None:
        """Lists these returns, which are the same tuple as before where none of them has changed."""
        if returns is self._returns and figure == self._figure:
            return
        self.beginResetModel()
        self._returns, self._figure = returns, figure
        self._parts, self._rest = [], self._in_order()
        self.endResetModel()

    def _in_order(self) -> Iterator[Return]:
        figure = self._figure
        yield from (sent for sent in self._returns if sent.figures.get(figure))
        yield from (sent for sent in self._returns if not sent.figures.get(figure))

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and len(self._parts) < len(self._returns)

    def fetchMore(self, _parent: Index) -> None:
        first = self.rowCount()
        more = list(islice(self._rest, _AT_ONCE))
        self.beginInsertRows(QModelIndex(), first, first + len(more) - 1)
        self._parts += more
        self.endInsertRows()

    def unit(self, index: QModelIndex) -> str:
        """The unit on this line."""
        return self._parts[index.row()].unit

    def rowCount(self, parent: Index = _ROOT) -> int:
        if not self._parts:  # only now: most figures that are passed by are never shown
            self._parts = list(islice(self._rest, _AT_ONCE))
        return 0 if parent.isValid() else len(self._parts)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if not index.isValid():
            return None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        told = part(self._parts[index.row()], self._figure)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{told.value}　{told.unit}　{told.where}"
        return told.raw


class FigurePanel(QWidget):
    """Follows the current cell. `unit_wanted` asks for a unit's page, at this figure."""

    unit_wanted = Signal(str, object)
    history_wanted = Signal(object)
    _stale = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._figure: FigureId | None = None
        self._is_stale = False
        self.setAccessibleName("当前数据")
        self._name, self._how, self._advice, self._before = (QLabel(wordWrap=True) for _ in range(4))
        self._value = QLabel()
        large = self._value.font()
        large.setPointSizeF(large.pointSizeF() * 1.6)
        large.setBold(True)
        self._value.setFont(large)
        self._how.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._parts = Parts(self)
        self._units = QListView()
        self._units.setAccessibleName("各单位的数")
        self._units.setModel(self._parts)
        self._units.setUniformItemSizes(True)
        self._units.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._units.activated.connect(self._unit_activated)
        self._last = LastEdit(document, self)
        self._last.history_wanted.connect(self.history_wanted)
        self._reason = _Reason(self)
        self._reason.given.connect(self._give_reason)
        self._reason.dropped.connect(self._drop_override)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        for widget in (self._name, self._value, self._how, self._reason):
            whole.addWidget(widget)
        whole.addWidget(self._units, 100)
        whole.addWidget(self._before)
        whole.addWidget(self._last)
        whole.addWidget(self._advice)
        whole.addStretch(1)
        document.changed.connect(self._changed)
        document.log.changed.connect(self._changed)
        self._stale.connect(self._show_if_stale, Qt.ConnectionType.QueuedConnection)
        self._show()

    def look_at(self, figure: FigureId | None) -> None:
        """Shows this figure, once the event is over: of several that are passed by only the last is shown."""
        before, self._figure = self._figure, figure
        if figure != before:
            self._reason.clear()  # a reason belongs to one figure
        if before is None or figure is None:
            self._show()
        elif figure != before:
            self._changed()

    def _show(self) -> None:
        self._is_stale = False
        figure = self._figure
        self.setVisible(figure is not None)
        if figure is None:
            return
        told: Origin = origin(self._document, figure)
        self._name.setText(told.name)
        self._value.setText(f"{told.value} {told.measure}".strip())
        self._how.setText(told.how)
        returns = () if self._document.is_own else self._document.report.sources
        self._parts.show(returns, figure)
        self._units.setVisible(bool(returns))
        self._before.setText(told.last_year)
        self._before.setVisible(bool(told.last_year))
        self._last.look_at(figure)
        self._advice.setText(f"填报口径：{told.advice}")
        self._advice.setVisible(bool(told.advice))
        self._reason.setVisible(figure in self._document.report.overrides)

    @Slot()
    def _changed(self) -> None:
        if not self._is_stale:
            self._is_stale = True
            self._stale.emit()

    @Slot()
    def _show_if_stale(self) -> None:
        if self._is_stale:
            self._show()

    @Slot(QModelIndex)
    def _unit_activated(self, index: QModelIndex) -> None:
        self.unit_wanted.emit(self._parts.unit(index), self._figure)

    @Slot(str)
    def _give_reason(self, reason: str) -> None:
        if self._figure is not None:
            self._document.do(GiveReason(self._figure, reason))

    @Slot()
    def _drop_override(self) -> None:
        if self._figure is not None:
            self._document.do(SetOverride(self._figure, None))


class _Reason(QWidget):
    """The reason for a figure over the roll-up, and the way back to it."""

    given = Signal(str)
    dropped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._words = QLineEdit()
        self._words.setPlaceholderText(REASON)
        self._words.setAccessibleName("改数的理由")
        self._words.returnPressed.connect(self._give)
        give, drop = QPushButton("写上理由"), QPushButton("恢复汇总数")
        give.clicked.connect(self._give)
        drop.clicked.connect(self.dropped)
        buttons = QHBoxLayout()
        buttons.addWidget(give)
        buttons.addWidget(drop)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._words)
        whole.addLayout(buttons)

    def clear(self) -> None:
        """Forgets what was typed and not given."""
        self._words.clear()

    @Slot()
    def _give(self) -> None:
        if reason := self._words.text().strip():
            self._words.clear()
            self.given.emit(reason)
