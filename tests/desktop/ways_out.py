"""Four silent units and one wrong return: 可以提交 within two minutes, by keys, without leaving the window."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

from openpyxl import load_workbook

from app.resources import resource
from tests.desktop.person import Lost, Person

ORGAN = "云岭市青禾区人民政府"
SILENT = ("统计局", "水利局", "城关镇", "石桥镇")
WRONG = "03_教育体育局.xlsx"
FIGURE, CELL = "requests.granted.natural", "予以公开·自然人"
TOO_MANY = 4
MOST = 120.0  # seconds


def do(person: Person) -> None:
    """Opens what the command line made, and goes from problem to problem."""
    right = _spoil(person, returns := _returns(person))
    report = person.home / "report.nianbao"
    text, roster = resource("sample") / "text.txt", person.home / "roster.txt"
    roster.write_text((resource("sample") / "roster.txt").read_text("utf-8") + "\n".join(SILENT), "utf-8")
    person.run(
        *("compile", str(returns), "--organ", ORGAN, "--units", str(roster)),
        *("--text", str(text), "--save", str(report)),
    )
    person.open(str(report))
    person.see("还不能提交：4 个单位未报", "button")
    began = time.monotonic()
    person.press("F8")
    person.see("差在教育体育局", "item")
    person.press("alt+k")  # to the unit, at the cell of its return
    person.wait_for("光标在报送表里错的格上", lambda: person.is_at(f"{CELL}，{right + TOO_MANY}，错误"))
    person.write(str(right))
    person.press("Return")
    person.wait_for("只剩 4 个单位未报", lambda: person.verdict == "还不能提交：4 个单位未报")
    person.press("F8", "alt+b")
    person.write("jigou gaige")
    person.press("Return")
    person.wait_for("可以提交", lambda: person.verdict == "可以提交")
    took = time.monotonic() - began
    print(f"  用时 {took:.0f} 秒")
    if took > MOST:
        raise Lost(f"用了 {took:.0f} 秒")


def _returns(person: Person) -> Path:
    return Path(shutil.copytree(resource("sample") / "returns", person.home / "returns"))


def _spoil(person: Person, returns: Path) -> int:
    """Writes too many into one cell of one return. The value that stood there."""
    file = returns / WRONG
    (sent,) = json.loads(person.run("check", str(file), "--json", "-"))["files"]
    source = sent["sources"][FIGURE]
    book = load_workbook(file)
    book[source["sheet"]][source["cell"]] = sent["figures"][FIGURE] + TOO_MANY
    book.save(file)
    return int(sent["figures"][FIGURE])
