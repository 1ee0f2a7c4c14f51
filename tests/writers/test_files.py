from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import BinaryIO

import pytest
from lxml.etree import SerialisationError

from app.writers.files import NotWritten, made, refuse_place, together, whole


def write(file: Path, data: bytes = "新的".encode()) -> None:
    with whole(file) as out:
        out.write(data)


def test_a_file_is_written_and_nothing_else_is_left(tmp_path: Path) -> None:
    write(tmp_path / "年报.docx")
    assert (tmp_path / "年报.docx").read_text("utf-8") == "新的"
    assert list(tmp_path.iterdir()) == [tmp_path / "年报.docx"]


def test_an_error_half_way_leaves_the_old_file_untouched(tmp_path: Path) -> None:
    file = tmp_path / "年报.docx"
    file.write_text("旧的", "utf-8")
    with pytest.raises(ZeroDivisionError), whole(file) as out:
        out.write(b"half")
        raise ZeroDivisionError
    assert file.read_text("utf-8") == "旧的"
    assert list(tmp_path.iterdir()) == [tmp_path / "年报.docx"]


def test_a_full_disk_leaves_the_old_file_untouched(tmp_path: Path) -> None:
    file = tmp_path / "年报.docx"
    file.write_text("旧的", "utf-8")
    with pytest.raises(NotWritten, match=r"“年报.docx”：磁盘已满"), whole(file):
        raise OSError(errno.ENOSPC, "No space left on device")
    assert file.read_text("utf-8") == "旧的"
    assert list(tmp_path.iterdir()) == [tmp_path / "年报.docx"]


def test_a_file_keeps_its_permissions(tmp_path: Path) -> None:
    file = tmp_path / "年报.docx"
    file.write_text("旧的", "utf-8")
    file.chmod(0o640)
    write(file)
    assert file.stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "真.docx").write_bytes(b"")
    link = tmp_path / "链接.docx"
    link.symlink_to(tmp_path / "真.docx")
    write(link)
    assert link.is_symlink()
    assert (tmp_path / "真.docx").read_text("utf-8") == "新的"


def test_what_is_in_the_way_is_said_with_its_remedy(tmp_path: Path) -> None:
    (tmp_path / "文件").write_bytes(b"")
    (tmp_path / "只读.docx").write_bytes(b"")
    (tmp_path / "只读.docx").chmod(0o444)
    for file, why in (
        (tmp_path / "没有" / "年报.docx", "没有文件夹“.*没有”。请先建立它"),
        (tmp_path / "文件" / "年报.docx", "没有文件夹"),
        (tmp_path, "这是一个文件夹"),
        (tmp_path / "只读.docx", "只读文件"),
        (Path(os.devnull), "不是普通文件"),
        (tmp_path / ("很长" * 100 + ".docx"), "文件名太长"),
    ):
        with pytest.raises(NotWritten, match=why):
            write(file)


def test_a_file_open_elsewhere_is_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "年报.docx"
    file.write_text("旧的", "utf-8")

    def held(*_: object) -> None:
        raise PermissionError(errno.EACCES, "used by another process")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(NotWritten, match="在别的程序"):
        write(file)
    assert list(tmp_path.iterdir()) == [tmp_path / "年报.docx"]


def test_files_that_belong_together_appear_together(tmp_path: Path) -> None:
    old = tmp_path / "旧.docx"
    old.write_bytes(b"old")
    with pytest.raises(ZeroDivisionError), together({tmp_path / "新.html": b"1", old: b"2"}):
        raise ZeroDivisionError
    assert (old.read_bytes(), list(tmp_path.iterdir())) == (b"old", [old])
    with together({tmp_path / "新.html": b"1", old: b"2"}):
        assert old.read_bytes() == b"old"
    assert ((tmp_path / "新.html").read_bytes(), old.read_bytes()) == (b"1", b"2")


def test_one_file_that_cannot_be_written_keeps_the_others_away(tmp_path: Path) -> None:
    contents = {tmp_path / "年报.docx": b"1", tmp_path / "没有" / "年报.html": b"2"}
    with pytest.raises(NotWritten, match="没有文件夹"), together(contents):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fills_while_a_workbook_is_made_is_said(tmp_path: Path) -> None:
    def fill(_: BinaryIO) -> None:
        raise SerialisationError("IO_ENOSPC")

    with pytest.raises(NotWritten, match="磁盘已满"):
        made(tmp_path / "底稿.xlsx", fill)


def test_a_place_is_refused_before_the_work_begins(tmp_path: Path) -> None:
    refuse_place(tmp_path / "年报.docx")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(NotWritten, match="没有文件夹"):
        refuse_place(tmp_path / "没有" / "年报.docx")
