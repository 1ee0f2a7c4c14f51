"""What the national format consists of. Everything here is immutable and knows nothing of values."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import NewType

FigureId = NewType("FigureId", str)
"""`table.row.column`, e.g. `requests.granted.natural`."""


class Severity(StrEnum):
    """错误 must be fixed, 核实 is fixed or explained in writing, 提示 is read."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column of a table: its labels from the outermost heading to its own.

    Returns may name it by one of `spellings`, which mean the same, or of `aliases`, which may mean less or more.
    """

    id: str
    label: tuple[str, ...]
    short: str
    aliases: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    total: bool = False
    kind: str = "count"
    unit: str = "件"
    places: int = 0


@dataclass(frozen=True, slots=True)
class Undivided:
    """A row of older tables that now is several: its zero is theirs, the clerk divides anything above."""

    label: str
    aliases: tuple[str, ...]
    rows: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows by columns under one heading; a table of section 二 has four, the others one."""

    title: str
    head: str
    rows: tuple[Line, ...]
    columns: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A statutory table, laid out as `blocks` one under the other, as a `grid`, or in one `row`.

    `obsolete` are columns of earlier formats that mean something else and are never read as this format's.
    """

    id: str
    layout: str
    blocks: tuple[Block, ...]
    corner: str = ""
    undivided: tuple[Undivided, ...] = ()
    obsolete: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One of the statutory parts of the report: a text, or one table.

    `parts` are what a text speaks of; where they stand under sub-headings of their own, `heading` is how these are
    written, with `{number}` and `{part}` in their places.
    """

    id: str
    title: str
    short: str
    kind: str
    table: str = ""
    aliases: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    heading: str = ""

    @property
    def ordinal(self) -> str:
        """The Chinese numeral before the title: 一, 二, …"""
        return self.title.partition("、")[0]


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of a statutory table. Counts are 件; money is 万元, exact, with at most `places` decimals."""

    id: FigureId
    table: str
    row: Line
    column: Line
    name: str
    place: str

    @property
    def is_total(self) -> bool:
        """Computed from its parts, never entered."""
        return self.row.total or self.column.total

    @property
    def is_money(self) -> bool:
        return self.column.kind == "money"


@dataclass(frozen=True, slots=True)
class Check:
    """One relation that should hold, written out for its figures.

    `left` is compared with `right` less `minus` plus last year's `opening`; how, the kind says.
    """

    id: str
    kind: str
    severity: Severity
    severity_in_return: Severity
    text: str
    source: str
    left: tuple[FigureId, ...] = ()
    right: tuple[FigureId, ...] = ()
    minus: tuple[FigureId, ...] = ()
    opening: tuple[FigureId, ...] = ()
    unless: str = ""

    @property
    def figures(self) -> tuple[FigureId, ...]:
        """This year's figures on both sides."""
        return self.left + self.right + self.minus


@dataclass(frozen=True, slots=True)
class Reading:
    """A sum of figures that words may mean: `plus` less `minus`."""

    plus: tuple[FigureId, ...]
    minus: tuple[FigureId, ...] = ()

    @property
    def figures(self) -> tuple[FigureId, ...]:
        return self.plus + self.minus


@dataclass(frozen=True, slots=True)
class Wording:
    """What words of the text name which figures.

    `pattern` is searched in the clause of a number, without spaces and with `#` for the number. `topic` must
    occur before or in its sentence, `unless` must not occur in the sentence. Each of `readings` is what the
    words may mean: only where all of them fail does the text contradict the table, and never where the
    words are `loose`. With `columns`, the words name alternative columns of whatever rows the sentence names;
    `readings` holds where it names none. A `zero` wording says 0 in words; its group 1 are these words.
    """

    id: str
    pattern: re.Pattern[str]
    readings: tuple[Reading, ...]
    columns: tuple[tuple[str, ...], ...] = ()
    topic: re.Pattern[str] | None = None
    unless: re.Pattern[str] | None = None
    loose: bool = False
    zero: bool = False


