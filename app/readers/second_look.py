"""A second look into a workbook for what the fast parser shows as blank: errors and uncalculated formulas.

It also tells which cells are formulas at all, and which are struck out or have raised digits among the others.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise, product
from xml.etree import ElementTree as Xml
from xml.parsers import expat

import xlrd

from app.readers.formats import DAMAGES
from app.readers.grid import Mark, Place
from app.readers.refused import Refused
from app.readers.struck import raised, struck

_SIGNS = (b"<f", b":f", b'"e"', b"'e'", b"strike", b"vertAlign")
"""A sheet without any of these holds no formula, no error, and no text of its own that is in part struck out."""
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_NOT = ("0", "false")
_ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_ODS_ERROR = re.compile(r"#\w+|Err:\d+")
_MANY = 4096
"""Repeated cells beyond this are the empty rest of a sheet."""


@dataclass(slots=True)
class Seen:
    """Of one sheet: cells without usable value, and cells that are formulas.

    `texts` are cells of which a part is struck out or raised, as they are seen; `struck` are struck out as a whole.
    """

    marks: dict[Place, Mark] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)
    struck: set[Place] = field(default_factory=set)
    _formulas: set[Place] = field(default_factory=set)

    @property
    def formulas(self) -> frozenset[Place]:
        return frozenset(self._formulas)

    def formula(self, place: Place) -> None:
        self._formulas.add(place)


def seen_in_xlsx(data: bytes) -> Mapping[str, Seen]:
    """By sheet name, without those that cannot be looked into. Raises `Refused` where a part has entity tricks."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        styles = _styles(archive)
        parts = ((name, _part(archive, part)) for name, part in _sheet_parts(archive))
        return {name: _seen_in_sheet(content, styles) for name, content in parts if content}


@dataclass(frozen=True, slots=True)
class _Styles:
    """The shared texts of which a part is struck out or raised, by number; the cell formats that strike out."""

    texts: Mapping[str, str]
    striking: frozenset[str]


def _styles(archive: zipfile.ZipFile) -> _Styles:
    texts, formats = _part(archive, "xl/sharedStrings.xml"), _part(archive, "xl/styles.xml")
    is_rich = b"strike" in texts or b"vertAlign" in texts
    return _Styles(_rich(texts) if is_rich else {}, _striking(formats) if b"strike" in formats else frozenset())


def _rich(content: bytes) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, item in enumerate(one for one in _elements(content) if _local(one) == "si"):
        runs = [run for run in item if _local(run) == "r"]
        text = "".join(_run(run) for run in runs)
        if text != "".join(_words(run) for run in runs):
            found[str(number)] = text
    return found


def _run(run: Xml.Element) -> str:
    looks = {_local(look): look.get("val", "1") for style in run if _local(style) == "rPr" for look in style}
    if looks.get("strike", "0") not in _NOT:
        return struck(_words(run))
    return raised(_words(run)) if looks.get("vertAlign", "baseline") != "baseline" else _words(run)


def _words(run: Xml.Element) -> str:
    return "".join(text.text or "" for text in run if _local(text) == "t")


def _striking(content: bytes) -> frozenset[str]:
    root = {_local(part): part for part in _elements(content)}
    fonts = [
        any(_local(look) == "strike" and look.get("val", "1") not in _NOT for look in font)
        for font in root.get("fonts", ())
    ]
    formats = enumerate(root.get("cellXfs", ()))
    return frozenset(
        str(number)
        for number, form in formats
        if (font := form.get("fontId", "")).isdigit() and int(font) < len(fonts) and fonts[int(font)]
    )


def _local(element: Xml.Element) -> str:
    return element.tag.rpartition("}")[2]


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """The part of this name, however its letters are written, as the fast parser has it; b"" where there is none."""
    try:
        content = archive.read(next(one for one in archive.namelist() if one.lower() == name.lower()))
    except (StopIteration, *DAMAGES):
        return b""
    if _ENTITY.search(content[:4096]):
        raise Refused("corrupt", "文件的内部结构不正常，为安全起见没有读。请用 Excel 或 WPS 打开，另存后重报。")
    return content


