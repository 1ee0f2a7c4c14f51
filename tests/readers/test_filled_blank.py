"""A blank return that was sent out, filled in and saved comes back exactly."""

from __future__ import annotations

import shutil
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.cell import Cell

from app.form import FigureId, newest_form
from app.form.layout import printed
from app.readers.returns import Reader
from app.report.values import Value
from app.writers.blank import blank_return
from app.writers.blank_sheet import TOP

FORM = newest_form()
READER = Reader(FORM)
FEE = FigureId("proactive.fee.amount")
LAST_YEAR: dict[FigureId, Value] = {
    FigureId(f"requests.carried_out.{applicant}"): count
    for applicant, count in (("natural", 4), ("business", 1), ("research", 0))
}


def filled() -> tuple[Workbook, dict[FigureId, Value]]:
    """A blank with a different number in every open cell, and the figures that it then holds."""
    book = blank_return(FORM, "教育局", 2025, LAST_YEAR)
    held: dict[FigureId, Value] = {}
    tables = [section.table for section in FORM.sections if section.table]
    for sheet, table in zip(book.worksheets, tables, strict=False):
        for cell in printed(FORM.tables[table]).cells:
            written = sheet.cell(TOP + cell.row, 1 + cell.column)
            if cell.figure is None or cell.figure in FORM.totals:
                continue
            assert isinstance(written, Cell)
            if written.value is None:
                written.value = 12.3456 if cell.figure == FEE else len(held)
            assert isinstance(written.value, int | float)
            held[cell.figure] = Decimal(str(written.value)) if cell.figure == FEE else int(written.value)
    for total, parts in FORM.totals.items():
        held[total] = sum(held[part] for part in parts)
    return book, held


def test_it_is_read_exactly_before_any_program_has_calculated_it() -> None:
    book, held = filled()
    content = BytesIO()
    book.save(content)
    sent = READER.read("随便什么名字.xlsx", content.getvalue())
    assert (sent.unit, sent.year) == ("教育局", 2025)
    assert sent.figures == held
    assert not sent.unused


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_it_is_read_exactly_after_a_spreadsheet_program_saved_it(suffix: str, tmp_path: Path) -> None:
    book, held = filled()
    book.save(tmp_path / "表.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", suffix, "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, str(tmp_path / "表.xlsx")], check=True, capture_output=True, timeout=100)
    sent = READER.read(f"表.{suffix}", (tmp_path / "out" / f"表.{suffix}").read_bytes())
    assert (sent.unit, sent.year) == ("教育局", 2025)
    assert sent.figures == held
    assert {sent.sources[total].conversion for total in FORM.totals} == {None}