@dataclass(frozen=True)
class Form:
    """A national format: what the report of certain years must contain, and the rules that hold in it.

    `facts` are what checks depend on that may be true of an organ, in words.
    """

    id: str
    name: str
    source: str
    title: str
    first_year: int
    last_year: int | None
    sections: tuple[Section, ...]
    tables: Mapping[str, Table]
    checks: Mapping[str, Check]
    wordings: tuple[Wording, ...]
    facts: Mapping[str, str]
    advice: Mapping[FigureId, str]
    loose: tuple[tuple[str, str], ...]
    figures: Mapping[FigureId, Figure]

    def holds_for(self, year: int) -> bool:
        """Whether reports on `year` are written in this format."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)

    @property
    def years_said(self) -> str:
        """The years whose reports are written in this format, in words."""
        return f"{self.first_year}年以后" if self.last_year is None else f"{self.first_year}年到{self.last_year}年"

    def figures_of(self, table: str) -> Iterator[Figure]:
        """The figures of one table, in the order in which they are printed."""
        return (figure for figure in self.figures.values() if figure.table == table)

    def section_of(self, table: str) -> Section:
        """The section that consists of this table."""
        return next(section for section in self.sections if section.table == table)

    @cached_property
    def relations(self) -> tuple[Check, ...]:
        """The checks that compare figures, without those that readers and the text raise."""
        return tuple(check for check in self.checks.values() if check.figures)

    @cached_property
    def totals(self) -> Mapping[FigureId, tuple[FigureId, ...]]:
        """Each computed total with its parts, in an order in which all parts come before their total."""
        declared: dict[FigureId, tuple[FigureId, ...]] = {}
        for check in self.relations:
            if check.kind == "sum":
                declared.setdefault(check.left[0], check.right)
        ordered: dict[FigureId, tuple[FigureId, ...]] = {}

        def place(total: FigureId) -> None:
            if total in ordered or total not in declared:
                return
            for part in declared[total]:
                place(part)
            ordered[total] = declared[total]

        for total in declared:
            place(total)
        return ordered

    @cached_property
    def totals_with(self) -> Mapping[FigureId, tuple[FigureId, ...]]:
        """Each figure with all the totals that change when it does, parts before their total."""
        below: dict[FigureId, set[FigureId]] = {}
        for total, parts in self.totals.items():
            below[total] = set(parts).union(*(below.get(part, ()) for part in parts))
        return {figure: tuple(total for total in below if figure in below[total]) for figure in self.figures}

    @cached_property
    def stocks(self) -> frozenset[FigureId]:
        """Figures of what there is at a time, carried from year to year, unlike what happens in a year."""
        return frozenset(check.left[0] for check in self.relations if check.kind == "roll_forward")

    @cached_property
    def sequences(self) -> Mapping[str, tuple[tuple[tuple[Line, FigureId], ...], ...]]:
        """Of each table its columns downwards and its rows across: the lines met, each with its figure."""
        of: dict[str, list[tuple[tuple[Line, FigureId], ...]]] = {table: [] for table in self.tables}
        for table in self.tables.values():
            for block in table.blocks:
                figures = {
                    (row.id, column.id): FigureId(f"{table.id}.{row.id}.{column.id}")
                    for row in block.rows
                    for column in block.columns
                }
                of[table.id] += [tuple((row, figures[row.id, c.id]) for row in block.rows) for c in block.columns]
                of[table.id] += [tuple((c, figures[row.id, c.id]) for c in block.columns) for row in block.rows]
        return {table: tuple(sequences) for table, sequences in of.items()}

    def entries(
        self, figures: Iterable[FigureId], follows: Callable[[FigureId], bool] = lambda _total: True
    ) -> Iterator[FigureId]:
        """These figures with totals replaced by their parts, down to what is entered.

        `follows` says of a total whether it is computed from its parts; one that is not stands for itself.
        """
        for figure in figures:
            if figure in self.totals and follows(figure):
                yield from self.entries(self.totals[figure], follows)
            else:
                yield figure

    @cached_property
    def checks_on(self) -> Mapping[FigureId, tuple[Check, ...]]:
        """Each figure with the relations that it stands in."""
        index: dict[FigureId, list[Check]] = {figure: [] for figure in self.figures}
        for check in self.relations:
            for figure in dict.fromkeys(check.figures):
                index[figure].append(check)
        return {figure: tuple(checks) for figure, checks in index.items()}
