"""Linked numbers inside the editor: one character to the caret, the table's value to the eye.

In the text they are written `{requests.received.total}`; a link that names nothing stays as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFontMetricsF,
    QPainter,
    QPen,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from app.report.links import written
from app.report.review import known_to
from app.window.document import Document
from app.window.looks.palette import Looks

LINK = re.compile(r"[{｛][^{}｛｝\n]{1,80}[}｝]")
PLACE = "\ufffc"
_KIND = QTextFormat.ObjectTypes.UserObject.value + 1
_WRITTEN = QTextFormat.Property.UserProperty.value + 1


class LinkedNumbers(QPyTextObject):
    """Draws links as the text around them, with a fine dotted line below."""

    def __init__(self, document: Document, text: QTextDocument, looks: Looks) -> None:
        super().__init__(text)
        self._document = document
        self._looks = looks
        text.documentLayout().registerHandler(_KIND, self)

    def words(self, link: str) -> str | None:
        """What a link prints; None where it names nothing."""
        printed = written(link, known_to(self._document.report, link))
        return printed.text if printed.marks and printed.marks[0].kind != "unknown" else None

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: A002, N803  Qt's names
        metrics = QFontMetricsF(doc.defaultFont())
        return QSizeF(metrics.horizontalAdvance(self._shown(format)), metrics.ascent())

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,  # noqa: N803  Qt's name
        format: QTextFormat,  # noqa: A002  Qt's name
    ) -> None:
        rect = QRectF(rect)
        painter.save()
        painter.setFont(doc.defaultFont())
        painter.setPen(self._looks.colours.ink)
        painter.drawText(QPointF(rect.left(), rect.bottom()), self._shown(format))
        painter.setPen(QPen(self._looks.colours.accent, 1, Qt.PenStyle.DotLine))
        below = rect.bottom() + QFontMetricsF(doc.defaultFont()).underlinePos() + 1
        painter.drawLine(QPointF(rect.left(), below), QPointF(rect.right() - 1, below))
        painter.restore()

    def _shown(self, look: QTextFormat) -> str:
        link = str(look.property(_WRITTEN))
        return self.words(link) or link

    def insert(self, cursor: QTextCursor, text: str) -> None:
        """Inserts text in which links are written out."""
        position = 0
        for link in LINK.finditer(text):
            if self.words(link[0]) is None:
                continue
            cursor.insertText(text[position : link.start()], QTextCharFormat())
            cursor.insertText(PLACE, _look(link[0]))
            position = link.end()
        cursor.insertText(text[position:], QTextCharFormat())

    def take_up(self, cursor: QTextCursor) -> None:
        """Turns links that were just typed in the cursor's paragraph into linked numbers."""
        block = cursor.block()
        for link in reversed(list(LINK.finditer(block.text()))):
            if self.words(link[0]) is not None:
                typed = QTextCursor(block)
                typed.setPosition(block.position() + link.start())
                typed.setPosition(block.position() + link.end(), QTextCursor.MoveMode.KeepAnchor)
                self.insert(typed, link[0])

    def source(self, text: QTextDocument) -> str:
        """The paragraphs with their links written out, one a line."""
        return "\n".join("".join(_pieces(block)) for block in _blocks(text))

    def shown(self, text: QTextDocument) -> str:
        """The paragraphs as they are printed, one a line."""
        return "\n".join("".join(_pieces(block, self._shown)) for block in _blocks(text))

    def selected(self, cursor: QTextCursor, *, as_shown: bool) -> str:
        """The selection with its links as they are shown, or written out."""
        part = QTextDocument()
        QTextCursor(part).insertFragment(cursor.selection())
        return self.shown(part) if as_shown else self.source(part)


def _look(link: str) -> QTextCharFormat:
    look = QTextCharFormat()
    look.setObjectType(_KIND)
    look.setProperty(_WRITTEN, link)
    return look


def _blocks(text: QTextDocument) -> Iterator[QTextBlock]:
    block = text.begin()
    while block.isValid():
        yield block
        block = block.next()


def _pieces(block: QTextBlock, shown: Callable[[QTextFormat], str] | None = None) -> Iterator[str]:
    pieces = block.begin()
    while not pieces.atEnd():
        piece = pieces.fragment()
        if PLACE in piece.text():
            look = piece.charFormat()
            link = shown(look) if shown else str(look.property(_WRITTEN))
            yield link * piece.text().count(PLACE)
        else:
            yield piece.text()
        pieces += 1
