"""Makes a picture of every tab of the sample: `python -m tests.shots OUTDIR`."""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSettings, QTimer

from app.form import FigureId, newest_form
from app.report.edits import SetLastYear
from app.window.application import application
from app.window.looks.palette import Looks
from app.window.start.new_report import Wanted
from app.window.start.sample import ORGAN, YEAR, build_sample
from app.window.window import Window

_SIZES = {"": (1366, 728), "-1280": (1280, 680), "-1093": (1093, 574)}


def settle(milliseconds: int = 200) -> None:
    """Lets the window draw, and its workers end."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def shoot(folder: Path) -> None:
    """Writes the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, temporary)
        application()
        window = Window(Looks())
        window.resize(*_SIZES[""])
        window.show()
        _start(window, folder)
        window.open_report(build_sample(Path(temporary)))
        figures = window.desk.document.report.figures if window.desk else {}
        window.desk.document.do(SetLastYear(dict(figures)))  # type: ignore[union-attr]
        _tabs(window, folder)
        _import(window, folder, Path(temporary))
        _own(window, folder, Path(temporary))
        window.close()


def _start(window: Window, folder: Path) -> None:
    settle()
    window.grab().save(str(folder / "start.png"))
    window.filing.do_new()
    window.start.new.organ.setEditText(ORGAN)
    settle()
    window.grab().save(str(folder / "new.png"))


def _tabs(window: Window, folder: Path) -> None:
    desk = window.desk
    assert desk is not None
    for name, size in _SIZES.items():
        window.resize(*size)
        for at in range(desk.tabs.count()):
            desk.go_to_tab(at)
            if at == 2:
                desk.go_to_figure(FigureId("requests.carried_out.total" if name else "requests.granted.natural"))
            settle()
            window.grab().save(str(folder / f"tab{at + 1}{name}.png"))
    window.resize(*_SIZES[""])
    window.viewing.do_next()
    settle()
    window.grab().save(str(folder / "finding.png"))
    window.viewing.do_dark()
    settle()
    window.grab().save(str(folder / "dark.png"))
    window.viewing.do_light()
    desk.go_to_tab(1)
    window.exporting.do_export()
    settle(1500)
    window.grab().save(str(folder / "exported.png"))


def _import(window: Window, folder: Path, temporary: Path) -> None:
    from app.resources import resource

    window.make_report(Wanted(ORGAN, YEAR, own=False, path=temporary / "新.nianbao"))
    settle()
    window.grab().save(str(folder / "empty.png"))
    (temporary / "统计局.xls").write_bytes(b"not a workbook")
    window.gathering.take_files([resource("sample"), temporary / "统计局.xls"])
    settle(2500)
    window.grab().save(str(folder / "import.png"))


def _own(window: Window, folder: Path, temporary: Path) -> None:
    window.make_report(Wanted(ORGAN, YEAR, own=True, path=temporary / "本.nianbao"))
    assert window.desk is not None
    form = newest_form()
    natural = [figure for figure in form.figures if figure.startswith("requests.") and figure.endswith(".natural")]
    window.desk.document.enter_all({figure: 3 for figure in natural if figure not in form.totals})
    window.desk.go_to_tab(2)
    settle()
    window.grab().save(str(folder / "own.png"))


if __name__ == "__main__":
    shoot(Path(sys.argv[1]))
