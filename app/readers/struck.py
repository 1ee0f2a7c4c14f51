"""Characters that are struck out or raised: kept as such, so that no digit of them passes for one of a number."""

from __future__ import annotations

_STROKE = "\u0336"
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def struck(text: str) -> str:
    """The text as it is seen when it is struck out."""
    return "".join(char + _STROKE for char in text)


def raised(text: str) -> str:
    """The text with its digits above the line, as the number of a footnote is, or below."""
    return text.translate(_RAISED)


def is_struck(text: str) -> bool:
    """Whether some of it is struck out."""
    return _STROKE in text
