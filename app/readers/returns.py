"""One file becomes one return, or is refused."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from app.form import Form, Section
from app.readers.formats import kind_of
from app.readers.found import Found
from app.readers.grid import Document, Grid, Paragraph, address
from app.readers.labels import key, plain
from app.readers.refused import Refused
from app.readers.stated import stated_unit, unit_from_file_name, year_anywhere, year_in_name
from app.readers.tables import Blanks, Choice, TableFinder, Taken, choose, take
from app.readers.taught import Taught
from app.readers.workbook import read_csv, read_workbook
from app.report.findings import Finding, raised
from app.report.returns import Return, Unused, compute_totals
from app.report.values import shown

_STAMP = "nianbao"
"""The hidden sheet by which a blank return that came from this program is known: form, unit, year."""
_OLD_STATISTICS = "政府信息公开情况统计表"
_REPORT_TITLE = re.compile(r"(?P<organ>.*?)(?P<year>20\d\d)年(?:度)?政府信息公开工作年度报告$")


_LONGEST_ORGAN = 60
_TICKED = ("是", "有", "☑", "☒", "√", "✓", "✔")


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a blank return that this program made says of itself. `carried` was filled in before it was sent."""

    unit: str
    year: int | None
    carried: Mapping[str, str]


class Reader:
    """Reads returns and reports in one form. Built once, used for many files."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self._finder = TableFinder(form)

    def read(
        self,
        name: str,
        data: bytes,
        asked: int | None = None,
        aside: Collection[tuple[str, str]] = (),
        taught: Collection[Taught] = (),
    ) -> Return:
        """The return in the file `name`, for the year asked for or else the newest that it states.

        `aside` are tables, each with its sheet, that the clerk does not want, because another is the right one.
        Where a sheet is laid out as she has `taught`, her word goes before what the program recognises.
        Raises `Refused` when the file cannot be read or holds none of the statutory tables.
        """
        kind = kind_of(data)
        document = read_document(kind, data)
        stamp = _stamp(document)
        stated = (stamp and stamp.unit) or stated_unit(document)
        by_hand = _by_hand(self.form, document, taught, stated or unit_from_file_name(name))
        found = _with_the_rest(by_hand, self._finder.find(document))
        if not found:
            raise _no_tables(document)
        title = None if kind in ("xlsx", "xls", "xlsb", "ods", "csv") else _report_title(self.form, document)
        fallback = _fallback_year(document, name, title)
        wanted = [table for table in found if (table.table, table.grid.name) not in aside]
        if stamp and stamp.year:
            choice = choose(wanted, stamp.year, stamp.year, stated=False)
        else:
            choice = choose(wanted, asked, fallback if fallback is not None else asked)
        choice.spare += [table for table in found if (table.table, table.grid.name) in aside]
        taken = Taken()
        for table in choice.tables:
            blanks = Blanks(
                hide=table.grid.hides,
                formulas_hide=table.grid.hides or kind in ("xls", "csv"),
                are_zero=stamp is not None and _reports_nothing(table.grid),
                carried=stamp.carried if stamp else {},
            )
            take(self.form, name, table, taken, blanks)
        compute_totals(taken.figures, taken.sources, self.form)
        taken.sources = {figure: source for figure, source in taken.sources.items() if figure in taken.figures}
        unit = (stamp and stamp.unit) or (title and title["organ"]) or stated
        findings = [*taken.findings, *self._about_the_file(choice, asked, unit, name, taken)]
        return Return(
            file=name,
            unit=unit or unit_from_file_name(name),
            year=choice.year,
            form=self.form.id,
            figures=taken.figures,
            sources=taken.sources,
            unused=(*taken.unused, *_left_aside(choice)),
            findings=tuple(findings),
            kind="report" if title else "return",
            sha256=hashlib.sha256(data).hexdigest(),
            text=_sections(self.form, document) if title else {},
            rivals=dict(_rivals(choice)),
        )

    def _about_the_file(
        self, choice: Choice, asked: int | None, unit: str | None, name: str, taken: Taken
    ) -> list[Finding]:
        found: list[Finding] = []

        def tell(check: str, message: str) -> None:
            found.append(raised(self.form, check, message, in_return=True))

        if choice.year is None:
            tell("reading.year_assumed", "文件里没有写是哪一年度的数据，按本报告的年度处理。")
        elif asked is not None and choice.year != asked:
            tell("reading.year", f"文件是{choice.year}年度的，不是{asked}年度的。请该单位重报{asked}年度的数据。")
        for year, tables in choice.other_years.items():
            sheets = "、".join(dict.fromkeys(f"“{table.grid.name}”" for table in tables))
            if any(table.grid.visible for table in tables):
                tell("reading.year_beside", f"工作表{sheets}是{year}年度的，没有采用。请核实取对了年度。")
            else:
                tell("reading.year_hidden", f"隐藏的工作表{sheets}是{year}年度的，没有采用。")
        for table in choice.spare:
            sheet = f"{'' if table.grid.visible else '隐藏的'}工作表“{table.grid.name}”"
            check = "reading.spare" if table.grid.visible else "reading.hidden"
            tell(check, f"{sheet}里还有一张同样的表，没有采用。请核实取对了表。")
        if by_hand := [table for table in choice.tables if table.is_taught]:
            sections = "、".join(f"“{self.form.section_of(table.table).short}”" for table in by_hand)
            tell("reading.taught", f"{sections}的表按人工指定的版式读入。")
        for same in choice.disagreeing:
            sheets = "、".join(f"“{table.grid.name}”第{table.top + 1}行起" for table in same)
            section = self.form.section_of(same[0].table).short
            tell(
                "reading.two_tables",
                f"“{section}”的表有{len(same)}张，数据不同（{sheets}），都没有采用。请留下对的一张。",
            )
        if unit is None:
            guess = unit_from_file_name(name)
            tell("reading.unit", f"文件里没有写填报单位，暂按文件名认作“{guess}”。请核实。")
        for label in dict.fromkeys(label for table in choice.tables for label in table.obsolete):
            tell("reading.old_format", f"“{label}”是2019年格式的列，含义不同，没有采用。请按2021年格式重报。")
        if totals := [total for total in taken.blank_totals if taken.figures.get(total)]:
            first, more = self.form.figures[totals[0]], len(totals) - 1
            others = f"等{more + 1}个总计" if more else ""
            message = f"{first.place}{others}没有填，已由各项相加得出，如{shown(taken.figures[totals[0]])}。请核实。"
            found.append(raised(self.form, "reading.blank_total", message, totals, in_return=True))
        return found


def read_document(kind: str, data: bytes) -> Document:
    """The file's sheets and paragraphs. Raises `Refused` when it is damaged."""
    match kind:
        case "docx":
            from app.readers.word import read_word  # lxml is slow to load, and most returns are workbooks

            return read_word(data)
        case "html":
            from app.readers.web import read_html

            return read_html(data)
        case "csv":
            return read_csv(data)
        case _:
            return read_workbook(data, kind)


