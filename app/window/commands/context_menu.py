"""What the right mouse button offers: the commands that hold for what has the focus, as in the menus."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QTextEdit, QWidget

from app.window.commands.commands import Commands

_CHANGING = ("cut", "paste")
_EDITING = {"cut": "cut", "copy": "copy", "paste": "paste", "select_all": "selectAll"}
_LINKING = ("insert_figure", "link", "link_all")


def context_menu(commands: Commands, focus: QWidget, parent: QWidget) -> QMenu | None:
    """The menu for this widget, which goes when it is closed; None where nothing can be done with what is there."""
    can_change = not (isinstance(focus, QTextEdit) and focus.isReadOnly())
    names = [name for name, act in _EDITING.items() if hasattr(focus, act) and (can_change or name not in _CHANGING)]
    if not any(name != "select_all" for name in names):
        return None
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    groups = [("undo", "redo"), names, _LINKING if isinstance(focus, QTextEdit) and can_change else ("history",)]
    for group in groups:
        menu.addActions([commands[name] for name in group])
        menu.addSeparator()
    return menu
