"""The jobs of the command line: compile, check, blank, export, self-test. None of them loads Qt."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping

from app.jobs.blank import blank
from app.jobs.check import check
from app.jobs.compile import compile_
from app.jobs.export import export
from app.jobs.failed import Failed
from app.jobs.self_test import self_test
from app.jobs.tell import Unheard
from app.readers.refused import NotRunning, NotThere, Refused
from app.report.intake import NoYear
from app.report.text import NoHeadings
from app.store.errors import StorageError
from app.writers.broken import BrokenTemplate
from app.writers.files import NotWritten

__all__ = ["Failed", "Unheard", "run"]

_JOBS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "compile": compile_,
    "check": check,
    "blank": blank,
    "export": export,
    "self-test": self_test,
}


def run(wanted: argparse.Namespace) -> int:
    """Does the job and returns the exit status. Raises `Failed`, with one line for the clerk, or `Unheard`."""
    try:
        return _JOBS[wanted.command](wanted)
    except (NotThere, NotRunning, NoYear, NoHeadings) as failed:
        raise Failed(str(failed)) from None
    except (NotWritten, BrokenTemplate, StorageError, Refused) as failed:
        raise Failed(failed.say) from None
