"""The text of a report: paragraphs under the statutory headings, as the clerk wrote them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from app.form import Form, Section
from app.form.layout import printed
from app.report.findings import Finding, raised

PREAMBLE = "preamble"
"""The key of the text before the first section; each section has its own under its id, after the table of a table's."""
SIGNATURE = "signature"
"""The key of the text after the last section: the organ, and on the last line the date."""

_LONGEST_HEADING = 40
_LONGEST_ORGAN = 40
_ORDINALS = "一二三四五六七八九十"
_ORDINAL = re.compile(rf"^[#＃\s]*([{_ORDINALS}])[、.．，,:：\s]\s*")
_SENTENCE_END = re.compile(r"[。；！？]")
_REMARK = re.compile(r"[（(]草稿[）)]")
_DATE = re.compile(r"(?:20\d\d|二[〇零○Oo0]..)\s*年\s*[\d一二三四五六七八九十]+\s*月\s*[\d一二三四五六七八九十]+\s*日")
_NUMBER = re.compile(r"[\d.,，\s/—-]+")


def text_keys(form: Form) -> tuple[str, ...]:
    """The keys of all texts that a report can have, in the order in which they are printed."""
    return (PREAMBLE, *(section.id for section in form.sections), SIGNATURE)


def stands_with(form: Form, key: str) -> Section:
    """The section that a text stands with: the preamble with the first, the signature with the last."""
    if key in (PREAMBLE, SIGNATURE):
        return form.sections[0 if key == PREAMBLE else -1]
    return next(section for section in form.sections if section.id == key)


def place_said(form: Form, key: str) -> str:
    """Which text it is, in words: 前言, “总体情况”, 表三的表后说明, 落款和日期."""
    if key in (PREAMBLE, SIGNATURE):
        return "前言" if key == PREAMBLE else "落款和日期"
    section = stands_with(form, key)
    return f"表{section.ordinal}的表后说明" if section.table else f"“{section.short}”"


class NoHeadings(Exception):  # noqa: N818  said to the clerk as it stands
    """The text has none of the statutory headings; the message says which are expected."""


@dataclass(frozen=True, slots=True)
class Text:
    """Paragraphs by the key of their text, with `{links}` as they were written.

    `under_tables` are those under the headings of tables; `notes` say what is wrong with the headings.
    """

    sections: Mapping[str, tuple[str, ...]]
    preamble: tuple[str, ...] = ()
    signature: tuple[str, ...] = ()
    under_tables: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    notes: tuple[Finding, ...] = ()


def parsed(form: Form, lines: Iterable[str]) -> Text:
    """The text in these lines or paragraphs. Raises `NoHeadings`."""
    headings, under = _divided(form, lines)
    texts = [section for section in form.sections if section.kind == "text"]
    if not any(section in texts for section in headings):
        expected = "、".join(f"“{section.title}”" for section in texts)
        raise NoHeadings(f"文字里没有统一格式的标题，分不出各部分。请让{expected}各占一行，正文写在标题下面。")
    signature = _taken_off(under[form.sections[-1].id])
    return Text(
        sections={section.id: tuple(under[section.id]) for section in texts if section in headings},
        preamble=_without_title(form, under[""]),
        signature=signature,
        under_tables={s.id: tuple(under[s.id]) for s in form.sections if s not in texts and under[s.id]},
        notes=tuple(_about_headings(form, headings)),
    )


def _taken_off(paragraphs: list[str]) -> tuple[str, ...]:
    """The organ and the date at the end, which are taken off the last section's paragraphs."""
    if not paragraphs or not _DATE.fullmatch(paragraphs[-1]):
        return ()
    organ = paragraphs[-2] if len(paragraphs) > 1 else ""
    signs = bool(organ) and len(organ) <= _LONGEST_ORGAN and not re.search("[，。；：！？]", organ)
    lines = paragraphs[-2:] if signs else paragraphs[-1:]
    del paragraphs[-len(lines) :]
    return tuple(lines)


