"""Paragraphs broken into lines as Chinese official documents are: no sign where it may not stand, both edges even."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from PySide6.QtGui import QFont

from app.window.printing.fonts import Face, Fonts
from app.writers.looks import Look, Type

_BASELINE = 0.8  # of the height of a line, as office programs set exact lines
_HANGING = " 、，。；：！？）》”’"
_ASIDE = 0.25  # of the size of type, between Chinese and Latin
# What no line break may part: openers before and closers behind a character, a number, or a Latin word.
_CHUNK = re.compile(r"[（(「『《〈“‘【〔]*(?:[A-Za-z0-9.,:/%+-]+|.)[）)」』》〉”’】〕、，。；：！？…—·％]*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one font; `x` and `y` are where their baseline begins, in twentieths of a point."""

    text: str
    font: QFont
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its height; runs are placed from its top left corner."""

    height: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Glyph:
    """`lead` is the room before it, where it does not begin a line."""

    text: str
    face: Face
    advance: float
    lead: float


def set_lines(
    parts: Sequence[tuple[str, Type]], look: Look, width: float, fonts: Fonts, narrowing: int = 100
) -> list[Line]:
    """A paragraph in lines of this width. A part is text with its type; "\\n" ends a line."""
    lines: list[Line] = []
    room = width - look.left - look.right
    for forced in _forced(_glyphs(parts, fonts, narrowing)):
        indent = look.indent if not lines else 0.0
        broken = list(_broken(forced, room - indent, room))
        for at, glyphs in enumerate(broken):
            start = look.left + (indent if at == 0 else 0.0)
            is_last = at == len(broken) - 1
            lines.append(_placed(glyphs, look, start, width - look.right - start, is_last=is_last))
    return lines or [Line(look.line, ())]


def _glyphs(parts: Sequence[tuple[str, Type]], fonts: Fonts, narrowing: int) -> list[_Glyph]:
    glyphs: list[_Glyph] = []
    for text, kind in parts:
        for character in text:
            latin = character.isascii()
            face = fonts.face(kind, latin=latin, narrowing=narrowing)
            before = glyphs[-1].text if glyphs else ""
            lead = _ASIDE * kind.size if _meet(before, character) else 0.0
            glyphs.append(_Glyph(character, face, face.advance(character) + kind.closer, lead))
    return glyphs


def _meet(before: str, after: str) -> bool:
    """Whether a Chinese character and a Latin letter or digit stand side by side."""
    if not (before.isalnum() and after.isalnum()):
        return False
    return before.isascii() != after.isascii()


def _forced(glyphs: list[_Glyph]) -> Iterator[list[_Glyph]]:
    line: list[_Glyph] = []
    for glyph in glyphs:
        if glyph.text == "\n":
            yield line
            line = []
        else:
            line.append(glyph)
    if line:
        yield line


def _broken(glyphs: list[_Glyph], first: float, room: float) -> Iterator[list[_Glyph]]:
    """The lines of a stretch of text; its first one has room of its own. A sign may hang over the edge."""
    line: list[_Glyph] = []
    left = first
    for chunk in _chunks(glyphs, room):
        if line and _width([*line, *chunk]) - _hanging(chunk) > left:
            yield line
            line, left = [], room
        line.extend(chunk)
    yield line


def _chunks(glyphs: list[_Glyph], room: float) -> Iterator[list[_Glyph]]:
    """What stays together; a chunk wider than a line is parted anywhere."""
    for match in _CHUNK.finditer("".join(glyph.text for glyph in glyphs)):
        chunk = glyphs[match.start() : match.end()]
        if _width(chunk) - _hanging(chunk) <= room:
            yield chunk
        else:
            yield from ([glyph] for glyph in chunk)


def _width(glyphs: Sequence[_Glyph]) -> float:
    return sum(glyph.lead + glyph.advance for glyph in glyphs) - (glyphs[0].lead if glyphs else 0.0)


def _hanging(glyphs: Sequence[_Glyph]) -> float:
    return glyphs[-1].advance if glyphs and glyphs[-1].text in _HANGING else 0.0


def _placed(glyphs: list[_Glyph], look: Look, x: float, room: float, *, is_last: bool) -> Line:
    """One line, its characters spread to the edge where both edges are even."""
    while glyphs and glyphs[-1].text == " ":
        glyphs = glyphs[:-1]
    natural, extra = _width(glyphs), 0.0
    if look.align == "both" and not is_last:
        natural -= _hanging(glyphs) if natural > room else 0.0
        spread = sum(not glyph.text.isascii() for glyph in glyphs[:-1])
        extra = (room - natural) / spread if spread else 0.0
    elif look.align in ("center", "right"):
        x += (room - natural) / (2 if look.align == "center" else 1)
    runs: list[Run] = []
    for (latin, _), group in groupby(glyphs, key=lambda glyph: (glyph.text.isascii(), id(glyph.face))):
        same = list(group)
        x += same[0].lead if runs else 0.0
        text, width = "".join(glyph.text for glyph in same), sum(glyph.advance for glyph in same)
        width += 0.0 if latin else extra * len(same)
        runs.append(Run(text, same[0].face.spaced(text, width), x, _BASELINE * look.line))
        x += width
    return Line(look.line, tuple(runs))
