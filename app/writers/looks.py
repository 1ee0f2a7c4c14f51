"""How the Word template looks: its page, the type and the paragraphs of its styles, for what is printed without Word.

All lengths are in twentieths of a point, as in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn
from docx.oxml.styles import CT_Style
from lxml.etree import _Element as Element

_DEEPEST = 10
_SIZE = 32  # half points, where nothing says otherwise
_NATURAL_LINE = 1.3  # of the size of type, where the line is not exact


@dataclass(frozen=True, slots=True)
class Type:
    """The type of a style: a Chinese font and one for Latin letters and digits; `closer` is added to each advance."""

    chinese: str
    latin: str
    size: float
    bold: bool = False
    closer: float = 0


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a paragraph. `align` is left, center, right or both; `indent` is the first line's."""

    type: Type
    line: float
    align: str = "both"
    indent: float = 0
    left: float = 0
    right: float = 0
    keeps_next: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page and its margins; `header` and `footer` are their distances from the edge."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float

    @property
    def text_width(self) -> float:
        return self.width - self.left - self.right


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot of a page: `before` the number and `after` it; no number where `has_number` is false."""

    look: Look
    before: str = ""
    after: str = ""
    has_number: bool = False

    def text(self, number: int) -> str:
        """The line on the page with this number."""
        return f"{self.before}{number}{self.after}" if self.has_number else self.before


def chain(style: CT_Style | None, defaults: Element | None) -> list[Element]:
    """A style with those that it is based on, nearest first; the file's own defaults last."""
    found: list[Element] = []
    while style is not None and len(found) < _DEEPEST:
        found.append(style)
        style = style.base_style
    if defaults is not None:
        found += [wrapper for wrapper in defaults if len(wrapper)]
    return found


def type_of(styles: Sequence[Element]) -> Type:
    """The type of a style, given with its chain."""
    return Type(
        chinese=_attribute(styles, "w:rPr", "w:rFonts", "eastAsia"),
        latin=_attribute(styles, "w:rPr", "w:rFonts", "ascii"),
        size=10 * (_number(styles, "w:rPr", "w:sz", "val") or _SIZE),
        bold=_is_on(styles, "w:rPr", "w:b"),
        closer=_number(styles, "w:rPr", "w:spacing", "val"),
    )


def look_of(styles: Sequence[Element]) -> Look:
    """The look of a paragraph style, given with its chain."""
    kind = type_of(styles)
    return Look(
        type=kind,
        line=_line(styles, kind.size),
        align=_attribute(styles, "w:pPr", "w:jc", "val") or "left",
        indent=_indent(styles, "firstLine", kind.size),
        left=_indent(styles, "left", kind.size),
        right=_indent(styles, "right", kind.size),
        keeps_next=_is_on(styles, "w:pPr", "w:keepNext"),
    )


def page_of(section: Element) -> Page:
    """The page of a section; A4 with the margins of GB/T 9704 where it does not say."""
    size, margins = [[section] if section.find(qn(name)) is not None else [] for name in ("w:pgSz", "w:pgMar")]

    def length(of: list[Element], element: str, name: str, usual: float) -> float:
        return _number(of, "", element, name) or usual

    return Page(
        width=length(size, "w:pgSz", "w", 11906),
        height=length(size, "w:pgSz", "h", 16838),
        top=length(margins, "w:pgMar", "top", 2098),
        right=length(margins, "w:pgMar", "right", 1474),
        bottom=length(margins, "w:pgMar", "bottom", 1984),
        left=length(margins, "w:pgMar", "left", 1588) + length(margins, "w:pgMar", "gutter", 0),
        header=length(margins, "w:pgMar", "header", 1247),
        footer=length(margins, "w:pgMar", "footer", 1389),
    )


def foot_of(footer: Element, style: Sequence[Element]) -> Foot | None:
    """The first paragraph of a footer that says something; None where none does."""
    for paragraph in footer.iter(qn("w:p")):
        before, number, after = _around_number(paragraph)
        if before or number:
            return Foot(look_of([paragraph, *style]), before, after, number)
    return None


def _around_number(paragraph: Element) -> tuple[str, bool, str]:
    """The text before the page number, whether there is one, and the text after it."""
    texts, place, in_result = ["", ""], 0, False
    for element in paragraph.iter():
        told = element.get(qn("w:instr"), "") if element.tag == qn("w:fldSimple") else element.text or ""
        if element.tag in (qn("w:fldSimple"), qn("w:instrText")) and "PAGE" in told:
            place = 1
        elif element.tag == qn("w:fldChar"):
            in_result = element.get(qn("w:fldCharType")) == "separate"
        elif element.tag == qn("w:t") and not in_result and not _is_in_field(element):
            texts[place] += element.text or ""
    return texts[0], place == 1, texts[1]


def _is_in_field(text: Element) -> bool:
    return next(text.iterancestors(qn("w:fldSimple")), None) is not None


def _line(styles: Sequence[Element], size: float) -> float:
    line = _number(styles, "w:pPr", "w:spacing", "line")
    rule = _attribute(styles, "w:pPr", "w:spacing", "lineRule")
    if line and rule == "exact":
        return line
    if line and rule == "atLeast":
        return max(line, size * _NATURAL_LINE)
    return size * _NATURAL_LINE * (line or 240) / 240


def _indent(styles: Sequence[Element], side: str, size: float) -> float:
    """An indent; the nearest style that gives it in characters or as a length decides."""
    for style in styles:
        if _has(style, "w:pPr", "w:ind", f"{side}Chars"):
            return _number([style], "w:pPr", "w:ind", f"{side}Chars") * size / 100
        if _has(style, "w:pPr", "w:ind", side):
            return _number([style], "w:pPr", "w:ind", side)
    return 0


def _has(style: Element, group: str, element: str, name: str) -> bool:
    return any(True for _ in _values([style], group, element, name))


def _number(styles: Sequence[Element], group: str, element: str, name: str) -> float:
    try:
        return float(_attribute(styles, group, element, name) or 0)
    except ValueError:
        return 0


def _attribute(styles: Sequence[Element], group: str, element: str, name: str) -> str:
    return next(_values(styles, group, element, name), "")


def _values(styles: Sequence[Element], group: str, element: str, name: str) -> Iterator[str]:
    path = f"{qn(group)}/{qn(element)}" if group else qn(element)
    for style in styles:
        found = style.find(path)
        if found is not None and found.get(qn(f"w:{name}")) is not None:
            yield found.get(qn(f"w:{name}"), "")


def _is_on(styles: Sequence[Element], group: str, element: str) -> bool:
    found = next((mark for style in styles if (mark := style.find(f"{qn(group)}/{qn(element)}")) is not None), None)
    return found is not None and found.get(qn("w:val"), "1") not in ("0", "false", "off")
