"""A second window on a report only reads, and takes over when the first is gone; what is killed loses nothing."""

from __future__ import annotations

import os
import signal

from app.form import FigureId
from app.resources import resource
from tests.desktop.person import Person, read

ORGAN = "云岭市青禾区人民政府"
FIGURE, CELL = FigureId("requests.received.natural"), "新收·自然人"


def do(person: Person) -> None:
    """Two programs, one file: closed by one, taken over by the other, killed, opened again."""
    report = person.home / "report.nianbao"
    sample = resource("sample")
    text, roster = str(sample / "text.txt"), str(sample / "roster.txt")
    person.run(
        *("compile", str(sample / "returns"), "--organ", ORGAN, "--units", roster),
        *("--text", text, "--save", str(report)),
    )
    first = person.open(str(report))
    person.see("已自动保存", "label", first)
    second = person.open(str(report))
    person.see("不会自动更新", "label", second)
    _type(person, "76")
    person.turn_to(first)
    _type(person, "77")
    person.wait_for("只有第一个窗口写进去了", lambda: read(report).figures[FIGURE] == 77)
    person.press("ctrl+q")
    person.wait_for("第一个窗口关闭时不询问", lambda: first.process.poll() == 0)
    person.click(person.see("重新打开", "button", second))
    person.see("已自动保存", "label", second)
    person.press("ctrl+3")
    person.see(f"{CELL}，77", "cell", second)
    _type(person, "78")
    person.wait_for("第二个窗口接着写", lambda: read(report).figures[FIGURE] == 78)
    os.kill(second.pid, signal.SIGKILL)
    person.wait_for("程序被强行结束", lambda: second.process.poll() is not None)
    third = person.open(str(report))
    person.press("ctrl+3")
    person.see(f"{CELL}，78", "cell", third)
    _type(person, "79")
    person.wait_for("重新打开后接着写", lambda: read(report).figures[FIGURE] == 79)
    person.press("ctrl+q")
    person.wait_for("关闭时不询问", lambda: third.process.poll() == 0)


def _type(person: Person, number: str) -> None:
    """Into the first cell of the third table."""
    person.press("ctrl+3", "ctrl+Home")
    person.write(number)
    person.press("Return")