def _sheet_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Each sheet's name and the part that holds it."""
    names = {name.lower() for name in archive.namelist()}
    targets = {
        relation.get("Id"): posixpath.normpath(posixpath.join("xl", relation.get("Target", "")))
        for relation in _elements(_part(archive, "xl/_rels/workbook.xml.rels"))
        if relation.tag.endswith("}Relationship")
    }
    for element in _elements(_part(archive, "xl/workbook.xml")):
        if element.tag.endswith("}sheet"):
            relation_id = next((value for name, value in element.items() if name.endswith("}id")), "")
            part = targets.get(relation_id, "")
            yield element.get("name", ""), part if part.lower() in names else part.lstrip("/")


def _elements(content: bytes) -> Iterator[Xml.Element]:
    try:
        return Xml.fromstring(content).iter() if content else iter(())  # noqa: S314  see the import
    except Xml.ParseError:
        return iter(())


def _seen_in_sheet(content: bytes, styles: _Styles) -> Seen:
    if not any(sign in content for sign in _SIGNS) and not styles.texts and not styles.striking:
        return Seen()
    sheet = _SheetXml(styles)
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = sheet.start, sheet.end
    parser.CharacterDataHandler = sheet.text
    parser.buffer_text = True
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise Refused("corrupt", "工作表的内部结构不完整，读不出来。请用 Excel 或 WPS 打开，另存后重报。") from None
    return sheet.seen


def _plainly(text: str) -> str:
    return text


class _SheetXml:
    """Follows the cells of a sheet; where they bear no reference, which is optional, it counts."""

    def __init__(self, styles: _Styles) -> None:
        self.seen = Seen()
        self._styles = styles
        self._place: Place = (-1, -1)
        self._kind = self._format = ""
        self._texts: dict[str, str] = {}
        self._within = ""
        self._runs: list[tuple[Callable[[str], str], str]] = []
        self._look: Callable[[str], str] = _plainly

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "row":
                row = attributes.get("r", "")
                self._place = (int(row) - 1 if row.isdigit() else self._place[0] + 1, -1)
            case "c":
                reference = _REFERENCE.fullmatch(attributes.get("r", ""))
                counted = (self._place[0], self._place[1] + 1)
                self._place = _place(reference[1], int(reference[2])) if reference else counted
                self._kind, self._format, self._texts = attributes.get("t", ""), attributes.get("s", ""), {}
                self._runs, self._look = [], _plainly
            case "f" | "v" as part:
                self._within = part
                self._texts.setdefault(part, "")
            case "is" | "r":
                self._look = _plainly
            case "strike" if attributes.get("val", "1") not in _NOT:
                self._look = struck
            case "vertAlign" if attributes.get("val") != "baseline":
                self._look = raised
            case "t":
                self._within, self._texts["t"] = "t", ""

    def text(self, data: str) -> None:
        if self._within:
            self._texts[self._within] += data

    def end(self, name: str) -> None:
        self._within, part = "", name.rpartition(":")[2]
        if part == "t":
            self._runs.append((self._look, self._texts["t"]))
        if part != "c":
            return
        if any(look is not _plainly for look, _ in self._runs):
            self.seen.texts[self._place] = "".join(look(text) for look, text in self._runs)
        formula, result = self._texts.get("f"), self._texts.get("v", "")
        if formula is not None:
            self.seen.formula(self._place)
        if (result or self._runs) and self._format in self._styles.striking:
            self.seen.struck.add(self._place)
        elif self._kind == "s" and result in self._styles.texts:
            self.seen.texts[self._place] = self._styles.texts[result]
        if self._kind == "e":
            self.seen.marks[self._place] = Mark("error", result or "#错误")
        elif formula is not None and not result:
            self.seen.marks[self._place] = Mark("formula", f"={formula}")


def _place(letters: str, row: int) -> Place:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return row - 1, column - 1


def seen_in_xls(data: bytes) -> Mapping[str, Seen]:
    """By sheet name; nothing where the library stumbles.

    Formulas that were never calculated cannot be told from blanks by it.
    """
    for with_formats in (True, False):
        try:
            book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), formatting_info=with_formats)
            return {sheet.name: _seen_by_xlrd(book, sheet) for sheet in book.sheets()}
        except Exception:  # noqa: S112  whatever it stumbles over
            continue
    return {}


