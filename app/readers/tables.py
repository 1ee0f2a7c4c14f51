"""Chooses among the tables found in a document those of the report's year, and turns their cells into values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.form import FigureId, Form, Line, Undivided
from app.readers.block_table import BlockFinder
from app.readers.cells import Converted, convert
from app.readers.found import Found
from app.readers.grid import Content, Document, Grid, Mark, Place, address
from app.readers.grid_table import GridFinder
from app.readers.labels import plain
from app.readers.row_table import RowFinder
from app.readers.stated import year_above
from app.readers.unrecognised import in_doubt
from app.report.findings import WHOLE, Finding, raised
from app.report.returns import Unused
from app.report.values import Source, Value, shown

_FINDERS: Mapping[str, type[BlockFinder | GridFinder | RowFinder]] = {
    "blocks": BlockFinder,
    "grid": GridFinder,
    "row": RowFinder,
}


class TableFinder:
    """Finds the tables of one form in documents. Built once, used for many files."""

    def __init__(self, form: Form) -> None:
        self._finders = [_FINDERS[table.layout](form, table) for table in form.tables.values()]

    def find(self, document: Document) -> list[Found]:
        """All tables in all grids, of all years."""
        return [table for finder in self._finders for grid in document.grids for table in finder.find(grid)]


_NUMBER = re.compile(r"(\d{1,12}(?:,\d{3})*(?:\.\d+)?)(?:件|条|项|宗|起|例|次|份|个|部|万元|元)?")


@dataclass(slots=True)
class Taken:
    """What the chosen tables gave, and what of them was not used."""

    figures: dict[FigureId, Value] = field(default_factory=dict)
    sources: dict[FigureId, Source] = field(default_factory=dict)
    unused: list[Unused] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    blank_totals: list[FigureId] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Blanks:
    """What blanks mean in a table.

    As a rule a blank is 0 in a table with at least one typed value; else the table is missing as a whole.
    `hide`: errors look like blanks in this sheet, so a blank is no value at all. `formulas_hide`: it does
    not tell formulas from numbers, so a total may be one. `are_zero`: the unit ticked that there is nothing to
    report. `carried` are values that stood there before the unit got the table.
    """

    hide: bool = False
    formulas_hide: bool = False
    are_zero: bool = False
    carried: Mapping[str, str] = field(default_factory=dict)


def take(form: Form, file: str, table: Found, taken: Taken, blanks: Blanks) -> None:
    """Converts the cells of one table."""
    reading = _Reading(form, file, table, taken, blanks)
    reading.take_figures()
    reading.take_undivided()
    reading.tell_order()
    reading.tell_added()
    reading.tell_unrecognised()
    for place, why in table.added.items():
        taken.unused.append(reading.unused(place, why))


class _Reading:
    """The conversion of one table."""

    def __init__(self, form: Form, file: str, table: Found, taken: Taken, blanks: Blanks) -> None:
        self._form, self._file, self._table, self._taken = form, file, table, taken
        self._grid = table.grid
        self._covered = _covered(table.grid)
        self._blanks = blanks
        self._converted = {figure: self._convert(figure, place) for figure, place in table.cells.items()}
        self._filled = blanks.are_zero or any(self._is_typed(figure) for figure in table.cells)

    def _content(self, place: Place) -> Content | None:
        return self._grid.cells.get(self._covered.get(place, place))

    def _convert(self, figure: FigureId, place: Place) -> Converted:
        content = self._content(place)
        unit = self._table.units.get(figure, "")
        if unit not in ("", "元") and content is not None:
            return Converted(None, why=f"单位是{unit}，不是{self._form.figures[figure].column.unit}")
        converted = convert(content, self._form.figures[figure], in_yuan=unit == "元")
        if place in self._covered and converted.value:
            return Converted(None, why="在合并的单元格里，分不清是哪一格的数")
        return converted

    def _is_typed(self, figure: FigureId) -> bool:
        """Whether a person put a value here: blanks and formulas that came to nothing do not count."""
        place = self._table.cells[figure]
        value = self._converted[figure].value
        if self._content(place) is None or value is None or self._blanks.carried.get(figure) == shown(value):
            return False
        is_total = figure in self._form.totals
        if place in self._grid.formulas or (is_total and self._blanks.formulas_hide):
            return value != 0 and not is_total
        return True

    def take_figures(self) -> None:
        for figure, place in self._table.cells.items():
            content, converted = self._content(place), self._converted[figure]
            if figure in self._form.totals and (content is None or _is_uncalculated(content)):
                self._leave_to_compute(figure, place, content)
            elif converted.value is None:
                self._refuse(figure, place, converted.why)
            elif place in self._grid.cut and self._filled:
                self._refuse(figure, place, "在比别的行短的一行的末尾，文件可能没有存全")
            elif content is None and self._filled and (doubt := self._doubt(figure)):
                self._refuse(figure, place, doubt)
            elif content is None and self._blanks.are_zero and figure in self._form.stocks:
                continue  # a stock, unlike what happens in a year, is not 0 because nothing happened
            elif self._filled:
                self._put(figure, place, converted)
            elif content is not None:
                self._taken.unused.append(self.unused(place, "整张表没有填写，原有的内容和公式的结果未采用", figure))
        self._tell_aliases()
        self._tell_yuan()

    def _doubt(self, figure: FigureId) -> str:
        """Why a blank here is not 0; "" where it is."""
        if self._blanks.hide:
            return "是空的，这种文件里看不出是不是错误值"
        return self._table.doubts.get(figure, "")

    def _put(self, figure: FigureId, place: Place, converted: Converted) -> None:
        conversion = converted.conversion
        if figure in self._table.aliases and conversion in (None, "text_number", "blank_zero"):
            conversion = "alias"
        self._taken.figures[figure] = converted.value  # type: ignore[assignment]
        self._taken.sources[figure] = self._source(place, conversion)

    def _source(self, place: Place, conversion: str | None) -> Source:
        return Source(self._file, self._grid.name, address(place), self._raw(place), conversion)

    def _raw(self, place: Place) -> str:
        return self._grid.text(self._covered.get(place, place))

    def _leave_to_compute(self, total: FigureId, place: Place, content: Content | None) -> None:
        if self._filled:
            self._taken.sources[total] = self._source(place, "computed")
            if content is None:
                self._taken.blank_totals.append(total)

    def _refuse(self, figure: FigureId, place: Place, why: str) -> None:
        cell = f"工作表“{self._grid.name}”{address(place)}"
        raw = f"“{_clipped(self._raw(place))}”" if self._raw(place) else ""
        message = f"{cell}{raw}{why}，{self._form.figures[figure].place}没有采用。请改为数字后重报。"
        self._taken.unused.append(self.unused(place, why, figure))
        self._taken.findings.append(raised(self._form, "{figure}.refused", message, (figure,), in_return=True))

    def unused(self, place: Place, why: str, figure: FigureId | None = None) -> Unused:
        return Unused(self._grid.name, address(place), self._raw(place), why, figure)

    def _tell_aliases(self) -> None:
        by_label: dict[str, list[FigureId]] = {}
        for figure, label in self._table.aliases.items():
            if figure in self._taken.figures:
                by_label.setdefault(label, []).append(figure)
        for label, figures in by_label.items():
            names = "、".join(dict.fromkeys(self._form.figures[figure].name for figure in figures[:3]))
            more = "等" if len(figures) > 3 else ""
            message = f"工作表“{self._grid.name}”里的“{label}”按{names}{more}读入。请核实含义是否相同。"
            self._taken.findings.append(raised(self._form, "reading.alias", message, figures, in_return=True))

    def _tell_yuan(self) -> None:
        for figure, place in self._table.cells.items():
            if self._converted[figure].conversion == "yuan" and self._converted[figure].value:
                cell = f"工作表“{self._grid.name}”{address(place)}“{_clipped(self._raw(place))}”"
                message = f"{cell}单位是元，已换算为{self._converted[figure].value}万元。请核实。"
                self._taken.findings.append(raised(self._form, "reading.yuan", message, (figure,), in_return=True))

    def tell_added(self) -> None:
        """Numbers in rows and columns that the form does not have, and numbers beside a ticked 零报告."""
        numbers = [place for place in self._table.added if _is_number(self._grid.cells[place])]
        if numbers:
            why = self._table.added[numbers[0]]
            message = f"工作表“{self._grid.name}”里有{len(numbers)}格数没有采用，如{address(numbers[0])}：{why}。"
            self._taken.findings.append(raised(self._form, "reading.unused", message, in_return=True))
        filled = [figure for figure in self._table.cells if self._taken.figures.get(figure)]
        if self._blanks.are_zero and filled and not set(filled) <= self._form.stocks:
            place = self._form.figures[filled[0]].place
            message = f"工作表“{self._grid.name}”勾了零报告，{place}等{len(filled)}项却不为 0。请核实。"
            self._taken.findings.append(raised(self._form, "reading.zero_report", message, filled, in_return=True))

    def tell_unrecognised(self) -> None:
        """Rows or columns that are missing while others, with numbers, were not recognised."""
        for figures, places in in_doubt(self._form, self._table):
            first = f"{address(places[0])}“{_clipped(self._raw(places[0]))}”{'等' if len(places) > 1 else ''}"
            message = (
                f"工作表“{self._grid.name}”里有行列没有认出来，{first}没有采用。"
                "请核实同一张表里的数没有错行错列，空格没有漏填；名称写错的，请改正后重报。"
            )
            taken = [figure for figure in figures if figure in self._taken.figures]
            self._taken.findings.append(
                raised(self._form, "reading.unrecognised", message, taken or WHOLE, in_return=True)
            )

    def tell_order(self) -> None:
        """Labels that stand in another order than the form's may have been exchanged."""
        if self._table.is_taught:
            return
        lines = [f"“{line.short}”" for line in self._out_of_order()]
        table = self._form.tables[self._table.table]
        if table.layout == "row" and 0 < len(self._table.cells) < len(list(self._form.figures_of(table.id))):
            lines.append("表头里几个名称")
        if lines:
            message = f"工作表“{self._grid.name}”里{'、'.join(lines[:3])}的位置与统一格式不同。请核实名称没有写错。"
            figures = [figure for figure in self._table.cells if figure in self._taken.figures]
            self._taken.findings.append(raised(self._form, "reading.order", message, figures or WHOLE, in_return=True))

    def _out_of_order(self) -> list[Line]:
        """The rows and columns that stand before one that the form has before them."""
        early: dict[str, Line] = {}
        for sequence in self._form.sequences[self._table.table]:
            below = beside = -1
            for line, figure in sequence:
                place = self._table.cells.get(figure)
                if place is None:
                    continue
                if place[0] < below or place[1] < beside:
                    early.setdefault(line.id, line)
                below, beside = max(below, place[0]), max(beside, place[1])
        return list(early.values())

    def take_undivided(self) -> None:
        """A zero in a row that the form divides is the zero of each; more is the clerk's to divide."""
        for undivided, places in self._table.undivided:
            for column, place in places.items():
                self._divide(undivided, column, place)

    def _divide(self, undivided: Undivided, column: str, place: Place) -> None:
        figures = [FigureId(f"{self._table.table}.{row}.{column}") for row in undivided.rows]
        if any(figure in self._form.totals and self._content(place) is None for figure in figures):
            return
        converted = convert(self._content(place), self._form.figures[figures[0]])
        if converted.value == 0 and self._filled:
            for figure in figures:
                self._put(figure, place, Converted(0, "undivided_zero"))
        elif place in self._grid.cells:
            why = converted.why or f"“{undivided.label}”没有分{len(figures)}项，分不清各是多少"
            self._taken.unused.append(self.unused(place, why))
            cell = f"工作表“{self._grid.name}”{address(place)}“{_clipped(self._raw(place))}”"
            message = f"{cell}{why}，没有采用。请按统一格式分项填写后重报，或者人工分开。"
            self._taken.findings.append(raised(self._form, "reading.undivided", message, figures, in_return=True))


