"""A web page becomes paragraphs and tables in their order, as a reader of the page sees them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from app.readers.grid import Document
from app.readers.page import Spanning, document
from app.readers.refused import Refused
from app.readers.struck import raised, struck

LARGEST_PAGE = 20 * 2**20
MOST_COLUMNS = 256
"""A table this wide is none of ours; cells further right are left out."""

# fmt: off
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
))
_UNSEEN = frozenset((
    "head", "script", "style", "template", "noscript", "del", "button", "iframe",
    "object", "svg", "math", "audio", "video", "canvas",
))
# fmt: on
_NOT_TYPED = frozenset(("hidden", "checkbox", "radio", "button", "submit", "reset", "image", "file"))
_STRUCK = re.compile(r"text-decoration[^;]*line-through", re.IGNORECASE)
_RAISED = re.compile(r"vertical-align\s*:\s*(?:super|sub)\b", re.IGNORECASE)
_OBJECTS = ("img", "svg", "math", "object", "canvas", "iframe", "video", "button")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
_LINE = "\x00"
"""Stands for <br> until the spaces of the source are folded."""


def read_html(data: bytes) -> Document:
    """The document in a web page; text numbers stay text. Raises `Refused`: corrupt or too_large.

    A table of a single cell, or one drawn round a larger table, is layout: what is in it is read as if it stood free.
    """
    if len(data) > LARGEST_PAGE:
        raise Refused("too_large", f"网页超过 {LARGEST_PAGE >> 20} MB，没有读。请只保存年报所在的页面。")
    text = decoded(data).replace("\0", "")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused("corrupt", "网页已损坏，读不出来。请用浏览器打开，重新保存后再导入。") from error
    # The parser stops silently at 256 levels or 10 MB in one piece: half a page would pass for the whole.
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise Refused("too_large", "网页太大或层次太深，读不全。请把年报的文字和表格复制到新的 Word 文件里再导入。")
    if root is None:
        raise Refused("corrupt", "网页是空的，里面没有内容。请用浏览器打开，重新保存后再导入。")
    return document(_blocks(root))


def decoded(data: bytes) -> str:
    """The page as text: by its byte order mark, as it declares, as UTF-8, or as GB 18030, whichever fits first."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    declared = _DECLARED.search(data[:4096])
    encodings = [_encoding(declared[1].decode("ascii", "replace"))] if declared else []
    for encoding in (*encodings, "utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode(encodings[0] if encodings else "utf-8-sig", "replace")


def _encoding(name: str) -> str:
    """Pages that say gb2312 mean its successor; those that say Latin-1 say nothing."""
    name = name.lower()
    if name.startswith("gb"):
        return "gb18030"
    return name if name in ("big5", "big5-hkscs") else "utf-8-sig"


def _is_seen(element: etree._Element) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN or element.get("hidden") is not None:
        return False
    return not _HIDDEN.search(element.get("style", ""))


def _blocks(element: etree._Element) -> Iterator[str | list[Spanning]]:
    """Paragraphs and tables; a paragraph ends where a block begins or ends."""
    pieces: list[str] = []
    for piece in _pieces(element):
        if isinstance(piece, str):
            pieces.append(piece)
            continue
        text = _folded("".join(pieces))
        pieces = []
        if text.strip():
            yield text
        if isinstance(piece, list):
            yield piece
    text = _folded("".join(pieces))
    if text.strip():
        yield text


def _pieces(element: etree._Element) -> Iterator[str | list[Spanning] | None]:
    """Runs of text, tables, and None where a paragraph ends."""
    is_block = element.tag in _BLOCKS
    if is_block:
        yield None
    yield element.text or ""
    for child in element:
        if child.tag == "br":
            yield _LINE
        elif not _is_seen(child):
            pass
        elif child.tag in ("input", "select"):
            yield _entered(child)
        elif child.tag == "table" and not _is_layout(child):
            yield from _captions(child)
            yield _cells(child)
        elif style := _style(child):
            yield from (style(piece) if isinstance(piece, str) else piece for piece in _pieces(child))
        else:
            yield from _pieces(child)
        yield child.tail or ""
    if is_block:
        yield None


def _entered(field: etree._Element) -> str:
    """What stands in a field of a form."""
    if field.tag == "select":
        return "".join(
            "".join(map(str, option.itertext())) for option in field.iter("option") if "selected" in option.attrib
        )
    return "" if field.get("type", "").lower() in _NOT_TYPED else field.get("value", "")


def _style(element: etree._Element) -> Callable[[str], str] | None:
    """What makes its text look otherwise than plain digits."""
    css = element.get("style", "")
    if element.tag in ("s", "strike") or _STRUCK.search(css):
        return struck
    return raised if element.tag in ("sup", "sub") or _RAISED.search(css) else None


def _captions(table: etree._Element) -> Iterator[str | list[Spanning] | None]:
    for caption in table.iterchildren("caption"):
        yield from _pieces(caption)


def _folded(text: str) -> str:
    lines = (_SPACES.sub(" ", line).strip(" ") for line in text.split(_LINE))
    return "\n".join(lines).strip("\n")


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    """The rows that are seen, of this table and of no other inside it."""
    for child in table:
        if child.tag == "tr" and _is_seen(child):
            yield child
        elif child.tag in ("thead", "tbody", "tfoot", "form") and _is_seen(child):
            yield from _rows(child)


def _row_cells(row: etree._Element) -> Iterator[etree._Element]:
    return (cell for cell in row.iterchildren("td", "th") if _is_seen(cell))


def _is_layout(table: etree._Element) -> bool:
    size = _size(table)
    return size <= 1 or any(_size(inner) > size for inner in table.iterdescendants("table"))


def _size(table: etree._Element) -> int:
    return sum(1 for row in _rows(table) for _ in _row_cells(row))


def _cells(table: etree._Element) -> list[Spanning]:
    """The cells of a table, each in the first column that no cell from above covers."""
    rows = list(_rows(table))
    cells: list[Spanning] = []
    covered_until: dict[int, int] = {}  # column: the first row that is free again
    for number, row in enumerate(rows):
        column = 0
        for element in _row_cells(row):
            while covered_until.get(column, 0) > number:
                column += 1
            if column >= MOST_COLUMNS:
                break
            columns = min(max(1, _span(element, "colspan")), MOST_COLUMNS)
            deep = min(_span(element, "rowspan") or len(rows), len(rows) - number)
            text = _cell_text(element)
            hides = not text.strip() and any(_is_object(child) for child in element.iter())
            cells.append(Spanning(number, column, deep, columns, text, hides))
            if deep > 1:
                covered_until.update(dict.fromkeys(range(column, column + columns), number + deep))
            column += columns
    return cells


def _is_object(element: etree._Element) -> bool:
    """A picture or the like, or words that are hidden."""
    if element.tag in _OBJECTS or element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")):
        return element.tag in _OBJECTS or bool("".join(map(str, element.itertext())).strip())
    return False


def _span(cell: etree._Element, name: str) -> int:
    """A span of 0 means the rest of the table."""
    value = (cell.get(name) or "1").strip()
    return int(value) if re.fullmatch("[0-9]{1,9}", value) else 1


def _cell_text(cell: etree._Element) -> str:
    """The paragraphs of a cell, each on a line, with those of a table inside it."""
    return "\n".join(block if isinstance(block, str) else _lines(block) for block in _blocks(cell))


def _lines(cells: list[Spanning]) -> str:
    return "\n".join(cell.text for cell in cells if cell.text)
