"""Links in the text: `{requests.received.total}` shows the table's value, `{网站信息=3816}` declares a number.

A declared number may be a sum of others: `{网站信息=概况+政务动态}`; `{网站信息}` shows it again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from app.form import FigureId, Form
from app.report.findings import Finding, raised
from app.report.text import place_said
from app.report.values import Value, shown

LINK = re.compile(r"[{｛]([^{}｛｝\n]{1,80})[}｝]")
"""Braces with what they hold: a link, where that names something."""
_NAME = re.compile(r"[^\s=+，。；：、！？,;!?\"“”‘’'()（）]+")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Known:
    """What the text is written with and held against. `declared` are the numbers that belong to the text alone."""

    form: Form
    figures: Mapping[FigureId, Value]
    last_year: Mapping[FigureId, Value] = field(default_factory=dict)
    organ: str = ""
    year: int = 0
    declared: Mapping[str, Value | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a link was written: from `start` to `end` of the printed paragraph.

    `kind` is `figure`, `declared`, `words` (organ and years) or `unknown`; `name` is the figure, the declared
    name, or what the braces hold.
    """

    start: int
    end: int
    kind: str
    name: str
    value: Value | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A paragraph as it is printed, with the places that links filled."""

    text: str
    marks: tuple[Mark, ...] = ()


def written(paragraph: str, known: Known) -> Written:
    """The paragraph with its links replaced. A link that names nothing is printed as it stands."""
    printed = ""
    marks: list[Mark] = []
    position = 0
    for link in LINK.finditer(paragraph):
        filled = _filled(link[1], known)
        if filled is None:
            continue
        kind, name, value, words = filled
        printed += paragraph[position : link.start()]
        words = link[0] if kind == "unknown" else words
        marks.append(Mark(len(printed), len(printed) + len(words), kind, name, value))
        printed += words
        position = link.end()
    return Written(printed + paragraph[position:], tuple(marks))


def _filled(content: str, known: Known) -> tuple[str, str, Value | None, str] | None:
    """What a link is and what it prints; None for braces that are no link, only braces."""
    name, declares, expression = _plain(content).partition("=")
    if not _NAME.fullmatch(name):
        return None
    figure = FigureId(name)
    if figure in known.form.figures and not declares:
        value = known.figures.get(figure)
        return "figure", name, value, shown(value)
    if not declares and name in ("organ", "year", "next_year"):
        words = {"organ": known.organ or "××", "year": str(known.year), "next_year": str(known.year + 1)}
        return "words", name, None, words[name]
    declared = known.declared.get(name)
    if declared is None or (declares and not _terms(expression)):
        return "unknown", _plain(content), None, ""
    return "declared", name, declared, shown(declared)


def declared(paragraphs: Iterable[str]) -> dict[str, Value | None]:
    """The declared numbers of the whole text by name.

    None where the expression cannot be added up, or the same name is declared with different values.
    """
    expressions: dict[str, set[str]] = {}
    for paragraph in paragraphs:
        for link in LINK.finditer(paragraph):
            name, declares, expression = _plain(link[1]).partition("=")
            if declares and _NAME.fullmatch(name):
                expressions.setdefault(name, set()).add(expression)
    return _values(expressions)


def _values(expressions: Mapping[str, set[str]]) -> dict[str, Value | None]:
    """The value that all declarations of a name agree on, found once those that it adds are; None in a circle."""
    values: dict[str, Value | None] = dict.fromkeys(expressions)
    found = True
    while found:
        found = False
        for name in (name for name, value in values.items() if value is None):
            sums = {_sum(expression, values) for expression in expressions[name]}
            if len(sums) == 1 and (value := sums.pop()) is not None:
                values[name] = value
                found = True
    return values


def _sum(expression: str, values: Mapping[str, Value | None]) -> Value | None:
    total: Value = 0
    for term in _terms(expression):
        value = _number(term) if _NUMBER.fullmatch(term) else values.get(term)
        if value is None:
            return None
        total += value
    return total if _terms(expression) else None


def _terms(expression: str) -> list[str]:
    terms = expression.split("+")
    return terms if all(_NUMBER.fullmatch(term) or _NAME.fullmatch(term) for term in terms) else []


def _number(text: str) -> Value:
    plain = text.replace(",", "")
    return Decimal(plain) if "." in plain else int(plain)


def _plain(content: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", content))


def unknown_links(form: Form, section: str, paragraphs: Iterable[Written]) -> tuple[Finding, ...]:
    """An error for each link that names nothing in the text that the report has under this key."""
    findings, where = [], place_said(form, section)
    for name in (mark.name for paragraph in paragraphs for mark in paragraph.marks if mark.kind == "unknown"):
        expected = "没有这个数据项，也没有声明过这个数"
        if "=" in name:
            expected = "等号右边应为一个数，或者用加号连接的、声明过的名称，同一名称只能有一个数"
        message = f"{where}中的数字引用“{{{name}}}”写错了：{expected}。请改正，暂按原样印出。"
        quote = f"{{{name}}}"
        findings.append(replace(raised(form, "text.link", message, section=section), quote=quote))
    return tuple(findings)
