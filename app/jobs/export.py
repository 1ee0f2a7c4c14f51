"""What a .nianbao file holds, exported."""

from __future__ import annotations

import argparse

from app.jobs.entries import own_entry
from app.jobs.outcome import Outcome
from app.jobs.saved import saved_report
from app.jobs.targets import refuse_targets
from app.report.review import review


def export(wanted: argparse.Namespace) -> int:
    """Writes what is asked for; the exit status."""
    refuse_targets(wanted, [wanted.report])
    report = saved_report(wanted.report)
    entries = [own_entry(report.form, sent) for sent in report.returns.values()]
    outcome = Outcome(report, review(report), entries, complete=True)
    outcome.write(wanted)
    outcome.tell(wanted)
    return outcome.status
