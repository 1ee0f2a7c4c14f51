"""How a long title is broken: between organ and year, then evenly, never leaving a word or two alone."""

from __future__ import annotations

import unicodedata
from math import ceil

WIDEST = 20.0
"""Characters of 二号 (22 pt) on a line 156 mm wide."""

_JOINTS = "省市州盟县区旗乡镇府会厅局院部委办室、"
_NOT_FIRST = "）)」』》、，。·"
_NOT_LAST = "（(「『《"


def title_lines(title: str, year: str) -> tuple[str, ...]:
    """The title in lines of at most `WIDEST` characters. `year` (2025年) begins the second part of a long one."""
    if width(title) <= WIDEST:
        return (title,)
    start = title.rfind(year)
    if start <= 0:
        return _even(title)
    return (*_even(title[:start].strip()), *_even(title[start:]))


def _even(text: str) -> tuple[str, ...]:
    """The text in as few lines as it needs, of much the same width, broken at a joint of the name where one is near."""
    target = width(text) / ceil(width(text) / WIDEST)
    best: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
    for end in range(1, len(text) + 1):
        lasts = [(start, text[start:end]) for start in range(end) if width(text[start:end]) <= WIDEST]
        best.append(
            min(
                (best[start][0] + _fault(text, end, width(last) - target), (*best[start][1], last))
                for start, last in lasts
            )
        )
    return tuple(line.strip() for line in best[-1][1])


def _fault(text: str, end: int, uneven: float) -> float:
    """How badly a line would end here: by its width, and by what it tears apart."""
    fault = uneven * uneven
    if end == len(text):
        return fault
    before, after = text[end - 1], text[end]
    if after in _NOT_FIRST or before in _NOT_LAST or (before.isascii() and after.isascii()):
        return fault + 100
    return fault if before in _JOINTS and after not in _JOINTS else fault + 9


def width(text: str) -> float:
    """How wide a text is, in Chinese characters."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WFA" else 0.5 for character in text)
