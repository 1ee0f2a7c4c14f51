"""A made-up district's year, for what is said of it in words."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.form import FigureId
from app.report.findings import Finding
from app.report.links import Known, Written, written
from app.report.prose import Number, paragraph_prose
from app.report.values import Value
from tests.readers.made import FORM, consistent

FIGURES = consistent(
    requests__received__natural=61,
    requests__received__business=9,
    requests__received__research=1,
    requests__received__legal=12,
    requests__received__other_org=3,
    requests__carried_in__natural=7,
    requests__carried_in__business=2,
    requests__granted__natural=25,
    requests__granted__business=4,
    requests__granted__legal=3,
    requests__partial__natural=6,
    requests__deny_4__natural=3,
    requests__deny_5__natural=2,
    requests__deny_6__natural=4,
    requests__deny_7__natural=5,
    requests__unable_1__natural=15,
    requests__unable_1__business=3,
    requests__unable_1__research=1,
    requests__unable_1__legal=5,
    requests__unable_2__other_org=3,
    requests__reject_1__natural=2,
    requests__reject_2__natural=1,
    requests__other_1__natural=1,
    requests__other_3__business=2,
    requests__other_3__legal=2,
    requests__carried_out__natural=4,
    requests__carried_out__business=2,
    requests__carried_out__legal=2,
    disputes__reconsideration__upheld=4,
    disputes__reconsideration__corrected=1,
    disputes__reconsideration__other=1,
    disputes__reconsideration__pending=1,
    disputes__suit_direct__upheld=1,
    disputes__suit_after__upheld=2,
    disputes__suit_after__other=1,
    proactive__normative__issued=5,
    proactive__normative__repealed=3,
    proactive__normative__in_force=42,
    proactive__licence__decisions=21560,
    proactive__penalty__decisions=1347,
    proactive__coercion__decisions=28,
    proactive__fee__amount=Decimal("3086.425"),
)
LAST_YEAR: dict[FigureId, Value] = {
    FigureId("requests.received.total"): 79,
    FigureId("requests.total.total"): 75,
    FigureId("requests.carried_out.total"): 9,
}
DISTRICT = Known(FORM, FIGURES, LAST_YEAR, organ="柳河区人民政府", year=2025)
QUIET = replace(DISTRICT, figures=consistent())
"""A year without a single request or dispute."""

REQUESTS = "（二）依申请公开情况"
SIGNS = {
    "linked": "链",
    "declared": "注",
    "matched": "＝",
    "identity": "＋",
    "unaccounted": "？",
    "contradicted": "≠",
}


def judged(
    sentence: str, known: Known = DISTRICT, lead: str = REQUESTS
) -> tuple[tuple[Number, ...], tuple[Finding, ...]]:
    return paragraph_prose(known, "1", 0, written(sentence, known), lead)


def verdicts(sentence: str, known: Known = DISTRICT, lead: str = REQUESTS) -> str:
    """The numbers of a sentence, each with the sign of what became of it: 86＝ 87≠."""
    return " ".join(f"{number.number}{SIGNS[number.state]}" for number in judged(sentence, known, lead)[0])


def warnings(sentence: str, known: Known = DISTRICT, lead: str = REQUESTS) -> list[str]:
    """The checks that ask the clerk to look."""
    return [finding.check for finding in judged(sentence, known, lead)[1] if finding.severity != "notice"]


def as_printed(*paragraphs: str) -> tuple[Written, ...]:
    return tuple(Written(paragraph) for paragraph in paragraphs)
