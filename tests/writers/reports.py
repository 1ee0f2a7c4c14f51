"""Reports to print: a made-up one, and the real ones that lie beside the checkout."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from app.form import FigureId, Form, load_form
from app.report.values import Value
from app.resources import resource
from app.writers.content import Printed, printed_report

FORM: Form = load_form(resource("forms/2021.toml"))
ORGAN = "东山县人民政府"
TEXT = {
    "1": ("本年度工作如下：", "（一）主动公开方面。公开信息 <12> 条 & 更多。"),
    "5": ("一是不足；二是改进。",),
    "6": ("本年度未收取信息公开处理费。",),
}


def zeros(**changed: Value | None) -> dict[FigureId, Value]:
    """Every figure 0 but those given, with `__` for the dots of their ids; None leaves one out."""
    figures: dict[FigureId, Value | None] = dict.fromkeys(FORM.figures, 0)
    figures |= {FigureId(name.replace("__", ".")): value for name, value in changed.items()}
    return {figure: value for figure, value in figures.items() if value is not None}


def report(
    figures: Mapping[FigureId, Value] | None = None,
    text: Mapping[str, tuple[str, ...]] = TEXT,
    organ: str = ORGAN,
    *,
    draft: bool = False,
) -> Printed:
    """A report on 2025 of a made-up county."""
    title = f"{organ}2025年政府信息公开工作年度报告"
    return printed_report(FORM, title, organ, 2025, zeros() if figures is None else figures, text, draft=draft)


@dataclass(frozen=True)
class Example:
    """A published report: what was put in, and its paragraphs and table rows as they came out."""

    name: str
    content: Printed
    paragraphs: list[str]
    rows: list[list[str]]


def examples() -> list[Example]:
    """The real reports in `../shared/example`, where that is there."""
    folder = Path(__file__).resolve().parents[3] / "shared" / "example"
    return [_example(path) for path in sorted(folder.glob("*.report.txt"))]


def _example(path: Path) -> Example:
    name = path.name.removesuffix(".report.txt")
    lines = [line for line in path.read_text("utf-8").splitlines() if line.strip()]
    paragraphs = [line for line in lines if "\t" not in line]
    raw = json.loads(path.with_name(f"{name}.figures.json").read_text("utf-8"))
    figures = {FigureId(figure): Decimal(value) if isinstance(value, str) else value for figure, value in raw.items()}
    title = "".join(paragraphs[0].split())
    organ, year = title.partition("年政府信息")[0][:-4], int(title.partition("年政府信息")[0][-4:])
    text: dict[str, list[str]] = {}
    by_title = {section.title: section.id for section in FORM.sections}
    for line in path.with_name(f"{name}.text.txt").read_text("utf-8").splitlines():
        if line in by_title:
            text[current := by_title[line]] = []
        elif line.strip():
            text[current].append(line)
    return Example(
        name,
        printed_report(FORM, title, organ, year, figures, text),
        paragraphs,
        [[cell for cell in line.split("\t") if cell] for line in lines if "\t" in line],
    )
