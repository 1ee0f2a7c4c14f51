"""The window under load: what a key press costs with 5,000 returns, its start, and the import of many files."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.form import FigureId
from app.report.edits import AcceptReturns
from app.report.returns import Return
from app.report.values import Source
from app.store import Session
from app.window.application import application
from app.window.looks.palette import Looks
from app.window.start.new_report import Wanted
from app.window.text.tab import TextTab
from app.window.window import Window
from tests.readers.made import FORM, consistent, one_sheet, sample_figures, saved
from tests.window.driving import open_report

RETURNS = 5000
PRESSES = 100  # figures typed
FILES = 300
_SETTLED = 100  # turns
LETTERS = 20_000
PARAGRAPH = "2025年共收到政府信息公开申请125件，其中自然人106件，上年结转18件；予以公开58件，部分公开12件。" * 4
STARTS = 10
CELL = FigureId("requests.received.natural")
UNTIL_PAINTED = """
from PySide6.QtCore import QEvent, QObject, QTimer
class Painted(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, app.quit)
        return False
painted = Painted()
window.centralWidget().installEventFilter(painted)
window.show()
app.exec()
"""
EMPTY = f"""
from PySide6.QtWidgets import QApplication, QMainWindow, QTabWidget, QWidget
app, window, tabs = QApplication([]), QMainWindow(), QTabWidget()
for number in range(6):
    tabs.addTab(QWidget(), str(number))
window.setCentralWidget(tabs)
{UNTIL_PAINTED}"""
OURS = f"""
from app.window.application import application
from app.window.looks.palette import Looks
from app.window.window import Window
app = application()
window = Window(Looks())
{UNTIL_PAINTED}"""


def start_ratio() -> float:
    """From the process's start to a painted window that answers, against an empty one with six tabs; the best of each.

    They take turns: what else the machine does meets both.
    """
    _run(OURS)
    times = [(_time(OURS), _time(EMPTY)) for _ in range(STARTS)]
    ours, empty = map(min, zip(*times, strict=True))
    print(f"window {ours:.3f} s; empty window {empty:.3f} s")
    return float(ours / empty)


def _time(code: str) -> float:
    start = time.perf_counter()
    _run(code)
    return time.perf_counter() - start


def _run(code: str) -> None:
    """Runs it as an installed program runs: with its bytecode kept."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run([sys.executable, "-c", code], check=True, stderr=subprocess.DEVNULL, env=environment)


def key_press() -> float:
    """Milliseconds from a key to the repainted window, judged report included, at the 99th percentile."""
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "年报.nianbao"
        with Session.create(path, FORM, "青禾区人民政府", 2025) as session:
            session.do(AcceptReturns(tuple(_return(number) for number in range(RETURNS))))
        with _window(Path(name)) as window:
            open_report(window, path)
            assert window.desk is not None
            window.desk.go_to_figure(CELL)
            QApplication.processEvents()
            times = sorted(_press(window, key) for key in _keys())
    print(f"key press: median {1000 * times[len(times) // 2]:.2f} ms, longest {1000 * times[-1]:.2f} ms")
    return 1000 * times[len(times) * 99 // 100]


def _return(number: int) -> Return:
    """Every fiftieth is wrong by itself."""
    more, wrong = number % 7, number % 50 == 0
    figures = consistent(
        requests__received__natural=7 + more + wrong,
        requests__granted__natural=7 + more,
        requests__received__business=2,
        requests__unable_1__business=2,
        proactive__licence__decisions=number,
    )
    sources = dict.fromkeys(figures, Source(file=f"{number}.xlsx", sheet="2025年", cell="D5"))
    return Return(f"{number}.xlsx", f"单位{number}", 2025, FORM.id, figures, sources, sha256=f"{number:064}")


def _keys() -> Iterator[str | Qt.Key]:
    for number in range(PRESSES):
        yield from str(70_000 + number)
        yield Qt.Key.Key_Return


def _press(window: Window, key: str | Qt.Key) -> float:
    """Seconds until the key's work is done, with the review of the report that follows it."""
    target = QApplication.focusWidget() or window
    start = time.perf_counter()
    if isinstance(key, str):
        QTest.keyClicks(target, key)
    else:
        QTest.keyClick(target, key)
    QApplication.processEvents()
    if window.document is not None and window.document.is_judging:
        window.document.judge()
        QApplication.processEvents()
    return time.perf_counter() - start


def text_press() -> float:
    """Milliseconds from a key in the middle of a long text to the repainted window, at the 99th percentile."""
    with tempfile.TemporaryDirectory() as name, _window(Path(name)) as window:
        window.make_report(Wanted("青禾区人民政府", 2025, own=False, path=Path(name) / "新.nianbao"))
        assert window.desk is not None
        window.desk.document.write("1", "\n".join([PARAGRAPH] * (LETTERS // len(PARAGRAPH))))
        window.desk.document.judge()
        tab = window.desk.tab("1")
        assert isinstance(tab, TextTab)
        window.desk.tabs.setCurrentWidget(tab)
        tab.editor.setFocus()
        tab.editor.select(LETTERS // 2, LETTERS // 2)
        QApplication.processEvents()
        times = sorted(_press(window, str(number % 10)) for number in range(PRESSES))
    return 1000 * times[len(times) * 99 // 100]


def importing_waits() -> dict[str, float]:
    """Milliseconds: the longest time that the window did not answer while files were read, adopted and taken back."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "报送"
        folder.mkdir()
        for number in range(FILES):
            figures = sample_figures() | {FigureId("proactive.licence.decisions"): number}
            (folder / f"第{number:03}局.xlsx").write_bytes(saved(one_sheet(figures, unit="")[0]))
        with _window(Path(name)) as window:
            window.make_report(Wanted("青禾区人民政府", 2025, own=False, path=Path(name) / "新.nianbao"))
            assert window.desk is not None
            desk, report = window.desk, window.desk.document.report
            _longest_turn(lambda: False)  # until the window has loaded everything
            reading = _longest_turn(
                lambda: desk.importing is not None and desk.importing.is_reading, lambda: desk.take_files([folder])
            )
            assert desk.importing is not None
            adopting = _longest_turn(lambda: desk.importing is not None, desk.importing.take.click)
            assert len(report.returns) == FILES
            taking_back = _longest_turn(lambda: bool(report.returns), window.commands["undo"].trigger)
            again = _longest_turn(lambda: not report.returns, window.commands["redo"].trigger)
    return {
        f"reading {FILES}, longest wait (ms)": reading,
        f"adopting {FILES}, longest wait (ms)": adopting,
        "undoing that, longest wait (ms)": taking_back,
        "redoing that, longest wait (ms)": again,
    }


def _longest_turn(goes_on: Callable[[], bool], begin: Callable[[], object] = lambda: None) -> float:
    """Milliseconds: from the beginning until what follows the end is drawn, too."""
    start = time.perf_counter()
    begin()
    turns = [time.perf_counter() - start]
    while goes_on():
        turns.append(_beat())
    turns += [_beat() for _ in range(_SETTLED)]
    return 1000 * max(turns)


def _beat() -> float:
    """Seconds of one turn of the event loop."""
    loop = QEventLoop()
    QTimer.singleShot(1, loop.quit)
    start = time.perf_counter()
    loop.exec()
    return time.perf_counter() - start


@contextmanager
def _window(folder: Path) -> Iterator[Window]:
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))
    application()
    window = Window(Looks())
    window.resize(1366, 728)
    window.show()
    yield window
    window.close()
