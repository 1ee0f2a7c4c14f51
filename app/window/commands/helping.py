"""帮助: the manual at the chapter for where the clerk is, the keys, and what this program is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QMessageBox

from app import __version__
from app.window.application import NAME
from app.window.help import chapters

if TYPE_CHECKING:
    from app.window.help.manual import Manual
    from app.window.window import Window

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
        if tab is None:
            self._turn_to(chapters.START)
        else:
            from app.window.help.chapter_of import chapter_of

            self._turn_to(chapter_of(tab))

    @Slot()
    def do_keys(self) -> None:
        self._turn_to(chapters.KEYS)

    def _turn_to(self, title: str) -> None:
        from app.window.help.manual import Manual  # few sittings read it

        if self.manual is None:
            self.manual = Manual(self._window.looks, self._window)
        self.manual.turn_to(title)
        self.manual.show()
        self.manual.raise_()
        self.manual.activateWindow()
        self.manual.contents.setFocus()

    @Slot()
    def do_about(self) -> None:
        from app.form import newest_form

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
    from importlib.metadata import PackageNotFoundError, version  # large

    try:
        return version(name)
    except PackageNotFoundError:
        return ""
