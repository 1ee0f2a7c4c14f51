"""上年报告: the file of last year's report, chosen or dropped here; it may be left out."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

LAST_YEAR = "上年报告 (*.nianbao *.docx *.html *.htm)"
_SUFFIXES = (".nianbao", ".docx", ".html", ".htm")
_NONE = "可选：拖入上年的年报文件、Word 或网页，用来带出结转、核对增减、沿用文字"
_ONLY_FIGURES = "用它的数据，文字可以对照着看；单位名册和文字要有上年的年报文件才能沿用"
_ALL = "沿用它的单位名册、数据、口径和文字"


class LastYearFile(QFrame):
    """`path` is None where none was given."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path: Path | None = None
        self.setAcceptDrops(True)
        self.setAccessibleName("上年报告")
        self._words = QLabel(wordWrap=True)
        self._choose, self._leave_out = QPushButton("选择…"), QPushButton("不用")
        self._choose.setAccessibleName("选择上年报告")
        self._leave_out.setAccessibleName("不用上年报告")
        self._choose.clicked.connect(self._ask)
        self._leave_out.clicked.connect(self._drop)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._words, 1)
        row.addWidget(self._leave_out)
        row.addWidget(self._choose)
        self.setFocusProxy(self._choose)
        self.use(None)

    def use(self, path: Path | None) -> None:
        """Takes this file, or none."""
        self.path = path
        what = "" if path is None else _ALL if path.suffix.lower() == ".nianbao" else _ONLY_FIGURES
        self._words.setText(_NONE if path is None else f"{path.name}　{what}")
        self._leave_out.setVisible(path is not None)

    @Slot()
    def _ask(self) -> None:
        dialog = QFileDialog(self, "上年报告", "", LAST_YEAR)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setOption(QFileDialog.Option.HideNameFilterDetails)
        dialog.fileSelected.connect(self._chosen)
        dialog.open()

    @Slot(str)
    def _chosen(self, file: str) -> None:
        self.use(Path(file))

    @Slot()
    def _drop(self) -> None:
        self.use(None)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _file_in(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.use(_file_in(event))


def _file_in(event: QDropEvent) -> Path | None:
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() in _SUFFIXES else None
