"""Returns, published reports and .nianbao files, each checked alone."""

from __future__ import annotations

import argparse

from app.form import Form, newest_form
from app.jobs.entries import entry, is_well, report_entry
from app.jobs.failed import Failed
from app.jobs.files import NIANBAO, form_of, last_year_in, read_files
from app.jobs.outcome import outcome_of, write_json
from app.jobs.saved import saved_report
from app.jobs.targets import refuse_targets
from app.jobs.tell import counted, missing_said, say, say_what_is_written, tell, tell_findings, tell_refused
from app.report.record import Json, finding_from_json
from app.report.returns import unfilled


def check(wanted: argparse.Namespace) -> int:
    """Checks every file and writes the JSON that is asked for; the exit status."""
    form = form_of(wanted.year) if wanted.year else newest_form()
    last_year = last_year_in(wanted.last_year) if wanted.last_year else None
    refuse_targets(wanted, [*wanted.sources, wanted.last_year])
    saved = [source for source in wanted.sources if source.suffix.lower() == NIANBAO and source.is_file()]
    reads, skipped = read_files(form, [source for source in wanted.sources if source not in saved], wanted.year)
    entries = []
    for read in reads:
        year = read.sent.year if read.sent else None
        comparable = last_year is not None and year is not None and last_year.is_before(year)
        if last_year is not None and year is not None and not comparable:
            tell(f"{read.received.name}：上年报告{last_year.name}不是{year - 1}年度的，没有作跨年核对。")
        entries.append(entry(form, read, last_year.figures if last_year is not None and comparable else None))
    outcomes = {source: outcome_of(saved_report(source)) for source in saved}
    entries += [report_entry(source.name, one.report, one.review) for source, one in outcomes.items()]
    if not entries:
        raise Failed("没有找到可以核对的文件。")
    tell_refused(reads)
    for notice in skipped:
        tell(notice.message)
    if wanted.json:
        write_json(wanted.json, {"files": entries})
    for one in entries:
        _tell(form, one)
    results = [_summary(form, one) for one in entries if one["error"] is None]
    if not wanted.json:
        for line in results:
            say(line)
    elif wanted.json != "-":
        say_what_is_written(results)
    for source, outcome in outcomes.items():
        for sentence in outcome.report.collected.left_out:
            tell(f"{source.name}：没有计入：{sentence}")
    well = all(is_well(one) for one in entries) and all(outcome.status == 0 for outcome in outcomes.values())
    return 0 if well else 1


def _tell(form: Form, one: Json) -> None:
    tell_findings(form, map(finding_from_json, one["findings"]), one["file"])
    missing = unfilled(form, {figure for figure, value in one["figures"].items() if value is not None})
    if missing and one["error"] is None:
        tell(f"{one['file']}：{missing_said(form, missing)}")


def _summary(form: Form, one: Json) -> str:
    counts = counted(form, map(finding_from_json, one["findings"]))
    year = f"{one['year']}年度" if one["year"] else "年度未写"
    return f"{one['file']}：{one['unit']}，{year}，{counts}。"
