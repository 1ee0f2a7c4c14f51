"""What went wrong with a file, said for people."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class StorageError(Exception):
    """`say` is one or two sentences that name the file, the reason and the remedy."""

    def __init__(self, say: str) -> None:
        super().__init__(say)
        self.say = say


_BY_CODE = {
    sqlite3.SQLITE_FULL: "磁盘已满。请腾出空间后重试。",
    sqlite3.SQLITE_READONLY: "文件或所在的文件夹是只读的。请去掉只读，或者另存到可以写的文件夹。",
    sqlite3.SQLITE_PERM: "没有写这个文件的权限。请另存到可以写的文件夹。",
    sqlite3.SQLITE_BUSY: "另一个程序正占用着它。请关闭那个程序后重试。",
    sqlite3.SQLITE_LOCKED: "另一个程序正占用着它。请关闭那个程序后重试。",
    sqlite3.SQLITE_CANTOPEN: "文件或所在的文件夹打不开，U 盘或网络盘可能已断开。请接好后重试。",
    sqlite3.SQLITE_IOERR: "读写出错，U 盘或网络盘可能已断开。请接好后重试。",
    sqlite3.SQLITE_CONSTRAINT: "它在别处被改动过。请关闭后重新打开，再做一次。",
    sqlite3.SQLITE_CORRUPT: "文件已损坏。请用最近的备份。",
    sqlite3.SQLITE_NOTADB: "文件已损坏。请用最近的备份。",
}
_UNKNOWN = "数据读不出来或写不进去。请重新打开；仍然如此时，请用最近的备份。"
_BY_ERRNO = {
    errno.ENOSPC: _BY_CODE[sqlite3.SQLITE_FULL],
    errno.EROFS: "所在的磁盘是只读的。请另存到可以写的文件夹。",
    errno.EACCES: "没有权限。请管理员开放权限，或者换一个文件夹。",
    errno.EPERM: "没有权限。请管理员开放权限，或者换一个文件夹。",
    errno.ENOENT: "找不到它。请看文件夹是否还在，U 盘或网络盘是否已断开。",
    errno.ENOTDIR: "所在的路径不是文件夹。请换一个文件夹。",
    errno.ENAMETOOLONG: "文件名太长。请缩短文件名。",
}


@contextmanager
def told(path: Path, doing: str) -> Iterator[None]:
    """Says SQLite's and the system's errors for people; `doing` is 打开, 保存 or the like."""
    try:
        yield
    except sqlite3.Error as error:
        why = _BY_CODE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, _UNKNOWN)
        raise StorageError(f"“{path.name}”{doing}失败：{why}") from error
    except UnicodeError as error:
        why = "文件名或文字里有无法保存的字符。请改掉后再试。"
        raise StorageError(f"“{path.name}”{doing}失败：{why}") from error
    except OSError as error:
        why = _BY_ERRNO.get(error.errno or 0, "系统不允许。请换一个文件夹再试。")
        raise StorageError(f"“{path.name}”{doing}失败：{why}") from error


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """Says that what the file holds makes no sense, besides what `told` says."""
    with told(path, "读取"):
        try:
            yield
        except (ValueError, LookupError, TypeError, AssertionError) as error:
            raise StorageError(f"“{path.name}”里的数据已损坏。请用最近的备份。") from error
