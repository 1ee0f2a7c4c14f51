"""Where a job may write: never over what it reads, over another of its files, or over a file of another kind."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from app.jobs.failed import Failed
from app.readers.formats import kind_of
from app.readers.refused import Refused
from app.writers.files import NotWritten, refuse_place

_KINDS = {"docx": ("docx", " Word 文件"), "html": ("html", "网页文件"), "working_paper": ("xlsx", "工作簿")}
_NEVER_READ = {".nianbao", ".json"}
"""Suffixes of what a job writes and does not read from a folder."""


def refuse_targets(wanted: argparse.Namespace, inputs: Iterable[Path | None]) -> None:
    """Raises `NotWritten` or `Failed` before anything is written; `inputs` are what the call reads."""
    targets = dict(_targets(wanted))
    for (one, path), (other, also) in combinations(targets.items(), 2):
        if _is_same(path, also):
            raise NotWritten(also, f"{_option(one)} 和 {_option(other)} 是同一个文件。请各写一个文件名。")
    known = [path for path in inputs if path is not None]
    for name, path in targets.items():
        if path.name == "-":
            raise Failed(f"{_option(name)} 不能写到标准输出，只有 --json 可以用“-”。请写一个文件名。")
        if path.exists() and _is_among(path, known):
            raise NotWritten(path, "它也是这次要读的文件，写了就没有了。请换一个文件名。")
        refuse_place(path)
        _refuse_other_kind(name, path)


def _targets(wanted: argparse.Namespace) -> Iterator[tuple[str, Path]]:
    for name in ("docx", "html", "working_paper", "json", "save"):
        target = getattr(wanted, name, None)
        if target is not None and (name, target) != ("json", "-"):
            yield name, Path(target)


def _option(name: str) -> str:
    return f"--{name.replace('_', '-')}"


def _is_same(one: Path, other: Path) -> bool:
    """Also by another spelling of the way, a link or a hard link."""
    if one.exists() and other.exists():
        return one.samefile(other)
    return os.path.normcase(os.path.realpath(one)) == os.path.normcase(os.path.realpath(other))


def _is_among(path: Path, inputs: Iterable[Path]) -> bool:
    return any(_is_same(path, file) for source in inputs for file in _files(source))


def _files(source: Path) -> Iterator[Path]:
    if not source.is_dir():
        yield source
        return
    for path in source.rglob("*"):
        if path.suffix.lower() not in _NEVER_READ and path.is_file() and not path.is_symlink():
            yield path


def _refuse_other_kind(name: str, path: Path) -> None:
    """An existing file goes only for one of its kind; the store looks after .nianbao files itself."""
    if name == "save" or not path.exists() or not path.stat().st_size:
        return
    data = path.read_bytes()
    if name == "json":
        kind, is_it = " JSON 文件", data.lstrip()[:1] in (b"{", b"[")
    else:
        suffix, kind = _KINDS[name]
        try:
            is_it = kind_of(data) == suffix
        except Refused:
            is_it = False
    if not is_it:
        raise NotWritten(path, f"已有的这个文件不是{kind}，没有动它。请换一个文件名。")
