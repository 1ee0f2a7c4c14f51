"""The report as a Word file. Its looks come from the named styles of the template; here only its structure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from app.writers.body import AFTER_TABLE, BODY, LEAD_IN, Paragraph, body
from app.writers.content import DRAFT, Printed, PrintedTable
from app.writers.files import whole
from app.writers.word_table import table
from app.writers.wordml import paragraph, run

if TYPE_CHECKING:
    from app.writers.template import Template

PARAGRAPHS = ("Title", "heading 1", "heading 2", "header", "年报草稿", BODY, AFTER_TABLE)
CELLS = ("年报表头", "年报表项", "年报表数", "年报密表头", "年报密表项", "年报密表数")
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
    parts = "".join(_part(part, styles, template) for part in body(content))
    header = paragraph(styles["header"], run(DRAFT)) if content.draft else ""
    return template.filled(parts, content.title, content.organ, header)


def _part(part: Paragraph | PrintedTable, styles: Mapping[str, str], template: Template) -> str:
    if isinstance(part, PrintedTable):
        return table(part, styles, template)
    lead = run(part.lead, styles[LEAD_IN]) if part.lead else ""
    text = run(part.text) if part.text else ""
    return paragraph(styles[part.style], lead + text, _properties(part, template))


def _properties(part: Paragraph, template: Template) -> str:
    """What a paragraph has beside its style."""
    keep = "<w:keepNext/>" if part.keeps_next else ""
    if part.from_right is None:
        return keep
    length = round(template.look(part.style).type.size * part.from_right)
    right = f'w:right="{length}" w:rightChars="{round(100 * part.from_right)}"'
    return f'{keep}<w:ind {right} w:firstLine="0" w:firstLineChars="0"/><w:jc w:val="right"/>'