def _by_hand(form: Form, document: Document, taught: Iterable[Taught], unit: str) -> list[Found]:
    """The tables that stand where the clerk has shown it for this unit's files."""
    found: dict[tuple[str, str], Found] = {}
    for one in taught:
        for grid in document.grids if one.is_of(unit) else ():
            if (one.table, grid.name) not in found and (table := one.found(grid, form)):
                found[one.table, grid.name] = table  # the first goes before those that fit as well
    return list(found.values())


def _with_the_rest(by_hand: list[Found], recognised: Iterable[Found]) -> list[Found]:
    """What the clerk has shown, the rest of these tables as far as it was recognised, and the other tables."""
    others = list(recognised)
    for mine in by_hand:
        same = [table for table in others if table.table == mine.table and table.grid is mine.grid]
        if len(same) == 1:
            mine.add_rest(same[0])
    known = {table.table for table in by_hand}
    return by_hand + [table for table in others if table.table not in known]


def _no_tables(document: Document) -> Refused:
    texts = {key(text) for text in document.paragraphs}
    for grid in document.grids:
        texts |= {key(content) for content in grid.texts.values()}
    if any(_OLD_STATISTICS in text for text in texts):
        return Refused("not_a_return", "这是2014至2018年的统计表，不是现行年报格式的报送表。请按现行格式重报。")
    return Refused("not_a_return", "文件里没有找到年报的三张表。请检查是否发错了文件，或者表格是图片。")


