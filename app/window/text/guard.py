"""Keys that would change a linked number, which follows the table and is not written in the text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor

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
    return _lengthened(links, here, typed)


def composed(links: LinkedNumbers, cursor: QTextCursor, event: QInputMethodEvent) -> int | None:
    """Where the linked number is that this input would write over or lengthen; None where it touches none."""
    if alone(links, cursor) and (event.preeditString() or event.commitString()):
        return cursor.selectionStart()
    if cursor.hasSelection() or event.replacementLength():
        return None
    return _lengthened(links, cursor.position(), event.commitString())


def _lengthened(links: LinkedNumbers, here: int, typed: str) -> int | None:
    """The linked number beside the caret that digits typed there would become part of."""
    if not typed.isdecimal():
        return None
    return next((at for at, edge in ((here - 1, -1), (here, 0)) if _is_digit(links, at, edge)), None)


def alone(links: LinkedNumbers, cursor: QTextCursor) -> bool:
    """Whether a linked number and nothing else is selected."""
    start = cursor.selectionStart()
    return cursor.selectionEnd() - start == 1 and links.link_at(start) is not None


def _is_digit(links: LinkedNumbers, position: int, edge: int) -> bool:
    link = links.link_at(position)
    return link is not None and (links.words(link) or link)[edge].isdecimal()