def _is_number(content: Content) -> bool:
    if isinstance(content, str):
        match = _NUMBER.fullmatch(plain(content))
        return match is not None and float(match[1].replace(",", "")) != 0
    return isinstance(content, int | float) and not isinstance(content, bool) and content != 0


def _is_uncalculated(content: Content) -> bool:
    return isinstance(content, Mark) and content.kind == "formula"


def _covered(grid: Grid) -> Mapping[Place, Place]:
    """Cells inside merged areas with the cell that holds the content."""
    return {
        (row, column): (top, left)
        for top, left, bottom, right in grid.merged
        if (bottom - top + 1) * (right - left + 1) <= 10_000
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
        if (row, column) != (top, left)
    }


def _clipped(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 30 else f"{flat[:30]}…"


@dataclass(slots=True)
class Choice:
    """The tables of the year that is taken, and those left aside."""

    year: int | None
    tables: list[Found] = field(default_factory=list)
    other_years: dict[int, list[Found]] = field(default_factory=dict)
    disagreeing: list[list[Found]] = field(default_factory=list)
    spare: list[Found] = field(default_factory=list)


def choose(found: Iterable[Found], asked: int | None, fallback: int | None, *, stated: bool = True) -> Choice:
    """The tables of the year asked for, where the file has it; else of the newest year that it states.

    A table that states no year goes with the others, unless one of its kind states the year. Without `stated`
    what the sheets say is not looked at.
    """
    by_year: dict[int | None, list[Found]] = {}
    tables = list(found)
    filled: dict[str, set[int]] = {}
    for table in tables:
        filled.setdefault(table.grid.name, set()).update(row for row, _ in table.cells.values())
    for table in tables:
        right = max((column for _, column in table.cells.values()), default=0)
        year = year_above(table.grid, table.top, right, filled[table.grid.name]) if stated else asked
        by_year.setdefault(year, []).append(table)
    years = sorted(year for year in by_year if year is not None)
    year = asked if asked in years else (years[-1] if years else fallback)
    choice = Choice(year, other_years={other: by_year[other] for other in years if other != year})
    own = by_year.get(year, []) if year is not None else []
    unstated = by_year.get(None, []) if year is not None else []
    known = {figure for table in own for figure in table.cells}
    choice.spare += [table for table in unstated if table.cells.keys() & known and _contents(table)]
    loose = [table for table in by_year.get(None, []) if not table.cells.keys() & known]
    for kind in dict.fromkeys(table.table for table in (*own, *loose)):
        _settle(choice, [table for table in (*own, *loose) if table.table == kind])
    return choice


def _settle(choice: Choice, same: list[Found]) -> None:
    """Of several tables of a kind: the only filled one, any where all agree, all where each has other figures."""
    if len(same) == 1 or _are_parts(same):
        choice.tables += same
        return
    filled = [table for table in same if _contents(table)] or same[:1]
    in_sight = [table for table in filled if table.grid.visible] or filled
    if all(_contents(table) == _contents(in_sight[0]) for table in in_sight):
        choice.tables.append(in_sight[0])
        choice.spare += [table for table in filled if _contents(table) != _contents(in_sight[0])]
    else:
        choice.disagreeing.append(in_sight)


def _are_parts(same: list[Found]) -> bool:
    """Whether a table was cut in pieces, as over two sheets: no figure is in more than one."""
    figures = [figure for table in same for figure in table.cells]
    return len(figures) == len(set(figures))


def _contents(table: Found) -> dict[FigureId, str]:
    return {figure: text for figure, place in table.cells.items() if (text := table.grid.text(place))}
