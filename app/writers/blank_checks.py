"""The formulas of a blank return: totals, and the checks that speak while it is filled in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from openpyxl.utils import get_column_letter

from app.form import Check, FigureId, Form
from app.report.values import Value, shown

Place = tuple[int, int]
"""Row and column as spreadsheets count them, both from 1."""

TICKED, UNTICKED = "☑", "☐"


@dataclass(frozen=True, slots=True)
class LiveCheck:
    """`wrong` is a formula for how far off the cells of `figures` are: 0 where all is well."""

    text: str
    wrong: str
    figures: tuple[FigureId, ...]


def areas(places: Iterable[Place]) -> list[str]:
    """Cells as few rectangles, such as `D9:I10`."""
    runs: dict[tuple[int, int], list[int]] = {}
    for row, cells in groupby(sorted(places), key=lambda place: place[0]):
        for first, last in _runs([column for _, column in cells]):
            runs.setdefault((first, last), []).append(row)
    rectangles = (
        (top, left, bottom, right) for (left, right), rows in runs.items() for top, bottom in _runs(sorted(rows))
    )
    return [_area(*corners) for corners in sorted(rectangles)]


def _runs(numbers: list[int]) -> Iterator[tuple[int, int]]:
    for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0]):
        neighbours = [number for _, number in run]
        yield neighbours[0], neighbours[-1]


def _area(top: int, left: int, bottom: int, right: int) -> str:
    first, last = f"{get_column_letter(left)}{top}", f"{get_column_letter(right)}{bottom}"
    return first if first == last else f"{first}:{last}"


def added(figures: Iterable[FigureId], places: Mapping[FigureId, Place]) -> str:
    """The sum of figures; text in a cell does not spoil it."""
    cells = areas(places[figure] for figure in figures)
    return f"SUM({','.join(cells)})" if cells else "0"


def live_checks(
    form: Form, places: Mapping[FigureId, Place], entries: Collection[FigureId], last_year: Mapping[FigureId, Value]
) -> Iterator[LiveCheck]:
    """The form's relations among the figures of one sheet that filling it in can break."""
    yield _numbers(form, places, entries)
    for check in form.relations:
        wrong = _wrong(check, places, last_year) if set(check.figures) <= places.keys() else None
        if wrong:
            yield LiveCheck(_said(form, check), wrong, check.figures)


def _wrong(check: Check, places: Mapping[FigureId, Place], last_year: Mapping[FigureId, Value]) -> str | None:
    """None where the sheet itself sees to it, or last year's figures are not known."""
    left, right = added(check.left, places), added(check.right, places)
    match check.kind:
        case "balance":
            return f"ABS({left}-{right})"
        case "at_most":
            return f"MAX(0,{left}-{right})"
        case "zero_unless":
            return left
        case "roll_forward" if all(figure in last_year for figure in check.opening):
            opening = "+".join(shown(last_year[figure]) for figure in check.opening)
            return f"ABS({left}-({opening}+{right}-{added(check.minus, places)}))"
    return None


def _said(form: Form, check: Check) -> str:
    """What should be so, where the form's own words say what is wrong."""
    figure = form.figures[check.left[0]]
    match check.kind:
        case "balance":
            return f"{figure.column.short}列：{check.text}"
        case "at_most":
            return f"{figure.row.short}：“{figure.column.short}”不多于“{form.figures[check.right[0]].column.short}”"
        case _:
            return f"{figure.row.short}：{check.text}"


def _numbers(form: Form, places: Mapping[FigureId, Place], entries: Collection[FigureId]) -> LiveCheck:
    """How many entries are no number, below 0, or a broken count."""
    cells = areas(places[figure] for figure in entries)
    counts = areas(places[figure] for figure in entries if not form.figures[figure].is_money)
    terms = [f"COUNTA({','.join(cells)})-COUNT({','.join(cells)})"]
    terms += [f'COUNTIF({area},"<0")' for area in cells]
    terms += [f'SUMPRODUCT(ISNUMBER(FIND(".",{area}))*ISNUMBER({area}))' for area in counts]
    text = "各格填不小于 0 的整数" if len(counts) == len(cells) else "件数填不小于 0 的整数，金额填不小于 0 的数"
    return LiveCheck(f"{text}（差几，就是几格填错）", "+".join(terms), tuple(entries))


def zero_checks(
    tick: str, places: Mapping[FigureId, Place], entries: Collection[FigureId], stocks: tuple[FigureId, ...]
) -> Iterator[LiveCheck]:
    """A nil return is nil; what is in force is filled in all the same."""
    nil = tuple(figure for figure in entries if figure not in stocks)
    yield LiveCheck("勾选零报告的，各项应为 0", f'IF({tick}="{TICKED}",{added(nil, places)},0)', nil)
    if stocks:
        cells = ",".join(areas(places[figure] for figure in stocks))
        yield LiveCheck(
            "勾选零报告的，仍须填写现行有效件数（差几，就是几格未填）",
            f'IF({tick}="{TICKED}",{len(stocks)}-COUNT({cells}),0)',
            stocks,
        )
