"""Foreign files are read in a child process that none of them can take along, hang or fill the memory with."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest

from app.readers import process
from app.readers.folder import Skipped, collect
from app.readers.process import Read, ReaderProcess, Received, read_all
from app.readers.refused import NotRunning, NotThere
from tests import example
from tests.readers.made import FORM, one_sheet, sample_figures, saved


def read_bytes(data: bytes, name: str = "教育局.xlsx", patience: float = 10.0) -> Read:
    with ReaderProcess(FORM, patience) as child:
        return child.read(Received(name, data), None)


@example.where_present
def test_the_real_returns_are_read_exactly() -> None:
    files = [item for item in collect([example.RETURNS]) if isinstance(item, Received)]
    sent = [read.sent for read in read_all(FORM, files, None)]
    assert {one.unit: one.figures for one in sent if one} == example.expected()
    assert all(set(one.sources) == set(FORM.figures) and not one.unused for one in sent if one)


def test_what_comes_back_is_what_a_reader_in_this_process_finds() -> None:
    book, addresses = one_sheet(sample_figures())
    read = read_bytes(saved(book))
    assert read.sent is not None
    assert read.sent.figures == sample_figures()
    assert {figure: source.cell for figure, source in read.sent.sources.items()} == addresses


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("单位,数量\n教育局,3\n".encode(), "not_a_return"),
        (b"just a text", "not_a_return"),
        (b"", "corrupt"),
        (b"PK\x03\x04" + b"\0" * 100, "corrupt"),
        (b"%PDF-1.4", "unsupported"),
        (b"\x89PNG\r\n\x1a\n", "unsupported"),
        (b"Rar!\x1a\x07", "unsupported"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16-le"), "encrypted"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Bookmark WordDocument\0".encode("utf-16-le"), "unsupported"),
        (bytes(range(256)) * 50, "not_a_return"),
    ],
)
def test_what_is_no_return_is_refused_with_a_sentence(data: bytes, code: str) -> None:
    read = read_bytes(data)
    assert read.refused is not None
    assert read.refused.code == code
    assert read.refused.say.endswith("。")


def test_a_cut_off_workbook_is_refused() -> None:
    whole = saved(one_sheet(sample_figures())[0])
    read = read_bytes(whole[: len(whole) // 2])
    assert read.refused is not None
    assert read.refused.code == "corrupt"


def test_a_bomb_is_refused_and_the_next_file_is_read() -> None:
    good = saved(one_sheet(sample_figures())[0])
    with ReaderProcess(FORM) as child:
        bomb = child.read(Received("bomb.xlsx", _bomb()), None)
        after = child.read(Received("教育局.xlsx", good), None)
    assert bomb.refused is not None
    assert bomb.refused.code == "too_large"
    assert after.sent is not None


def _bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 110 * 2**20)
    return stream.getvalue()


def test_a_file_that_takes_too_long_is_given_up() -> None:
    book, _ = one_sheet(sample_figures())
    read = read_bytes(saved(book), patience=0.001)
    assert read.refused is not None
    assert "时间太长" in read.refused.say


def test_a_folder_is_read_with_its_archives_and_without_lock_files(tmp_path: Path) -> None:
    data = saved(one_sheet(sample_figures())[0])
    (tmp_path / "街道").mkdir()
    (tmp_path / "街道" / "东街.xlsx").write_bytes(data)
    (tmp_path / "~$东街.xlsx").write_bytes(b"lock")
    (tmp_path / "说明.txt").write_text("x")
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "街道" / "东街.xlsx")
    with zipfile.ZipFile(tmp_path / "西街.zip", "w") as archive:
        archive.writestr("XXXXXX.xlsx", data)
    in_gbk = (tmp_path / "西街.zip").read_bytes().replace(b"XXXXXX", "西街道".encode("gbk"))
    (tmp_path / "西街.zip").write_bytes(in_gbk)
    items = list(collect([tmp_path]))
    assert [item.name for item in items if isinstance(item, Received)] == ["西街.zip/西街道.xlsx", "街道/东街.xlsx"]
    assert [item.name for item in items if isinstance(item, Skipped)] == ["link.xlsx"]


def test_a_missing_file_is_said_by_name(tmp_path: Path) -> None:
    with pytest.raises(NotThere, match=r"没有\.xlsx"):
        list(collect([tmp_path / "没有.xlsx"]))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no names in bytes")
def test_a_name_in_gbk_is_shown_as_it_was_meant(tmp_path: Path) -> None:
    data = saved(one_sheet(sample_figures())[0])
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + "民政局.xlsx".encode("gbk"))).write_bytes(data)
    (received,) = collect([tmp_path])
    assert isinstance(received, Received)
    assert received.name == "民政局.xlsx"
    assert read_bytes(received.data, received.name).sent is not None


def test_cancelling_ends_a_file_that_hangs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    hanging = tmp_path / "hanging"
    code = f"import time; open({str(hanging)!r}, 'x').close(); time.sleep(600)"
    monkeypatch.setattr(process, "_command", lambda: [sys.executable, "-c", code])
    assert list(read_all(FORM, [Received("hangs.xlsx", b"x")], None, hanging.exists)) == []


@pytest.mark.parametrize("command", [["/no/such/program"], [sys.executable, "-c", "raise SystemExit(1)"]])
def test_where_the_reader_cannot_run_no_file_is_blamed(monkeypatch: pytest.MonkeyPatch, command: list[str]) -> None:
    monkeypatch.setattr(process, "_command", lambda: command)
    with pytest.raises(NotRunning, match="启动不了"):
        list(read_all(FORM, [Received("教育局.xlsx", b"x")], None))


def test_a_name_too_long_for_any_file_is_not_there() -> None:
    with pytest.raises(NotThere):
        list(collect([Path("x" * 300)]))


def test_hidden_and_lock_files_in_an_archive_are_left_out(tmp_path: Path) -> None:
    names = ["._教育局.xlsx", ".隐藏.xlsx", "子\\~$民政局.xlsx", "../../上级/财政局.xlsx", "/司法局.xlsx"]
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in names:
            archive.writestr(name, b"x")
    assert [item.name for item in collect([tmp_path])] == ["a.zip/上级/财政局.xlsx", "a.zip/司法局.xlsx"]


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"{name}.xlsx", data)
    return stream.getvalue()


def test_a_damaged_file_in_an_archive_does_not_take_the_others_along(tmp_path: Path) -> None:
    good = saved(one_sheet(sample_figures())[0])
    data = bytearray(zipped(bad=good, good=good))
    data[60:200] = bytes(140)
    (tmp_path / "a.zip").write_bytes(data)
    first, second = (item for item in collect([tmp_path]) if isinstance(item, Received))
    assert first.refused is not None
    assert second.data == good


def test_an_archive_that_is_a_bomb_is_refused_unopened(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(zipped(**{f"n{number}": bytes(15 * 2**20) for number in range(3)}))
    (item,) = collect([tmp_path])
    assert isinstance(item, Received)
    assert item.refused is not None
    assert item.refused.code == "too_large"


def test_a_child_that_died_idle_does_not_cost_the_next_file(tmp_path: Path) -> None:
    good = Received("教育局.xlsx", saved(one_sheet(sample_figures())[0]))
    with ReaderProcess(FORM) as child:
        child.read(good, None)
        assert child._child is not None
        child._child.kill()
        assert child.read(good, None).sent is not None
