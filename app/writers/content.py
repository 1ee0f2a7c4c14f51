"""What a report prints, whatever it is printed on: the title in lines, paragraphs, and tables with shown values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.form import FigureId, Form
from app.form.layout import Cell, Layout, printed
from app.report.aspects import used
from app.report.report import Report
from app.report.review import Review
from app.report.text import PREAMBLE, SIGNATURE
from app.report.values import Value, shown
from app.writers.title import title_lines

DRAFT = "草稿"
DRAFT_UNDER_TITLE = "（草稿）"

_LEAD_IN = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)][^。\n]{1,40}(?:。|$)")
# XML 1.0 has no place for these; U+000B is how Word hands over a line break.
_UNPRINTABLE = re.compile("[\x00-\x08\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A statutory table with the figures as they are shown; a missing one reads 未填."""

    layout: Layout
    shown: Mapping[FigureId, str]

    def text(self, cell: Cell) -> str:
        """What stands in the cell."""
        return cell.text if cell.figure is None else self.shown[cell.figure]


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A statutory part: its heading, its table if it has one, and the paragraphs, which follow the table."""

    title: str
    paragraphs: tuple[str, ...] = ()
    table: PrintedTable | None = None


@dataclass(frozen=True, slots=True)
class Printed:
    """A report ready for the page. The title is one paragraph in lines; a draft says so on every page.

    `signature` are the lines at the end, the date last.
    """

    title_lines: tuple[str, ...]
    organ: str
    draft: bool
    preamble: tuple[str, ...]
    sections: tuple[PrintedSection, ...]
    signature: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        return "".join(self.title_lines)


def printed_report(
    form: Form,
    title: str,
    organ: str,
    year: int,
    figures: Mapping[FigureId, Value],
    paragraphs: Mapping[str, Sequence[str]],
    *,
    draft: bool = False,
) -> Printed:
    """The report as it is printed. `paragraphs` are by the key of their text, with linked figures written out."""
    return Printed(
        title_lines=title_lines(_line(title), f"{year}年"),
        organ=_line(organ),
        draft=draft,
        preamble=_printable(paragraphs.get(PREAMBLE, ())),
        sections=tuple(
            PrintedSection(
                title=section.title,
                paragraphs=used(section, _printable(paragraphs.get(section.id, ()))),
                table=_table(form, section.table, figures) if section.table else None,
            )
            for section in form.sections
        ),
        signature=_printable(paragraphs.get(SIGNATURE, ())),
    )


def printed_of(report: Report, review: Review, *, draft: bool) -> Printed:
    """The report as it was reviewed, ready for the page."""
    return printed_report(
        report.form, report.title, report.organ, report.year, report.figures, review.paragraphs, draft=draft
    )


def _table(form: Form, table: str, figures: Mapping[FigureId, Value]) -> PrintedTable:
    return PrintedTable(
        layout=printed(form.tables[table]),
        shown={figure.id: shown(figures.get(figure.id)) for figure in form.figures_of(table)},
    )


def _printable(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs that say something. Spaces before them go: the style draws the indent."""
    cleaned = (_clean(paragraph).strip() for paragraph in paragraphs)
    return tuple(paragraph for paragraph in cleaned if paragraph)


def _line(text: str) -> str:
    return " ".join(_clean(text).split())


def _clean(text: str) -> str:
    return _UNPRINTABLE.sub("", re.sub("\r\n?|[\x0b\x85\u2028\u2029]", "\n", text))


def lead_in(paragraph: str) -> str:
    """The sub-heading that a paragraph opens with, such as （一）主动公开方面。; the whole of one without a 。"""
    match = _LEAD_IN.match(paragraph)
    return match[0] if match else ""
