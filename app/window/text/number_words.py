"""What is said of a number of the text: its mark, what it equals, and how it stands to the tables."""

from __future__ import annotations

from app.form import FigureId, Form
from app.report.complaints import name_of
from app.report.prose import Number
from app.report.values import shown
from app.window.standing import Mark


def mark_of(number: Number) -> Mark:
    """! where it disagrees with the table, ○ where it can be linked, i where nothing is known, else ✓."""
    match number.state:
        case "contradicted":
            return Mark.WARNING
        case "matched" if number.links:
            return Mark.OPEN
        case "unaccounted":
            return Mark.NOTICE
    return Mark.DONE


def words_of(form: Form, number: Number, link: str | None) -> str:
    """One sentence without its full stop; `link` is how the number is written in the text, if it is linked."""
    written, name = number.number, name_of(form, number.reading) if number.reading else ""
    match number.state:
        case "linked":
            return f"{written} ＝ {name}，已关联" if number.value is not None else f"{name}未填，已关联"
        case "declared":
            return f"{written} ＝ {declared_name(link or '')}，文中声明"
        case "identity":
            return f"{written}，与文中其他数相加一致"
        case "matched" if number.links:
            return f"{written} ＝ {'，或 '.join(names(form, number.links))}，未关联"
        case "matched":
            return f"{written}，与{name}一致"
        case "contradicted":
            return f"{written} 与表不符：{name}是 {shown(number.value)}"
    return f"{written}，{name}还没有可以核对的数" if name else f"{written}，表里没有对应的数"


def names(form: Form, figures: tuple[FigureId, ...]) -> list[str]:
    """The names of these figures, as short as the tables allow."""
    return [form.figures[figure].name for figure in figures]


def about_link(form: Form, link: str) -> str:
    """What a link shows."""
    name = declared_name(link)
    if name in form.figures:
        return f"{form.figures[FigureId(name)].place}，随表变化"
    words = {"organ": "编报机关，随年报变化", "year": "报告年度，随年报变化", "next_year": "下一年度，随年报变化"}
    return words.get(name, f"“{name}”，文中声明的数")


def declared_name(link: str) -> str:
    """What the clerk called a number that belongs to the text alone: 网站信息 of {网站信息=3816}."""
    return link.strip("{}｛｝").partition("=")[0].partition("＝")[0].strip()
