"""The Word template: what shapes a page is taken over, what tells of people or computers is not."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from pathlib import Path

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_blank_text=True)

# Comments, authors, custom properties, thumbnails and data of the template stay behind.
_KEPT = {"styles", "settings", "fontTable", "theme", "numbering", "header", "footer", "footnotes", "endnotes"}
_DAMAGES = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_KINDS = {"paragraph": "段落", "character": "字符", "table": "表格"}


class BrokenTemplate(Exception):  # noqa: N818  the template is broken; the program does not err
    """The template cannot be used. The sentence names it, what is missing and the remedy."""

    def __init__(self, template: Path, why: str) -> None:
        self.say = f"Word 模板“{template.name}”不能用：{why}"
        super().__init__(self.say)


@dataclass(frozen=True)
class Relationship:
    """From one part of the package to another, or to something outside."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def kind(self) -> str:
        return self.type.rpartition("/")[2]


@dataclass(frozen=True)
class Template:
    """The parts to take over, by name, with the relationships of the main part and its page setup."""

    file: Path
    main: str
    parts: Mapping[str, bytes]
    types: Mapping[str, str]
    defaults: Mapping[str, str]
    relationships: tuple[Relationship, ...]
    page: etree._Element

    def style(self, name: str, kind: str = "paragraph") -> str:
        """The id under which the file knows a style. Raises `BrokenTemplate` if it has none of that name."""
        element = self._styles.get((kind, name.casefold()))
        if element is None:
            raise BrokenTemplate(
                self.file, f"里面没有名为“{name}”的{_KINDS[kind]}样式。请在模板里补上，或者改用程序自带的模板。"
            )
        return element.get(f"{{{W}}}styleId", "")

    def type_size(self, name: str) -> float:
        """The size of type of a paragraph style in points, its own or inherited; 16 where none is said."""
        element: etree._Element | None = self._styles.get(("paragraph", name.casefold()))
        for _ in range(10):
            if element is None:
                break
            size = element.find(f"{{{W}}}rPr/{{{W}}}sz")
            if size is not None:
                return float(size.get(f"{{{W}}}val", "32")) / 2
            element = self._parent(element)
        return 16.0

    def _parent(self, element: etree._Element) -> etree._Element | None:
        based_on = element.find(f"{{{W}}}basedOn")
        wanted = None if based_on is None else based_on.get(f"{{{W}}}val")
        return next((style for style in self._styles.values() if style.get(f"{{{W}}}styleId") == wanted), None)

    @cached_property
    def _styles(self) -> dict[tuple[str, str], etree._Element]:
        part = next((rel.target for rel in self.relationships if rel.kind == "styles"), None)
        if part is None:
            return {}
        found = {}
        for style in etree.fromstring(self.parts[part], PARSER).iterfind(f"{{{W}}}style"):
            name = style.find(f"{{{W}}}name")
            if name is not None:
                found[style.get(f"{{{W}}}type", ""), name.get(f"{{{W}}}val", "").casefold()] = style
        return found


def read_template(file: Path) -> Template:
    """The template in this file, .docx or .dotx. Raises `BrokenTemplate`."""
    try:
        with zipfile.ZipFile(BytesIO(file.read_bytes())) as package:
            return _read(file, package)
    except OSError as error:
        raise BrokenTemplate(file, f"读不出“{file}”。请检查文件是否还在，或者改用程序自带的模板。") from error
    except _DAMAGES as error:
        raise BrokenTemplate(
            file, "它不是完好的 Word 文件。请用 Word 或 WPS 另存为 .docx，或者改用程序自带的模板。"
        ) from error


def _read(file: Path, package: zipfile.ZipFile) -> Template:
    main = next(
        (rel.target for rel in _relationships(package, "") if rel.kind == "officeDocument"), "word/document.xml"
    )
    page = etree.fromstring(package.read(main), PARSER).find(f"{{{W}}}body/{{{W}}}sectPr")
    if page is None:
        raise BrokenTemplate(file, "里面没有页面设置。请用 Word 或 WPS 另存为 .docx，或者改用程序自带的模板。")
    relationships = tuple(rel for rel in _relationships(package, main) if rel.kind in _KEPT and not rel.external)
    parts: dict[str, bytes] = {}
    for rel in relationships:
        if rel.kind == "settings":
            parts[rel.target] = _impersonal(package.read(rel.target))
        else:
            parts.update(_with_what_it_needs(package, rel.target))
    types = etree.fromstring(package.read("[Content_Types].xml"), PARSER)
    return Template(
        file=file,
        main=main,
        parts=parts,
        types={el.get("PartName", "")[1:]: el.get("ContentType", "") for el in types if el.get("PartName")},
        defaults={el.get("Extension", ""): el.get("ContentType", "") for el in types if el.get("Extension")},
        relationships=relationships,
        page=page,
    )


def relationships_part(part: str) -> str:
    """Where the package keeps the relationships of a part."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relationships(package: zipfile.ZipFile, part: str) -> Iterator[Relationship]:
    try:
        data = package.read(relationships_part(part))
    except KeyError:
        return
    for element in etree.fromstring(data, PARSER):
        external = element.get("TargetMode") == "External"
        target = element.get("Target", "")
        if not external:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target))[1:]
        yield Relationship(element.get("Id", ""), element.get("Type", ""), target, external)


def _with_what_it_needs(package: zipfile.ZipFile, part: str) -> dict[str, bytes]:
    """A header or other part, with the pictures that it shows."""
    parts = {part: package.read(part)}
    related = list(_relationships(package, part))
    if related:
        parts[relationships_part(part)] = package.read(relationships_part(part))
        parts.update({rel.target: package.read(rel.target) for rel in related if not rel.external})
    return parts


def _impersonal(settings: bytes) -> bytes:
    """The settings without links to files of the template's author, and without change tracking."""
    root = etree.fromstring(settings, PARSER)
    for element in list(root):
        linked = any(name.startswith(f"{{{R}}}") for node in element.iter() for name in node.attrib)
        if linked or element.tag in (f"{{{W}}}trackRevisions", f"{{{W}}}docVars", f"{{{W}}}rsids"):
            root.remove(element)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
