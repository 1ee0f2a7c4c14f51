"""Returns and reports made for tests."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.form import FigureId, newest_form
from app.report.findings import raised
from app.report.report import Report
from app.report.returns import Return, Unused, compute_totals
from app.report.values import Source, Value
from app.store import ReportFile, Session

FORM = newest_form()
ENTRIES = tuple(figure for figure in FORM.figures if figure not in FORM.totals)
FEE = FigureId("proactive.fee.amount")
NATURAL = FigureId("requests.received.natural")
BUSINESS = FigureId("requests.received.business")
TOTAL = FigureId("requests.received.total")
GRANTED = FigureId("requests.granted.natural")


def content_of(unit: str) -> bytes:
    """What the unit's file holds, byte for byte."""
    return f"报送表 {unit}".encode()


def sent_by(unit: str, given: Mapping[FigureId, Value] | None = None, **entries: Value) -> Return:
    """A unit's whole return: 0 except for `entries` (two underscores for a dot) and totals `given`."""
    figures: dict[FigureId, Value] = dict.fromkeys(ENTRIES, 0)
    figures |= {FigureId(name.replace("__", ".")): value for name, value in entries.items()}
    sources = {figure: Source(f"{unit}.xls", "2025年", "D9", "", "blank_zero") for figure in figures}
    for total, value in (given or {}).items():
        figures[total], sources[total] = value, Source(f"{unit}.xls", "2025年", "J9", str(value))
    compute_totals(figures, sources, FORM)
    return Return(
        file=f"{unit}.xls",
        unit=unit,
        year=2025,
        form=FORM.id,
        figures=figures,
        sources=sources,
        unused=(Unused("2025年", "B40", "待核实", "不是数字", GRANTED),),
        findings=(raised(FORM, "reading.year", "表头写的是2024年。", in_return=True),),
        sha256=hashlib.sha256(content_of(unit)).hexdigest(),
        text={"1": "概述"},
    )


def new_session(folder: Path) -> Session:
    """A sitting at a new report of a county on 2025."""
    return Session.create(folder / "年报 #1%.nianbao", FORM, "甲县", 2025)


def open_report(path: Path) -> Report:
    """The report in a file that is closed again."""
    with ReportFile.open(path, read_only=True) as file:
        return file.report()


def state_of(report: Report) -> dict[str, Any]:
    """Everything that makes two reports the same, in the order in which a clerk sees it."""
    for sent in report.returns.values():
        len(sent.sources)  # reads them while the file is open
    return {
        "organ": report.organ,
        "year": report.year,
        "facts": report.facts,
        "last_year": dict(report.last_year),
        "last_year_text": dict(report.last_year_text),
        "collected": report.collected,
        "units": list(report.units.values()),
        "returns": list(report.returns.items()),
        "overrides": dict(report.overrides),
        "text": dict(report.text),
        "explanations": dict(report.explanations),
        "figures": dict(report.figures),
        "findings": report.findings,
    }


def fee(text: str) -> Decimal:
    """An amount in 万元."""
    return Decimal(text)
