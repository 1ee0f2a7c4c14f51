"""Files of every kind, and what happens to bytes on their way."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from docx import Document

from app.form import FigureId
from app.report.values import Value
from tests.fuzz.sheets import agreeing_figures
from tests.readers.made import as_csv, as_html, one_sheet, rows_of, sample_figures, saved

FILES = Path(__file__).parents[1] / "readers" / "files"
Damage = Callable[[random.Random, bytes], bytes]


@lru_cache
def originals() -> Mapping[str, tuple[bytes, Mapping[FigureId, Value]]]:
    """A return in each kind of file, and what it holds; those from `files/` have an error in one cell."""
    figures = agreeing_figures(random.Random(0), share_of_zeros=0.3)
    book, _ = one_sheet(figures, merge=False)
    rows = rows_of(book)
    return {
        "xlsx": (saved(book), figures),
        "csv": (as_csv(rows).encode("gb18030"), figures),
        "html": (as_html(rows).encode(), figures),
        "docx": (_docx(rows), figures),
        "xls": ((FILES / "errors.xls").read_bytes(), sample_figures()),
        "ods": ((FILES / "errors.ods").read_bytes(), sample_figures()),
    }


def damaged(rng: random.Random, kind: str) -> bytes:
    """The file with one to three injuries; of an archive often inside one of its parts, packed anew."""
    data, _ = originals()[kind]
    for _ in range(rng.randint(1, 3)):
        is_archive = data.startswith(b"PK") and rng.random() < 0.7
        data = _inside(rng, data) if is_archive else rng.choice(_DAMAGES)(rng, data)
    return data


def _flip(rng: random.Random, data: bytes) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.randint(1, 20)):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _cut(rng: random.Random, data: bytes) -> bytes:
    return data[: rng.randrange(1, len(data))] if len(data) > 1 else data


def _lose(rng: random.Random, data: bytes) -> bytes:
    start, end = _slice(rng, data)
    return data[:start] + data[end:] or b"\0"


def _wipe(rng: random.Random, data: bytes) -> bytes:
    start, end = _slice(rng, data)
    return data[:start] + bytes(end - start) + data[end:]


def _repeat(rng: random.Random, data: bytes) -> bytes:
    start, end = _slice(rng, data)
    return data[:end] + data[start:end] * rng.randint(1, 30) + data[end:]


def _insert(rng: random.Random, data: bytes) -> bytes:
    at = rng.randrange(len(data))
    return data[:at] + rng.choice((rng.randbytes(9), b"<", b"&", b'"', b"1048576", b"-1", b"\0")) + data[at:]


_DAMAGES: tuple[Damage, ...] = (_flip, _cut, _lose, _wipe, _repeat, _insert)


def _slice(rng: random.Random, data: bytes) -> tuple[int, int]:
    start = rng.randrange(len(data))
    return start, min(len(data), start + rng.choice((1, 10, 100, 1000)))


def _inside(rng: random.Random, data: bytes) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as before:
            parts = {name: before.read(name) for name in before.namelist()}
    except Exception:  # it was damaged before
        return _flip(rng, data)
    filled = [name for name, content in parts.items() if content]
    hurt = rng.choice(filled) if filled else ""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after:
        for name, content in parts.items():
            after.writestr(name, rng.choice(_DAMAGES)(rng, content) if name == hurt else content)
    return stream.getvalue()


def _docx(rows: list[list[str]]) -> bytes:
    document = Document()
    table = document.add_table(len(rows), len(rows[0]))
    for cell, text in zip(table._cells, (text for row in rows for text in row), strict=True):
        cell.text = text
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()
