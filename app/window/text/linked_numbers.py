"""Linked numbers inside the editor: one character to the caret, the table's value to the eye.

In the text they are written `{requests.received.total}`; a link that names nothing stays as it was written.
Positions are Qt's, which counts two for a rare character outside the first plane.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, Signal, Slot
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

from app.report.links import LINK, Known, Written, written
from app.report.review import known_to
from app.window.document import Document
from app.window.looks.palette import Looks

PLACE = "\ufffc"
_RARE = re.compile("[\U00010000-\U0010ffff]")
_KIND = QTextFormat.ObjectTypes.UserObject.value + 1
_WRITTEN = QTextFormat.Property.UserProperty.value + 1


def units(text: str) -> str:
    """The text with as many characters as Qt counts."""
    return _RARE.sub("□□", text)


@dataclass(frozen=True, slots=True)
class Run:
    """A linked number, or the plain text between two; `shown` is what is printed of it."""

    source: str
    shown: str
    is_link: bool

    @property
    def width(self) -> int:
        """How many characters it is in the editor."""
        return 1 if self.is_link else len(units(self.shown))


class LinkedNumbers(QPyTextObject):
    """Draws links as the text around them, with a fine dotted line below; `changed` when they print other words."""

    changed = Signal()

    def __init__(self, document: Document, text: QTextDocument, looks: Looks) -> None:
        super().__init__(text)
        self._document = document
        self._text = text
        self._looks = looks
        self._known: Known | None = None
        self._words: dict[str, str | None] = {}
        self._sizes: dict[tuple[str, float], QSizeF] = {}
        text.documentLayout().registerHandler(_KIND, self)
        document.changed.connect(self._follow)

    @Slot(object)
    def _follow(self, _figures: object) -> None:
        before, self._words, self._known = self._words, {}, None
        if any(self.words(link) != words for link, words in before.items()):
            self.changed.emit()

    def words(self, link: str) -> str | None:
        """What a link prints; None where it names nothing."""
        if link not in self._words:
            printed = self._written(link)
            known = bool(printed.marks) and printed.marks[0].kind != "unknown"
            self._words[link] = printed.text if known else None
        return self._words[link]

    def _written(self, link: str) -> Written:
        if "=" in link or "＝" in link:
            return written(link, known_to(self._document.report, link))  # it declares a number itself
        if self._known is None:
            self._known = known_to(self._document.report)
        return written(link, self._known)

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: A002, N803  Qt's names
        shown, type_face = self._shown(format), doc.defaultFont()
        size = self._sizes.get((shown, type_face.pointSizeF()))
        if size is None:  # asked for every link at every key
            metrics = QFontMetricsF(type_face)
            size = QSizeF(metrics.horizontalAdvance(shown), metrics.ascent())
            self._sizes[shown, type_face.pointSizeF()] = size
        return size

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,  # noqa: N803  Qt's name
        format: QTextFormat,  # noqa: A002  Qt's name
    ) -> None:
        rect = QRectF(rect)
        self._draw(painter, QPointF(rect.left(), rect.bottom()), self._shown(format))
        painter.save()
        painter.setPen(QPen(self._looks.colours.accent, 1, Qt.PenStyle.DotLine))
        below = rect.bottom() + QFontMetricsF(doc.defaultFont()).underlinePos() + 1
        painter.drawLine(QPointF(rect.left(), below), QPointF(rect.right() - 1, below))
        painter.restore()

    def _draw(self, painter: QPainter, at: QPointF, shown: str) -> None:
        painter.save()
        painter.setFont(self._text.defaultFont())
        painter.setPen(self._looks.colours.ink)
        painter.drawText(at, shown)
        painter.restore()

    def draw_selected(self, painter: QPainter, cursor: QTextCursor) -> None:
        """Draws the selected links once more: Qt paints its selection over them."""
        for place in range(cursor.selectionStart(), cursor.selectionEnd()):
            link = self.link_at(place)
            if link is not None:
                block = self._text.findBlock(place)
                line = block.layout().lineForTextPosition(place - block.position())
                left: float = line.cursorToX(place - block.position())[0]  # type: ignore[index]
                corner = self._text.documentLayout().blockBoundingRect(block).topLeft()
                self._draw(painter, corner + QPointF(left, line.y() + line.ascent()), self.words(link) or link)

    def _shown(self, look: QTextFormat) -> str:
        link = str(look.property(_WRITTEN))
        return self.words(link) or link

    def insert(self, cursor: QTextCursor, text: str) -> None:
        """Inserts text in which links are written out."""
        cursor.beginEditBlock()
        for part, is_link in self._parts(text):
            if is_link:
                cursor.insertText(PLACE, _look(part))
            else:
                cursor.insertText(part, QTextCharFormat())
        cursor.endEditBlock()

    def letters(self, text: str) -> list[str]:
        """What the text will consist of in the editor: single characters, and links written out."""
        return [one for part, is_link in self._parts(text) for one in ([part] if is_link else part)]

    def letters_in(self, text: QTextDocument) -> list[str]:
        """What the text in the editor consists of."""
        letters: list[str] = []
        for block in blocks(text):
            letters += "\n" if letters or block.blockNumber() else ""
            for run in self.runs(block):
                letters += [run.source] if run.is_link else run.source
        return letters

    def _parts(self, text: str) -> Iterator[tuple[str, bool]]:
        """The links of a text that name something, and what stands between them."""
        position = 0
        for link in LINK.finditer(text):
            if self.words(link[0]) is not None:
                yield text[position : link.start()], False
                yield link[0], True
                position = link.end()
        yield text[position:], False

    def take_up(self, cursor: QTextCursor) -> None:
        """Turns links that were just typed in the cursor's paragraph into linked numbers."""
        block = cursor.block()
        for link in reversed(list(LINK.finditer(units(block.text())))):
            typed = QTextCursor(block)
            typed.setPosition(block.position() + link.start())
            typed.setPosition(block.position() + link.end(), QTextCursor.MoveMode.KeepAnchor)
            if self.words(typed.selectedText()) is not None:
                self.insert(typed, typed.selectedText())

    def link_at(self, position: int) -> str | None:
        """The link, written out, that this character of the text is; None where it is plain."""
        if position < 0 or self._text.characterAt(position) != PLACE:
            return None
        cursor = QTextCursor(self._text)
        cursor.setPosition(position + 1)  # a cursor's format is that of the character before it
        return str(cursor.charFormat().property(_WRITTEN))

    def runs(self, block: QTextBlock) -> Iterator[Run]:
        """The links of a paragraph and the text between them, in their order."""
        pieces = block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            if PLACE in piece.text():
                look = piece.charFormat()
                for _ in range(piece.text().count(PLACE)):
                    yield Run(str(look.property(_WRITTEN)), self._shown(look), is_link=True)
            else:
                yield Run(piece.text(), piece.text(), is_link=False)
            pieces += 1

    def source(self, text: QTextDocument) -> str:
        """The paragraphs with their links written out, one a line."""
        return "\n".join("".join(run.source for run in self.runs(block)) for block in blocks(text))

    def shown(self, text: QTextDocument) -> str:
        """The paragraphs as they are printed, one a line."""
        return "\n".join("".join(run.shown for run in self.runs(block)) for block in blocks(text))

    def spread(self, text: QTextDocument) -> Iterator[tuple[str, int]]:
        """Each character as it is printed, with its position in the document."""
        for block in blocks(text):
            at = block.position()
            for run in self.runs(block):
                for char in run.shown:
                    yield char, at
                    at += 0 if run.is_link else len(units(char))
                at += int(run.is_link)
            yield "\n", at

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


def blocks(text: QTextDocument) -> Iterator[QTextBlock]:
    """The paragraphs of a text."""
    block = text.begin()
    while block.isValid():
        yield block
        block = block.next()


def around(cursor: QTextCursor) -> tuple[QTextCursor, QTextCursor]:
    """What stands before the selection of this cursor, and what behind it."""
    before, behind = QTextCursor(cursor), QTextCursor(cursor)
    before.setPosition(0)
    before.setPosition(cursor.selectionStart(), QTextCursor.MoveMode.KeepAnchor)
    behind.setPosition(cursor.selectionEnd())
    behind.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
    return before, behind
