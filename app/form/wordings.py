"""Reads the `[[wording]]` entries of a form file: which words of the text name which figures."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.form.checks import matching
from app.form.form import Figure, FigureId, Reading, Wording
from app.form.keys import BrokenForm, Keys

_FRAGMENT = re.compile(r"\{([a-z_]+)\}")


def wordings(keys: Keys, figures: Mapping[FigureId, Figure]) -> tuple[Wording, ...]:
    """All wordings, with the fragments of `[words]` put in for their `{names}`.

    Raises `BrokenForm` when a pattern is no regular expression, has no place for the number, uses a fragment
    that is not there, or when a reading names a figure or column that the form does not have.
    """
    words = _words(keys.table("words")) if "words" in keys else {}
    found: dict[str, Wording] = {}
    for item in keys.tables("wording", required=False):
        wording = _wording(item, words, figures)
        if wording.id in found:
            raise BrokenForm(item.where, f"措辞“{wording.id}”出现了两次")
        found[wording.id] = wording
        item.nothing_else()
    return tuple(found.values())


def _words(keys: Keys) -> dict[str, str]:
    """Fragments of patterns by name; each may use those before it."""
    words: dict[str, str] = {}
    for name, fragment in keys.all_texts().items():
        words[name] = _put_in(fragment, words, f"{keys.where}.{name}")
    return words


def _put_in(pattern: str, words: Mapping[str, str], where: str) -> str:
    def fragment(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise BrokenForm(where, f"没有名为“{match[1]}”的词组")
        return f"(?:{words[match[1]]})"

    return _FRAGMENT.sub(fragment, pattern)


def _wording(keys: Keys, words: Mapping[str, str], figures: Mapping[FigureId, Figure]) -> Wording:
    zero = keys.flag("zero")
    pattern = _pattern(keys, "pattern", words)
    if pattern is None or (not zero and "#" not in pattern.pattern):
        raise BrokenForm(f"{keys.where}.pattern", "没有用 # 标明数字的位置")
    if zero and not pattern.groups:
        raise BrokenForm(f"{keys.where}.pattern", "没有用括号标明表示零的词")
    readings = tuple(_reading(names, figures, keys) for names in keys.lists("readings"))
    return Wording(
        id=keys.text("id"),
        pattern=pattern,
        readings=readings,
        columns=_columns(keys, readings, figures),
        topic=_pattern(keys, "topic", words),
        unless=_pattern(keys, "unless", words),
        loose=keys.flag("loose"),
        zero=zero,
    )


def _pattern(keys: Keys, key: str, words: Mapping[str, str]) -> re.Pattern[str] | None:
    written = keys.text(key, default="")
    if not written:
        return None
    try:
        return re.compile(_put_in(written, words, f"{keys.where}.{key}"))
    except re.error as error:
        raise BrokenForm(f"{keys.where}.{key}", f"不是有效的正则表达式：{error}") from None


def _reading(names: tuple[str, ...], figures: Mapping[FigureId, Figure], keys: Keys) -> Reading:
    """A sum such as ["requests.deny_*.total", "-requests.deny_1.total"]."""
    sides: dict[bool, list[FigureId]] = {False: [], True: []}
    for name in names:
        named = matching(name.removeprefix("-"), figures)
        if not named:
            raise BrokenForm(f"{keys.where}.readings", f"没有数据项符合“{name}”")
        sides[name.startswith("-")] += named
    return Reading(tuple(sides[False]), tuple(sides[True]))


def _columns(
    keys: Keys, readings: tuple[Reading, ...], figures: Mapping[FigureId, Figure]
) -> tuple[tuple[str, ...], ...]:
    columns = keys.lists("columns", required=False)
    table = figures[readings[0].figures[0]].table
    known = {figure.column.id for figure in figures.values() if figure.table == table}
    for column in (column for names in columns for column in names):
        if column not in known:
            raise BrokenForm(f"{keys.where}.columns", f"没有名为“{column}”的列")
    return columns
