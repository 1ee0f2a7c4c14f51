"""Which chapter of the manual is about what the clerk has before her."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from app.window.arriving.changes import ChangesTab
from app.window.arriving.tab import ImportTab
from app.window.help import chapters
from app.window.history.points import RestorePointsTab
from app.window.history.tab import HistoryTab
from app.window.layouts import LayoutsTab
from app.window.particulars import ParticularsTab
from app.window.printing.tab import PreviewTab
from app.window.table.tab import TableTab
from app.window.text.tab import TextTab
from app.window.units.tab import UnitsTab

_CHAPTERS: dict[type[QWidget], str] = {
    TableTab: chapters.TABLES,
    TextTab: chapters.WRITING,
    UnitsTab: chapters.UNITS,
    ImportTab: chapters.IMPORTING,
    LayoutsTab: chapters.IMPORTING,
    ChangesTab: chapters.IMPORTING,
    HistoryTab: chapters.HISTORY,
    RestorePointsTab: chapters.HISTORY,
    ParticularsTab: chapters.NEW,
    PreviewTab: chapters.PRINTING,
}


def chapter_of(tab: QWidget) -> str:
    """The title of the chapter about this tab."""
    return _CHAPTERS.get(type(tab), chapters.START)
