"""Whether the window works where it is installed: it opens the sample, looks, and closes."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QThreadPool

from app.window.application import application
from app.window.help.chapters import chapters
from app.window.looks.palette import Looks
from app.window.start.sample import build_sample
from app.window.table.tab import TableTab
from app.window.window import Window


def self_test() -> int:
    """0 where the six tabs and all their cells are there; else 1, and what is wrong on standard error."""
    if sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"} & os.environ.keys():
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    app = application()
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder:
        window = Window(Looks())
        window.show()
        window.open_report(build_sample(Path(folder)))
        QThreadPool.globalInstance().waitForDone()
        app.processEvents()
        wrong = list(_wrong(window)) if window.desk is not None else ["示例打不开"]
        window.grab()
        window.close()
    app.sendPostedEvents()
    for line in wrong:
        print(f"nianbao：{line}", file=sys.stderr)
    return 1 if wrong else 0


def _wrong(window: Window) -> Iterator[str]:
    desk = window.desk
    assert desk is not None
    form = desk.document.report.form
    if QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel":
        yield "Qt 自己的对话框不是中文"
    if not chapters():
        yield "使用手册打不开"
    for section in form.sections:
        tab = desk.tab(section.id)
        if desk.tabs.indexOf(tab) < 0:
            yield f"没有“{section.title}”的标签页"
        if isinstance(tab, TableTab):
            for figure in form.figures_of(section.table):
                if not tab.table.model().index(*tab.table.place_of(figure.id)).data():
                    yield f"{figure.place}没有显示"
