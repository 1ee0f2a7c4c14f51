"""Qt as this program needs it: Chinese dialogs, a Chinese font, one look everywhere."""

from __future__ import annotations

import sys

from PySide6.QtCore import QLibraryInfo, QLocale, QSettings, QTranslator
from PySide6.QtGui import QFont, QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication

from app import __version__
from app.resources import resource
from app.window.garbage import Garbage
from app.window.input_method import choose_input_method
from app.window.looks.plain import PlainWords

FONTS = (
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Noto Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
NAME = "年报助手"
POINTS = 10
SMALLEST, LARGEST = 8, 20


def application() -> QApplication:
    """The one application, made ready."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        return running
    choose_input_method()
    app = QApplication(sys.argv[:1])
    make_ready(app)
    return app


def make_ready(app: QApplication) -> None:
    """Sets names, language, style and font."""
    Garbage(app)
    app.setApplicationName("nianbao")
    app.setApplicationDisplayName("")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("nianbao")
    app.setWindowIcon(QIcon(str(resource("icons") / "nianbao.svg")))
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    app.setStyle(PlainWords("Fusion"))
    if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        print("nianbao: no Chinese font is installed; install fonts-noto-cjk or fonts-wqy-microhei.", file=sys.stderr)
    app.setFont(font(int(str(settings().value("points", POINTS)))))


def font(points: int) -> QFont:
    """The first font of ours that is installed, else the system's."""
    installed = set(QFontDatabase.families())
    name = next((name for name in FONTS if name in installed), "")
    size = min(max(points, SMALLEST), LARGEST)
    if name:
        return QFont(name, size)
    chosen = QApplication.font()
    chosen.setPointSize(size)
    return chosen


def settings() -> QSettings:
    """Habits of the clerk at this computer; nothing that belongs to a report."""
    return QSettings(QSettings.Format.IniFormat, QSettings.Scope.UserScope, "nianbao", "window")
