"""What the clipboard brings, as plain paragraphs: Word, WPS and web pages break lines and indent in many ways."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextDocumentFragment

from app.window.text.located import BLANK

_BREAK = re.compile("\r\n|[\r\n\v\f\u0085\u2028\u2029]")
_GAP = re.compile("[\t\u00a0\u2002\u2003]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def plain_text(source: QMimeData) -> str:
    """The words; some programs bring them as a web page only."""
    return source.text() if source.hasText() else QTextDocumentFragment.fromHtml(source.html()).toPlainText()


def lines_of(text: str) -> list[str]:
    """The lines, also those that a soft break ends, without indents and with plain spaces between words."""
    return [_GAP.sub(" ", line).strip(BLANK) for line in _BREAK.split(_UNSEEN.sub("", text))]
