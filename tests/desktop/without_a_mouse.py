"""The whole job by keys alone, from the start page to the Word file and the PDF."""

from __future__ import annotations

import shutil

from app.form import FigureId
from app.resources import resource
from tests.desktop.person import Person, read

ORGAN = "Jiaxian"
FIGURE = FigureId("requests.received.natural")


def do(person: Person) -> None:
    """The six actions, an edit, an undo, the print preview, the manual."""
    sent, text = person.home / "01.xlsx", person.home / "text.txt"
    shutil.copy(min((resource("sample") / "returns").iterdir()), sent)
    shutil.copy(resource("sample") / "text.txt", text)
    person.open()
    person.see("新建年报", "button")
    person.press("Return")
    person.see("返回", "button")
    person.write(ORGAN)
    person.press("Return")
    person.see("还不能提交", "button")
    (file,) = person.reports.glob("*.nianbao")
    _choose(person, "ctrl+shift+i", "导入报送表", str(sent))
    person.see("采用 1 个", "button")
    person.press("Return")
    person.wait_for("采用了", lambda: read(file).returns)
    _choose(person, "alt+d t", "报告的文字", str(text))
    person.wait_for("文字在年报里", lambda: read(file).text.get("1"))
    before = read(file).figures[FIGURE]
    person.press("ctrl+3")
    person.write("77")
    person.press("Return")
    person.wait_for("录入了", lambda: read(file).figures[FIGURE] == 77)
    person.press("F8", "ctrl+z")
    person.wait_for("撤销了", lambda: read(file).figures[FIGURE] == before)
    person.press("ctrl+shift+p")
    person.see("打印预览，第 1 页")
    person.press("Next", "Next")
    person.see("打印预览，第 3 页")
    person.press("Escape", "F1")
    person.see("使用手册")
    person.press("Escape", "ctrl+shift+e")
    person.press("alt+f", "d")  # waits its turn
    person.wait_for("有了 Word 文件", lambda: list(person.reports.glob("*.docx")))
    person.wait_for("有了 PDF", lambda: list(person.reports.glob("*.pdf")))


def _choose(person: Person, keys: str, title: str, file: str) -> None:
    person.press(*keys.split())
    person.see(title, "dialog")
    person.write(file)
    person.press("Return")
