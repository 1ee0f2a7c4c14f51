"""A Word file (.docx) becomes paragraphs and tables in their order, as a reader of the page sees them."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from io import BytesIO

from lxml import etree

from app.readers.grid import Document, Grid, Paragraph
from app.readers.refused import Refused
from app.readers.spread import Spread, spread

MOST_BYTES = 100 * 1024 * 1024
MOST_RATIO = 100

_CORRUPT = "Word 文件已损坏，读不出来。请用 Word 或 WPS 打开后另存为 .docx，再导入。"
_TOO_LARGE = "Word 文件解开后太大，没有读。请检查文件来源，把需要的表格复制到新文件里再导入。"
_ENCRYPTED = "文件有打开密码，读不出来。请打开它，去掉密码，另存后再导入。"

# Deleted and moved text, pictures and text boxes, phonetic marks, formulas: not what the page says.
_UNSEEN = {"del", "moveFrom", "drawing", "pict", "object", "AlternateContent", "rt", "oMath", "oMathPara"}
_BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "-"}
_OFF = {"0", "false", "off", "none"}


def read_word(data: bytes) -> Document:
    """The document in a .docx. Raises `Refused` with corrupt, encrypted or too_large.

    Text numbers stay text. A table round the whole page or round other tables is read as the page itself.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _bound(package, len(data))
            root = etree.fromstring(_main_part(package), _parser())
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, NotImplementedError, EOFError, ValueError, OSError) as e:
        raise Refused("corrupt", _CORRUPT) from e
    except RuntimeError as error:
        raise Refused("encrypted", _ENCRYPTED) from error
    body = _child(root, "body")
    if body is None:
        raise Refused("corrupt", _CORRUPT)
    blocks: list[Paragraph | Grid] = []
    for block in _blocks(body):
        blocks.append(_grid(block, f"表格{_next(blocks)}") if isinstance(block, Spread) else Paragraph(block))
    return Document(tuple(blocks))
