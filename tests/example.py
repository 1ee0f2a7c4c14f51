"""The real example, where it lies beside the checkout; the project stands alone without it."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from app.form import FigureId
from app.report.values import Value

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "example"
RETURNS = FOLDER / "returns"

where_present = pytest.mark.skipif(not FOLDER.is_dir(), reason="the real example is not beside this checkout")


def figures() -> dict[FigureId, Value]:
    """The figures of the published report."""
    return _exact(json.loads((FOLDER / "beiguan-2025.figures.json").read_text()))


def expected() -> dict[str, dict[FigureId, Value]]:
    """What each unit's return holds."""
    units = json.loads((FOLDER / "returns.expected.json").read_text())["units"]
    return {unit: _exact(values) for unit, values in units.items()}


def _exact(raw: dict[str, int | str]) -> dict[FigureId, Value]:
    return {FigureId(figure): Decimal(value) if isinstance(value, str) else value for figure, value in raw.items()}
