"""What pages are put together from: strips across the page, which no page break cuts."""

from __future__ import annotations

from dataclasses import dataclass, field

from app.window.printing.lines import Run


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line from one point to another, in twentieths of a point."""

    x: float
    y: float
    to_x: float
    to_y: float


@dataclass(slots=True)
class Strip:
    """A line of text or a row of a table; runs and rules are placed from its top left corner."""

    height: float
    runs: list[Run] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """Strips that belong together: a paragraph, or a table whose first `head` strips stand on each of its pages."""

    strips: list[Strip]
    head: int = 0
    is_whole: bool = False
    keeps_next: bool = False

    @property
    def height(self) -> float:
        return sum(strip.height for strip in self.strips)


def moved(run: Run, x: float, y: float) -> Run:
    """The run, farther to the right and down."""
    return Run(run.text, run.font, run.x + x, run.y + y)
