"""The steps of a change as JSON. A return is not among them: the log names it by its id."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from app.report.report import Key
from app.store.codec import (
    read_cell,
    read_collected,
    read_explanation,
    read_figures,
    read_override,
    read_unit,
    written_cell,
    written_collected,
    written_explanation,
    written_figures,
    written_override,
    written_unit,
)


def to_json(key: Key, side: object) -> object:
    """The old or new side of a step on `key`."""
    return None if side is None else _WRITTEN[key[0]](side)


def from_json(key: Key, data: object) -> object:
    """The side that was written."""
    return None if data is None else _READ[key[0]](data)


_WRITTEN: dict[str, Callable[[Any], object]] = {
    "organ": str,
    "year": int,
    "text": str,
    "facts": sorted,
    "last_year": written_figures,
    "last_year_text": dict,
    "collected": written_collected,
    "roster": lambda units: [written_unit(unit) for unit in units],
    "unit": written_unit,
    "figure": written_cell,
    "override": written_override,
    "explanation": written_explanation,
}
_READ: dict[str, Callable[[Any], object]] = {
    "organ": str,
    "year": int,
    "text": str,
    "facts": frozenset,
    "last_year": read_figures,
    "last_year_text": dict,
    "collected": read_collected,
    "roster": lambda units: tuple(read_unit(unit) for unit in units),
    "unit": read_unit,
    "figure": read_cell,
    "override": read_override,
    "explanation": read_explanation,
}
