"""A Word file from a template and a new body: parts, relationships and properties, the same bytes every time."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Mapping
from copy import deepcopy
from html import escape
from io import BytesIO

from lxml import etree

from app.writers.template import CONTENT_TYPES, RELATIONSHIPS, R, Relationship, Template, W, relationships_part

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HEADER_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"


def package(template: Template, body: str, title: str, organ: str, header: str = "") -> bytes:
    """The file. `body` and `header` are WordprocessingML; a header takes the place of the template's on every page."""
    page, relationships, headers = template.page, template.relationships, dict[str, str]()
    taken_over = dict(template.parts)
    if header:
        page, relationships, headers = _with_header(template, header)
        for rel in set(template.relationships) - set(relationships):
            taken_over.pop(rel.target, None)
            taken_over.pop(relationships_part(rel.target), None)
    document = f'<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}{_xml(page)}</w:body></w:document>'
    main = Relationship("main", f"{R}/officeDocument", template.main, external=False)
    core = Relationship("core", _CORE_RELATION, "docProps/core.xml", external=False)
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(template, taken_over, headers),
        "_rels/.rels": _relationships((main, core), ""),
        template.main: DECLARATION + document,
        relationships_part(template.main): _relationships(relationships, template.main),
        **taken_over,
        **headers,
        "docProps/core.xml": _properties(title, organ),
    }
    return _zipped(parts)


def _with_header(template: Template, header: str) -> tuple[etree._Element, tuple[Relationship, ...], dict[str, str]]:
    """Page setup, relationships and parts with this header on first, odd and even pages."""
    page = deepcopy(template.page)
    for old in page.findall(f"{{{W}}}headerReference"):
        page.remove(old)
    kept = tuple(rel for rel in template.relationships if rel.kind != "header")
    parts = {}
    for kind in ("first", "even", "default"):
        name = posixpath.join(posixpath.dirname(template.main), f"draft_{kind}.xml")
        parts[name] = f'{DECLARATION}<w:hdr xmlns:w="{W}" xmlns:r="{R}">{header}</w:hdr>'
        kept += (Relationship(f"draft_{kind}", f"{R}/header", name, external=False),)
        page.insert(0, etree.Element(f"{{{W}}}headerReference", {f"{{{W}}}type": kind, f"{{{R}}}id": f"draft_{kind}"}))
    return page, kept, parts


def _content_types(template: Template, taken_over: Mapping[str, bytes], headers: Mapping[str, str]) -> str:
    types = {part: kind for part, kind in template.types.items() if part in taken_over}
    types |= dict.fromkeys(headers, _HEADER_TYPE) | {template.main: _MAIN_TYPE, "docProps/core.xml": _CORE_TYPE}
    defaults = "".join(
        f'<Default Extension="{escape(extension)}" ContentType="{escape(kind)}"/>'
        for extension, kind in template.defaults.items()
    )
    overrides = "".join(
        f'<Override PartName="/{escape(part)}" ContentType="{escape(kind)}"/>' for part, kind in types.items()
    )
    return f'{DECLARATION}<Types xmlns="{CONTENT_TYPES}">{defaults}{overrides}</Types>'


def _relationships(relationships: tuple[Relationship, ...], part: str) -> str:
    folder = posixpath.dirname(part) or "."
    written = "".join(
        f'<Relationship Id="{escape(rel.id)}" Type="{escape(rel.type)}" '
        f'Target="{escape(posixpath.relpath(rel.target, folder))}"/>'
        for rel in relationships
    )
    return f'{DECLARATION}<Relationships xmlns="{RELATIONSHIPS}">{written}</Relationships>'


def _properties(title: str, organ: str) -> str:
    """Title, organ and language: no author, no program, no time."""
    return (
        f'{DECLARATION}<cp:coreProperties xmlns:cp="{_CORE}" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:subject>{escape(organ)}</dc:subject>"
        "<dc:creator></dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _xml(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode")


def _zipped(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, content)
    return buffer.getvalue()
