"""A file that came in, as it was read, and as the list shows it: one row, the verdict first."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from app.form import FigureId, Form
from app.report.each_return import own_findings
from app.report.intake import doubts, errors_of_reading, is_like_a_unit
from app.report.returns import Return
from app.window.taught import layouts
from app.window.units.rows import problems

if TYPE_CHECKING:
    from app.readers.process import Read

_QUIET = (None, "blank_zero", "sign_zero", "text_number", "computed")
"""Conversions that need nobody's eye: they are counted with the cell, but not as something done to it."""


_KEPT = 2**20  # bytes of a file that cannot be read: scans by the hundred would fill the memory
_FEWEST, _ALIKE = 3, 0.8
"""So many names, and such a part of them like those of offices, make a list of units."""


class Fate(Enum):
    """What becomes of a file."""

    NEW = "新报"
    CORRECTION = "更正"
    WAITING = "待处理"
    REFUSED = "读不了"
    ROSTER = "名册"
    LEFT = "不采用"
    UNCHANGED = "未变"


class Decision(Enum):
    """What the clerk can decide about a file."""

    CHOOSE = "用这份"
    TAKE = "仍然采用"
    ROSTER = "存为名册"
    TRANSCRIBE = "对照代录"
    LEAVE = "不采用"


@dataclass(frozen=True, slots=True)
class Came:
    """One file that was read, and what is true of it whatever the report holds.

    `doubts` are why a person must look at it, a sentence each; `errors` counts its errors as the list of units
    does, `converted` the cells whose content had to be converted. Of a list of units `roster` has them. `aside` are
    tables, each with its sheet, that the clerk left aside for another of the same kind; `sha256` is of the bytes.
    A large file that could not be read `is_far`: its bytes are left where it lies.
    """

    read: Read
    doubts: tuple[str, ...] = ()
    errors: int = 0
    converted: int = 0
    roster: tuple[str, ...] = ()
    aside: frozenset[tuple[str, str]] = frozenset()
    sha256: str = ""
    is_far: bool = False

    @property
    def unit_guessed(self) -> bool:
        """Whether the unit is only known from the file's name."""
        return self.read.sent is not None and any(f.check == "reading.unit" for f in self.read.sent.findings)

    @property
    def name(self) -> str:
        return self.read.received.name

    @property
    def place(self) -> str:
        """Where the file lies: another one that comes from there is the same file, later."""
        return self.read.received.place or self.name


def came(form: Form, read: Read, *, own: bool, aside: frozenset[tuple[str, str]] = frozenset()) -> Came:
    """Looks at what was read; takes a while, so away from the window's thread.

    What is missing is no doubt in an organ's `own` report: its figures stay as they are.
    """
    sent = read.sent
    if sent is None:
        data, roster = read.received.data, _roster(read)
        is_far = len(data) > _KEPT and Path(read.received.place).is_file()
        kept = replace(read, received=replace(read.received, data=b"")) if is_far else read
        return Came(kept, roster=roster, sha256=hashlib.sha256(data).hexdigest(), is_far=is_far)
    told = errors_of_reading(sent) if own else doubts(form, sent)
    errors = problems(form, sent, own_findings(form, sent)).errors
    cells = {(source.sheet, source.cell) for source in sent.sources.values() if source.conversion not in _QUIET}
    return Came(read, told, errors, len(cells), aside=aside, sha256=sent.sha256)


def original(came: Came) -> bytes | None:
    """The bytes of the file; None where they are left where it lies, and it is no longer there as it was."""
    if not came.is_far:
        return came.read.received.data
    try:
        data = Path(came.place).read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == came.sha256 else None


def read_again(form: Form, before: Came, table: str, sheet: str, year: int, *, own: bool) -> Came:
    """The file once more, with this sheet's table instead of its rivals; away from the window's thread."""
    from app.readers.process import ReaderProcess

    rivals = before.read.sent.rivals[table] if before.read.sent else ()
    aside = before.aside | {(table, other) for other in rivals if other != sheet}
    with ReaderProcess(form) as child:
        return came(form, child.read(before.read.received, year, aside, layouts()), own=own, aside=aside)


def _roster(read: Read) -> tuple[str, ...]:
    """The units, if the file is a list of them."""
    from app.readers.named import units_in
    from app.readers.refused import Refused

    if read.refused is None or read.refused.code != "not_a_return":
        return ()
    try:
        names = units_in(read.received.data)
    except Refused:
        return ()
    alike = sum(is_like_a_unit(name) for name in names)
    return names if len(names) >= _FEWEST and alike >= _ALIKE * len(names) else ()


@dataclass(frozen=True, slots=True)
class Arrival:
    """One row: how the file could be read, what becomes of it, and why in a sentence.

    `sent` is what would be accepted, None for a file that was refused; `before` what it takes the place of;
    `decisions` are what can be decided; `disputed` are the figures that the clerk corrected by hand and the file
    has otherwise, with whether her number stays, None before she says.
    """

    number: int
    came: Came
    fate: Fate
    words: str
    why: str = ""
    unit: str = ""
    sent: Return | None = None
    before: Return | None = None
    decisions: tuple[Decision, ...] = ()
    disputed: Mapping[FigureId, bool | None] = field(default_factory=dict)

    @property
    def file(self) -> str:
        return self.came.name

    @property
    def year(self) -> int | None:
        """The year that the file states."""
        return self.came.read.sent.year if self.came.read.sent else None

    @property
    def is_taken(self) -> bool:
        return self.fate in (Fate.NEW, Fate.CORRECTION)

    @property
    def is_open(self) -> bool:
        """Whether the clerk has something to decide or to do about it."""
        return self.fate in (Fate.WAITING, Fate.REFUSED)

    @property
    def is_offered(self) -> bool:
        """Whether the list stays for it."""
        return self.is_open or self.fate is Fate.ROSTER
