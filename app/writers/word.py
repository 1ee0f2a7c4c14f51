"""The report as a Word file. Its looks come from the named styles of the template; here only its structure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from app.writers.content import DRAFT, DRAFT_UNDER_TITLE, Printed, PrintedSection, lead_in
from app.writers.files import whole
from app.writers.signature import indents
from app.writers.word_table import table
from app.writers.wordml import paragraph, run

if TYPE_CHECKING:
    from app.writers.template import Template

PARAGRAPHS = ("Title", "heading 1", "heading 2", "header", "年报草稿", "年报正文", "年报表后")
CELLS = ("年报表头", "年报表项", "年报表数", "年报密表头", "年报密表项", "年报密表数")
LEAD_IN = "年报小标题"
TABLE = "年报表格"


def write_word(content: Printed, template: Path, target: Path | BinaryIO) -> None:
    """Writes the report with the styles, page and footers of the template.

    Raises `BrokenTemplate` where the template cannot be used or lacks a style, `NotWritten` where the file cannot
    be written. The same content and template give the same bytes.
    """
    from app.writers.template import Template  # python-docx is slow to load, and most jobs write no Word file

    data = _word(content, Template(template))
    if isinstance(target, Path):
        with whole(target) as out:
            out.write(data)
    else:
        target.write(data)


def _word(content: Printed, template: Template) -> bytes:
    styles = {name: template.style(name) for name in (*PARAGRAPHS, *CELLS)}
    styles |= {LEAD_IN: template.style(LEAD_IN, "character"), TABLE: template.style(TABLE, "table")}
    body = "".join(_body(content, styles, template))
    header = paragraph(styles["header"], run(DRAFT)) if content.draft else ""
    return template.filled(body, content.title, content.organ, header)


def _body(content: Printed, styles: Mapping[str, str], template: Template) -> Iterator[str]:
    yield paragraph(styles["Title"], run("\n".join(content.title_lines)))
    if content.draft:
        yield paragraph(styles["年报草稿"], run(DRAFT_UNDER_TITLE))
    yield paragraph(styles["年报正文"], "")
    for text in content.preamble:
        yield _text(text, styles)
    for section in content.sections:
        yield from _section(section, styles, template)
    yield from _signature(content.signature, styles["年报正文"], template.type_size("年报正文"))


def _section(section: PrintedSection, styles: Mapping[str, str], template: Template) -> Iterator[str]:
    yield paragraph(styles["heading 1"], run(section.title))
    if section.table:
        yield table(section.table, styles, template)
        yield paragraph(styles["年报表后"], "")
    for text in section.paragraphs:
        yield _text(text, styles)


def _signature(lines: Sequence[str], style: str, size: float) -> Iterator[str]:
    """A line below the text; all of it on one page."""
    if lines:
        yield paragraph(style, "", "<w:keepNext/>")
    for line, characters in zip(lines, indents(lines), strict=True):
        right = f'w:right="{round(20 * size * characters)}" w:rightChars="{round(100 * characters)}"'
        indent = f'<w:ind {right} w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="right"/>'
        yield paragraph(style, run(line), "<w:keepNext/>" * (line is not lines[-1]) + indent)


def _text(text: str, styles: Mapping[str, str]) -> str:
    """A paragraph with its sub-heading set off, which may be all of it."""
    lead = lead_in(text)
    if lead == text:
        return paragraph(styles["heading 2"], run(text))
    led = run(lead, styles[LEAD_IN]) if lead else ""
    return paragraph(styles["年报正文"], led + run(text[len(lead) :]))
