"""Files that the clerk names one by one, read away from the window's thread: last year's report, the text, a roster."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from app.form import FigureId, Form
from app.readers.folder import NotThere
from app.readers.named import read_roster, read_words
from app.readers.refused import Refused
from app.report.report import Unit
from app.report.text import NoHeadings, Text, parsed
from app.report.values import Value
from app.store import StorageError


class NotUsable(Exception):  # noqa: N818  said to the clerk as it stands
    """The file is not what it was taken for; the message says why."""


REFUSALS = (NotUsable, NotThere, Refused, NoHeadings, StorageError)


def last_year(path: Path, year: int) -> Mapping[FigureId, Value]:
    """The figures of the report on the year before `year`. Raises one of `REFUSALS`."""
    from app.jobs.failed import Failed  # with it come libraries that the window itself does not need
    from app.jobs.files import last_year_in

    try:
        return last_year_in(path).before(year)
    except Failed as failed:
        raise NotUsable(str(failed)) from failed


def text(form: Form, path: Path) -> Text:
    """The text under the statutory headings. Raises one of `REFUSALS`."""
    return parsed(form, read_words(path))


def roster(path: Path) -> tuple[Unit, ...]:
    """The units that are to send a return. Raises one of `REFUSALS`."""
    return tuple(Unit(name) for name in read_roster(path))
