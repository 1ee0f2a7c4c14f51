"""The whole job by keys alone, from the start page to the Word file: `python -m tests.desktop.keyboard [PICTURES]`.

Starts the program as a user would, presses keys, and looks at the files that come out. Exits 1 at the first key that
leads nowhere; PICTURES gets one of each step.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from app.form import FigureId
from app.report.report import Report
from app.resources import resource
from app.store import ReportFile, StorageError

DISPLAY = ":77"
ORGAN = "Jiaxian"  # xdotool types Latin letters; Chinese would come from an input method
FIGURE = FigureId("requests.received.natural")
PATIENCE = 30.0  # seconds


class Lost(Exception):  # noqa: N818  the keys led nowhere
    """What should have come of the keys did not."""


class Person:
    """Presses keys and waits for what comes of them."""

    def __init__(self, environment: dict[str, str], pictures: Path | None) -> None:
        self._environment = environment
        self._pictures = pictures
        self._steps = 0

    def press(self, *keys: str) -> None:
        self._run("xdotool", "key", "--clearmodifiers", "--delay", "80", *keys)

    def write(self, text: str) -> None:
        self._run("xdotool", "type", "--delay", "30", text)

    def wait_for(self, what: str, seen: Callable[[], object]) -> None:
        """Waits until it is there. Raises `Lost` where it does not come."""
        until = time.monotonic() + PATIENCE
        while not seen():
            if time.monotonic() > until:
                self.look(f"lost-{what}")
                raise Lost(what)
            time.sleep(0.2)
        self.look(what)
        print(f"✓ {what}", flush=True)

    def window(self, title: str) -> bool:
        """Whether a window of this title has the keys."""
        found = subprocess.run(
            ["xdotool", "getactivewindow", "getwindowname"],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return title in found.stdout

    def look(self, name: str) -> None:
        if self._pictures:
            self._steps += 1
            self._run("import", "-window", "root", str(self._pictures / f"{self._steps:02}-{name}.png"))

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=self._environment, check=True)


def do_the_job(person: Person, home: Path) -> None:
    """The six actions, an edit, an undo."""
    sent, text = home / "01.xlsx", home / "text.txt"
    shutil.copy(min(resource("sample/returns").iterdir()), sent)
    shutil.copy(resource("sample/text.txt"), text)
    person.wait_for("start", lambda: person.window("年报助手"))
    time.sleep(1)
    person.press("Return")  # 新建年报 has the focus
    person.write(ORGAN)
    person.press("Return")
    reports = home / "Documents" / "年报助手"
    person.wait_for("new", lambda: list(reports.glob("*.nianbao")))
    (file,) = reports.glob("*.nianbao")
    person.press("ctrl+shift+i")
    person.wait_for("choose-returns", lambda: person.window("导入报送表"))
    person.write(str(sent))
    person.press("Return")
    time.sleep(4)
    person.press("Return")  # 采用
    person.wait_for("adopted", lambda: read(file).returns)
    person.press("alt+d", "t")
    person.wait_for("choose-text", lambda: person.window("报告的文字"))
    person.write(str(text))
    person.press("Return")
    person.wait_for("text", lambda: read(file).text.get("1"))
    before = read(file).figures[FIGURE]
    person.press("ctrl+3")
    person.write("77")
    person.press("Return")
    person.wait_for("typed", lambda: read(file).figures[FIGURE] == 77)
    person.press("F8")
    person.press("ctrl+z")
    person.wait_for("undone", lambda: read(file).figures[FIGURE] == before)
    person.press("ctrl+shift+p")
    time.sleep(2)
    person.look("preview")
    person.press("Next", "End", "Escape")
    person.press("ctrl+shift+e")
    person.wait_for("exported", lambda: list(reports.glob("*.docx")))
    person.press("alt+f", "d")
    person.wait_for("pdf", lambda: list(reports.glob("*.pdf")))


def read(file: Path) -> Report:
    """The report as it is on the disk now."""
    for _ in range(20):
        try:
            with ReportFile.open(file, read_only=True) as opened:
                return opened.report()
        except StorageError:
            time.sleep(0.1)
    raise Lost(str(file))


@contextmanager
def started(command: list[str], environment: dict[str, str]) -> Iterator[None]:
    """A program that runs until the block ends."""
    process = subprocess.Popen(command, env=environment)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


def main() -> int:
    pictures = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="nianbao-") as folder, ExitStack() as running:
        home = Path(folder)
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_"))}
        environment |= {"DISPLAY": DISPLAY, "HOME": folder, "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "xcb"}
        (home / "Documents").mkdir()
        running.enter_context(started(["Xvfb", DISPLAY, "-screen", "0", "1366x768x24"], environment))
        time.sleep(1)
        running.enter_context(started(["openbox"], environment))
        running.enter_context(started([sys.executable, "-m", "app"], environment))
        try:
            do_the_job(Person(environment, pictures), home)
        except Lost as error:
            print(f"✕ {error}", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
