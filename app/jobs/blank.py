"""The blank returns to send out."""

from __future__ import annotations

import argparse

from app.form import newest_form
from app.jobs.failed import Failed
from app.jobs.files import NIANBAO, last_year_in, years_said
from app.jobs.saved import saved_report
from app.jobs.tell import say_what_is_written
from app.readers.named import read_roster
from app.writers.blank import write_blanks


def blank(wanted: argparse.Namespace) -> int:
    """Writes NN_UNIT.xlsx for every unit; the exit status."""
    form = newest_form()
    if not form.holds_for(wanted.year):
        raise Failed(f"{wanted.year}年的年报不适用《{form.name}》，不能生成空白表，能生成{years_said(form)}的。")
    units = read_roster(wanted.units) if wanted.units else ()
    last_year = {}
    if wanted.last_year and wanted.last_year.suffix.lower() == NIANBAO:
        last_year_in(form, wanted.last_year, wanted.year)
        last_year = {unit: sent.figures for unit, sent in saved_report(wanted.last_year).returns.items()}
    elif wanted.last_year:
        last_year = {"": last_year_in(form, wanted.last_year, wanted.year)}
    written = write_blanks(wanted.directory, form, wanted.year, units, last_year)
    say_what_is_written([f"已生成{len(written)}个空白报送表：{wanted.directory}"])
    return 0
