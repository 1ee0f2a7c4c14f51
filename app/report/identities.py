"""Sums within the text: 发布信息 3816 条。其中，概况 36 条，政务动态 527 条，基层公开 3253 条."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, takewhile

from app.report.numerals import Found

_OPENS = re.compile(r"其中|分别|包括|包含|涵盖|[^所不]含|：|:|（|\(|即|构成|组成|分为")
_OPENS_ANEW = re.compile(r"其中|分别")
_ADDS_UP = re.compile(r"(?:共计|合计|总计|总共|累计|共)[^，；。]{0,12}$")
_CLAIMS_WHOLE = re.compile(r"构成|组成|分为")
_REMAINDER = re.compile(r"(?:^|[，；、,;])(?:[^，；、,;]{0,6}及)?(?:其他|其它|其余)[^，；、,;]*$")
_NEW_SUBJECT = re.compile(r"(?:收到|新收|受理|回应|回复|答复|举办|召开|开展|组织|印发|出台|办理|接受|接待)")
_FARTHEST_WHOLE = 3


@dataclass(frozen=True, slots=True)
class Term:
    """A number as a term of a sum: `lead` are the words since the number before, `sentence` its place in the text."""

    found: Found
    sentence: int
    depth: int
    lead: str


@dataclass(frozen=True, slots=True)
class Equation:
    """A whole and its parts, by place; they add up, or almost do and should."""

    whole: int
    parts: tuple[int, ...]
    total: int

    def holds(self, terms: Sequence[Term]) -> bool:
        return terms[self.whole].found.value == self.total


def equations(terms: Sequence[Term]) -> Iterator[Equation]:
    """The sums that hold, and those that do not though the words or the numbers say that they should."""
    for place, term in enumerate(terms):
        opening = _OPENS.search(term.lead)
        if place and opening:
            equation = _list(terms, place)
            if equation is not None:
                yield equation
        elif place > 1 and _ADDS_UP.search(term.lead):
            equation = _summed_up(terms, place)
            if equation is not None:
                yield equation


def _list(terms: Sequence[Term], first: int) -> Equation | None:
    """The whole before a list, and its parts from `first` on."""
    parts = _parts(terms, first)
    wholes = _wholes(terms, first)
    sums = list(accumulate(_count(terms[part]) for part in parts))
    for whole in wholes:
        for length in range(len(parts), 1, -1):
            if _count(terms[whole]) == sums[length - 1]:
                return Equation(whole, tuple(parts[:length]), sums[length - 1])
    if not wholes or _sum_of_wholes(terms, wholes, sums):
        return None
    parts = list(takewhile(lambda part: not _begins_anew(terms[part], terms[first]), parts))
    return _questionable(terms, wholes, parts, _claims_whole(terms, first, parts))


def _parts(terms: Sequence[Term], first: int) -> list[int]:
    start = terms[first]
    parts = [first]
    for place in range(first + 1, len(terms)):
        term = terms[place]
        if term.sentence != start.sentence or term.depth < start.depth:
            break
        if term.depth > start.depth:
            continue
        if _OPENS_ANEW.search(term.lead):
            break
        if term.found.unit == start.found.unit:
            parts.append(place)
    return parts


def _begins_anew(term: Term, start: Term) -> bool:
    """收到网民留言 230 条 after 其中概况 36 条: no part of the list."""
    label = re.split(r"[，；、。,;]", term.lead)[-1]
    return bool(_NEW_SUBJECT.match(label)) and not _NEW_SUBJECT.search(start.lead)


def _wholes(terms: Sequence[Term], first: int) -> list[int]:
    """What the list may divide, the nearest first."""
    start = terms[first]
    if re.search(r"[（(][^）)]*$", start.lead):
        nearest = terms[first - 1]
        return [first - 1] if nearest.found.unit == start.found.unit else []
    found: list[int] = []
    for place in range(first - 1, -1, -1):
        term = terms[place]
        if term.sentence < start.sentence - 1 or len(found) == _FARTHEST_WHOLE:
            break
        if term.depth == start.depth and term.found.unit == start.found.unit:
            found.append(place)
    return found


def _sum_of_wholes(terms: Sequence[Term], wholes: Sequence[int], sums: Sequence[int]) -> bool:
    """新收 125 件，上年结转 18 件，其中自然人 124 件、法人 19 件: the list divides both."""
    both = list(accumulate(_count(terms[whole]) for whole in wholes if _count(terms[whole]) > 1))[1:]
    return any(total in both for total in sums[1:])


def _claims_whole(terms: Sequence[Term], first: int, parts: Sequence[int]) -> bool:
    lead = terms[first].lead
    each = "分别" in lead and "其中" not in lead
    return bool(each or _CLAIMS_WHOLE.search(lead) or _REMAINDER.search(terms[parts[-1]].lead))


def _questionable(
    terms: Sequence[Term], wholes: Sequence[int], parts: Sequence[int], claims_whole: bool
) -> Equation | None:
    total = sum(_count(terms[part]) for part in parts)
    largest = max(wholes, key=lambda whole: _count(terms[whole]))
    if total > _count(terms[largest]):
        return Equation(largest, tuple(parts), total)
    if len(parts) < 2:
        return None
    for whole in wholes:
        if _almost(terms, whole, parts, total):
            return Equation(whole, tuple(parts), total)
    return Equation(wholes[0], tuple(parts), total) if claims_whole and total < _count(terms[wholes[0]]) else None


def _almost(terms: Sequence[Term], whole: int, parts: Sequence[int], total: int) -> bool:
    """A gap of at most 1 %, or divisible by 9 and either small or mended by exchanging digits of one number."""
    value = _count(terms[whole])
    gap = value - total
    if gap == 0 or abs(gap) * 100 <= value:
        return gap != 0
    if gap % 9:
        return False
    swapped = _swapped(value, total) or any(_swapped(p, p + gap) for p in (_count(terms[part]) for part in parts))
    return swapped or abs(gap) * 10 <= value


def _swapped(one: int, other: int) -> bool:
    """Whether digits changed places, or a 0 was lost or added at the end."""
    a, b = str(one), str(other)
    if a + "0" == b or b + "0" == a:
        return True
    return sorted(a) == sorted(b)


def _summed_up(terms: Sequence[Term], place: int) -> Equation | None:
    """Parts before their sum: 自然人 106 件、法人 19 件，共计 125 件."""
    whole = terms[place]
    parts: list[int] = []
    total = 0
    for before in range(place - 1, -1, -1):
        term = terms[before]
        if term.sentence != whole.sentence:
            break
        if term.depth != whole.depth or term.found.unit != whole.found.unit:
            continue
        parts.insert(0, before)
        total += _count(term)
        if len(parts) > 1 and total == _count(whole):
            return Equation(place, tuple(parts), total)
    if len(parts) > 1 and re.search("共计|合计|总计|总共", whole.lead) and _almost(terms, place, parts, total):
        return Equation(place, tuple(parts), total)
    return None


def _count(term: Term) -> int:
    return int(term.found.value)
