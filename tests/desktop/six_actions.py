"""From the start page to the Word file in six actions, with the mouse; an error made, found, gone to and undone."""

from __future__ import annotations

from app.form import newest_form
from app.resources import resource
from tests.desktop.person import Lost, Person, read
from tests.example import FOLDER, RETURNS

if FOLDER.is_dir():
    SENT, TEXT = RETURNS, FOLDER / "beiguan-2025.text.txt"
    ORGAN = "安阳市北关区人民政府"
else:
    SENT, TEXT = resource("sample") / "returns", resource("sample") / "text.txt"
    ORGAN = "云岭市青禾区人民政府"
CELL = "新收·自然人，"


def do(person: Person) -> None:
    """Actions 1 to 6, with an edit in between that is taken back."""
    window = person.open()
    person.see("新建年报", "button")
    person.press("Return")
    person.see("返回", "button")
    with person.clipboard(ORGAN, window):
        person.press("ctrl+v")
        person.see("建立年报", "button")
        person.press("Return")
    person.see("还不能提交", "button")
    person.drag([SENT], window)
    person.see("采用 12 个", "button")
    person.press("Return")
    person.see("还不能提交：文字缺 3 部分", "button")
    with person.clipboard(TEXT.read_text("utf-8"), window):
        person.press("ctrl+1", "ctrl+v")
        person.wait_for("可以提交", lambda: person.verdict == "可以提交")
    (file,) = person.reports.glob("*.nianbao")
    if len(read(file).figures) != len(newest_form().figures):
        raise Lost("不是全部数据项都有数")
    _make_an_error_and_undo_it(person)
    _export(person)
    person.press("ctrl+q")
    person.wait_for("关闭时不询问", lambda: window.process.poll() == 0)


def _make_an_error_and_undo_it(person: Person) -> None:
    person.press("ctrl+3")
    cell = person.see(CELL, "cell")
    person.click(cell)
    person.write("99")
    person.press("Return")
    person.see("不能提交：1 处错误", "button")
    person.press("ctrl+1", "F8")
    person.see("错误：表三“自然人”列", "item")
    person.wait_for("F8 到了有错误的格", lambda: person.is_at("，错误"))
    person.press("ctrl+z")
    person.wait_for(
        "撤销后可以提交", lambda: person.showing("可以提交", "button") and person.showing(cell.name, "cell")
    )
    if person.showing("错误：", "item") or not person.showing(cell.name, "cell"):
        raise Lost("撤销后不是原来的样子")


def _export(person: Person) -> None:
    person.press("ctrl+shift+e")
    person.see("逐项复核一致", "label")
    (exported,) = person.reports.glob("*.docx")
    by_line = person.home / "line.docx"
    person.run("compile", str(SENT), "--organ", ORGAN, "--text", str(TEXT), "--docx", str(by_line))
    person.wait_for("Word 文件与命令行写的逐字节相同", lambda: exported.read_bytes() == by_line.read_bytes())
