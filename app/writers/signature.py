"""Where the lines of a signature stand: the date four characters from the right edge, the organ centred over it."""

from __future__ import annotations

from collections.abc import Sequence

from app.writers.title import width

_FROM_THE_RIGHT = 4.0


def indents(lines: Sequence[str]) -> tuple[float, ...]:
    """How many characters each line keeps from the right edge (GB/T 9704-2012, 7.3.5); the date is the last.

    Under an organ that would reach beyond the edge, the date moves to the left.
    """
    if not lines:
        return ()
    middle = max(_FROM_THE_RIGHT + width(lines[-1]) / 2, *(width(line) / 2 for line in lines))
    return tuple(middle - width(line) / 2 for line in lines)
