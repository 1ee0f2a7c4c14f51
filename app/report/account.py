"""One paragraph of the text: each of its numbers judged, and the sums among them that do not hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.form import FigureId, Reading
from app.report.circumstances import Circumstance, circumstance, without_comparison
from app.report.clauses import Sentence, sentences, words_of
from app.report.identities import Equation, Term, equations
from app.report.judging import UNACCOUNTED, Verdict, judged
from app.report.links import Known, Mark, Written
from app.report.naming import Named, Naming
from app.report.numerals import Found, numbers_in, plain
from app.report.rates import rate

_REACHED = re.compile(r"(?:增加|增长|上升|提高|减少|下降|降低|[增升减降])(?:到|至|为)#")
_SETTLED = frozenset({"linked", "matched"})


@dataclass(slots=True)
class Entry:
    """A number, its sentence, and what became of it."""

    found: Found
    sentence: Sentence
    verdict: Verdict
    readings: tuple[Reading, ...] = ()
    circumstance: Circumstance = Circumstance.PLAIN
    is_zero_word: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A whole and its parts that should add up to it, and do not."""

    whole: Entry
    parts: tuple[Entry, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Account:
    """The numbers of a paragraph in their order, and the sums that do not hold."""

    entries: tuple[Entry, ...]
    doubts: tuple[Doubt, ...]


def account(known: Known, paragraph: Written, lead: str) -> Account:
    """Accounts for a printed paragraph; `lead` is the sub-heading that it stands under."""
    text = plain(paragraph.text)
    marks = [mark for mark in paragraph.marks if mark.kind != "unknown"]
    found = [number for number in numbers_in(text) if not _is_words(_mark(marks, number))]
    naming = Naming(known.form, words_of(lead, known.year))
    entries: list[Entry] = []
    for sentence in sentences(text, found, known.year):
        naming.next_sentence(sentence)
        entries += _of_sentence(known, naming, sentence, marks, entries)
        entries += _zero_words(known, naming, sentence, text)
    entries += _unfilled(paragraph, marks)
    entries.sort(key=lambda entry: entry.found.start)
    return Account(tuple(entries), tuple(_doubts(entries, text, known.year)))


def _mark(marks: list[Mark], number: Found) -> Mark | None:
    return next((mark for mark in marks if mark.start < number.end and number.start < mark.end), None)


def _is_words(mark: Mark | None) -> bool:
    return mark is not None and mark.kind == "words"


def _of_sentence(
    known: Known, naming: Naming, sentence: Sentence, marks: list[Mark], before: list[Entry]
) -> list[Entry]:
    entries: list[Entry] = []
    for place, found in enumerate(sentence.numbers):
        mark = _mark(marks, found)
        if found.is_rate:
            entry = _rate(known, sentence, place, [*before, *entries])
        elif mark is not None:
            entry = _linked(naming, sentence, place, mark)
        else:
            entry = _named(known, naming, sentence, place, entries, before)
        if entry.verdict.state in ("matched", "contradicted") or not found.little_weight:
            entries.append(entry)
    return entries


def _rate(known: Known, sentence: Sentence, place: int, before: list[Entry]) -> Entry:
    """A rate speaks of the number before it."""
    counts = [entry for entry in before if not entry.found.is_rate and entry.circumstance is Circumstance.PLAIN]
    readings = counts[-1].readings if counts and counts[-1].sentence is sentence else ()
    bases = [entry.found.value for entry in counts[-6:]]
    found = sentence.numbers[place]
    return Entry(found, sentence, rate(found, sentence.clauses[place], readings, bases, known))


def _linked(naming: Naming, sentence: Sentence, place: int, mark: Mark) -> Entry:
    found = sentence.numbers[place]
    named = naming.name(place, sentence.clauses[place])
    if mark.kind == "declared":
        return Entry(found, sentence, Verdict("declared"))
    reading = Reading((FigureId(mark.name),))
    return Entry(found, sentence, Verdict("linked", reading, mark.value), named.readings if named else (reading,))


def _named(
    known: Known, naming: Naming, sentence: Sentence, place: int, before: list[Entry], earlier: list[Entry]
) -> Entry:
    """`before` are the numbers of the sentence, `earlier` those of the sentences before it."""
    found, clause, said = sentence.numbers[place], sentence.clauses[place], sentence.before(place)
    named = naming.name(place, without_comparison(clause)) or _reached(clause, before)
    if named is None:
        kind = circumstance(said, clause, "", known.organ)
        named = _compared(before, kind)
        return Entry(found, sentence, judged(found, named, kind, known) if named else UNACCOUNTED, (), kind)
    kind = circumstance(said, clause, named.rest, known.organ)
    if kind is Circumstance.PLAIN and _named_already(named, before, earlier if "其中" in said else []):
        kind = Circumstance.DOUBTFUL  # 收到申请 125 件，其中教育方面收到申请 80 件: a part, or another scope
    return Entry(found, sentence, judged(found, named, kind, known), named.readings, kind)


def _named_already(named: Named, here: list[Entry], just_before: list[Entry]) -> bool:
    """Whether another number of the sentence, or of the one that it divides, has the same name."""
    return any(
        entry.readings == named.readings
        for entry in (*just_before[-3:], *here)
        if entry.circumstance is Circumstance.PLAIN
    )


def _reached(clause: str, before: list[Entry]) -> Named | None:
    """由 118 件增至 125 件: the second number is what the first one is, this year."""
    if before and before[-1].readings and _REACHED.match(clause):
        return Named(before[-1].readings, loose=True, rest="")
    return None


def _compared(before: list[Entry], kind: Circumstance) -> Named | None:
    """比上年增加 7 件，较上年的 118 件: said of the number before."""
    if kind not in (Circumstance.CHANGE, Circumstance.LAST_YEAR):
        return None
    named = [entry.readings for entry in before if entry.circumstance is Circumstance.PLAIN and entry.readings]
    return Named(named[-1], loose=True, rest="") if named else None


def _zero_words(known: Known, naming: Naming, sentence: Sentence, text: str) -> Iterator[Entry]:
    """Words for zero, where they agree with the table or contradict it: 未收到政府信息公开申请."""
    for named, match in naming.zeros():
        said = match.string[: match.start()]
        clause = re.split("[，；：]", said)[-1].rstrip("均也亦都")
        kind = circumstance(said, f"{clause}#", clause, known.organ)
        start = max(text.find(match[1], sentence.start, sentence.end), sentence.start)
        end = min(start + len(match[1]), sentence.end)
        found = Found(start, end, end, text[start:end], 0, 1, "")
        verdict = judged(found, named, kind, known)
        if verdict.state != "unaccounted":
            yield Entry(found, sentence, verdict, named.readings, kind, is_zero_word=True)


def _unfilled(paragraph: Written, marks: list[Mark]) -> Iterator[Entry]:
    """Links to figures that are missing: they print 未填."""
    for mark in marks:
        if mark.kind == "figure" and mark.value is None:
            words = paragraph.text[mark.start : mark.end]
            found = Found(mark.start, mark.end, mark.end, words, 0, 1, "")
            around = next(s for s in sentences(paragraph.text, (), 0) if s.start <= mark.start < s.end)
            yield Entry(found, around, Verdict("linked", Reading((FigureId(mark.name),))), is_zero_word=True)


def _doubts(entries: list[Entry], text: str, year: int) -> Iterator[Doubt]:
    """Marks the members of sums that hold, and gives those that do not, unless the tables say otherwise."""
    summed = [entry for entry in entries if _is_summed(entry)]
    terms = _terms(summed, text, year)
    failing: list[Equation] = []
    for equation in equations(terms):
        if not equation.holds(terms):
            failing.append(equation)
            continue
        for entry in (summed[place] for place in (equation.whole, *equation.parts)):
            if entry.verdict.state == "unaccounted":
                entry.verdict = Verdict("identity")
    for equation in failing:
        whole, parts = summed[equation.whole], tuple(summed[place] for place in equation.parts)
        states = {entry.verdict.state for entry in (whole, *parts)}
        if "contradicted" not in states and not states <= _SETTLED:
            yield Doubt(whole, parts, equation.total)


def _is_summed(entry: Entry) -> bool:
    found = entry.found
    return (
        not (found.is_rate or found.rounded or entry.is_zero_word)
        and isinstance(found.value, int)
        and found.step == 1
        and entry.circumstance in (Circumstance.PLAIN, Circumstance.DOUBTFUL)
    )


def _terms(summed: list[Entry], text: str, year: int) -> list[Term]:
    terms: list[Term] = []
    sentence, depth, end = 0, 0, 0
    for place, entry in enumerate(summed):
        lead = words_of(text[end : entry.found.start], year)
        depth += sum(lead.count(bracket) for bracket in "（(") - sum(lead.count(bracket) for bracket in "）)")
        if place and entry.sentence is not summed[place - 1].sentence:
            sentence += 1 + text.count("。", end, entry.sentence.start - 1)
        terms.append(Term(entry.found, sentence, depth, lead))
        end = entry.found.unit_end
    return terms
