"""A sheet of the working paper: one statutory table, a row for each figure, a column for each unit."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from app.form import Figure, FigureId, Section
from app.report.report import Report
from app.report.values import Value, shown
from app.writers.blank_checks import areas
from app.writers.cells import put_number, put_text

_HEADS, _FIRST = 2, 3
"""The row of column headings, and the first of figures."""
_MISSING = "未填"
_AFTER = ("合计", "报告数", "差额", "说明")
_ODD = PatternFill("solid", bgColor="F8C9C4")


def write_table(book: Workbook, report: Report, section: Section) -> None:
    """Adds the sheet: sums are formulas over the units, the report's figures stand beside them as they are."""
    _Sheet(book.create_sheet(f"表{section.ordinal}"), report, section).write()


class _Sheet:
    def __init__(self, sheet: Worksheet, report: Report, section: Section) -> None:
        self._sheet = sheet
        self._report = report
        self._title = f"{report.title}底稿：{section.title}"
        self._figures = list(report.form.figures_of(section.table))
        self._rows = {figure.id: row for row, figure in enumerate(self._figures, _FIRST)}
        self._sent = report.sources
        self._sum = 2 + len(self._sent)
        """The column of the sums, behind the figure's name and the units."""

    def write(self) -> None:
        self._set_up()
        self._sheet.append([self._text(self._title, Font(bold=True, size=14))])
        names = ("数据项", *(sent.unit for sent in self._sent), *_AFTER)
        self._sheet.append([self._text(name, Font(bold=True), wrapped=True) for name in names])
        for figure in self._figures:
            self._sheet.append(list(self._line(figure)))

    def _set_up(self) -> None:
        widths = [30, *[11] * len(self._sent), 13, 13, 11, 60]
        for column, width in enumerate(widths, 1):
            self._sheet.column_dimensions[get_column_letter(column)].width = width
        self._sheet.freeze_panes = f"B{_FIRST}"
        self._sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
        self._sheet.page_setup.orientation = "landscape"
        last = _FIRST + len(self._figures) - 1
        difference = get_column_letter(self._sum + 2)
        self._mark(f"{difference}{_FIRST}:{difference}{last}", f"N({difference}{_FIRST})<>0")
        for total, parts in self._report.form.totals.items():
            if total in self._rows and self._sent:
                self._mark_given(total, parts)

    def _mark_given(self, total: FigureId, parts: tuple[FigureId, ...]) -> None:
        """A unit's own total that is not the sum of its parts."""
        row, last = self._rows[total], get_column_letter(self._sum - 1)
        self._mark(f"B{row}:{last}{row}", f"AND(ISNUMBER(B{row}),B{row}<>SUM({self._cells(parts, 2)}))")

    def _mark(self, cells: str, formula: str) -> None:
        self._sheet.conditional_formatting.add(cells, FormulaRule([formula], fill=_ODD))  # type: ignore[no-untyped-call]

    def _cells(self, figures: tuple[FigureId, ...], column: int) -> str:
        return ",".join(areas((self._rows[figure], column) for figure in figures))

    def _line(self, figure: Figure) -> Iterator[Cell]:
        yield self._text(figure.name, Font(bold=figure.is_total))
        for sent in self._sent:
            yield self._number(sent.figures.get(figure.id))
        row, total = self._rows[figure.id], get_column_letter(self._sum)
        yield self._formula(self._added(figure))
        yield self._number(self._report.figures.get(figure.id))
        stands = f"{get_column_letter(self._sum + 1)}{row}"
        yield self._formula(f'=IF(COUNT({total}{row},{stands})=2,ROUND({stands}-{total}{row},6),"")')
        yield self._text(self._remark(figure.id))

    def _added(self, figure: Figure) -> str:
        """An entry is added over the units; a total over its parts' sums, whatever totals the units gave."""
        parts = self._report.form.totals.get(figure.id)
        if parts:
            cells, enough = self._cells(parts, self._sum), len(parts)
        elif self._sent:
            row = self._rows[figure.id]
            cells, enough = f"B{row}:{get_column_letter(self._sum - 1)}{row}", 1
        else:
            return f'="{_MISSING}"'
        added = f"ROUND(SUM({cells}),6)" if figure.is_money else f"SUM({cells})"
        return f'=IF(COUNT({cells})<{enough},"{_MISSING}",{added})'

    def _remark(self, figure: FigureId) -> str:
        """Why the report's figure is not, or not simply, the sum."""
        remarks = []
        override = self._report.overrides.get(figure)
        if override is not None:
            how = f"调整{_signed(override.value)}" if override.kind == "adjustment" else f"改为{shown(override.value)}"
            remarks.append(f"{how}：{override.reason or '没有写理由'}")
        lacking = self._report.lacking(figure)
        if lacking and figure not in self._report.form.totals:
            remarks.append(f"不含{'、'.join(lacking)}（没有这项数据）")
        return "；".join(remarks)

    def _text(self, text: str, font: Font | None = None, *, wrapped: bool = False) -> Cell:
        cell: Cell = WriteOnlyCell(self._sheet)
        put_text(cell, text)
        if font:
            cell.font = font
        if wrapped:
            cell.alignment = Alignment("center", "center", wrap_text=True)
        return cell

    def _number(self, value: Value | None) -> Cell:
        if value is None:
            return self._text(_MISSING)
        cell: Cell = WriteOnlyCell(self._sheet)
        put_number(cell, value)
        return cell

    def _formula(self, formula: str) -> Cell:
        return WriteOnlyCell(self._sheet, formula)


def _signed(value: Value) -> str:
    return f"＋{shown(value)}" if value >= 0 else f"－{shown(-value)}"
