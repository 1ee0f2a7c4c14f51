"""One walk through the window, on the sample: `python -m tests.shots.tour OUTDIR WIDTH HEIGHT`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QWidget

from app.form import newest_form
from app.report.edits import SetFigure, SetLastYear
from app.resources import resource
from app.window.application import application
from app.window.desk import Desk
from app.window.looks.palette import Looks
from app.window.start.new_report import Wanted
from app.window.start.sample import LESSON, ORGAN, YEAR, build_sample
from app.window.window import Window
from tests.window.driving import open_report

UNIT = "教育体育局"


class Tour:
    """Takes each picture under the name that it is kept under."""

    def __init__(self, folder: Path, width: int, height: int, temporary: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._temporary = temporary
        self.window = Window(Looks())
        self.window.resize(width, height)
        self.window.show()

    @property
    def desk(self) -> Desk:
        assert self.window.desk is not None
        return self.window.desk

    def take(self, name: str, of: QWidget | None = None) -> None:
        """Keeps what is seen."""
        settle()
        (of or self.window).grab().save(str(self._folder / f"{name}.png"), "PNG", 0)

    def run(self) -> None:
        self._start()
        self._import()
        self._sample()
        self._pages()
        self._units()
        self._own()
        self.window.close()

    def _start(self) -> None:
        self.take("start")
        self.window.filing.do_new()
        self.window.start.new.organ.setEditText(ORGAN)
        self.take("new")

    def _import(self) -> None:
        self.window.make_report(Wanted(ORGAN, YEAR, own=False, path=self._temporary / "新.nianbao"))
        self.take("empty")
        (self._temporary / "统计局.xls").write_bytes(b"not a workbook")
        self.window.gathering.take_files([resource("sample"), self._temporary / "统计局.xls"])
        self._wait(lambda: self.desk.importing is not None and not self.desk.importing.is_reading)
        self.take("import")

    def _sample(self) -> None:
        open_report(self.window, build_sample(self._temporary))
        document = self.desk.document
        before = {**document.report.figures, LESSON: 27}
        document.do(SetLastYear(before))
        for at, name in enumerate(("text", "table2", "table3", "table4", "text5", "text6", "units")):
            self.desk.go_to_tab(at)
            if name == "table3":
                self.desk.go_to_figure(LESSON)
            self.take(name)
        self.window.viewing.do_next()
        self.take("finding")
        self.window.viewing.do_dark()
        self.take("dark")
        self.window.viewing.do_light()

    def _pages(self) -> None:
        self.desk.go_to_tab(0)
        self.window.editing.do_find()
        self.desk.find_bar.entry.setText("结转")
        self.take("find")
        self.desk.find_bar.close_bar()
        self.window.commands["particulars"].trigger()
        self.take("particulars")
        self.window.commands["undo"].trigger()
        self.window.commands["save"].trigger()
        self.window.commands["history"].trigger()
        self.take("history")
        self.window.commands["restore_points"].trigger()
        self.take("restore_points")
        self.window.commands["preview"].trigger()
        settle(1500)
        self.take("preview")
        self.window.commands["export"].trigger()
        settle(3000)
        self.desk.go_to_tab(3)
        self.take("export")
        self.window.commands["manual"].trigger()
        self.take("manual", self.window.helping.manual)

    def _units(self) -> None:
        self.desk.go_to_tab(6)
        self.desk.document.do(SetFigure(UNIT, LESSON, 8))
        self.desk.units.open(UNIT, LESSON)  # type: ignore[union-attr]
        self.take("unit")
        page = self.desk.units.page  # type: ignore[union-attr]
        page.compare.setChecked(True)
        self._wait(page.original.open.isVisible)
        self.take("original")
        page.compare.setChecked(False)

    def _own(self) -> None:
        self.window.make_report(Wanted(ORGAN, YEAR, own=True, path=self._temporary / "本.nianbao"))
        form = newest_form()
        natural = [figure for figure in form.figures if figure.startswith("requests.") and figure.endswith(".natural")]
        self.desk.document.enter_all({figure: 3 for figure in natural if figure not in form.totals})
        self.desk.go_to_tab(2)
        self.take("own")

    def _wait(self, ready: Callable[[], bool]) -> None:
        while not ready():
            settle(50)


def settle(milliseconds: int = 200) -> None:
    """Lets the window draw, and its workers end."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, temporary)
        application()
        Tour(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(temporary)).run()
