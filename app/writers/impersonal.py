"""What of a Word template tells of people or computers, and is taken out before a report is made of it."""

from __future__ import annotations

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import nsmap, qn
from lxml import etree

_REFERENCE = f"{{{nsmap['r']}}}"
_NEEDED = {f"{nsmap['r']}/{kind}" for kind in ("styles", "settings", "fontTable", "theme", "numbering")}
_NEEDED_WHERE_SHOWN = {RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER}
# fmt: off
_TELLING = {
    "del", "moveFrom", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "trPrChange", "tcPrChange",
    "trackRevisions", "docVars", "rsids", "docId", "attachedTemplate", "mailMerge", "saveThroughXslt",
    "printerSettings", "hlinkClick", "hlinkHover",
    "footnotePr", "endnotePr",  # they point to notes, which stay behind with the text
}
# fmt: on


def make_impersonal(document: Document) -> None:
    """Leaves the styles, settings, fonts, numbering, and the headers and footers that an emptied document shows.

    Comments, authors, custom properties, thumbnail, data, tracked changes and links to other files go.
    """
    main, package = document.part, document.part.package
    assert package is not None
    shown = {reference.get(qn("r:id")) for reference in main.element.body.sectPr}
    for name, related in list(package.rels.items()):
        if related.reltype != RELATIONSHIP_TYPE.OFFICE_DOCUMENT:
            del package.rels[name]
    for name, related in list(main.rels.items()):
        if related.reltype not in _NEEDED and not (related.reltype in _NEEDED_WHERE_SHOWN and name in shown):
            del main.rels[name]
    for part in package.iter_parts():
        if isinstance(part, XmlPart):
            _clean(part)


def _clean(part: XmlPart) -> None:
    for name in [name for name, related in part.rels.items() if related.is_external]:
        del part.rels[name]
    for element in list(part.element.iter("{*}*")):
        parent = element.getparent()
        if parent is not None and etree.QName(element).localname in _TELLING:
            parent.remove(element)
            continue
        for name, value in element.items():
            if name == qn("w:author"):
                element.set(name, "")
            elif name == qn("w:date") or (name.startswith(_REFERENCE) and value not in part.rels):
                del element.attrib[name]
