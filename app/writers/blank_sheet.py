"""One sheet of a blank return: a statutory table with its guide and its live checks, for A4."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Literal

from openpyxl.cell import Cell as SheetCell
from openpyxl.cell import MergedCell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from app.form import FigureId, Form, Table
from app.form.layout import Cell, printed
from app.report.values import Value
from app.writers.blank_checks import TICKED, UNTICKED, LiveCheck, Place, added, areas, live_checks, zero_checks
from app.writers.blank_guide import guide
from app.writers.cells import put_text

TITLE, UNIT, ZERO, NOTE, HEADING, TOP = 1, 2, 3, 4, 5, 6
"""The rows above the table, and the table's first."""
_WIDE_LABEL, _FIRST_LABELS, _LAST_LABEL, _FIGURE, _FIGURE_OF_FEW, _GAP, _GUIDE = 26, (5, 12), 29, 7.5, 15, 1.5, 27
"""Column widths, in digits."""
_LINE, _LOWEST = 13.5, 20  # points
_FONT = "宋体"
_THIN = Side(style="thin")
_LINES = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_ENTRY, _HEAD, _LOCKED = (PatternFill("solid", fgColor=colour) for colour in ("FFF9DB", "E8EEF4", "F2F2F2"))
_WRONG, _RIGHT = (PatternFill("solid", bgColor=colour) for colour in ("F8C9C4", "CDE8CF"))
_CENTRED = Alignment("center", "center", wrap_text=True)
_LEFT = Alignment("left", "center", wrap_text=True)


