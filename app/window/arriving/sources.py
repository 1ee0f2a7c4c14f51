"""Files that the clerk names one by one, read away from the window's thread: last year's report, the text, a roster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.form import FigureId, Form
from app.readers.refused import NotRunning, NotThere, Refused
from app.report.report import OWN, Unit
from app.report.text import NoHeadings, Text, parsed
from app.report.unit_edits import listed, roster_of
from app.report.values import Value
from app.store import StorageError


class NotUsable(Exception):  # noqa: N818  said to the clerk as it stands
    """The file is not what it was taken for; the message says why."""


_TEXTS = (".txt", ".md", ".docx")
REFUSALS = (NotUsable, NotThere, NotRunning, Refused, NoHeadings, StorageError)


@dataclass(frozen=True, slots=True)
class CarriedOver:
    """What a report takes over from that of the year before; `written` is what stands beside this year's texts.

    `doubt` says that it may be another organ's. `units` are its roster, or where it had none, those that reported.
    """

    year: int
    figures: Mapping[FigureId, Value]
    written: Mapping[str, str]
    doubt: str = ""
    units: tuple[Unit, ...] = ()
    had_roster: bool = True
    texts: Mapping[str, str] = field(default_factory=dict)
    facts: frozenset[str] = frozenset()


def last_year(path: Path, organ: str, year: int) -> CarriedOver:
    """The organ's report on the year before `year`, to compare with. Raises one of `REFUSALS`."""
    from app.jobs.failed import Failed  # with it come libraries that the window itself does not need
    from app.jobs.files import last_year_in

    try:
        last = last_year_in(path)
        return CarriedOver(year - 1, last.before(year), last.texts, last.doubt(organ))
    except Failed as failed:
        raise NotUsable(str(failed)) from failed


def carried_over(path: Path, organ: str, year: int) -> CarriedOver:
    """What the organ's report on `year` takes over from the report in the file. Raises one of `REFUSALS`."""
    from app.jobs.saved import saved_report

    compared = last_year(path, organ, year)
    if path.suffix.lower() != ".nianbao":
        return compared
    last = saved_report(path)
    sections = (section.id for section in last.form.sections if section.kind == "text")
    texts = {section: last.text[section] for section in sections if last.text.get(section, "").strip()}
    units = tuple(unit for unit in roster_of(last, listed(last)) if unit.name != OWN and unit.listed)
    return replace(compared, units=units, had_roster=last.has_roster, texts=texts, facts=last.facts)


def text(form: Form, path: Path) -> Text:
    """The text under the statutory headings. Raises one of `REFUSALS`."""
    from app.readers.named import read_words

    return parsed(form, read_words(path))


def may_be_texts(files: Sequence[Path]) -> bool:
    """Whether one of these may be the clerk's text, by its name."""
    return any(_may_be_text(file) for file in files)


def _may_be_text(file: Path) -> bool:
    return file.suffix.lower() in _TEXTS and file.is_file()


def sort_out(form: Form, files: Sequence[Path]) -> tuple[Text | None, Sequence[Path]]:
    """The clerk's text among these files, known by its headings, and the other files. Raises `NotUsable`."""
    texts = {file: text for file in files if _may_be_text(file) and (text := _text_in(form, file))}
    if len(texts) > 1:
        names = "、".join(file.name for file in texts)
        raise NotUsable(f"{names}都是年报的文字，不知道用哪一份，什么也没有载入。请只拖入一份。")
    return next(iter(texts.values()), None), [file for file in files if file not in texts]


def _text_in(form: Form, file: Path) -> Text | None:
    """The text, if the file holds one; None for a return or a whole report, which have tables."""
    from app.readers.named import has_tables

    try:
        return text(form, file) if not has_tables(file) else None
    except (Refused, NoHeadings, NotThere):
        return None


def roster(path: Path) -> tuple[str, ...]:
    """The units that are to send a return. Raises one of `REFUSALS`."""
    from app.readers.named import read_roster

    return tuple(read_roster(path))
