"""A photograph and a table that nobody recognises: one is typed from, the other shown once and read."""

from __future__ import annotations

from openpyxl import Workbook
from PySide6.QtGui import QColor, QImage

from app.form import newest_form
from app.resources import resource
from tests.desktop.person import Person

PHOTO, TABLE = "统计局", "水利局"
COLUMNS, FIRST = 7, 731


def do(person: Person) -> None:
    """Opens what the command line made, drops both, and deals with one after the other."""
    photo, table, roster = (person.home / name for name in (f"{PHOTO}.jpg", f"{TABLE}.xlsx", "roster.txt"))
    image = QImage(900, 600, QImage.Format.Format_RGB32)
    image.fill(QColor("beige"))
    image.save(str(photo))
    _nameless().save(table)
    roster.write_text((resource("sample") / "roster.txt").read_text("utf-8") + f"{PHOTO}\n{TABLE}\n", "utf-8")
    report = person.home / "report.nianbao"
    returns = str(resource("sample") / "returns")
    person.run("compile", returns, "--organ", "云岭市青禾区人民政府", "--units", str(roster), "--save", str(report))
    window = person.open(str(report))
    person.drag([photo, table], onto=window)
    person.see("待处理 2，其中读不了 2", "label")
    person.click(person.see(f"{PHOTO}.jpg", "cell"))
    person.click(person.see("对照代录", "button"))
    person.see("转 90°", "button")
    person.wait_for("光标在空的报送表里", lambda: person.is_at("未填"))
    person.write("7")
    person.press("Return")
    person.wait_for("报送表里有了 7", lambda: person.showing("，7", "cell"))
    person.click(person.see("导入", "tab"))
    person.click(person.see(f"{TABLE}.xlsx", "cell"))
    person.click(person.see("对照代录", "button"))
    person.click(person.see("三 依申请公开", "tab", window))
    person.click(person.see("新收·自然人", "cell"))
    person.click(person.see(str(FIRST), "cell"))
    person.click(person.see("依次对应", "button"))
    person.see("已对应 175 格", "label")
    person.click(person.see("照此读入", "button"))
    person.see(f"已照此读入{TABLE}的 144 项数", "label")


def _nameless() -> Workbook:
    """Table 三 without any label; its numbers are all 0 but for the first."""
    book = Workbook()
    assert book.active is not None
    rows = len(list(newest_form().figures_of("requests"))) // COLUMNS
    for row in range(rows):
        book.active.append([row + 1, *([0] * COLUMNS)])
    book.active.cell(1, 2, FIRST)
    book.active.cell(1, 1 + COLUMNS, FIRST)
    return book
