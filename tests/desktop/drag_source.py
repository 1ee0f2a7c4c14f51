"""A small window to drag files from: `FILE...`; or one that has a text on the clipboard: `--text TEXT`."""

from __future__ import annotations

import sys

from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QDrag, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel

WORDS = "拖动这里"


class DragSource(QLabel):
    """Press on it, move to where the files are wanted, let go."""

    def __init__(self, files: list[str]) -> None:
        super().__init__(WORDS)
        self._urls = [QUrl.fromLocalFile(file) for file in files]
        self.setWindowFlag(Qt.WindowType.FramelessWindowHint)
        self.setGeometry(0, 0, 80, 40)

    def mousePressEvent(self, _event: QMouseEvent) -> None:  # noqa: N802  Qt's
        drag, data = QDrag(self), QMimeData()
        data.setUrls(self._urls)
        drag.setMimeData(data)
        drag.exec(Qt.DropAction.CopyAction)


def main() -> int:
    app = QApplication(sys.argv[:1])
    match sys.argv[1:]:
        case ["--text", text]:
            QGuiApplication.clipboard().setText(text)
            source = DragSource([])
        case files:
            source = DragSource(files)
    source.show()
    return app.exec()


if __name__ == "__main__":
    raise SystemExit(main())
