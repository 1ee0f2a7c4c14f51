"""A Word file (.docx) becomes paragraphs and tables in their order, as a reader of the page sees them."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from app.readers.formats import kind_of
from app.readers.grid import Document
from app.readers.page import Spanning, document
from app.readers.refused import Refused
from app.readers.struck import raised, struck

WIDEST_SPAN = 1000

# Deleted and moved text, pictures and text boxes, phonetic marks, formulas: not what the page says in words.
_UNSEEN = {"del", "moveFrom", "drawing", "pict", "object", "AlternateContent", "rt", "oMath", "oMathPara"}
_OBJECTS = {"drawing", "pict", "object", "oMath", "sym", "ddList", "checkBox"}
_GONE = {"del", "moveFrom"}
_SIGNS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    KeyError,
    NotImplementedError,
    EOFError,
    ValueError,
    OSError,
)
_OFF = {"0", "false", "off"}


def read_word(data: bytes) -> Document:
    """The document in a .docx; text numbers stay text. Raises `Refused`: corrupt, encrypted or too_large.

    A table of a single cell, or one drawn round a larger table, is layout: what is in it is read as if it stood free.
    """
    if kind_of(data) != "docx":
        raise Refused("corrupt", "这不是 Word 文件（.docx）。请用 Word 或 WPS 打开，另存为 .docx 后重报。")
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            body = _child(_parsed(package.read(_main_part(package))), "body")
    except RuntimeError as error:
        raise Refused("encrypted", "文件有打开密码，读不出来。请打开它，去掉密码，另存后重报。") from error
    except _DAMAGES as error:
        raise _corrupt() from error
    if body is None:
        raise _corrupt()
    return document(_blocks(body))


def _corrupt() -> Refused:
    return Refused("corrupt", "Word 文件已损坏，读不出来。请用 Word 或 WPS 打开，另存为新的 .docx 后重报。")


def _parsed(xml: bytes) -> etree._Element:
    """The root element. Entities stay unresolved and nothing is fetched; deeper than 256 levels is an error."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    return etree.fromstring(xml, parser)


def _main_part(package: zipfile.ZipFile) -> str:
    for element in _parsed(package.read("_rels/.rels")):
        if element.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(element.get("Target", "").lstrip("/"))
    return "word/document.xml"


# Names are compared without namespace: the strict variety of the format has others.
def _name(element: etree._Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _child(element: etree._Element | None, *path: str) -> etree._Element | None:
    for name in path:
        if element is not None:
            element = next((child for child in element if _name(child) == name), None)
    return element


def _value(element: etree._Element | None, name: str = "val") -> str:
    """An attribute of an element, whatever its namespace; "" where either is missing."""
    if element is None:
        return ""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and _value(element) not in _OFF


def _within(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The nearest elements of these names below, through content controls and the like, in order."""
    for child in element:
        if _name(child) in names:
            yield child
        elif _name(child) not in _UNSEEN:
            yield from _within(child, *names)


def _blocks(element: etree._Element) -> Iterator[str | list[Spanning]]:
    for block in _within(element, "p", "tbl"):
        if _name(block) == "p":
            yield _text(block)
        elif _is_layout(block):
            for cell in _within(block, "tc"):
                yield from _blocks(cell)
        else:
            yield _cells(block)


def _is_layout(table: etree._Element) -> bool:
    size = _size(table)
    return size <= 1 or any(_size(inner) > size for inner in table.iterdescendants() if _name(inner) == "tbl")


def _size(table: etree._Element) -> int:
    return sum(1 for _ in _within(table, "tc"))


def _text(element: etree._Element) -> str:
    """The visible text of a paragraph."""
    return "".join(_pieces(element))


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        name = _name(child)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name in _UNSEEN or name.endswith("Pr") or (name == "r" and _is_on(_child(child, "rPr", "vanish"))):
            continue
        elif name == "r":
            yield _styled("".join(_pieces(child)), _child(child, "rPr"))
        else:
            yield from _pieces(child)


def _styled(text: str, style: etree._Element | None) -> str:
    if style is None:
        return text
    if any(_is_on(_child(style, name)) for name in ("strike", "dstrike")):
        return struck(text)
    return raised(text) if _value(_child(style, "vertAlign")) in ("superscript", "subscript") else text


def _cells(table: etree._Element) -> list[Spanning]:
    """The cells of a table; what a merged cell covers has no content of its own."""
    cells: list[Spanning] = []
    open_above: dict[int, Spanning] = {}
    for number, row in enumerate(row for row in _within(table, "tr") if _child(row, "trPr", "del") is None):
        still_open: dict[int, Spanning] = {}
        column = _number(_child(row, "trPr", "gridBefore"), 0)
        for element in _within(row, "tc"):
            columns = max(1, _number(_child(element, "tcPr", "gridSpan"), 1))
            merge = _child(element, "tcPr", "vMerge")
            above = open_above.get(column) if merge is not None and _value(merge) != "restart" else None
            if above is not None:
                above.rows = number - above.row + 1
                cell = above
            else:
                text = _cell_text(element)
                cell = Spanning(number, column, 1, columns, text, not text.strip() and _has_object(element))
                cells.append(cell)
            if merge is not None:
                still_open[column] = cell
            column += columns
        open_above = still_open
    return cells


def _number(element: etree._Element | None, default: int) -> int:
    value = _value(element)
    return min(int(value), WIDEST_SPAN) if value.isascii() and value.isdigit() else default


def _has_object(element: etree._Element) -> bool:
    """A picture or the like, or words that are hidden."""
    return any(
        _name(child) in _OBJECTS
        or (_is_on(_child(child, "rPr", "vanish")) and any(_name(piece) == "t" for piece in child))
        or (_name(child) not in _GONE and _has_object(child))
        for child in element
    )


def _cell_text(cell: etree._Element) -> str:
    """The paragraphs of a cell, each on a line, with those of a table inside it."""
    return "\n".join(_text(paragraph) for paragraph in _within(cell, "p")).strip("\n")
