"""帮助: the manual at the chapter for where the clerk is, the keys, and what this program is made of."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from app import __version__
from app.form import newest_form
from app.window.application import NAME
from app.window.arriving.changes import ChangesTab
from app.window.arriving.tab import ImportTab
from app.window.help import chapters
from app.window.help.manual import Manual
from app.window.history.points import RestorePointsTab
from app.window.history.tab import HistoryTab
from app.window.particulars import ParticularsTab
from app.window.printing.tab import PreviewTab
from app.window.table.tab import TableTab
from app.window.text.tab import TextTab
from app.window.units.tab import UnitsTab

if TYPE_CHECKING:
    from app.window.window import Window

_CHAPTERS: dict[type[QWidget], str] = {
    TableTab: chapters.TABLES,
    TextTab: chapters.WRITING,
    UnitsTab: chapters.UNITS,
    ImportTab: chapters.IMPORTING,
    ChangesTab: chapters.IMPORTING,
    HistoryTab: chapters.HISTORY,
    RestorePointsTab: chapters.HISTORY,
    ParticularsTab: chapters.NEW,
    PreviewTab: chapters.PRINTING,
}
_MADE_OF = {
    "PySide6-Essentials": "Qt 和 PySide6，LGPL 第 3 版，以动态库使用，可以换成自己编译的版本",
    "openpyxl": "MIT",
    "python-docx": "MIT",
    "python-calamine": "MIT",
    "lxml": "BSD",
    "xlrd": "BSD",
}


class Helping(QObject):
    """Explains."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self.manual: Manual | None = None

    @Slot()
    def do_manual(self) -> None:
        desk = self._window.desk
        tab = desk.tabs.currentWidget() if desk is not None else None
        self._turn_to(_CHAPTERS.get(type(tab), chapters.START) if tab is not None else chapters.START)

    @Slot()
    def do_keys(self) -> None:
        self._turn_to(chapters.KEYS)

    def _turn_to(self, title: str) -> None:
        if self.manual is None:
            self.manual = Manual(self._window.looks, self._window)
        self.manual.turn_to(title)
        self.manual.show()
        self.manual.raise_()
        self.manual.activateWindow()
        self.manual.contents.setFocus()

    @Slot()
    def do_about(self) -> None:
        form, document = newest_form(), self._window.document
        file = str(document.session.file.path) if document is not None else "没有打开年报"
        made_of = "\n".join(f"{name} {_version(name)}　{licence}" for name, licence in _MADE_OF.items())
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setWindowTitle(f"关于{NAME}")
        box.setText(f"{NAME} {__version__}")
        box.setInformativeText(
            f"格式：{form.name}\n依据：{form.source}\n\n年报文件：{file}\n\n使用了下列软件：\n{made_of}"
        )
        box.open()


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
