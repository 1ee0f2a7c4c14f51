"""The files that the clerk named: single ones, folders, and zip archives read like folders."""

from __future__ import annotations

import io
import os
import posixpath
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from app.readers.formats import DAMAGES, LARGEST_FILE, is_bomb
from app.readers.process import Received
from app.readers.refused import NotThere, Refused

_READABLE = {
    ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et", ".csv", ".docx", ".html", ".htm", ".doc", ".wps", ".pdf", ".zip",
}  # fmt: skip
_MOST_IN_ZIP = 10_000
_LARGEST_ZIP = 500 * 2**20


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something left out that the clerk might have meant."""

    name: str
    why: str


def collect(sources: list[Path]) -> Iterator[Received | Skipped]:
    """Every file to read, in the order of names.

    A file that was named is always read; in folders only those that may be returns. Raises `NotThere`.
    """
    for source in sources:
        if is_folder(source):
            yield from _in_folder(source)
        else:
            yield from _opened(source, _shown(Path(source.name)))


def is_folder(source: Path) -> bool:
    """Whether this is one. Raises `NotThere`."""
    try:
        return stat.S_ISDIR(source.stat().st_mode)
    except (OSError, ValueError) as error:
        raise NotThere(f"{source}：没有这个文件或文件夹，或者打不开。请检查名称、位置和权限。") from error


def counted(sources: list[Path]) -> Iterator[int]:
    """How many files `collect` is about to give, part by part, without reading them. Raises `NotThere`."""
    for source in sources:
        if is_folder(source):
            paths = (path for path in _paths(source, []) if _may_be_return(path.name) and not path.is_symlink())
            yield from map(_entries, paths)
        else:
            yield _entries(source)


def _entries(path: Path) -> int:
    """The files that this one stands for."""
    if path.suffix.lower() != ".zip":
        return 1
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(_may_be_return(_name_in_zip(entry)) for entry in archive.infolist()[:_MOST_IN_ZIP])
    except DAMAGES:
        return 1


def _paths(folder: Path, unreadable: list[OSError]) -> Iterator[Path]:
    for place, folders, files in os.walk(folder, onerror=unreadable.append):
        folders.sort()
        yield from (Path(place, name) for name in sorted((*files, *_links(place, folders))))


def _in_folder(folder: Path) -> Iterator[Received | Skipped]:
    unreadable: list[OSError] = []
    for path in _paths(folder, unreadable):
        if path.is_symlink():
            yield Skipped(_shown(path.relative_to(folder)), "是链接，不是文件，没有读")
        elif _may_be_return(path.name):
            yield from _opened(path, _shown(path.relative_to(folder)))
    for error in unreadable:
        name = _shown(Path(error.filename or folder))
        yield Received(name, b"", Refused("corrupt", "文件夹打不开，里面的文件没有读。请检查是否有权限。"))


def _links(place: str, folders: list[str]) -> list[str]:
    return [name for name in folders if Path(place, name).is_symlink()]


def _shown(path: Path) -> str:
    """The name for people; one that an old system wrote in GBK is read as such."""
    try:
        return path.as_posix().encode("utf-8").decode()
    except UnicodeEncodeError:
        return os.fsencode(path.as_posix()).decode("gb18030", "replace")


def _may_be_return(name: str) -> bool:
    bare = PurePosixPath(name).name
    return PurePosixPath(bare).suffix.lower() in _READABLE and not bare.startswith(("~$", ".~", ".", "~"))


def _opened(path: Path, name: str) -> Iterator[Received | Skipped]:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield Skipped(name, "不是普通文件，没有读")
            return
        if status.st_size > LARGEST_FILE:
            yield Received(name, b"", _too_large())
            return
        data = path.read_bytes()
    except OSError:
        yield Received(name, b"", Refused("corrupt", "文件打不开。请检查是否有权限，或者正被别的程序占用。"))
        return
    if path.suffix.lower() == ".zip":
        yield from _in_zip(name, data, str(path.resolve()))
    else:
        yield Received(name, data, modified=status.st_mtime, place=str(path.resolve()))


def _too_large() -> Refused:
    return Refused("too_large", f"文件超过 {LARGEST_FILE >> 20} MB，不像报送表，没有读。请只报送统计表。")


def _in_zip(name: str, data: bytes, place: str) -> Iterator[Received | Skipped]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGES:
        yield Received(name, b"", Refused("corrupt", "压缩包不完整或已损坏。请重新压缩，或者解压后再导入。"))
        return
    with archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if is_bomb(sum(entry.file_size for entry in entries), len(data), _LARGEST_ZIP):
            yield Received(
                name, b"", Refused("too_large", "压缩包解压后大得不合理，为安全起见没有读。请解压后再导入。")
            )
            return
        if len(entries) > _MOST_IN_ZIP:
            yield Skipped(name, f"里面的文件超过{_MOST_IN_ZIP}个，后面的没有读")
        for entry in entries[:_MOST_IN_ZIP]:
            inner = _name_in_zip(entry)
            if _may_be_return(inner):
                yield replace(_from_zip(archive, entry, f"{name}/{inner}"), place=f"{place}/{inner}")


def _name_in_zip(entry: zipfile.ZipInfo) -> str:
    """The entry's name: archives made by Chinese Windows write it in GBK without saying so."""
    utf8_flag = 0x800
    name = entry.filename
    if not entry.flag_bits & utf8_flag:
        try:
            name = name.encode("cp437").decode("gb18030")
        except (UnicodeEncodeError, UnicodeDecodeError):
            name = entry.filename
    parts = posixpath.normpath(name.replace("\\", "/")).split("/")
    return "/".join(part for part in parts if part not in ("", ".", ".."))


def _from_zip(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> Received:
    if entry.flag_bits & 1:
        return Received(name, b"", Refused("encrypted", "压缩包有密码，读不出来。请解压后再导入。"))
    if entry.file_size > LARGEST_FILE:
        return Received(name, b"", _too_large())
    try:
        return Received(name, archive.read(entry), modified=_written(entry))
    except DAMAGES:
        return Received(name, b"", Refused("corrupt", "压缩包里的这个文件已损坏。请重新压缩，或者解压后再导入。"))


def _written(entry: zipfile.ZipInfo) -> float:
    try:
        return datetime(*entry.date_time).timestamp()
    except (ValueError, OverflowError, OSError):  # archives may say month 0
        return 0
