"""The report as one web page: real tables with their headers marked, no script, printable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import BinaryIO

from app.form.layout import Cell
from app.writers.content import DRAFT, DRAFT_UNDER_TITLE, Printed, PrintedSection, PrintedTable, lead_in
from app.writers.files import whole
from app.writers.signature import indents

STYLE = """
body { margin: 0; color: #000; background: #fff; font: 1.125rem/1.8 FangSong, 仿宋, 仿宋_GB2312, STFangsong, serif; }
main { max-width: 50rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
h1 { margin: 1rem 0; text-align: center; font: 1.75rem/1.5 方正小标宋简体, FZXiaoBiaoSong-B05S, SimSun, 宋体, serif; }
h2 { margin: 1.5rem 0 .5rem; font: 1.25rem/1.6 SimHei, 黑体, sans-serif; }
h3 { margin: 0; font: inherit; text-indent: 2em; }
h3, .lead { font-family: KaiTi, 楷体, 楷体_GB2312, STKaiti, serif; }
p { margin: 0; text-indent: 2em; text-align: justify; }
.signature { text-align: right; text-indent: 0; }
.signature:first-child { margin-top: 1.8em; }
.draft { text-align: center; text-indent: 0; }
.table { overflow-x: auto; margin: .5rem 0 1rem; }
table { width: 100%; border-collapse: collapse; font: .9rem/1.4 SimSun, 宋体, serif; }
th, td { border: 1px solid #000; padding: .3em; font-weight: normal; text-align: center; }
th[scope=row] { text-align: left; }
td { white-space: nowrap; }
@media print {
  @page { size: A4; margin: 37mm 26mm 35mm 28mm; }
  body { font-size: 16pt; line-height: 28.95pt; }
  main { max-width: none; padding: 0; }
  h1 { font-size: 22pt; } h2 { font-size: 16pt; }
  h2 { break-after: avoid; }
  .table { overflow: visible; }
  table { font-size: 8pt; line-height: 1.3; }
  th, td { padding: 1.5pt; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
"""
# Only where it is a draft: printed at the top of every page.
DRAFT_STYLE = f"@page {{ @top-center {{ content: '{DRAFT}'; }} }}\n"


def write_html(content: Printed, target: Path | BinaryIO) -> None:
    """Writes the report as one HTML file in UTF-8. Raises `NotWritten` where it cannot be written."""
    data = "\n".join(_page(content)).encode()
    if isinstance(target, Path):
        with whole(target) as out:
            out.write(data)
    else:
        target.write(data)


def _page(content: Printed) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    style = STYLE + DRAFT_STYLE if content.draft else STYLE
    yield f"<title>{escape(content.title)}</title>\n<style>{style}</style>\n</head>\n<body>"
    if content.draft:
        yield f'<header class="draft">{DRAFT}</header>'
    yield "<main>"
    yield f"<h1>{'<br>'.join(escape(line) for line in content.title_lines)}</h1>"
    if content.draft:
        yield f'<p class="draft">{DRAFT_UNDER_TITLE}</p>'
    yield from (_paragraph(paragraph) for paragraph in content.preamble)
    for number, section in enumerate(content.sections, 1):
        yield from _section(section, f"section-{number}")
    if content.signature:
        yield f"<footer>{''.join(_signature(content.signature))}</footer>"
    yield "</main>\n</body>\n</html>\n"


def _section(section: PrintedSection, name: str) -> Iterator[str]:
    yield f'<section aria-labelledby="{name}">\n<h2 id="{name}">{escape(section.title)}</h2>'
    if section.table:
        yield f'<div class="table">\n<table aria-labelledby="{name}">'
        yield from _table(section.table)
        yield "</table>\n</div>"
    yield from (_paragraph(paragraph) for paragraph in section.paragraphs)
    yield "</section>"


def _signature(lines: Sequence[str]) -> Iterator[str]:
    for line, characters in zip(lines, indents(lines), strict=True):
        yield f'<p class="signature" style="margin-right: {characters:g}em">{escape(line)}</p>'


def _paragraph(paragraph: str) -> str:
    lead = lead_in(paragraph)
    if lead == paragraph:
        return f"<h3>{_lines(paragraph)}</h3>"
    led = f'<span class="lead">{_lines(lead)}</span>' if lead else ""
    return f"<p>{led}{_lines(paragraph[len(lead) :])}</p>"


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _table(table: PrintedTable) -> Iterator[str]:
    """The head rows, then the rows in one group, or in one for each block under its own heading."""
    head_rows = table.layout.head_rows
    yield "<thead>" if head_rows else "<tbody>"
    for number, cells in enumerate(table.layout.by_row()):
        if number and number == head_rows:
            yield "</thead>\n<tbody>"
        elif number and any(cell.role == "heading" for cell in cells):
            yield "</tbody>\n<tbody>"
        yield f"<tr>{''.join(_cell(cell, table.text(cell)) for cell in cells)}</tr>"
    yield "</tbody>"


def _cell(cell: Cell, text: str) -> str:
    spans = (f' rowspan="{cell.rows}"' if cell.rows > 1 else "") + (
        f' colspan="{cell.columns}"' if cell.columns > 1 else ""
    )
    if cell.role == "figure":
        return f"<td{spans}>{_lines(text)}</td>"
    if cell.role == "label":
        scope = "rowgroup" if cell.rows > 1 else "row"
    else:
        scope = "colgroup" if cell.columns > 1 else "col"
    return f'<th scope="{scope}"{spans}>{_lines(text)}</th>'