def after_table(form: Form, section: Section, paragraphs: Iterable[str]) -> tuple[str, ...]:
    """Of what stands under the heading of a table, the sentences: without the table's own cells."""
    cells = {_words(cell.text) for cell in printed(form.tables[section.table]).cells}
    return tuple(
        paragraph
        for paragraph in paragraphs
        if "\t" not in paragraph and not _NUMBER.fullmatch(paragraph) and _words(paragraph) not in cells
    )


def _divided(form: Form, lines: Iterable[str]) -> tuple[list[Section], dict[str, list[str]]]:
    """The headings in their order, and the paragraphs by section id; "" is before the first heading."""
    headings: list[Section] = []
    under: dict[str, list[str]] = {section_id: [] for section_id in ("", *(section.id for section in form.sections))}
    current = ""
    for line in (part for whole in lines for part in whole.splitlines()):
        paragraph = line.strip().strip("\ufeff").strip()
        if not paragraph:
            continue
        section = section_named(form, paragraph)
        if section is None:
            under[current].append(paragraph)
        else:
            headings.append(section)
            current = section.id
    return headings, under


def section_named(form: Form, line: str) -> Section | None:
    """The section whose statutory heading this line is, also in another wording; None for any other line."""
    if len(line) > _LONGEST_HEADING or _SENTENCE_END.search(line):
        return None
    ordinal = _ORDINAL.match(line)
    words = _words(line)
    for section in form.sections:
        for title in (section.title, *section.aliases):
            if words == _words(title):
                return section
    if ordinal and not _is_aspect(form, ordinal[1], words):
        for section in form.sections:
            if section.ordinal == ordinal[1] and _alike(words, _words(section.title)):
                return section
    return None


def _is_aspect(form: Form, ordinal: str, words: str) -> bool:
    """Whether this is an aspect of a section, numbered like a section (三、政府信息管理情况)."""
    place = _ORDINALS.index(ordinal)
    return any(_words(part) in words for section in form.sections for part in section.parts[place : place + 1])


def _words(heading: str) -> str:
    """A heading without numbering, spaces and punctuation."""
    text = unicodedata.normalize("NFKC", _ORDINAL.sub("", heading))
    return "".join(char for char in text if char.isalnum())


def _alike(words: str, title: str) -> bool:
    """Whether both say the same in slightly other words (问题和改进措施 for 存在的主要问题及改进情况)."""
    common = sum(block.size for block in SequenceMatcher(None, words, title, autojunk=False).get_matching_blocks())
    return common >= 4 and common >= 0.6 * min(len(words), len(title))


def _without_title(form: Form, paragraphs: list[str]) -> tuple[str, ...]:
    """The preamble less the report's title, which may stand on two lines and carry a draft mark."""
    ending = _words(form.title.rpartition("}")[2])
    for place, paragraph in enumerate(paragraphs[:3]):
        words = _words(_REMARK.sub("", paragraph))
        if words.endswith(ending) and len(words) <= _LONGEST_HEADING + len(ending):
            rest = paragraphs[place + 1 :]
            return tuple(rest[1:] if rest and _REMARK.fullmatch(rest[0]) else rest)
    return tuple(paragraphs)


def _about_headings(form: Form, headings: list[Section]) -> Iterable[Finding]:
    for section in dict.fromkeys(headings):
        if headings.count(section) > 1:
            message = f"标题“{section.title}”出现了{headings.count(section)}次，下面的文字已合在一起。请只留一个。"
            yield raised(form, "text.headings", message)
    order = list(dict.fromkeys(headings))
    statutory = [section for section in form.sections if section in order]
    if order != statutory:
        found = "、".join(section.ordinal for section in order)
        right = "、".join(section.ordinal for section in statutory)
        yield raised(form, "text.headings", f"标题的顺序是{found}，应为{right}。请按统一格式排列。")


def left_out(form: Form, text: Text) -> Iterable[Finding]:
    """A notice for each table under whose heading there is text, where that is not taken."""
    for section in form.sections:
        if under := text.under_tables.get(section.id):
            beginning = f"“{section.title}”下面的文字未采用：“{under[0][:20]}…”"
            message = f"{beginning}。这一部分只印表格，要保留的请移到第一或第六部分。"
            yield raised(form, "text.left_out", message, section=section.id)
