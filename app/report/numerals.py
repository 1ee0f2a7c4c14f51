"""Finds the numbers in Chinese sentences, and leaves alone those that are no figures.

Years, dates, durations, ordinals, articles, document numbers, telephone numbers, names of plans and
enumerations are not figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from app.report.chinese import SCALES, numeral, scale_of, share
from app.report.values import Value

_HALF_WIDTH = str.maketrans("０１２３４５６７８９．％＋－：\u3000\u00a0", "0123456789.%+-:  ")

_YEAR = r"(?:19|20)\d{2}"
_TIME = r"(?:个?工作日|个?小时|个?季度|个?月|分钟|学时|[年月日天周岁时秒])"
_NO_NUMBER = re.compile(r"\d{21,}")
"""Nobody counts so far; and patterns that try each digit of such a run would take minutes."""
_NO_FIGURES = re.compile(
    r"《[^》]{0,200}》"
    r"|“[^”]{0,12}\d\s*[+·]\s*[\dNnXx][^”]{0,12}”|“\d+”|\d+\s*\+\s*[NnXx]"
    rf"|[〔\[【(（]\s*{_YEAR}\s*[〕\]】)）]\s*第?\s*\d+\s*号"
    r"|第\s*[\d零〇一二两三四五六七八九十百千]+(?:\s*[-—至、]\s*\d+){0,30}"
    rf"|(?<!\d){_YEAR}\s*[-./—]\s*\d{{1,2}}(?:\s*[-./—]\s*\d{{1,2}})?(?!\d)"
    rf"|(?<!\d){_YEAR}(?:\s*[-—–~～至、和及]\s*{_YEAR}){{0,30}}\s*年"
    rf"|(?<!\d){_YEAR}\s*[-—–~～至]\s*{_YEAR}"
    rf"|\d+(?:\.\d+)?(?:\s*[-—–~～至、]\s*\d+){{0,30}}\s*[余多]?\s*{_TIME}(?:\s*\d{{1,2}}\s*[日号])?"
    r"|\d{1,2}:\d{2}|\d+:\d+"
    r"|\d{3,4}\s*[-—－]\s*\d{7,8}|(?<!\d)1[3-9]\d{9}(?!\d)"
    r"|(?:电话|热线|传真|邮编|邮政编码|号码|微信号?)[为是:（(\s]{0,3}\d[\d\s—-]*(?!\s*[件条次个余])"
    r"|(?<!\d)12345(?![\d,.])(?!\s*[件条次宗])"
    r"|(?<!\d)1[12]\d(?:\d\d)?(?!\d)(?=\s*[”]?\s*(?:热线|平台|电话|政务|便民))"
    r"|(?:^|(?<=[。；;:]))\s*\d{1,2}[、.．)）](?=\s*[^\d\s])|[（(]\s*\d{1,2}\s*[）)]"
    r"|[A-Za-z][\w.:/@%?&=+-]*|\d+(?:\.\d+)?[A-Za-z]\w*|\d+\.\d+\.[\d.]+|\d+(?:\.\d+)?\s*[版号届级度款楼室层栋路]",
    re.ASCII,
)
_COUNTERS = (
    r"人次|件次|条次|场次|万元|亿元|个百分点|平方米|公里|部门|"
    r"[元件条份项宗起例次篇期个家人户场册张种类部名位处所套批轮档页字本幅倍成%‰]"
)
_NUMBER = re.compile(
    r"(?P<digits>\d{1,3}(?:[,，]\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?)"
    r"|(?P<percent>百分之(?P<share>[零一二两三四五六七八九十百点]+))"
    r"|(?P<chinese>[零〇一二两三四五六七八九十百千万亿]+)"
)
_AFTER = re.compile(
    rf"\s*(?P<scale>[百千万亿]+(?!元))?\s*(?P<more>[余多])?\s*(?P<unit>{_COUNTERS})?"
    r"\s*(?P<more_after>[余多](?![样种元]))?"
)
_BEFORE = re.compile(
    r"(?P<over>超过?了?|突破|逾|多达|高达)\s*$|(?P<under>近|将近|接近)\s*$|(?P<about>约|大约|左右|约为)\s*$"
)
_SCALES_ALONE = SCALES.keys() - {"十"}
_LONE_COUNTERS = frozenset("件条份次宗起例篇")
_NO_COUNT_AFTER = frozenset("数几上每逐同另")
_RATES = frozenset({"%", "‰", "个百分点", "倍", "成"})
_MONEY = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10_000)}


@dataclass(frozen=True, slots=True)
class Found:
    """A number in a text: `text` from `start` to `end`, with its counter up to `unit_end`.

    `step` is what one in its last printed place is worth. `rounded` is "" for an exact number, "over" (余, 多,
    超过), "under" (近) or "about" (约). Money is in 万元. A number of `little_weight` (两件) is a figure only if
    its words name one.
    """

    start: int
    end: int
    unit_end: int
    text: str
    value: Value
    step: Value
    unit: str
    rounded: str = ""
    little_weight: bool = False

    @property
    def is_rate(self) -> bool:
        return self.unit in _RATES

    @property
    def is_money(self) -> bool:
        return self.unit in _MONEY

    def agrees(self, value: Value) -> bool:
        """Whether this number, rounded as it is printed, says `value`."""
        above = Decimal(value) - Decimal(self.value)
        match self.rounded:
            case "over":
                return 0 <= above < self._room
            case "under":
                return -self._room < above <= 0
            case "about":
                return abs(above) <= self._room
        if self.step == 1 and not self.is_money:
            return above == 0
        return -Decimal(self.step) / 2 <= above < Decimal(self.step) / 2

    def is_far_from(self, value: Value) -> bool:
        """Whether no loose way of speaking reaches `value`: only then does a rounded number contradict it."""
        above = Decimal(value) - Decimal(self.value)
        below, over = {"": (0, 0), "over": (0.5, 2), "under": (2, 0.5), "about": (1, 1)}[self.rounded]
        return not -self._room * Decimal(below) <= above <= self._room * Decimal(over) or not self.rounded

    @property
    def _room(self) -> Decimal:
        """How far a rounded number may be from the exact one."""
        return max(Decimal(self.step), Decimal(10 if self.step == 1 else 0))


def plain(text: str) -> str:
    """The text with half-width digits, character for character."""
    return text.translate(_HALF_WIDTH)


def numbers_in(text: str) -> Iterator[Found]:
    """The figures of a text that `plain` has prepared."""
    if not _NUMBER.search(text):
        return
    masked = _NO_FIGURES.sub(_hidden, _NO_NUMBER.sub(_hidden, text))
    end = 0
    for match in _NUMBER.finditer(masked):
        found = _found(masked, match) if match.start() >= end else None
        if found is not None:
            end = found.end
            yield found


def _hidden(match: re.Match[str]) -> str:
    return "□" * len(match[0])


def _found(text: str, match: re.Match[str]) -> Found | None:
    after = _AFTER.match(text, match.end())
    assert after is not None  # every part of it may be absent
    unit = after["unit"] or ""
    if match["percent"]:
        value = share(match["share"])
        return None if value is None else Found(match.start(), match.end(), match.end(), match[0], value, 1, "%")
    if match["chinese"]:
        return _chinese_found(text, match, after, unit)
    scaled = scale_of(after["scale"] or "")
    end = after.end("scale") if after["scale"] else match.end()
    digits = re.sub("[,，]", "", match["digits"])
    places = len(digits.partition(".")[2])
    value = _exact(Decimal(digits) * scaled)
    step = _exact(Decimal(scaled).scaleb(-places)) if scaled > 1 or places else 1
    rounded = _rounded(text, match.start(), after)
    if rounded and step == 1 and isinstance(value, int):
        step = _last_place(value)
    if "，" in match[0]:
        rounded = rounded or "about"  # 1，250: one number or two, nobody knows
    return _in_unit(
        Found(match.start(), end, max(after.end(), end), text[match.start() : end], value, step, unit, rounded)
    )


def _in_unit(found: Found) -> Found:
    """Money in 万元."""
    factor = _MONEY.get(found.unit)
    if factor is None or factor == 1:
        return found
    value, step = _exact(found.value * factor), _exact(found.step * factor)
    return Found(found.start, found.end, found.unit_end, found.text, value, step, found.unit, found.rounded)


def _chinese_found(text: str, match: re.Match[str], after: re.Match[str], unit: str) -> Found | None:
    """A number in characters counts only before a counter: 一体化, 三审三校 and 十四五 have none."""
    value = numeral(match[0])
    rounded = _rounded(text, match.start(), after)
    before = text[match.start() - 1 : match.start()]
    if value is None or not unit or before in _NO_COUNT_AFTER:
        return None
    lone = len(match[0]) == 1
    if lone and not (rounded if match[0] in _SCALES_ALONE else unit in _LONE_COUNTERS):
        return None
    step = _last_place(value) if rounded else 1
    weight = lone and not rounded
    return _in_unit(
        Found(match.start(), match.end(), after.end(), match[0], value, step, unit, rounded, little_weight=weight)
    )


def _rounded(text: str, start: int, after: re.Match[str]) -> str:
    if after["more"] or after["more_after"]:
        return "over"
    before = _BEFORE.search(text, max(0, start - 6), start)
    return "" if before is None else str(before.lastgroup)


def _last_place(value: int) -> int:
    """What one in the last place that is not 0 is worth: 300 → 100."""
    step = 1
    while value and value % (step * 10) == 0:
        step *= 10
    return step


def _exact(value: Decimal) -> Value:
    return int(value) if value == value.to_integral_value() else value
