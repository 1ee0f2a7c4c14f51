"""A report reviewed as a whole: what is missing, what is wrong, and where each number of the text comes from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.form import FigureId, Form, Severity
from app.report.aspects import used
from app.report.carried_over import carried_over
from app.report.findings import Finding, raised
from app.report.links import Known, Written, declared, unknown_links, written
from app.report.prose import Number, prose
from app.report.report import Report
from app.report.returns import Return, unfilled
from app.report.text import text_keys
from app.report.values import Value


@dataclass(frozen=True, slots=True)
class Review:
    """What stands between a report and its submission.

    `paragraphs` are the text sections as they are printed; `numbers` account for each number in them; `missing` are
    the figures that somebody still has to give.
    """

    findings: tuple[Finding, ...]
    numbers: tuple[Number, ...]
    paragraphs: Mapping[str, tuple[str, ...]]
    missing: tuple[FigureId, ...]

    @property
    def is_ready(self) -> bool:
        """No error and nothing missing: what is printed is no draft."""
        return not self.missing and not any(finding.severity is Severity.ERROR for finding in self.findings)


def known_to(report: Report, *more: str) -> Known:
    """What the report's text is written with; `more` are words that may declare numbers, too."""
    paragraphs = [paragraph for text in report.text.values() for paragraph in text.split("\n")]
    return Known(
        report.form, report.figures, report.last_year, report.organ, report.year, declared([*paragraphs, *more])
    )


def review(report: Report, *, text_expected: bool = True) -> Review:
    """The report's figures, set of returns and text, judged together.

    `text_expected`: a text section without words is an error, as it is in every document.
    """
    form, known = report.form, known_to(report)
    printed = {
        key: tuple(written(paragraph, known) for paragraph in report.text[key].split("\n"))
        for key in text_keys(form)
        if key in report.text
    }
    numbers, about_prose = prose(known, printed)
    return Review(
        findings=(
            *report.findings,
            *_about_text(form, printed, expected=text_expected),
            *carried_over(report, printed, numbers),
            *about_prose,
        ),
        numbers=numbers,
        paragraphs={section: tuple(p.text for p in paragraphs) for section, paragraphs in printed.items()},
        missing=unfilled(form, report.figures),
    )


def review_printed(
    form: Form, sent: Return, last_year: Mapping[FigureId, Value]
) -> tuple[tuple[Finding, ...], tuple[Number, ...]]:
    """The text of a published report, held against its own tables."""
    known = Known(form, sent.figures, last_year, sent.unit, sent.year or 0)
    printed = {
        section.id: tuple(Written(paragraph) for paragraph in sent.text.get(section.id, "").split("\n") if paragraph)
        for section in form.sections
    }
    numbers, about_prose = prose(known, printed)
    return (*_about_text(form, printed, expected=True), *about_prose), numbers


def _about_text(form: Form, printed: Mapping[str, tuple[Written, ...]], *, expected: bool) -> Iterable[Finding]:
    for section in form.sections:
        paragraphs = printed.get(section.id, ())
        if expected and section.kind == "text" and not used(section, [paragraph.text for paragraph in paragraphs]):
            message = f"“{section.title}”还没有写。请补写这一部分的文字。"
            yield raised(form, "text.missing", message, section=section.id)
    for key, paragraphs in printed.items():
        yield from unknown_links(form, key, paragraphs)