def _stamp(document: Document) -> Stamp | None:
    for grid in document.grids:
        if grid.name == _STAMP and not grid.visible:
            told = {grid.text((row, 0)): grid.text((row, 1)) for row, column in grid.cells if column == 0}
            year = told.get("year", "")
            carried = {name.removeprefix("carried."): text for name, text in told.items() if "." in name}
            return Stamp(told.get("unit", ""), int(year) if year.isdigit() else None, carried)
    return None


def _reports_nothing(grid: Grid) -> bool:
    """Whether the 零报告 box of a blank return's sheet is ticked."""
    rows = {row for (row, _), content in grid.cells.items() if str(content).startswith("零报告")}
    return any(row in rows and str(content).strip() in _TICKED for (row, _), content in grid.cells.items())


def _report_title(form: Form, document: Document) -> re.Match[str] | None:
    """The title of an annual report: its statutory headings must stand as paragraphs, too."""
    headings = {key(title) for section in form.sections for title in (section.title, *section.aliases)}
    if sum(key(text) in headings for text in document.paragraphs) < len(form.sections) // 2:
        return None
    above = ""
    for text in document.paragraphs[:20]:
        bare = plain(text)
        if _REPORT_TITLE.search(bare):
            # The organ may stand on a line of its own.
            return _REPORT_TITLE.search(above + bare if bare.startswith("20") else bare)
        above = bare if len(bare) <= _LONGEST_ORGAN else ""
    return None


def _fallback_year(document: Document, name: str, title: re.Match[str] | None) -> int | None:
    """The year for tables that state none themselves."""
    if title:
        return int(title["year"])
    return year_anywhere(document) or year_in_name(name)


def _sections(form: Form, document: Document) -> Mapping[str, str]:
    """The paragraphs under each statutory heading, one a line."""
    sections: dict[str, list[str]] = {}
    current: Section | None = None
    by_title = {key(title): section for section in form.sections for title in (section.title, *section.aliases)}
    for block in document.blocks:
        if not isinstance(block, Paragraph) or not block.text.strip():
            continue
        if heading := by_title.get(key(block.text)):
            current = heading
        elif current is not None:
            sections.setdefault(current.id, []).append(block.text.strip())
    return {section: "\n".join(paragraphs) for section, paragraphs in sections.items()}


def _rivals(choice: Choice) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Tables between which the clerk can choose by their sheets."""
    for same in choice.disagreeing:
        sheets = tuple(dict.fromkeys(table.grid.name for table in same))
        if len(sheets) == len(same):
            yield same[0].table, sheets


def _left_aside(choice: Choice) -> list[Unused]:
    """The cells of tables that were recognised but not taken."""
    aside = [(table, f"是{year}年度的表") for year, tables in choice.other_years.items() for table in tables]
    aside += [(table, "有两张同样的表，数据不同") for same in choice.disagreeing for table in same]
    aside += [(table, "另有一张同样的表") for table in choice.spare]
    return [
        Unused(table.grid.name, address(place), table.grid.text(place), why, figure)
        for table, why in aside
        for figure, place in table.cells.items()
        if _has(table.grid, place)
    ]


def _has(grid: Grid, place: tuple[int, int]) -> bool:
    return place in grid.cells
