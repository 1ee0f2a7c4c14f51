"""Layouts that the clerk has shown: where her word goes before the program's, and where it does not apply."""

from __future__ import annotations

from decimal import Decimal

import pytest
from openpyxl import Workbook

from app.form import FigureId
from app.readers.grid import Place
from app.readers.refused import Refused
from app.readers.taught import Taught, labels_of, taught_from_json, taught_to_json
from tests.readers.made import READER, one_sheet, sample_figures, saved

RECEIVED, CARRIED = FigureId("requests.received.natural"), FigureId("requests.carried_in.natural")
CELLS: dict[FigureId, Place] = {RECEIVED: (3, 2), CARRIED: (4, 2)}


def sheet(year: int = 2025, head: str = "个人", extra: dict[str, object] | None = None) -> bytes:
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = "汇总"
    for cell, content in {
        "A1": f"{year}年申请情况", "C3": head, "A4": "收到", "C4": 7, "A5": "上年留下", "C5": "2件", **(extra or {}),
    }.items():  # fmt: skip
        page[cell] = content  # type: ignore[assignment]
    return saved(book)


def shown(unit: str = "教育局") -> Taught:
    texts: dict[Place, str] = {(0, 0): "2025年申请情况", (2, 2): "个人", (3, 0): "收到", (4, 0): "上年留下"}
    return Taught(unit, "requests", "汇总", CELLS, labels_of(texts, CELLS.values()))


def figures(name: str, data: bytes, taught: Taught) -> dict[FigureId, object]:
    sent = READER.read(name, data, 2025, taught=[taught])
    return {figure: sent.figures[figure] for figure in CELLS}


def test_cells_are_read_where_they_were_shown_by_the_usual_rules() -> None:
    sent = READER.read("教育局.xlsx", sheet(), 2025, taught=[shown()])
    assert (sent.figures[RECEIVED], sent.figures[CARRIED]) == (7, 2)
    assert (sent.sources[CARRIED].cell, sent.sources[CARRIED].conversion) == ("C5", "unit_suffix")
    assert "“依申请公开”的表按人工指定的版式读入。" in [finding.message for finding in sent.findings]


def test_next_years_sheet_is_known_again_and_another_layout_is_not() -> None:
    assert figures("教育局.xlsx", sheet(2026), shown()) == {RECEIVED: 7, CARRIED: 2}
    for data, name in ((sheet(head="企业"), "教育局.xlsx"), (sheet(), "民政局.xlsx")):
        with pytest.raises(Refused):
            READER.read(name, data, 2025, taught=[shown()])


def test_a_longer_name_of_the_same_unit_will_do() -> None:
    assert figures("青禾区教育局.xlsx", sheet(), shown()) == {RECEIVED: 7, CARRIED: 2}


def test_a_number_among_the_cells_that_belongs_to_nothing_is_told() -> None:
    cells = {RECEIVED: (3, 2), CARRIED: (5, 2)}
    taught = Taught("", "requests", "汇总", cells)
    sent = READER.read("教育局.xlsx", sheet(extra={"C6": 3}), 2025, taught=[taught])
    assert [(cell.cell, cell.raw) for cell in sent.unused] == [("C5", "2件")]


def test_her_word_goes_before_what_the_program_recognises() -> None:
    book, _ = one_sheet(sample_figures(), merge=False)
    page = book.active
    assert page is not None
    page["Z99"] = 41
    taught = Taught("", "requests", page.title, {RECEIVED: (98, 25)})
    sent = READER.read("教育局.xlsx", saved(book), 2025, taught=[taught])
    assert sent.figures[RECEIVED] == 41
    assert sent.figures[FigureId("proactive.licence.decisions")] == 345


def test_it_is_kept_whole() -> None:
    assert taught_from_json(taught_to_json(shown())) == shown()


@pytest.mark.parametrize(
    ("words", "content", "amount"),
    [
        ({}, 12.5, "12.5"),
        ({"B2": "收费金额（元）"}, 125000, "12.5"),
        ({"B2": "收费金额", "C3": "元"}, 125000, "12.5"),
        ({"A1": "单位：元"}, 125000, "12.5"),
        ({"B2": "收费金额（亿元）"}, 12.5, None),
    ],
)
def test_an_amount_that_was_shown_has_its_unit(words: dict[str, object], content: float, amount: str | None) -> None:
    fee = FigureId("proactive.fee.amount")
    data = sheet(extra={"B3": content, **words})
    sent = READER.read("教育局.xlsx", data, 2025, taught=[Taught("", "proactive", "汇总", {fee: (2, 1)})])
    assert sent.figures.get(fee) == (None if amount is None else Decimal(amount))


def test_of_two_layouts_that_fit_the_first_counts() -> None:
    first, second = (Taught("", "requests", "汇总", {RECEIVED: place}) for place in ((3, 2), (4, 2)))
    for taught, value in (([first, second], 7), ([second, first], 2)):
        assert READER.read("教育局.xlsx", sheet(), 2025, taught=taught).figures[RECEIVED] == value


def test_one_cell_that_was_shown_leaves_the_rest_of_its_table_as_it_was_recognised() -> None:
    book, addresses = one_sheet(sample_figures(), merge=False)
    page = book.worksheets[0]
    page["N2"] = 99
    other = page[addresses[CARRIED]]
    taught = Taught("", "requests", page.title, {RECEIVED: (1, 13), CARRIED: (other.row - 1, other.column - 1)})
    sent = READER.read("教育局.xlsx", saved(book), 2025, taught=[taught])
    assert {f: v for f, v in sent.figures.items() if f != RECEIVED} == {
        f: v for f, v in sample_figures().items() if f != RECEIVED
    }
    assert sent.figures[RECEIVED] == 99
