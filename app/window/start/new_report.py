"""新建年报: every field filled beforehand, one button."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from app.window.start.last_year_file import LastYearFile
from app.window.start.recent import Recent

if TYPE_CHECKING:
    from app.form import Form
    from app.store import Session


@dataclass(frozen=True, slots=True)
class Wanted:
    """The report to make, the report of the year before, and files with returns to read first."""

    organ: str
    year: int
    own: bool
    path: Path
    last_year: Path | None = None
    returns: tuple[Path, ...] = ()


def begun(wanted: Wanted, form: Form) -> Session:
    """A sitting at the new report. Raises `StorageError`, and then there is no file."""
    from app.report.edits import AcceptReturns
    from app.report.report import OWN
    from app.report.returns import Return
    from app.store import Session, StorageError

    session = Session.create(wanted.path, form, wanted.organ, wanted.year)
    try:
        if wanted.own:
            session.do(AcceptReturns((Return("", OWN, wanted.year, form.id, {}, {}),)))
    except StorageError:
        session.close()
        session.file.path.unlink(missing_ok=True)
        raise
    return session


def usual_folder() -> Path:
    """文档\\年报助手, where reports are kept unless the clerk says otherwise."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    return Path(documents or Path.home()) / "年报助手"


class NewReport(QWidget):
    """`wanted` when the clerk presses the button, `turned_away` when not."""

    wanted = Signal(object)
    turned_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = usual_folder()
        self.returns: tuple[Path, ...] = ()
        self.organ = QComboBox(editable=True)
        self.organ.setAccessibleName("编报机关")
        edit = self.organ.lineEdit()
        assert edit is not None
        edit.setAccessibleName("编报机关")
        edit.setPlaceholderText("全称，如：北关区人民政府")
        self.year = QSpinBox(maximum=2099, value=date.today().year - 1)
        self.year.setAccessibleName("报告年度")
        self.year.lineEdit().setAccessibleName("报告年度")
        self.year.setMaximumWidth(8 * self.fontMetrics().horizontalAdvance("国"))
        self.of_units, self.own = QRadioButton("汇总各单位"), QRadioButton("只报本机关")
        self.of_units.setChecked(True)
        self._group = QButtonGroup(self)
        self._group.addButton(self.of_units)
        self._group.addButton(self.own)
        self._place = QLabel(wordWrap=True)
        self.last_year = LastYearFile()
        self.make = QPushButton("建立年报")
        self.make.setDefault(True)
        self.make.setAutoDefault(True)
        self._back = QPushButton("返回")
        self._change = QPushButton("更改…")
        self._arrange()
        edit.returnPressed.connect(self._make)
        self.organ.editTextChanged.connect(self._tell)
        self.year.valueChanged.connect(self._tell)
        self.make.clicked.connect(self._make)
        self._back.clicked.connect(self.turned_away)
        self._change.clicked.connect(self._ask_folder)
        self._tell()

    def _arrange(self) -> None:
        kind, place, buttons = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        kind.addWidget(self.of_units)
        kind.addWidget(self.own)
        kind.addStretch()
        place.addWidget(self._place, 1)
        place.addWidget(self._change)
        buttons.addWidget(self.make)
        buttons.addWidget(self._back)
        buttons.addStretch()
        form = QFormLayout()
        form.addRow("编报机关(&O)", self.organ)
        form.addRow("报告年度(&Y)", self.year)
        form.addRow("数据", kind)
        form.addRow("上年报告", self.last_year)
        form.addRow("保存在", place)
        whole = QVBoxLayout(self)
        whole.addWidget(QLabel("<h2>新建年报</h2>", textFormat=Qt.TextFormat.RichText))
        whole.addLayout(form)
        whole.addLayout(buttons)
        whole.addStretch()
        self.setFocusProxy(self.organ)

    def begin(self, reports: Sequence[Recent]) -> None:
        """Fills every field with what is likely, from the reports of last time."""
        from app.form import newest_form

        self.year.setMinimum(newest_form().first_year)
        self.returns = ()
        self.organ.clear()
        self.organ.addItems(list(dict.fromkeys(report.organ for report in reports if report.organ)))
        self.year.setValue(reports[0].year + 1 if reports else date.today().year - 1)
        self.own.setChecked(bool(reports) and reports[0].own)
        self.of_units.setChecked(not self.own.isChecked())
        self.last_year.use(None)
        self._tell()

    def follow(self, last: Recent) -> None:
        """Fills every field for the year after this report, which is last year's then."""
        self.organ.setEditText(last.organ)
        self.year.setValue(last.year + 1)
        self.last_year.use(last.path)
        self.use_folder(str(last.path.parent))
        self.make.setFocus()

    @property
    def path(self) -> Path:
        """Where the report would be kept; a name that is taken gets a number."""
        name = "".join(char for char in self.organ.currentText().strip() if char not in '\\/:*?"<>|')
        first = self._folder / f"{name}{self.year.value()}年.nianbao"
        number, path = 1, first
        while path.exists():
            number += 1
            path = first.with_stem(f"{first.stem}（{number}）")
        return path

    @Slot()
    def _tell(self) -> None:
        has_organ = bool(self.organ.currentText().strip())
        place = str(self.path) if has_organ else str(self._folder)
        self._place.setText(re.sub(r"([/\\])", "\\1\u200b", place))  # a long path breaks between folders
        self.make.setEnabled(has_organ)

    @Slot()
    def _make(self) -> None:
        if organ := self.organ.currentText().strip():
            wanted = Wanted(
                organ, self.year.value(), self.own.isChecked(), self.path, self.last_year.path, self.returns
            )
            self.wanted.emit(wanted)

    @Slot()
    def _ask_folder(self) -> None:
        dialog = QFileDialog(self, "年报保存在哪个文件夹", str(self._folder))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.use_folder)
        dialog.open()

    @Slot(str)
    def use_folder(self, folder: str) -> None:
        """Keeps the report there."""
        self._folder = Path(folder)
        self._tell()
