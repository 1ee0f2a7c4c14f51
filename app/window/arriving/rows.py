"""The list of files that came in: a model of the rows, and the editor of their units."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from app.window.arriving.arrivals import Arrival, Decision, Fate
from app.window.document import Document
from app.window.looks.marks import mark_icon
from app.window.looks.palette import Looks
from app.window.row_model import Index, RowModel
from app.window.standing import Mark

_ROOT = QModelIndex()
_HEADS = ("读取结果", "处理", "单位", "年度", "文件", "说明")
FATE, UNIT = 1, 2
_Role = Qt.ItemDataRole
_ROLES = frozenset(
    {_Role.DisplayRole, _Role.ToolTipRole, _Role.EditRole, _Role.DecorationRole, _Role.AccessibleTextRole}
)
MARKS = {
    Fate.NEW: Mark.DONE,
    Fate.CORRECTION: Mark.DONE,
    Fate.UNCHANGED: Mark.NOTICE,
    Fate.LEFT: Mark.NOTICE,
    Fate.ROSTER: Mark.NOTICE,
    Fate.WAITING: Mark.WARNING,
    Fate.REFUSED: Mark.ERROR,
}


class Rows(RowModel):
    """One row a file; `renamed` says whose return a file is, in the clerk's words."""

    renamed = Signal(int, str)

    def __init__(self, looks: Looks, parent: QObject | None = None) -> None:
        super().__init__(_HEADS, parent)
        self._looks = looks
        self.rows: tuple[Arrival, ...] = ()

    def show(self, rows: tuple[Arrival, ...]) -> None:
        """Lists these; where none goes and none changes its place, the view stays as it is."""
        before, count = self.rows, len(self.rows)
        if [row.number for row in rows[:count]] != [row.number for row in before]:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
            return
        if len(rows) > count:
            self.beginInsertRows(_ROOT, count, len(rows) - 1)
            self.rows = rows
            self.endInsertRows()
        self.rows = rows
        changed = [at for at, row in enumerate(before) if rows[at] is not row]
        if changed:
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(_HEADS) - 1))

    def place(self, number: int) -> int:
        """The place of the file with this number; -1 where it is not listed."""
        return next((at for at, row in enumerate(self.rows) if row.number == number), -1)

    def flags(self, index: Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        can_be_named = index.isValid() and index.column() == UNIT and _can_have_unit(self.rows[index.row()])
        return usual | Qt.ItemFlag.ItemIsEditable if can_be_named else usual

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401  Qt's signature
        if role not in _ROLES or not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.EditRole:
                return _text(row, index.column())
            case Qt.ItemDataRole.DecorationRole if index.column() == 0:
                return mark_icon(MARKS[row.fate], self._looks.colours)
            case Qt.ItemDataRole.AccessibleTextRole if index.column() == 0:
                return f"{row.fate.value}：{row.words}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        unit = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not unit or unit == self.rows[index.row()].unit:
            return False
        self.renamed.emit(self.rows[index.row()].number, unit)
        return True


def _can_have_unit(row: Arrival) -> bool:
    return bool(row.unit) or Decision.TRANSCRIBE in row.decisions


def _text(row: Arrival, column: int) -> str:
    year = f"{row.year}年" if row.year else ""
    fate = "" if row.fate is Fate.REFUSED else row.fate.value
    return (row.words, fate, row.unit, year, row.file, row.why)[column]


class UnitItems(QStyledItemDelegate):
    """Edits a unit in its place, and offers those of the report."""

    def __init__(self, document: Document, parent: QObject) -> None:
        super().__init__(parent)
        self._document = document

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        report = self._document.report
        editor = QComboBox(parent, editable=True)
        editor.setAccessibleName("单位")
        editor.addItems(list(dict.fromkeys((*report.units, *report.returns))))
        editor.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = QCompleter(editor.model(), editor)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        editor.setCompleter(completer)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        editor.setEditText(str(index.data()))
        line = editor.lineEdit()
        if line is not None:
            line.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentText())
