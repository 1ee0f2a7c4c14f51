"""Keys that would change a linked number, which follows the table and is not written in the text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QTextCursor

from app.window.text.linked_numbers import LinkedNumbers

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


def touched(links: LinkedNumbers, cursor: QTextCursor, event: QKeyEvent) -> int | None:
    """Where the linked number is that this key would write over, lengthen or delete; None where it touches none.

    One that is selected alone can be deleted: that is meant.
    """
    typed = "" if event.modifiers() & _COMMANDS or not event.text().isprintable() else event.text()
    if alone(links, cursor):
        return cursor.selectionStart() if typed else None
    here = cursor.position()
    if cursor.hasSelection():
        return None
    match event.key():
        case Qt.Key.Key_Backspace:
            return here - 1 if links.link_at(here - 1) else None
        case Qt.Key.Key_Delete:
            return here if links.link_at(here) else None
    if typed.isdecimal():
        return next((at for at, edge in ((here - 1, -1), (here, 0)) if _is_digit(links, at, edge)), None)
    return None


def alone(links: LinkedNumbers, cursor: QTextCursor) -> bool:
    """Whether a linked number and nothing else is selected."""
    start = cursor.selectionStart()
    return cursor.selectionEnd() - start == 1 and links.link_at(start) is not None


def _is_digit(links: LinkedNumbers, position: int, edge: int) -> bool:
    link = links.link_at(position)
    return link is not None and (links.words(link) or link)[edge].isdecimal()
