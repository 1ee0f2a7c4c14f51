"""What the window keeps current, edit by edit, equals what it would show of the same report at once."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.form import FigureId
from app.report.each_return import EachReturn
from app.report.edits import Edit, RemoveReturn, SetFigure, SetLastYear, SetOverride, SetUnit
from app.report.report import Override
from app.report.review import review
from app.window.panel.figure import FigurePanel
from app.window.standing.from_review import standing
from app.window.table.figures import ReportFigures
from app.window.table.tab import TableTab
from app.window.window import Window
from tests.window.driving import BUSINESS, FEE, GRANTED, RECEIVED, TOTAL, desk_of, findings, keys, table

_FIGURES = (RECEIVED, BUSINESS, GRANTED, FEE, FigureId("proactive.normative.issued"))
_STEPS = 25


def _edit(chance: random.Random, units: list[str]) -> Edit:
    unit, figure, number = chance.choice(units), chance.choice(_FIGURES), chance.randrange(4) * 20
    override = Override("fixed", number, chance.choice(["", "核实"]), None)
    kinds: list[tuple[int, Edit]] = [
        (6, SetFigure(unit, chance.choice((*_FIGURES, TOTAL)), chance.choice([None, number]))),
        (4, SetOverride(figure, chance.choice([override, None]))),
        (1, SetUnit(unit, chance.choice([True, False]), "撤并")),
        (1, RemoveReturn(unit)),
        (1, SetLastYear({figure: number})),
    ]
    return chance.choices([edit for _, edit in kinds], [often for often, _ in kinds])[0]


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_done_nothing_old_stays_in_view(sample: Window, seed: int) -> None:
    chance, document = random.Random(seed), desk_of(sample).document
    table(sample, RECEIVED)
    for _ in range(_STEPS):
        match chance.randrange(6):
            case 0:
                document.undo()
            case 1:
                document.redo()
            case 2:
                keys(sample, str(chance.randrange(99)), chance.choice([Qt.Key.Key_Return, Qt.Key.Key_Tab]))
            case _:
                document.do(_edit(chance, list(document.report.returns)))
        QApplication.processEvents()
        document.judge()
        _is_current(sample)


def _is_current(window: Window) -> None:
    desk, document = desk_of(window), desk_of(window).document
    fresh = standing(document.report, review(document.report), EachReturn(document.report.form))
    assert document.standing == fresh
    assert findings(window) == [line.text for line in fresh.lines]
    figures, panel = ReportFigures(document), FigurePanel(document)
    for tab in desk.findChildren(TableTab):
        model = tab.table._table
        looks = {figure: replace(model.looks[at], arrived=False) for figure, at in model.place_of.items()}
        assert looks == {figure: figures.look(figure) for figure in looks}
    panel.look_at(desk.panel.figure._figure)
    assert _texts(desk.panel.figure) == _texts(panel)


def _texts(panel: FigurePanel) -> list[str]:
    labels = (panel._name, panel._value, panel._how, panel._before, panel._advice)
    parts = (panel._parts.index(row).data() for row in range(panel._parts.rowCount()))
    return [*(label.text() for label in labels), *parts]
