"""What every format is read into: sheets of cells with addresses, and documents of paragraphs and sheets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

Place = tuple[int, int]
"""Row and column, both from 0."""
_NEARLY_ALL = 0.8


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell that holds no usable value: `date`, `error` (#N/A), `formula` (never calculated), `unseen` or `object`.

    An `object` is a picture, a text box and the like.

    `raw` is what stands there for a person to read.
    """

    kind: str
    raw: str


Content = str | int | float | bool | Mark


@dataclass(frozen=True)
class Grid:
    """One sheet, or one table of a document. Only cells with content are in `cells`; text is not blank.

    `merged` are areas as first row, first column, last row, last column: only their first cell has content.
    `formulas` are the cells whose content a formula computed. `cut` are the places at the end of a row that breaks
    off before the others do: what belongs there may be lost, or half. `hides`: errors and formulas that were never
    calculated may look like blanks here.
    """

    name: str
    cells: Mapping[Place, Content]
    merged: tuple[tuple[int, int, int, int], ...] = ()
    formulas: frozenset[Place] = frozenset()
    visible: bool = True
    cut: frozenset[Place] = frozenset()
    hides: bool = False

    @cached_property
    def texts(self) -> Mapping[Place, str]:
        """The cells of text, row by row and from left to right."""
        return {place: text for place, text in sorted(self.cells.items(), key=_place) if isinstance(text, str)}

    def text(self, place: Place) -> str:
        """The cell as a person reads it; "" where it is blank."""
        content = self.cells.get(place, "")
        if isinstance(content, str):
            return content
        if isinstance(content, Mark):
            return content.raw
        if isinstance(content, bool):
            return str(content).upper()
        if isinstance(content, float):
            return f"{content:.15g}"
        return str(content)


def _place(cell: tuple[Place, Content]) -> Place:
    return cell[0]


def cut_off(widths: Mapping[int, int]) -> frozenset[Place]:
    """The places that rows lack which are shorter than nearly all others, with the last one before, which may be half.

    `widths` are the columns of each row.
    """
    usual, count = Counter(widths.values()).most_common(1)[0] if widths else (0, 0)
    if count < _NEARLY_ALL * len(widths):
        return frozenset()
    short = {row: width for row, width in widths.items() if width < usual}
    return frozenset((row, column) for row, width in short.items() for column in range(max(0, width - 1), usual))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document; line breaks inside it are kept as "\\n"."""

    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds, in its order: sheets of a workbook, or paragraphs and tables."""

    blocks: tuple[Paragraph | Grid, ...] = field(default_factory=tuple)

    @property
    def grids(self) -> tuple[Grid, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Grid))

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(block.text for block in self.blocks if isinstance(block, Paragraph))


@lru_cache(maxsize=4096)
def address(place: Place) -> str:
    """A cell's address as spreadsheets write it: (20, 3) is D21."""
    row, column = place
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
