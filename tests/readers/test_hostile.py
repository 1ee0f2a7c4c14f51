"""Files that are a danger, or only look like one: each gets its figures or its sentence, and the next one is read."""

from __future__ import annotations

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.readers.folder import Skipped, collect
from app.readers.process import Read, ReaderProcess, Received
from tests.readers.made import FORM, one_sheet, sample_figures, saved

SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
LAUGHS = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
SECRET = b'<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
Change = Callable[[bytes], bytes]


def changed(part: str, change: Change, data: bytes | None = None, **added: bytes) -> bytes:
    """A good return with one part of it rewritten, and with other parts added."""
    stream = io.BytesIO()
    good = data or saved(one_sheet(sample_figures())[0])
    with zipfile.ZipFile(io.BytesIO(good)) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, change(before.read(name)) if name == part else before.read(name))
        for name, content in added.items():
            after.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


def with_rows(rows: bytes) -> bytes:
    return changed(SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


def with_prologue(prologue: bytes, part: str) -> bytes:
    return changed(part, lambda xml: prologue + xml.partition(b"?>")[2] if b"?>" in xml[:99] else prologue + xml)


def lying_bomb() -> bytes:
    """A part that says of itself that it is small."""
    size = 300 * 2**20
    data = bytearray(changed(SHEET, lambda xml: xml, xl__media__a_bin=bytes(size)))
    true, said = size.to_bytes(4, "little"), (1000).to_bytes(4, "little")
    return bytes(data.replace(true, said))


def far(*cells: str) -> bytes:
    return with_rows(b"".join(b'<row><c r="%s"><v>1</v></c></row>' % cell.encode() for cell in cells))


@pytest.fixture(scope="module")
def child() -> Iterator[ReaderProcess]:
    with ReaderProcess(FORM) as process:
        yield process


def read(child: ReaderProcess, data: bytes) -> Read:
    """The file as the program reads it; afterwards a good one is read by the same process or the next."""
    result = child.read(Received("教育局.xlsx", data), None)
    good = child.read(Received("教育局.xlsx", saved(one_sheet(sample_figures())[0])), None)
    assert good.sent is not None
    return result


HARMLESS: dict[str, Callable[[], bytes]] = {
    "a value in the last cell": lambda: far("XFD1048576"),
    "values in the corners": lambda: far("XFD60", "A1048576"),
    "formatted down to the last row": lambda: with_rows(
        b"".join(b'<row r="%d" s="1" customFormat="1"/>' % row for row in range(100, 1_048_577, 5))
    ),
    "a million formatted cells": lambda: with_rows(
        b"".join(
            b'<row r="%d">%s</row>' % (row, b"".join(b'<c r="%c%d" s="1"/>' % (c, row) for c in b"ABCDEFGHIJ"))
            for row in range(100, 100_100)
        )
    ),
    "a formatted last cell": lambda: with_rows(b'<row r="1048576"><c r="XFD1048576" s="1"/></row>'),
    "macros": lambda: changed(SHEET, lambda xml: xml, xl__vbaProject_bin=b"\xd0\xcf\x11\xe0" + bytes(999)),
    "links to other workbooks": lambda: changed(
        SHEET,
        lambda xml: xml,
        xl__externalLinks__externalLink1_xml=b'<externalLink xmlns:r="r"><externalBook r:id="rId1"/></externalLink>',
    ),
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_dangerous_is_read_exactly(child: ReaderProcess, name: str) -> None:
    result = read(child, HARMLESS[name]())
    assert result.sent is not None, result.refused
    assert result.sent.figures == sample_figures()


DANGEROUS: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "corrupt"),
    "zeros": (lambda: bytes(5000), "corrupt"),
    "cut off": (lambda: saved(one_sheet(sample_figures())[0])[:4000], "corrupt"),
    "entities in a sheet": (lambda: with_prologue(LAUGHS, SHEET), "corrupt"),
    "a file named by an entity": (lambda: with_prologue(SECRET, SHEET), "corrupt"),
    "entities in the workbook": (lambda: with_prologue(LAUGHS, "xl/workbook.xml"), "corrupt"),
    "a bomb": (lambda: changed(SHEET, lambda xml: xml, xl__media__a_bin=bytes(110 * 2**20)), "too_large"),
    "a sheet that is a bomb": (lambda: with_rows(b" " * 110 * 2**20), "too_large"),
}


@pytest.mark.parametrize("name", DANGEROUS)
def test_what_is_dangerous_is_refused_with_a_sentence(child: ReaderProcess, name: str) -> None:
    make, code = DANGEROUS[name]
    result = read(child, make())
    assert result.refused is not None
    assert result.refused.code == code
    assert result.refused.say.endswith("。")


def test_a_bomb_that_lies_about_its_size_gives_no_other_figures(child: ReaderProcess) -> None:
    result = read(child, lying_bomb())
    assert result.refused is not None or (result.sent is not None and result.sent.figures == sample_figures())


def test_links_that_lead_round_in_a_folder_do_not_end_the_reading_of_it(tmp_path: Path) -> None:
    (tmp_path / "街道").mkdir()
    (tmp_path / "街道" / "教育局.csv").write_text("x", encoding="utf-8")
    (tmp_path / "街道" / "上级").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "自己.xlsx").symlink_to(tmp_path / "自己.xlsx")
    items = list(collect([tmp_path]))
    assert [item.name for item in items if isinstance(item, Received)] == ["街道/教育局.csv"]
    assert [item.name for item in items if isinstance(item, Skipped)] == ["自己.xlsx", "街道/上级"]


def test_of_ten_thousand_files_only_one_is_held_at_a_time(tmp_path: Path) -> None:
    for number in range(10_000):
        os.link(_first(tmp_path), tmp_path / f"{number:05}.csv") if number else _first(tmp_path)
    files = collect([tmp_path])
    assert next(files).name == "00000.csv"
    assert sum(1 for _ in files) == 9_999


def _first(folder: Path) -> Path:
    path = folder / "00000.csv"
    if not path.exists():
        path.write_text("单位,数量", encoding="utf-8")
    return path