class TableSheet:
    """Draws one table for one unit. `last_year` are the unit's figures of the year before, where known."""

    def __init__(self, sheet: Worksheet, form: Form, table: Table, last_year: Mapping[FigureId, Value]) -> None:
        self.sheet = sheet
        self._form = form
        self._last_year = last_year
        self._blocks = table.layout == "blocks"
        self._layout = printed(table)
        self._section = form.section_of(table.id)
        self._places: dict[FigureId, Place] = {
            cell.figure: (TOP + cell.row, 1 + cell.column) for cell in self._layout.cells if cell.figure
        }
        self._carried = {
            figure: value for figure, value in carried_over(form, last_year).items() if figure in self._places
        }
        self._entries = [f for f in self._places if f not in form.totals and f not in self._carried]
        self._tick = f"${get_column_letter(self._layout.columns)}${ZERO}"

    def draw(self, title: str, unit: str | None) -> None:
        """Fills the sheet. Where `unit` is None the line of the unit is left out; where it is "" it is an entry."""
        self._widths()
        self._head(title, unit)
        for cell in self._layout.cells:
            self._table_cell(cell)
        self._guides()
        self._validate()
        self._checks(TOP + self._layout.rows + 1)
        self._protect_and_print()

    def _widths(self) -> None:
        layout = self._layout
        labels = [*_FIRST_LABELS, _LAST_LABEL][-layout.label_columns :] if layout.label_columns > 1 else [_WIDE_LABEL]
        figure = _FIGURE_OF_FEW if self._blocks else _FIGURE
        figures = [float(figure)] * (layout.columns - layout.label_columns)
        widths = [*(labels if layout.label_columns else []), *figures, _GAP, _GUIDE]
        for column, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width

    def _head(self, title: str, unit: str | None) -> None:
        across = self._layout.columns
        self._text(TITLE, 1, title, across, Font("黑体", 16), _CENTRED)
        if unit:
            self._text(UNIT, 1, f"填报单位：{unit}", across, Font(_FONT, 11), _LEFT)
        elif unit is not None:
            self._text(UNIT, 1, "填报单位：", 1, Font(_FONT, 11), _LEFT)
            self._text(UNIT, 2, "", across - 1, Font(_FONT, 11), _LEFT)
            for column in range(2, across + 1):  # Excel asks every cell of a merged area
                self._open(self.sheet.cell(UNIT, column))
        nil = f"零报告：本表各项全部为 0 的，在右边的格里选{TICKED}，不用逐格填 0"
        if self._stocks:
            nil += "（现行有效件数仍要填）"
        self._text(ZERO, 1, nil, across - 1, Font(_FONT, 10), _LEFT)
        tick = self.sheet.cell(ZERO, across, UNTICKED)
        tick.font, tick.alignment, tick.border = Font(_FONT, 14), _CENTRED, _LINES
        self._open(tick)
        note = "只填浅黄色的格，没有发生的填 0；总计自动计算；其他格已锁定。表中有数据的，没填的格按 0 计。"
        self._text(NOTE, 1, note, across, Font(_FONT, 9, color="555555"), _LEFT)
        self._text(HEADING, 1, self._section.title, across, Font("黑体", 12), _LEFT)
        for row, text, columns in (
            (UNIT, f"填报单位：{unit}", across - 1),
            (ZERO, nil, across - 1),
            (NOTE, note, across),
        ):
            self.sheet.row_dimensions[row].height = max(_LOWEST, _height(text, self._width(1, columns)))
        lines = -(-len(title) * 2 * 16 // int(10 * self._width(1, across)))
        for row, height in ((TITLE, 10 + 22 * lines), (HEADING, 22)):
            self.sheet.row_dimensions[row].height = height

    @property
    def _stocks(self) -> tuple[FigureId, ...]:
        """What stays from year to year and so is not 0 because nothing happened."""
        rolled = (check.left[0] for check in self._form.relations if check.kind == "roll_forward")
        return tuple(figure for figure in rolled if figure in self._entries)

    def _text(self, row: int, column: int, text: str, across: int, font: Font, alignment: Alignment) -> SheetCell:
        cell = self.sheet.cell(row, column)
        assert isinstance(cell, SheetCell)
        if text:
            put_text(cell, text)
        cell.font, cell.alignment = font, alignment
        if across > 1:
            self.sheet.merge_cells(start_row=row, end_row=row, start_column=column, end_column=column + across - 1)
        return cell

    def _open(self, cell: SheetCell | MergedCell) -> None:
        cell.protection, cell.fill = Protection(locked=False), _ENTRY

    def _table_cell(self, cell: Cell) -> None:
        row, column = TOP + cell.row, 1 + cell.column
        # In tables of blocks label and entry stay single cells, so that every program finds the one beside the other.
        single = self._blocks and cell.role != "heading"
        rows, columns = (1, 1) if single else (cell.rows, cell.columns)
        for down in range(cell.rows):
            for right in range(cell.columns):
                self.sheet.cell(row + down, column + right).border = _LINES
        if rows > 1 or columns > 1:
            self.sheet.merge_cells(None, row, column, row + rows - 1, column + columns - 1)
        written = self.sheet.cell(row, column)
        assert isinstance(written, SheetCell)
        written.font, written.alignment = Font(_FONT, 10), _LEFT if cell.role == "label" else _CENTRED
        if cell.figure:
            self._figure(written, cell.figure)
        else:
            put_text(written, cell.text)
            written.fill = _HEAD
            written.font = Font(_FONT, 10, bold=cell.role == "heading")
        if cell.rows == 1:
            needed = _height(cell.text, self._width(column, columns))
            self.sheet.row_dimensions[row].height = max(self.sheet.row_dimensions[row].height or _LOWEST, needed)

    def _figure(self, cell: SheetCell, figure: FigureId) -> None:
        if figure in self._form.totals:
            cell.value, cell.fill = f"={added(self._form.totals[figure], self._places)}", _LOCKED
        elif figure in self._carried:
            cell.value, cell.fill = self._carried[figure], _LOCKED
        else:
            self._open(cell)

    def _guides(self) -> None:
        column = self._layout.columns + 2
        self._text(HEADING, column, "怎么填", 1, Font("黑体", 10), _LEFT)
        for row, figures in enumerate(self._by_row(), TOP):
            if figures:
                text = guide(self._form, figures, self._entries, self._carried)
                self._text(row, column, text, 1, Font(_FONT, 9, color="555555"), _LEFT)
                height = self.sheet.row_dimensions[row].height or 0
                self.sheet.row_dimensions[row].height = max(height, _height(text, _GUIDE))

    def _by_row(self) -> Iterator[list[FigureId]]:
        return ([cell.figure for cell in cells if cell.figure] for cells in self._layout.by_row())

    def _validate(self) -> None:
        money = [figure for figure in self._entries if self._form.figures[figure].is_money]
        counts = [figure for figure in self._entries if figure not in money]
        self._limit(counts, "whole", "999999999", "请填不小于 0 的整数，没有发生的填 0。")
        self._limit(money, "decimal", "99999999.999999", "请填不小于 0 的金额，单位是万元，没有发生的填 0。")
        tick = DataValidation("list", formula1=f'"{UNTICKED},{TICKED}"', allow_blank=True)
        tick.error, tick.errorTitle, tick.showErrorMessage = f"请选{TICKED}或{UNTICKED}。", "零报告", True
        tick.add(self._tick.replace("$", ""))
        self.sheet.add_data_validation(tick)

    def _limit(self, figures: list[FigureId], kind: Literal["whole", "decimal"], most: str, say: str) -> None:
        if not figures:
            return
        rule = DataValidation(kind, operator="between", formula1="0", formula2=most, allow_blank=True)
        rule.error, rule.errorTitle, rule.showErrorMessage = say, "填写有误", True
        cells = areas(self._places[figure] for figure in figures)
        for area in cells:
            rule.add(area)
        self.sheet.add_data_validation(rule)
        first = cells[0].partition(":")[0]
        broken = f"{first}<>INT({first})" if kind == "whole" else f"{first}>{most}"
        bad = f"IF(ISBLANK({first}),FALSE,IF(ISNUMBER({first}),OR({first}<0,{broken}),TRUE))"
        self._colour(cells, bad, _WRONG)

    def _colour(self, cells: list[str], formula: str, fill: PatternFill) -> None:
        self.sheet.conditional_formatting.add(" ".join(cells), FormulaRule([formula], fill=fill))  # type: ignore[no-untyped-call]

    def _checks(self, row: int) -> None:
        across = self._layout.columns
        self._text(row, 1, "核对（随填随算，红色的请改正或者说明）", across, Font("黑体", 10), _LEFT)
        checks = chain(
            live_checks(self._form, self._places, self._entries, self._last_year),
            zero_checks(self._tick, self._places, self._entries, self._stocks),
        )
        for line, check in enumerate(checks, row + 1):
            self._check(line, check)

    def _check(self, row: int, check: LiveCheck) -> None:
        across = self._layout.columns
        beside = 1 if self._blocks else 2
        self._text(row, 1, check.text, across - beside, Font(_FONT, 9), _LEFT)
        said = self._text(row, across - beside + 1, "", beside, Font(_FONT, 9), _CENTRED)
        entered = ",".join(areas(self._places[figure] for figure in self._entries))
        untouched = f'AND(COUNTA({entered})=0,{self._tick}<>"{TICKED}")'
        said.value = f'=IF({untouched},"未填",IF({check.wrong}=0,"正确","不符，差"&({check.wrong})))'
        self.sheet.row_dimensions[row].height = _height(check.text, self._width(1, across - beside))
        said_at = f"${get_column_letter(said.column)}${row}"
        self._colour([said.coordinate], f'LEFT({said_at},2)="不符"', _WRONG)
        self._colour([said.coordinate], f'{said_at}="正确"', _RIGHT)
        if check.figures != tuple(self._entries):
            self._colour(areas(self._places[f] for f in check.figures), f'LEFT({said_at},2)="不符"', _WRONG)

    def _width(self, column: int, columns: int) -> float:
        return sum(self.sheet.column_dimensions[get_column_letter(column + c)].width for c in range(columns))

    def _protect_and_print(self) -> None:
        sheet, layout = self.sheet, self._layout
        sheet.protection.sheet = True
        sheet.freeze_panes = f"{get_column_letter(layout.label_columns + 1)}{TOP + layout.head_rows}"
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        wide = layout.columns - layout.label_columns > 10
        sheet.page_setup.orientation = "landscape" if wide else "portrait"
        sheet.page_setup.fitToWidth = sheet.page_setup.fitToHeight = 1
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_options.horizontalCentered = True
        for side in ("left", "right", "top", "bottom"):
            setattr(sheet.page_margins, side, 0.5)


def carried_over(form: Form, last_year: Mapping[FigureId, Value]) -> dict[FigureId, Value]:
    """What last year's figures say that this year begins with."""
    return {
        check.left[0]: last_year[check.opening[0]]
        for check in form.relations
        if check.kind == "equal_last_year" and check.left[0] not in form.totals and check.opening[0] in last_year
    }


def _height(text: str, width: float) -> float:
    """Points that `text` needs in a column of `width` digits, a Chinese character being two wide."""
    lines = 0
    for line in text.split("\n"):
        wide = sum(2 if ord(char) > 0x2000 else 1 for char in line)
        lines += max(1, -int(-wide * 1.05 // max(width - 1, 1)))
    return lines * _LINE + 4
