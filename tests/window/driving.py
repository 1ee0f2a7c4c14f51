"""What a clerk does and sees, in the words of the tests."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QThreadPool
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from app.form import FigureId
from app.window.desk import Desk
from app.window.table.tab import TableTab
from app.window.table.view import TableView
from app.window.text.tab import TextTab
from app.window.units.tab import UnitsTab
from app.window.window import Window

RECEIVED = FigureId("requests.received.natural")
BUSINESS = FigureId("requests.received.business")
CARRIED_IN = FigureId("requests.carried_in.natural")
TOTAL = FigureId("requests.received.total")
GRANTED = FigureId("requests.granted.natural")
FEE = FigureId("proactive.fee.amount")


def open_report(window: Window, path: Path) -> None:
    """Opens the report and waits until it is there."""
    window.open_report(path)
    finish_opening()


def finish_opening() -> None:
    """Waits for what goes on away from the window's thread, and lets the window hear of it."""
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()


def save_as(window: Window, path: Path) -> None:
    """Saves a copy and waits until the window goes on in it."""
    window.filing.save_as(str(path))
    finish_opening()  # copied
    finish_opening()  # and opened


def desk_of(window: Window) -> Desk:
    assert window.desk is not None
    return window.desk


def table(window: Window, figure: FigureId = RECEIVED) -> TableView:
    """The table that this figure stands in, with the figure current and the focus there."""
    desk = desk_of(window)
    desk.go_to_figure(figure)
    tab = desk.tabs.currentWidget()
    assert isinstance(tab, TableTab)
    QApplication.processEvents()  # the panel follows once the event is over
    return tab.table


def text_tab(window: Window, section: str) -> TextTab:
    tab = desk_of(window).tab(section)
    assert isinstance(tab, TextTab)
    desk_of(window).tabs.setCurrentWidget(tab)
    return tab


def units_tab(window: Window) -> UnitsTab:
    units = desk_of(window).units
    assert units is not None
    return units


def keys(window: Window, *typed: str | Qt.Key) -> None:
    """Types into whatever has the focus: texts, and single keys."""
    for one in typed:
        target = _focus(window)
        if isinstance(one, str):
            for letter in one:
                QTest.keyClicks(_focus(window), letter) if letter.isascii() else _insert(window, letter)
        else:
            QTest.keyClick(target, one)


def _focus(window: Window) -> QWidget:
    return QApplication.focusWidget() or window


def _insert(window: Window, letter: str) -> None:
    """Qt's test keys are ASCII: other characters come as an input method would bring them."""
    target = _focus(window)
    assert isinstance(target, QLineEdit)
    target.insert(letter)


def shown(window: Window, figure: FigureId) -> str:
    """What stands in the figure's cell."""
    view = table_of(window, figure)
    return str(view.model().index(*view.place_of(figure)).data())


def table_of(window: Window, figure: FigureId) -> TableView:
    section = desk_of(window).document.report.form.section_of(figure.partition(".")[0])
    tab = desk_of(window).tab(section.id)
    assert isinstance(tab, TableTab)
    return tab.table


def verdict(window: Window) -> str:
    return window.status.verdict.text()


def findings(window: Window) -> list[str]:
    return desk_of(window).panel.findings.shown()


def said(window: Window) -> str:
    """What the program says in the panel, or on the start page."""
    notice = window.desk.panel.notice if window.desk else window.start.notice
    return notice.text
