"""The colours of the window, light and dark, from `resources/palette.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.resources import resource
from app.window.application import settings


@dataclass(frozen=True, slots=True)
class Colours:
    """One set of colours, named for what they are used for."""

    ground: QColor
    paper: QColor
    ink: QColor
    quiet: QColor
    line: QColor
    faint: QColor
    head: QColor
    total: QColor
    selected: QColor
    accent: QColor
    error: QColor
    error_fill: QColor
    warning: QColor
    warning_fill: QColor
    done: QColor


def colours(name: str) -> Colours:
    """The set `light` or `dark`."""
    with resource("palette.toml").open("rb") as file:
        named = tomllib.load(file)[name]
    return Colours(**{field.name: QColor(named[field.name]) for field in fields(Colours)})


class Looks(QObject):
    """The colours in use, and word of their change."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.wanted = str(settings().value("scheme", ""))
        self.colours = colours(self._in_force())
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    def use(self, name: str) -> None:
        """Uses `light` or `dark`, or with "" what the system uses."""
        self.wanted = name
        settings().setValue("scheme", name)
        self._apply()
        self.changed.emit()

    @Slot()
    def _follow(self) -> None:
        self.use(self.wanted)

    def _in_force(self) -> str:
        if self.wanted:
            return self.wanted
        return "dark" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"

    def _apply(self) -> None:
        self.colours = colours(self._in_force())
        QApplication.setPalette(_qt_palette(self.colours))


def _qt_palette(c: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for roles, colour in (
        ((role.Window, role.AlternateBase), c.ground),
        ((role.Button,), c.head),
        ((role.Base, role.ToolTipBase), c.paper),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText), c.ink),
        ((role.PlaceholderText,), c.quiet),
        ((role.Highlight,), c.selected),
        ((role.HighlightedText,), c.ink),
        ((role.Link, role.Accent), c.accent),
        ((role.Mid, role.Dark), c.line),
        ((role.Light, role.Midlight), c.paper),
    ):
        for one in roles:
            palette.setColor(one, colour)
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, c.faint)
    return palette
