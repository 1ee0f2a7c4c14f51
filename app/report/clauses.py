"""Sentences with their numbers, and the words that belong to each number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from app.report.numerals import Found

_SENTENCE = re.compile(r"[^。！？\n]{1,1000}[。！？\n]?")
"""What goes on longer is no sentence, but perhaps a pasted list; each number is looked at with all of its sentence."""
_BORDER = re.compile(r"[，；：,;:（()）]")
_RESPECTIVELY = re.compile(r"分别(?:为|是|有|达到?|共)?$")
_CONNECTING = re.compile(r"[、，和及与]|以及")
_ONLY_FILLING = re.compile(r"(?:共有?|共计|合计|总计|总数|总量|数量|件数|累计|为|有|计|达到?|是|约|近|超过?)*")
_YEARS = re.compile(
    r"(?P<year>(?:19|20)\d{2})(?P<range>[-—–~～至、和及](?:19|20)\d{2})*年度?"
    r"|(?P<last>去年度?|上一?年度?)|(?P<this>今年|本年度?|当年度?)|(?P<next>明年|次年|下一?年度?)|(?P<other>往年|前年|历年)"
)
_TITLE = re.compile(r"《[^》]*》")
_REMARK = re.compile(r"[（(]([^（()）\d]*)[）)]")


@dataclass(frozen=True)
class Sentence:
    """A sentence from `start` to `end` of its paragraph. `gaps` are the words before, between and after its numbers.

    Words are without spaces; years stand as 本年, 上年, 下年 or 他年 by the year of the report.
    """

    start: int
    end: int
    numbers: tuple[Found, ...]
    gaps: tuple[str, ...]

    @cached_property
    def clauses(self) -> tuple[str, ...]:
        """For each number the words of its clause, with `#` in its place: 新收到申请#件."""
        whole = [f"{self._before(i)}#{n.unit}{_head(self.gaps[i + 1])}" for i, n in enumerate(self.numbers)]
        for i, gap in enumerate(self.gaps[:-1]):
            if _RESPECTIVELY.search(gap):
                for place, name in enumerate(self._respective(i), start=i):
                    whole[place] = f"{name}#{self.numbers[place].unit}"
        return tuple(whole)

    def _respective(self, first: int) -> list[str]:
        """The names of 制发、废止分别为 2 件、1 件, one for each number; none where they do not go together."""
        count = 1
        while first + count < len(self.numbers) and _CONNECTING.fullmatch(self.gaps[first + count]):
            count += 1
        listed = _RESPECTIVELY.split(_BORDER.split(self.gaps[first])[-1])[0]
        for connective in ("、", "、|以及|[和及与]"):
            names = re.split(connective, listed)
            if len(names) == count:
                return names
        return []

    def _before(self, place: int) -> str:
        gap = self.gaps[place]
        borders = [border.end() for border in _BORDER.finditer(gap)]
        if not borders:
            return gap.lstrip("、和及与")
        tail = gap[borders[-1] :]
        if _ONLY_FILLING.fullmatch(tail) and gap[borders[-1] - 1] in "，：:,":
            return gap[borders[-2] if len(borders) > 1 else 0 :]
        return tail

    def marked(self, place: int) -> str:
        """The whole sentence with `#` for one number and the others as they are."""
        words = [self.gaps[0]]
        for i, number in enumerate(self.numbers):
            words.append(f"{'#' if i == place else number.text}{number.unit}{self.gaps[i + 1]}")
        return "".join(words)

    def before(self, place: int) -> str:
        """The sentence up to one number, with `#` for the numbers before it."""
        return "".join(f"{gap}{'#' if i < place else ''}" for i, gap in enumerate(self.gaps[: place + 1]))

    def statement(self, place: int) -> int:
        """The first number of the statement, between semicolons, that this number belongs to."""
        first = place
        while first > 0 and "；" not in self.gaps[first]:
            first -= 1
        return first


def _head(gap: str) -> str:
    border = re.search(r"[，。；：,;:（()）、！？]", gap)
    return gap[: border.start()] if border else gap


def sentences(text: str, numbers: Sequence[Found], year: int) -> list[Sentence]:
    """The sentences of a paragraph with the figures found in it."""
    found: list[Sentence] = []
    place = 0
    for match in _SENTENCE.finditer(text):
        first = place
        while place < len(numbers) and numbers[place].start < match.end():
            place += 1
        inside = tuple(numbers[first:place])
        borders = [match.start(), *(position for number in inside for position in (number.start, number.unit_end))]
        borders.append(max(match.end(), borders[-1]))
        gaps = tuple(words_of(text[a:b], year) for a, b in zip(borders[::2], borders[1::2], strict=True))
        found.append(Sentence(match.start(), match.end(), inside, gaps))
    return found


def words_of(text: str, year: int) -> str:
    """Words without spaces, titles of documents and brackets around mere words; years relative to `year`."""

    def relative(match: re.Match[str]) -> str:
        if match["year"]:
            away = int(match["year"]) - year
            return {0: "本年", -1: "上年", 1: "下年"}.get(away, "他年") if not match["range"] else "他年"
        return {"last": "上年", "this": "本年", "next": "下年", "other": "他年"}[str(match.lastgroup)]

    words = re.sub(r"\s+", "", text)
    if "《" in words:
        words = _TITLE.sub("《》", words)
    if "（" in words or "(" in words:
        words = _REMARK.sub(r"\1", words)
    return _YEARS.sub(relative, words) if "年" in words else words
