"""The Word template, opened, emptied and filled with a report by python-docx."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_HEADER_FOOTER
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.parts.hdrftr import HeaderPart
from lxml.etree import _Element as Element

from app.writers.broken import BrokenTemplate
from app.writers.impersonal import make_impersonal
from app.writers.looks import Foot, Look, Page, Type, chain, foot_of, look_of, page_of, type_of

_LONGEST_PROPERTY = 255
_KINDS = {"paragraph": "段落", "character": "字符", "table": "表格"}


class Template:
    """A template, to be filled once. Raises `BrokenTemplate` where it cannot be opened.

    `page` and all looks are in twentieths of a point.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        try:
            self._document = Document(BytesIO(file.read_bytes()))
            self._document.element.body.clear_content()
            self._page = self._document.element.body.sectPr
            self.page: Page = page_of(self._page)
            self._styles = {
                (style.get(qn("w:type"), "paragraph"), (style.name_val or "").casefold()): style
                for style in self._document.styles.element.style_lst
            }
            make_impersonal(self._document)
        except OSError as error:
            raise BrokenTemplate(file, f"读不出“{file}”。请检查文件是否还在，或者改用程序自带的模板。") from error
        except Exception as error:  # python-docx has no error of its own for what is no Word file
            raise BrokenTemplate(
                file, "它不是完好的 Word 文件（.docx）。请用 Word 或 WPS 另存为 .docx，或者改用程序自带的模板。"
            ) from error

    def style(self, name: str, kind: str = "paragraph") -> str:
        """The id under which the file knows a style. Raises `BrokenTemplate` if it has none of that name."""
        style = self._styles.get((kind, name.casefold()))
        if style is None:
            raise BrokenTemplate(
                self._file, f"里面没有名为“{name}”的{_KINDS[kind]}样式。请在模板里补上，或者改用程序自带的模板。"
            )
        return style.styleId or ""

    def look(self, name: str) -> Look:
        """How paragraphs of this style look. Raises `BrokenTemplate` if there is no such style."""
        return look_of(self._chain(name, "paragraph"))

    def type(self, name: str, within: str) -> Type:
        """The type of a character style in paragraphs of a style. Raises `BrokenTemplate` if there is none."""
        return type_of([*self._chain(name, "character"), *self._chain(within, "paragraph")])

    def foot(self, number: int) -> Foot | None:
        """What stands at the foot of the page with this number, if anything."""
        settings = self._document.settings
        even = number % 2 == 0 and settings.odd_and_even_pages_header_footer
        wanted = WD_HEADER_FOOTER.EVEN_PAGE if even else WD_HEADER_FOOTER.PRIMARY
        reference = self._page.get_footerReference(wanted)
        if reference is None:
            return None
        style = "footer" if ("paragraph", "footer") in self._styles else "Normal"
        return foot_of(self._document.part.related_parts[reference.rId].element, self._chain(style, "paragraph"))

    def _chain(self, name: str, kind: str) -> list[Element]:
        self.style(name, kind)
        defaults = self._document.styles.element.find(qn("w:docDefaults"))
        return chain(self._styles[kind, name.casefold()], defaults)

    def filled(self, body: str, title: str, organ: str, header: str = "") -> bytes:
        """The Word file; the same input gives the same bytes.

        `body` and `header` are WordprocessingML. A header takes the place of the template's on every page.
        """
        if header:
            self._put_header(header)
        new_body = _parsed("body", body)
        new_body.append(self._page)
        self._document.element.replace(self._document.element.body, new_body)
        self._describe(title, organ)
        out = BytesIO()
        self._document.save(out)
        return _undated(out)

    def _put_header(self, header: str) -> None:
        main, package = self._document.part, self._document.part.package
        assert package is not None
        for old in self._page.headerReference_lst:
            self._page.remove(old)
        for name in [name for name, related in main.rels.items() if related.reltype == RELATIONSHIP_TYPE.HEADER]:
            del main.rels[name]
        for pages in (WD_HEADER_FOOTER.FIRST_PAGE, WD_HEADER_FOOTER.EVEN_PAGE, WD_HEADER_FOOTER.PRIMARY):
            name = package.next_partname("/word/header%d.xml")
            part = HeaderPart(name, CONTENT_TYPE.WML_HEADER, _parsed("hdr", header), package)
            self._page.add_headerReference(pages, main.relate_to(part, RELATIONSHIP_TYPE.HEADER))

    def _describe(self, title: str, organ: str) -> None:
        """Title, organ and language; no author, no program, no time."""
        properties = self._document.core_properties  # made here, with the name of python-docx and the time
        self._document.part.package.part_related_by(RELATIONSHIP_TYPE.CORE_PROPERTIES).element.clear()
        properties.title, properties.subject = title[:_LONGEST_PROPERTY], organ[:_LONGEST_PROPERTY]
        properties.author, properties.language = "", "zh-CN"


def _parsed(element: str, content: str) -> BaseOxmlElement:
    return parse_xml(f"<w:{element} {nsdecls('w', 'r')}>{content}</w:{element}>")


def _undated(data: BytesIO) -> bytes:
    """The zip archive without the time of writing and the kind of computer."""
    out = BytesIO()
    with ZipFile(data) as dated, ZipFile(out, "w") as undated:
        for name in dated.namelist():
            entry = ZipInfo(name)
            entry.create_system = 0
            undated.writestr(entry, dated.read(name), ZIP_DEFLATED)
    return out.getvalue()
