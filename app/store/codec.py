"""Values of the report as numbers and JSON, and back, exactly."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from app.form import Figure, FigureId
from app.report.record import finding_from_json, finding_to_json, value_from_json, value_to_json
from app.report.report import Collected, Explanation, Override, Unit
from app.report.returns import Cell
from app.report.values import Source, Value

MONEY_PLACES = 6
_LARGEST = 2**63 - 1
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def dumps(value: object) -> str:
    """JSON on one line, Chinese as it is."""
    return _ENCODER.encode(value)


def stored(figure: Figure, value: Value) -> int | str:
    """A value in the smallest place of its figure; as text where that is no whole number of 63 bits."""
    whole = int(value * 10**MONEY_PLACES) if figure.is_money else int(value)
    if abs(whole) <= _LARGEST and restored(figure, whole) == value:
        return whole
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def restored(figure: Figure, number: int | str) -> Value:
    """The value that was stored."""
    if isinstance(number, str):
        return Decimal(number)
    return Decimal(number) / 10**MONEY_PLACES if figure.is_money else number


def written_figures(figures: Mapping[FigureId, Value]) -> dict[str, int | str | None]:
    return {figure: value_to_json(value) for figure, value in figures.items()}


def read_figures(data: Mapping[str, int | str]) -> dict[FigureId, Value]:
    return {FigureId(figure): value for figure, raw in data.items() if (value := value_from_json(raw)) is not None}


def written_source(source: Source, file: str) -> dict[str, str]:
    """Only what is there, and the file only where it is another one than `file`, the return's own."""
    data = {"sheet": source.sheet, "cell": source.cell, "raw": source.raw, "conversion": source.conversion}
    if source.file != file:
        data["file"] = source.file
    return {key: value for key, value in data.items() if value is not None and (value or key == "file")}


def read_source(data: Mapping[str, str], file: str) -> Source:
    return Source(**{"file": file, **data})


def written_cell(cell: Cell | None) -> list[Any] | None:
    return None if cell is None else [value_to_json(cell[0]), written_source(cell[1], "")]


def read_cell(data: list[Any] | None) -> Cell | None:
    if data is None:
        return None
    value = value_from_json(data[0])
    assert value is not None
    return value, read_source(data[1], "")


def written_collected(collected: Collected) -> dict[str, Any]:
    return {"findings": [finding_to_json(finding) for finding in collected.findings], "left_out": collected.left_out}


def read_collected(data: Mapping[str, Any]) -> Collected:
    return Collected(tuple(finding_from_json(finding) for finding in data["findings"]), tuple(data["left_out"]))


def written_unit(unit: Unit) -> dict[str, Any]:
    return {"name": unit.name, "included": unit.included, "reason": unit.reason, "listed": unit.listed}


def read_unit(data: Mapping[str, Any]) -> Unit:
    return Unit(**data)


def written_override(override: Override) -> dict[str, Any]:
    return {
        "kind": override.kind,
        "value": value_to_json(override.value),
        "reason": override.reason,
        "rolled_up": value_to_json(override.rolled_up),
    }


def read_override(data: Mapping[str, Any]) -> Override:
    value = value_from_json(data["value"])
    assert value is not None
    return Override(data["kind"], value, data["reason"], value_from_json(data["rolled_up"]))


def written_explanation(explanation: Explanation) -> dict[str, Any]:
    return {
        "text": explanation.text,
        "figures": explanation.figures,
        "left": value_to_json(explanation.left),
        "right": value_to_json(explanation.right),
    }


def read_explanation(data: Mapping[str, Any]) -> Explanation:
    figures = tuple(map(FigureId, data["figures"]))
    return Explanation(data["text"], figures, value_from_json(data["left"]), value_from_json(data["right"]))
