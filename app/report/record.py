"""Returns, findings and values as plain JSON objects, and back. Money is a string, exact."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from sys import intern
from typing import Any

from app.form import FigureId, Form, Severity
from app.report.findings import Finding
from app.report.returns import Return, Unused
from app.report.values import Source, Value, shown

Json = dict[str, Any]


def value_to_json(value: Value | None) -> int | str | None:
    return shown(value) if isinstance(value, Decimal) else value


def value_from_json(value: int | str | None) -> Value | None:
    return Decimal(value) if isinstance(value, str) else value


def figures_to_json(form: Form, figures: Mapping[FigureId, Value]) -> Json:
    """Every figure of the form is a key; a missing one is null."""
    return {figure: value_to_json(figures.get(figure)) for figure in form.figures}


def finding_to_json(finding: Finding) -> Json:
    return {
        "check": finding.check,
        "severity": finding.severity.value,
        "left": None if finding.left is None else shown(finding.left),
        "right": None if finding.right is None else shown(finding.right),
        "difference": None if finding.difference is None else shown(finding.difference),
        "message": finding.message,
        "figures": list(finding.figures),
        "culprits": list(finding.culprits),
        "section": finding.section,
        "quote": finding.quote,
    }


def finding_from_json(data: Json) -> Finding:
    return Finding(
        check=data["check"],
        severity=Severity(data["severity"]),
        figures=tuple(data["figures"]),
        message=data["message"],
        left=_number(data["left"]),
        right=_number(data["right"]),
        culprits=tuple(data["culprits"]),
        section=data.get("section", ""),
        quote=data.get("quote", ""),
    )


def _number(text: str | None) -> Value | None:
    if text is None:
        return None
    return Decimal(text) if "." in text else int(text)


def return_to_json(form: Form, sent: Return) -> Json:
    """The contract's object for a file, without what whole reports add."""
    return {
        "file": sent.file,
        "kind": sent.kind,
        "unit": sent.unit,
        "year": sent.year,
        "form": sent.form,
        "figures": figures_to_json(form, sent.figures),
        "sources": {figure: source_to_json(source) for figure, source in sent.sources.items()},
        "unused": [unused_to_json(cell) for cell in sent.unused],
        "findings": [finding_to_json(finding) for finding in sent.findings],
        "error": None,
    }


def source_to_json(source: Source) -> Json:
    return {"sheet": source.sheet, "cell": source.cell, "raw": source.raw, "conversion": source.conversion}


def unused_to_json(cell: Unused) -> Json:
    return {"sheet": cell.sheet, "cell": cell.cell, "raw": cell.raw, "figure": cell.figure, "why": cell.why}


def _source(file: str, data: Json) -> Source:
    conversion = data["conversion"]
    return Source(
        file, intern(data["sheet"]), intern(data["cell"]), intern(data["raw"]), conversion and intern(conversion)
    )


def return_from_json(data: Json) -> Return:
    """What `return_to_json` gave. Thousands of returns share their strings: each is kept once."""
    file = intern(data["file"])
    return Return(
        file=file,
        unit=data["unit"],
        year=data["year"],
        form=data["form"],
        figures={
            FigureId(intern(figure)): value
            for figure, raw in data["figures"].items()
            if (value := value_from_json(raw)) is not None
        },
        sources={FigureId(intern(figure)): _source(file, source) for figure, source in data["sources"].items()},
        unused=tuple(Unused(**cell) for cell in data["unused"]),
        findings=tuple(finding_from_json(finding) for finding in data["findings"]),
        kind=data["kind"],
        sha256=data.get("sha256", ""),
        text=data.get("text", {}),
        rivals={table: tuple(sheets) for table, sheets in data.get("rivals", {}).items()},
    )
