"""The blank returns to send out."""

from __future__ import annotations

import argparse

from app.jobs.failed import Failed
from app.jobs.files import NIANBAO, form_of, last_year_in
from app.jobs.saved import saved_report
from app.jobs.tell import say_what_is_written
from app.readers.named import read_roster
from app.writers.blank import write_blanks


def blank(wanted: argparse.Namespace) -> int:
    """Writes NN_UNIT.xlsx for every unit; the exit status."""
    form = form_of(wanted.year)
    units = read_roster(wanted.units) if wanted.units else ()
    last_year = {}
    if wanted.last_year and wanted.last_year.suffix.lower() == NIANBAO:
        last_year_in(wanted.last_year).before(wanted.year)
        last_year = {unit: sent.figures for unit, sent in saved_report(wanted.last_year).returns.items()}
    elif wanted.last_year and units:
        raise Failed(f"上年报告{wanted.last_year.name}里没有各单位的数，带不出结转。请用上年的 .nianbao 文件。")
    elif wanted.last_year:
        last_year = {"": last_year_in(wanted.last_year).before(wanted.year)}
    written = write_blanks(wanted.directory, form, wanted.year, units, last_year)
    say_what_is_written([f"已生成{len(written)}个空白报送表：{wanted.directory}"])
    return 0
