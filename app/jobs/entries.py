"""Files as the contract's JSON gives them, each with its own findings."""

from __future__ import annotations

from collections.abc import Mapping

from app.form import FigureId, Form, Severity
from app.readers.process import Read
from app.report.each_return import own_findings
from app.report.record import Json, figures_to_json, finding_to_json, return_to_json
from app.report.report import Report
from app.report.returns import Return
from app.report.review import Review, review_printed
from app.report.values import Value

Figures = Mapping[FigureId, Value]


def entry(form: Form, read: Read, last_year: Figures | None = None) -> Json:
    """A file that came in: read, or refused with its code and sentence."""
    if read.sent is not None:
        return own_entry(form, read.sent, last_year)
    assert read.refused is not None
    return {
        "file": read.received.name,
        "kind": "refused",
        "unit": None,
        "year": None,
        "form": None,
        "figures": {},
        "sources": {},
        "unused": [],
        "findings": [],
        "error": {"code": read.refused.code, "message": read.refused.say},
    }


def own_entry(form: Form, sent: Return, last_year: Figures | None = None) -> Json:
    """A return with what is wrong in itself; a published report also with its prose."""
    findings = own_findings(form, sent, last_year)
    data = return_to_json(form, sent)
    if sent.kind == "report":
        about_text, numbers = review_printed(form, sent, last_year or {})
        findings = (*findings, *about_text)
        data["prose"] = [number.to_json() for number in numbers]
    data["findings"] = [finding_to_json(finding) for finding in findings]
    return data


def report_entry(name: str, report: Report, reviewed: Review) -> Json:
    """A report in a .nianbao file, as it was reviewed."""
    return {
        "file": name,
        "kind": "report",
        "unit": report.organ,
        "year": report.year,
        "form": report.form.id,
        "figures": figures_to_json(report.form, report.figures),
        "sources": {},
        "unused": [],
        "findings": [finding_to_json(finding) for finding in reviewed.findings],
        "prose": [number.to_json() for number in reviewed.numbers],
        "error": None,
    }


def is_well(one: Json) -> bool:
    """Read, complete and without error."""
    return (
        one["error"] is None
        and None not in one["figures"].values()
        and all(finding["severity"] != Severity.ERROR for finding in one["findings"])
    )
