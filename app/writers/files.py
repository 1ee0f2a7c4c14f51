"""Files are written whole or not at all: what stood there before stays until the new ones are complete."""

from __future__ import annotations

import errno
import io
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from lxml.etree import SerialisationError


class NotWritten(Exception):  # noqa: N818  a file is not written; the program does not err
    """The file could not be written and is as it was before. `say` names it and the remedy."""

    def __init__(self, file: Path, why: str) -> None:
        self.file = file
        self.say = f"写不了“{file.name}”：{why}"
        super().__init__(self.say)


@contextmanager
def whole(target: Path) -> Iterator[BinaryIO]:
    """A file to write into, which takes the place of `target` when the block ends without error.

    Raises `NotWritten` where the folder, the disk or another program is in the way.
    """
    file = Path(os.path.realpath(target))
    _refuse_what_is_no_file(file)
    beside = _beside(file)
    try:
        with beside.open("xb") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        if file.exists():
            shutil.copymode(file, beside)
        beside.replace(file)
    except OSError as error:
        raise NotWritten(file, _why(error, file)) from error
    finally:
        with suppress(OSError):
            beside.unlink()


@contextmanager
def together(contents: Mapping[Path, bytes]) -> Iterator[None]:
    """Files that take their places when the block ends without error: all of them, or none.

    They are on the disk before the block begins. Raises `NotWritten`.
    """
    with ExitStack() as files:
        for target, data in contents.items():
            out = files.enter_context(whole(target))
            try:
                out.write(data)
                out.flush()
            except OSError as error:
                raise NotWritten(target, _why(error, target)) from error
        yield


def made(target: Path, write: Callable[[BinaryIO], None]) -> bytes:
    """What `write` makes for `target`. The libraries that make it may need room on the disk: raises `NotWritten`."""
    out = io.BytesIO()
    try:
        write(out)
    except OSError as error:
        raise NotWritten(target, _why(error, target)) from error
    except SerialisationError as error:  # "IO_ENOSPC" and the like
        code = getattr(errno, str(error).removeprefix("IO_"), errno.EIO)
        raise NotWritten(target, _why(OSError(code, ""), target)) from error
    return out.getvalue()


def refuse_place(target: Path) -> None:
    """Raises `NotWritten` where no file can be put at `target`."""
    file = Path(os.path.realpath(target))
    _refuse_what_is_no_file(file)
    probe = _beside(file)
    try:
        probe.touch(exist_ok=False)
        probe.unlink()
    except OSError as error:
        raise NotWritten(file, _why(error, file)) from error


def _beside(file: Path) -> Path:
    return file.with_name(f".nianbao-{token_hex(6)}.tmp")


def _refuse_what_is_no_file(file: Path) -> None:
    try:
        mode = file.stat().st_mode
    except OSError:
        return
    if stat.S_ISDIR(mode):
        raise NotWritten(file, "这是一个文件夹。请换一个文件名。")
    if not stat.S_ISREG(mode):
        raise NotWritten(file, "这不是普通文件。请换一个文件名。")
    if not mode & stat.S_IWUSR:
        raise NotWritten(file, "它是只读文件。请去掉只读属性，或者换一个文件名。")


def _why(error: OSError, file: Path) -> str:
    """The reason and the remedy in one or two sentences."""
    folder = file.parent
    if isinstance(error, FileNotFoundError) and folder.is_dir():
        return f"在文件夹“{folder}”里不能建立文件。请换一个位置。"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return f"没有文件夹“{folder}”。请先建立它，或者换一个位置。"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "磁盘已满。请腾出空间，或者换一个磁盘。"
    if error.errno == errno.EFBIG:
        return "文件太大，超过了系统允许的大小。请管理员放宽限制，或者换一个位置。"
    if error.errno == errno.EROFS:
        return f"“{folder}”所在的磁盘是只读的。请换一个位置。"
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return "文件名太长，或者含有不能用的字符。请换一个文件名。"
    if isinstance(error, PermissionError) and file.exists() and os.access(folder, os.W_OK):
        return "它可能正在别的程序（如 Word 或 WPS）里打开着。请关掉后重试，或者换一个文件名。"
    if isinstance(error, PermissionError):
        return f"没有在文件夹“{folder}”里写文件的权限。请换一个位置。"
    return f"磁盘出错（{error.errno}）。请检查磁盘，或者换一个位置。"


def free(path: Path) -> Path:
    """The first name like this one that is not taken: （2）, （3）, …"""
    number = 1
    place = path
    while place.exists():
        number += 1
        place = path.with_name(f"{path.stem}（{number}）{path.suffix}")
    return place
