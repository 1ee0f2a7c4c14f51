"""Lays a report out on pages, with the page, the styles and the footers of the Word template."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QPainter, QPen

from app.window.printing.fonts import Fonts
from app.window.printing.lines import Line, Run, set_lines
from app.window.printing.strips import Block, Rule, Strip, moved
from app.window.printing.table import table_block
from app.writers.body import LEAD_IN, Paragraph, body
from app.writers.content import DRAFT, Printed, PrintedTable
from app.writers.looks import Look
from app.writers.template import Template

_RULE = 10.0  # twentieths of a point


@dataclass(slots=True)
class Page:
    """Runs and rules, from the top left corner of the paper, in twentieths of a point."""

    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands on the page, a line for each line."""
        lines: dict[float, list[Run]] = {}
        for run in self.runs:
            lines.setdefault(run.y, []).append(run)
        rows = (sorted(lines[y], key=lambda run: run.x) for y in sorted(lines))
        return "\n".join("".join(run.text for run in row) for row in rows)

    def draw(self, painter: QPainter) -> None:
        """Draws the page; a unit of the painter is a twentieth of a point."""
        painter.setPen(QPen(Qt.GlobalColor.black, _RULE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap))
        painter.drawLines([QLineF(rule.x, rule.y, rule.to_x, rule.to_y) for rule in self.rules])
        for run in self.runs:
            painter.setFont(run.font)
            painter.drawText(QPointF(run.x, run.y), run.text)


@dataclass(frozen=True, slots=True)
class Pages:
    """A report laid out. `replaced` tells which fonts are not installed, and what stands for each."""

    title: str
    width: float
    height: float
    pages: tuple[Page, ...]
    replaced: dict[str, str]


def lay_out(content: Printed, file: Path) -> Pages:
    """The pages of a report as the Word file made with this template has them. Raises `BrokenTemplate`."""
    template, fonts = Template(file), Fonts()
    paper = template.page
    pages = _flow([_block(part, template, fonts) for part in body(content)], template)
    for number, page in enumerate(pages, 1):
        _furnish(page, number, template, fonts, draft=content.draft)
    return Pages(content.title, paper.width, paper.height, tuple(pages), fonts.replaced)


def _block(part: Paragraph | PrintedTable, template: Template, fonts: Fonts) -> Block:
    if isinstance(part, PrintedTable):
        return table_block(part, template, fonts)
    look = _look(part, template)
    parts = [(part.text, look.type)]
    if part.lead:
        parts.insert(0, (part.lead, template.type(LEAD_IN, part.style)))
    strips = [_strip(line) for line in set_lines(parts, look, template.page.text_width, fonts)]
    return Block(strips, is_whole=look.keeps_next, keeps_next=look.keeps_next)


def _look(part: Paragraph, template: Template) -> Look:
    look = template.look(part.style)
    if part.from_right is not None:
        look = replace(look, align="right", indent=0, right=part.from_right * look.type.size)
    return replace(look, keeps_next=look.keeps_next or part.keeps_next)


def _strip(line: Line) -> Strip:
    return Strip(line.height, list(line.runs))


def _flow(blocks: list[Block], template: Template) -> list[Page]:
    """Fills page after page."""
    paper = template.page
    bottom = paper.height - paper.bottom
    pages = [Page()]
    y = paper.top
    for at, block in enumerate(blocks):
        if y > paper.top and y + _needed(blocks, at, bottom - paper.top) > bottom:
            pages.append(Page())
            y = paper.top
        for row, strip in enumerate(block.strips):
            if y > paper.top and y + strip.height > bottom:
                pages.append(Page())
                y = paper.top
                for head in block.strips[: block.head if row >= block.head else 0]:
                    y = _put(pages[-1], head, paper.left, y)
            y = _put(pages[-1], strip, paper.left, y)
    return pages


def _needed(blocks: list[Block], at: int, room: float) -> float:
    """How much must still fit on the page, for a block to begin there."""
    block = blocks[at]
    least = block.height if block.is_whole else sum(strip.height for strip in block.strips[: block.head + 1])
    if block.keeps_next and at + 1 < len(blocks):
        least += _needed(blocks, at + 1, room)
    return least if least <= room else block.strips[0].height


def _put(page: Page, strip: Strip, x: float, y: float) -> float:
    page.runs += [moved(run, x, y) for run in strip.runs]
    page.rules += [Rule(rule.x + x, rule.y + y, rule.to_x + x, rule.to_y + y) for rule in strip.rules]
    return y + strip.height


def _furnish(page: Page, number: int, template: Template, fonts: Fonts, *, draft: bool) -> None:
    """Puts the draft mark at the head of a page, and the page number at its foot."""
    paper = template.page
    width = paper.text_width
    if draft:
        look = template.look("header")
        for line in set_lines([(DRAFT, look.type)], look, width, fonts):
            _put(page, _strip(line), paper.left, paper.header)
    foot = template.foot(number)
    if foot is not None:
        lines = set_lines([(foot.text(number), foot.look.type)], foot.look, width, fonts)
        for line in lines:
            _put(page, _strip(line), paper.left, paper.height - paper.footer - line.height)
