"""What a file is, by its content and never by its name; what cannot be read is refused with what to do."""

from __future__ import annotations

import io
import re
import zipfile
import zlib

from app.readers.refused import Refused

LARGEST_FILE = 20 * 2**20
"""Bytes; a departmental return has about ten thousand."""
DAMAGES = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)
"""What a damaged archive may raise while it is read."""
_LARGEST_CONTENT = 100 * 2**20
_LARGEST_RATIO = 100
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "请用 Excel 或 WPS 打开，另存为 .xlsx 后重报。"
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_REPORT = b"SQLite format 3\0"
_ARCHIVES = (b"Rar!", b"7z\xbc\xaf\x27\x1c")
_WORD = re.compile(rb"(?:wordprocessingml|ms-word)\.[\w.]*main\+xml", re.IGNORECASE)
_LONGEST_TYPES = 2**20
_MARKUP = re.compile(rb"<\s*(?:!doctype\s+html|html|head|body|table|meta|div)\b", re.IGNORECASE)


def kind_of(data: bytes) -> str:
    """xlsx, xlsb, xls, ods, docx, html or csv. Raises `Refused` for everything else."""
    if len(data) > LARGEST_FILE:
        raise Refused("too_large", f"文件超过 {LARGEST_FILE >> 20} MB，不像报送表，没有读。请只报送统计表。")
    if not data.strip(b"\0 \r\n\t"):
        raise Refused("corrupt", "文件是空的，里面没有内容。请重新发送。")
    if data.startswith(_ZIP) or data.startswith(b"PK\x05\x06"):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    if data.startswith(b"%PDF"):
        raise Refused("unsupported", "PDF 文件读不了。请向该单位要 Excel 或 Word 原件，或者对照代录。")
    if data.startswith(_PICTURES):
        raise Refused("unsupported", "这是图片，读不了。请向该单位要 Excel 原件，或者对照代录。")
    if data.startswith(_REPORT):
        raise Refused("unsupported", "这是年报文件，不是报送表。要打开它，请单独拖入；要导入，请先从它导出 Word。")
    if data.startswith(_ARCHIVES):
        raise Refused("unsupported", "压缩包读不了。请先解压，再导入里面的文件。")
    return "html" if _MARKUP.search(data[:4096].replace(b"\0", b"")) else "csv"


def is_bomb(unpacked: int, packed: int, largest: int) -> bool:
    """Whether an archive (sizes in bytes) unpacks to more than any honest one."""
    return unpacked > largest or unpacked > _LARGEST_RATIO * max(packed, 2**14)


def _kind_of_zip(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise Refused("corrupt", f"文件不完整或已损坏，读不出来。{_SAVE_AS}") from None
    size = sum(entry.file_size for entry in entries)
    if is_bomb(size, len(data), _LARGEST_CONTENT):
        raise Refused("too_large", "文件解压后大得不合理，为安全起见没有读。请把统计表复制到新的工作簿后重报。")
    names = {entry.filename.lower() for entry in entries}
    for part, kind in (
        ("xl/workbook.xml", "xlsx"),
        ("xl/workbook.bin", "xlsb"),
        ("word/document.xml", "docx"),
        ("content.xml", "ods"),
    ):
        if part in names:
            if kind == "ods" and b"opendocument.text" in data[:200]:
                raise Refused("unsupported", "这种文字文档读不了。请另存为 .docx 后重报。")
            return kind
    if _is_word(data):
        return "docx"
    raise Refused("not_a_return", "文件里没有表格。请检查是否发错了文件。")


def _is_word(data: bytes) -> bool:
    """Whether the package says that its main part, whatever its name, is a Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("[Content_Types].xml") as types:
            return _WORD.search(types.read(_LONGEST_TYPES)) is not None
    except (KeyError, zipfile.BadZipFile, zlib.error, ValueError, RuntimeError, EOFError, OSError):
        return False


def _kind_of_ole(data: bytes) -> str:
    """An old office file: which, its directory says in UTF-16."""

    def holds(stream: str) -> bool:
        return f"{stream}\0".encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        raise Refused("encrypted", "文件有打开密码，读不出来。请打开它，去掉密码，另存后重报。")
    if holds("WordDocument"):
        raise Refused("unsupported", "旧版 Word 文件（.doc、.wps）读不了。请打开它，另存为 .docx 后重报。")
    if holds("Workbook") or holds("Book"):
        return "xls"
    raise Refused("unsupported", f"认不出这种文件。{_SAVE_AS}")
