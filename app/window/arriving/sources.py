"""Files that the clerk names one by one, read away from the window's thread: last year's report, the text, a roster."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What a report takes over from that of the year before."""

    year: int
    figures: Mapping[FigureId, Value]
    units: tuple[Unit, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict)
    facts: frozenset[str] = frozenset()


def carried_over(path: Path, year: int) -> CarriedOver:
    """What a report on `year` takes over from the report in the file. Raises one of `REFUSALS`."""
    from app.jobs.saved import saved_report

    figures = last_year(path, year)
    if path.suffix.lower() != ".nianbao":
        return CarriedOver(year - 1, figures)
    last = saved_report(path)
    sections = (section.id for section in last.form.sections if section.kind == "text")
    texts = {section: last.text[section] for section in sections if last.text.get(section, "").strip()}
    return CarriedOver(year - 1, figures, tuple(last.units.values()), texts, last.facts)


def text(form: Form, path: Path) -> Text:
    """The text under the statutory headings. Raises one of `REFUSALS`."""
    return parsed(form, read_words(path))


def roster(path: Path) -> tuple[Unit, ...]:
    """The units that are to send a return. Raises one of `REFUSALS`."""
    return tuple(Unit(name) for name in read_roster(path))
