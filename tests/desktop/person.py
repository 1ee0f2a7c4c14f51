"""Somebody at a screen of its own: sees what a screen reader tells, presses keys, moves the mouse."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from app.report.report import Report
from app.store import ReportFile, StorageError
from tests.desktop import drag_source

DEBIANS_PYTHON = "/usr/bin/python3"
PATIENCE = 30.0  # seconds
EYES = str(Path(__file__).with_name("eyes.py"))
TITLE_BAR = "24"  # pixels
SIZE = (1366, 728)


class Lost(Exception):  # noqa: N818  the keys led nowhere
    """What should have come of it did not."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something on the screen; `place` is x, y, width, height."""

    pid: int
    role: str
    name: str
    description: str
    place: tuple[int, int, int, int]
    has_focus: bool
    is_enabled: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """A window of the program; `pid` is of the process that shows it."""

    process: subprocess.Popen[bytes]
    pid: int


class Person:
    """Does one thing after the other, and waits for what comes of it."""

    def __init__(
        self, environment: dict[str, str], program: Sequence[str], pictures: Path | None, running: ExitStack
    ) -> None:
        self.program = program
        self._environment = environment
        self._pictures = pictures
        self._running = running
        self._steps = 0

    @property
    def home(self) -> Path:
        return Path(self._environment["HOME"])

    @property
    def reports(self) -> Path:
        """Where the program keeps reports unless told otherwise."""
        return self.home / "Documents" / "年报助手"

    def open(self, *arguments: str) -> Opened:
        """Starts the program; its window gets the size of an office screen."""
        before = {thing.pid for thing in self.things()}
        process = self._running.enter_context(started([*self.program, *arguments], self._environment))
        self.wait_for("窗口", lambda: {thing.pid for thing in self.things()} - before)
        (pid,) = {thing.pid for thing in self.things()} - before
        opened = Opened(process, pid)
        self.turn_to(opened)
        window = self._window(opened)
        self._run("xdotool", "windowmove", "--sync", window, "0", TITLE_BAR)
        self._run("xdotool", "windowsize", "--sync", window, *map(str, SIZE))
        return opened

    def turn_to(self, opened: Opened) -> None:
        """Brings this window to the front."""
        self._run("xdotool", "windowactivate", "--sync", self._window(opened))

    def _window(self, opened: Opened) -> str:
        search = [
            "xdotool",
            "search",
            "--sync",
            "--onlyvisible",
            "--all",
            "--pid",
            str(opened.pid),
            "--name",
            "年报助手",
        ]
        found = subprocess.run(search, env=self._environment, capture_output=True, text=True, check=True)
        return found.stdout.split()[0]

    def run(self, *arguments: str) -> str:
        """The command line's standard output; it may find errors in what it is given."""
        done = subprocess.run(
            [*self.program, *arguments], env=self._environment, capture_output=True, text=True, check=False
        )
        if done.returncode > 1:
            raise Lost(done.stderr)
        return done.stdout

    def press(self, *keys: str) -> None:
        self._run("xdotool", "key", "--clearmodifiers", "--delay", "80", *keys)

    def write(self, text: str) -> None:
        """Latin letters and digits: for others xdotool makes up keys, and some of them get lost."""
        self._run("xdotool", "type", "--delay", "40", text)

    def click(self, thing: Thing) -> None:
        x, y, width, height = thing.place
        self._run("xdotool", "mousemove", str(x + width // 2), str(y + height // 2), "click", "1")

    def drag(self, files: Sequence[Path], onto: Opened) -> None:
        """Drags files from another window and lets them go in the middle of this one."""
        with started([sys.executable, drag_source.__file__, *map(str, files)], self._environment):
            x, y, width, height = self.see(drag_source.WORDS).place
            self._run("xdotool", "mousemove", str(x + width // 2), str(y + height // 2), "mousedown", "1")
            for step in range(1, 11):
                time.sleep(0.1)
                self._run("xdotool", "mousemove", str(50 * step), str(40 * step))
            time.sleep(0.3)
            self._run("xdotool", "mouseup", "1")
            time.sleep(1)
        self.turn_to(onto)

    @contextmanager
    def clipboard(self, text: str, onto: Opened) -> Iterator[None]:
        """This text is on the clipboard, and this window in front again."""
        with started([sys.executable, drag_source.__file__, "--text", text], self._environment):
            self.see(drag_source.WORDS)
            self.turn_to(onto)
            yield

    def things(self) -> list[Thing]:
        """All that is showing, of all windows."""
        seen = subprocess.run(
            [DEBIANS_PYTHON, EYES], env=self._environment, capture_output=True, text=True, check=False
        )
        lines = [json.loads(line) for line in seen.stdout.splitlines()]
        return [Thing(pid, role, name, also, tuple(place), *states) for pid, role, name, also, place, *states in lines]

    def showing(self, words: str, role: str = "", of: Opened | None = None) -> Thing | None:
        """What can be used and has these words in its name."""
        for thing in self.things():
            if words in thing.name and role in thing.role and thing.is_enabled and (of is None or thing.pid == of.pid):
                return thing
        return None

    @property
    def verdict(self) -> str:
        """What stands at the left end of the status bar."""
        return next((thing.name for thing in self.things() if "提交" in thing.name and "button" in thing.role), "")

    def see(self, words: str, role: str = "", of: Opened | None = None) -> Thing:
        """The same, once it is there."""
        found: list[Thing] = []

        def look() -> bool:
            found.extend(thing for thing in [self.showing(words, role, of)] if thing)
            return bool(found)

        self.wait_for(words, look)
        return found[0]

    def is_at(self, words: str) -> bool:
        """Whether the cell that has the focus tells these words."""
        return any(words in thing.name for thing in self.things() if thing.has_focus and "cell" in thing.role)

    def wait_for(self, what: str, seen: Callable[[], object]) -> None:
        """Waits until it is there. Raises `Lost` where it does not come."""
        until = time.monotonic() + PATIENCE
        while not seen():
            if time.monotonic() > until:
                self.look(f"不见-{what}")
                raise Lost(what)
            time.sleep(0.2)
        self.look(what)
        print(f"  ✓ {what}", flush=True)

    def look(self, name: str) -> None:
        """Takes a picture."""
        if self._pictures:
            self._steps += 1
            self._run(
                "import", "-window", "root", str(self._pictures / f"{self._steps:02}-{name.replace('/', '-')}.png")
            )

    def _run(self, *command: str) -> None:
        subprocess.run(command, env=self._environment, check=True, timeout=PATIENCE)


def read(file: Path) -> Report:
    """The report as it is on the disk now."""
    for _ in range(20):
        try:
            with ReportFile.open(file, read_only=True) as opened:
                return opened.report()
        except StorageError:
            time.sleep(0.1)
    raise Lost(str(file))


def lacking() -> list[str]:
    """The Debian packages that a person needs and that are not here."""
    tools = {"Xvfb": "xvfb", "openbox": "openbox", "xdotool": "xdotool", "import": "imagemagick", "dbus-daemon": "dbus"}
    packages = [package for tool, package in tools.items() if not shutil.which(tool)]
    gi = "import gi; gi.require_version('Atspi', '2.0')"
    if subprocess.run([DEBIANS_PYTHON, "-c", gi], capture_output=True, check=False).returncode:
        packages += ["python3-gi", "gir1.2-atspi-2.0", "at-spi2-core"]
    return packages


@contextmanager
def started(
    command: Sequence[str], environment: dict[str, str], stdout: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A program that runs until the block ends."""
    process = subprocess.Popen(command, env=environment, stdout=stdout)
    try:
        yield process
    finally:
        process.terminate()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)


@contextmanager
def at_a_screen(home: Path, program: Sequence[str], pictures: Path | None) -> Iterator[Person]:
    """Somebody at a new screen with nothing on it, at home in this folder."""
    if pictures:
        pictures.mkdir(parents=True, exist_ok=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_"))}
    environment |= {"HOME": str(home), "LC_ALL": "C.UTF-8", "QT_QPA_PLATFORM": "xcb", "QT_IM_MODULE": "compose"}
    environment |= {"QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1", "PYTHONPATH": str(Path(__file__).parents[2])}
    (home / "Documents").mkdir()
    with ExitStack() as running:

        def answer(*command: str) -> str:
            process = running.enter_context(started(command, environment, subprocess.PIPE))
            assert process.stdout is not None
            return process.stdout.readline().decode().strip()

        screen = ("Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24")
        environment["DISPLAY"] = ":" + answer(*screen)
        environment["DBUS_SESSION_BUS_ADDRESS"] = answer("dbus-daemon", "--session", "--nofork", "--print-address")
        running.enter_context(started(["openbox"], environment))
        yield Person(environment, program, pictures, running)
