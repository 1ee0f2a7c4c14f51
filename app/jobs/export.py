"""What a .nianbao file holds, exported."""

from __future__ import annotations

import argparse

from app.jobs.outcome import outcome_of
from app.jobs.saved import saved_report
from app.jobs.targets import refuse_targets


def export(wanted: argparse.Namespace) -> int:
    """Writes what is asked for; the exit status."""
    refuse_targets(wanted, [wanted.report])
    outcome = outcome_of(saved_report(wanted.report))
    outcome.write(wanted)
    outcome.tell(wanted)
    return outcome.status