def _seen_by_xlrd(book: xlrd.book.Book, sheet: xlrd.sheet.Sheet) -> Seen:
    seen = Seen()
    striking = {number for number, form in enumerate(book.xf_list) if book.font_list[form.font_index].struck_out}
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == xlrd.XL_CELL_ERROR:
                code = sheet.cell_value(row, column)
                seen.marks[row, column] = Mark("error", xlrd.error_text_from_code.get(code, "#错误"))
            elif striking and sheet.cell_xf_index(row, column) in striking:
                seen.struck.add((row, column))
    for (row, column), runs in sheet.rich_text_runlist_map.items():
        text = sheet.cell_value(row, column)
        first = book.xf_list[sheet.cell_xf_index(row, column)].font_index
        seen.texts[row, column] = "".join(
            _in_font(book.font_list[font], text[start:end])
            for (start, font), (end, _) in pairwise([(0, first), *runs, (len(text), 0)])
        )
    return seen


def _in_font(font: xlrd.formatting.Font, text: str) -> str:
    return struck(text) if font.struck_out else raised(text) if font.escapement else text


def seen_in_ods(data: bytes) -> Mapping[str, Seen]:
    """By sheet name, from content.xml."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        content = _part(archive, "content.xml")
    looks = _ods_looks(content)
    return {
        table.get(f"{_TABLE}name", ""): _seen_in_table(table, looks)
        for table in _elements(content)
        if table.tag == f"{_TABLE}table"
    }


def _ods_looks(content: bytes) -> dict[str, Callable[[str], str]]:
    """The styles that strike out or raise, by name."""
    looks: dict[str, Callable[[str], str]] = {}
    if b"text-line-through" not in content and b"text-position" not in content:
        return looks
    for style in _elements(content):
        for look in style if _local(style) == "style" else ():
            if any(look.get(f"{_STYLE}text-line-through-{how}", "none") != "none" for how in ("style", "type")):
                looks[style.get(f"{_STYLE}name", "")] = struck
            elif look.get(f"{_STYLE}text-position", "0").split()[0] not in ("0%", "0"):
                looks[style.get(f"{_STYLE}name", "")] = raised
    return looks


def _ods_text(element: Xml.Element, looks: Mapping[str, Callable[[str], str]]) -> str:
    look = looks.get(element.get(f"{_TEXT}style-name", ""), _plainly)
    pieces = (f"{_ods_text(child, looks)}{look(child.tail or '')}" for child in element)
    return look(element.text or "") + "".join(pieces)


def _seen_in_table(table: Xml.Element, looks: Mapping[str, Callable[[str], str]]) -> Seen:
    seen = Seen()
    row = 0
    for line in table.iter(f"{_TABLE}table-row"):
        column, repeated = 0, int(line.get(f"{_TABLE}number-rows-repeated", "1"))
        deep = repeated if repeated < _MANY else 1
        for cell in line:
            if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                continue
            wide = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            if wide < _MANY and cell.get(f"{_TABLE}formula"):
                for place in product(range(row, row + deep), range(column, column + wide)):
                    _see(seen, place, cell)
            if looks and len(cell):
                text = "\n".join(_ods_text(line, looks) for line in cell if _local(line) == "p")
                if looks.get(cell.get(f"{_TABLE}style-name", "")) is struck:
                    seen.struck.update(product(range(row, row + deep), range(column, column + 1)))
                elif text != "\n".join("".join(line.itertext()) for line in cell if _local(line) == "p"):
                    seen.texts[row, column] = text
            column += wide
        row += repeated
    return seen


def _see(seen: Seen, place: Place, cell: Xml.Element) -> None:
    seen.formula(place)
    shown = "".join(cell.itertext()).strip()
    if cell.get(f"{_OFFICE}value-type") is None and cell.get(f"{_OFFICE}value") is None and not shown:
        seen.marks[place] = Mark("formula", cell.get(f"{_TABLE}formula", "="))
    elif _ODS_ERROR.fullmatch(shown.rstrip("!?/0A")) or shown.startswith(("#", "Err:")):
        seen.marks[place] = Mark("error", shown)
