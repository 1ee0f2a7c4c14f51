"""What a file holds is what was put in, and a wrong file is refused kindly."""

from __future__ import annotations

import shutil
import sqlite3
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from app.form import Severity
from app.report.edits import (
    AcceptReturns,
    Explain,
    SetFacts,
    SetFigure,
    SetLastYear,
    SetOverride,
    SetRoster,
    SetText,
    SetUnit,
)
from app.report.findings import Finding, raised
from app.report.report import OWN, Collected, Override, Unit
from app.store import ReportFile, Session, StorageError
from app.store.lock import lock_path
from tests import example
from tests.readers.made import READER
from tests.store.made import (
    BUSINESS,
    FEE,
    FORM,
    NATURAL,
    TOTAL,
    content_of,
    fee,
    new_session,
    open_report,
    sent_by,
    state_of,
)

UNITS = ("教育局", "民政局", "城关镇")


def fill(session: Session) -> None:
    """One edit of each kind."""
    returns = [sent_by(unit, {TOTAL: 9}, requests__received__natural=7) for unit in UNITS]
    session.do(SetRoster((Unit("民政局"), Unit("教育局"), Unit("水利局"))))
    same = raised(FORM, "returns.same_file", "b.xls与a.xls内容完全相同，只计一次。")
    collected = Collected((same,), ("坏.xls打不开，没有计入汇总。",))
    session.do(AcceptReturns(tuple(returns), collected), {sent.sha256: content_of(sent.unit) for sent in returns})
    session.do(SetUnit("水利局", included=False, reason="已并入农业农村局"))
    session.do(SetFigure("教育局", FEE, fee("0.000001")))
    session.do(SetFigure("教育局", NATURAL, None))
    session.do(SetText("1", "收到{requests.received.total}件。\n第二段"))
    session.do(SetOverride(BUSINESS, Override("adjustment", -1, "两局各算一次", 0)))
    session.do(SetOverride(FEE, Override("fixed", fee("12.5"), "", fee("0.000001"))))
    session.do(SetLastYear({NATURAL: 3, FEE: fee("1.20")}, {"1": "上年的话。"}))
    session.do(
        Explain(Finding("requests.balance.natural", Severity.WARNING, (NATURAL, FEE), "多2", 9, fee("1.50")), "见附件")
    )
    session.do(SetFacts(frozenset({"organ_makes_regulations"})))


def test_everything_comes_back_after_closing(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        fill(session)
        before = state_of(session.report)
    with Session.open(session.file.path) as again:
        assert state_of(again.report) == before
        assert again.file.original(sent_by("教育局").sha256) == content_of("教育局")
        assert again.report.figures[FEE] == Decimal("12.5")


def test_a_report_read_in_one_go_needs_its_file_no_longer(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        fill(session)
    report = open_report(session.file.path)
    session.file.path.unlink()
    assert report.returns["城关镇"].sources[TOTAL].cell == "J9"


def test_amounts_of_any_size_are_kept_exactly(tmp_path: Path) -> None:
    amounts = ["0.000001", "99999999.999999", "0", "0.10", "123456789"]
    with new_session(tmp_path) as session:
        for amount in amounts:
            session.do(SetFigure(OWN, FEE, fee(amount)))
            assert open_report(session.file.path).figures[FEE] == fee(amount)


def test_a_count_typed_with_a_fraction_is_kept_for_the_check_to_find(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.do(SetFigure(OWN, NATURAL, fee("3.5")))
    report = open_report(session.file.path)
    assert report.figures[NATURAL] == Decimal("3.5")
    assert f"{NATURAL}.whole" in [finding.check for finding in report.findings]


def test_figures_are_whole_numbers_in_the_smallest_place(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        session.do(AcceptReturns((sent_by("教育局", {TOTAL: 9}, proactive__fee__amount=fee("1.5")),)))
    with sqlite3.connect(session.file.path) as database:
        rows = dict(database.execute("select figure, value || '/' || coalesce(given, '') from figures"))
        given = database.execute("select value, given from figures where figure = ?", (TOTAL,)).fetchone()
    database.close()
    assert rows[FEE] == "1500000/"
    assert given == (None, 9)


def test_an_existing_file_is_not_created_over(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        fill(session)
    before = session.file.path.read_bytes()
    with pytest.raises(StorageError, match="已经存在"):
        new_session(tmp_path)
    assert session.file.path.read_bytes() == before


def test_a_replaced_file_stays_until_the_new_one_is_complete(tmp_path: Path) -> None:
    path = made(tmp_path / "a.nianbao")
    with pytest.raises(ZeroDivisionError), Session.create(path, FORM, "乙县", replace=True) as session:
        session.do(SetText("1", "新"))
        raise ZeroDivisionError
    assert open_report(path).organ == "甲县"
    assert [file.name for file in tmp_path.iterdir()] == ["a.nianbao"]
    with Session.create(path, FORM, "乙县", replace=True) as session:
        session.do(SetText("1", "新"))
        assert open_report(path).organ == "甲县"
    assert (open_report(path).organ, open_report(path).text["1"]) == ("乙县", "新")
    assert [file.name for file in tmp_path.iterdir()] == ["a.nianbao"]


def test_only_a_report_is_replaced_by_a_report(tmp_path: Path) -> None:
    path = tmp_path / "重要.docx"
    path.write_bytes(b"PK\x03\x04 something else entirely" * 10)
    with pytest.raises(StorageError, match=r"“重要\.docx”不是年报助手的文件"):
        Session.create(path, FORM, replace=True)
    assert path.read_bytes().startswith(b"PK")


def test_a_stray_journal_does_not_spoil_a_new_file(tmp_path: Path) -> None:
    killed = hot(tmp_path)
    killed.unlink()
    with Session.create(killed, FORM, "乙县", 2025) as session:
        session.do(SetText("1", "新"))
    assert (open_report(killed).organ, open_report(killed).text) == ("乙县", {"1": "新"})


def test_a_copy_has_everything_and_the_history(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        fill(session)
        session.file.copy_to(tmp_path / "副本.nianbao")
        with pytest.raises(StorageError, match="已经存在"):
            session.file.copy_to(tmp_path / "副本.nianbao")
        with Session.open(tmp_path / "副本.nianbao") as copy:
            assert state_of(copy.report) == state_of(session.report)
            assert copy.file.history.entries() == session.file.history.entries()


def test_an_interrupted_edit_is_rolled_back_where_nothing_can_be_written(tmp_path: Path) -> None:
    path = hot(tmp_path)
    before = path.read_bytes(), journal_of(path).read_bytes()
    assert open_report(path).organ == "甲县"
    assert (path.read_bytes(), journal_of(path).read_bytes()) == before


def test_a_file_of_a_newer_version_can_only_be_read(tmp_path: Path) -> None:
    path = made(tmp_path / "新.nianbao")
    change(path, "pragma user_version = 2")
    with Session.open(path) as session:
        assert "更新版本" in session.read_only
        with pytest.raises(StorageError, match="请升级"):
            session.do(SetText("1", "x"))
    change(path, "drop table roster")
    with pytest.raises(StorageError, match=r"“新\.nianbao”是更新版本的年报助手保存的，这个版本读不出来"):
        Session.open(path)


def test_a_format_that_is_not_there_is_said(tmp_path: Path) -> None:
    path = made(tmp_path / "a.nianbao")
    change(path, "update report set form = '../2021'")
    with pytest.raises(StorageError, match=r"格式“\.\./2021”"):
        Session.open(path)


@pytest.mark.parametrize(
    ("content", "say"),
    [
        ("政府信息公开\n".encode() * 40, "“坏.nianbao”不是年报助手的文件"),
        (b"", "不是年报助手的文件"),
        (b"SQLite format 3\0", "不是年报助手的文件"),
        (None, "找不到“坏.nianbao”"),
    ],
)
def test_what_is_no_report_is_refused(tmp_path: Path, content: bytes | None, say: str) -> None:
    path = tmp_path / "坏.nianbao"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StorageError, match=say):
        Session.open(path)
    assert not path.with_name("坏.nianbao.lock").exists()


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "别的.nianbao"
    path.touch()
    change(path, "create table t (x)")
    with pytest.raises(StorageError, match="不是年报助手的文件"):
        ReportFile.open(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="是一个文件夹"):
        Session.open(tmp_path)
    with pytest.raises(StorageError, match="是一个文件夹"):
        Session.create(tmp_path, FORM, replace=True)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"没有“.*去年”这个文件夹"):
        Session.create(tmp_path / "去年" / "a.nianbao", FORM)


@pytest.mark.parametrize("damage", [b"\xff", b"\x00"])
@pytest.mark.parametrize("part", range(4))
def test_a_damaged_file_is_refused_or_read_but_never_a_crash(tmp_path: Path, part: int, damage: bytes) -> None:
    with new_session(tmp_path) as session:
        fill(session)
    path = session.file.path
    content = bytearray(path.read_bytes())
    start = 100 + part * (len(content) - 100) // 4
    content[start : start + len(content) // 4] = damage * (len(content) // 4)
    path.write_bytes(content)
    with pytest.raises(StorageError, match=r"年报 #1%\.nianbao”.*备份"):
        open_report(path)


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    with new_session(tmp_path) as session:
        fill(session)
    path = session.file.path
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(StorageError, match="备份"):
        open_report(path)


def made(path: Path) -> Path:
    """A new report of 甲县 in the file `path`."""
    Session.create(path, FORM, "甲县", 2025).close()
    return path


def journal_of(path: Path) -> Path:
    """What SQLite needs to roll back."""
    return path.with_name(f"{path.name}-journal")


def hot(folder: Path) -> Path:
    """A report whose last edit was interrupted: half of it is in the file."""
    path = made(folder / "断电.nianbao")
    database = sqlite3.connect(path, isolation_level=None)
    database.execute("pragma cache_size = 1")
    database.execute("begin")
    database.execute("update report set organ = '半途'")
    database.execute("insert into files values ('x', zeroblob(200000))")  # more than the cache: it reaches the disk
    killed = folder / "断电后"
    killed.mkdir()
    shutil.copy(path, killed)
    shutil.copy(journal_of(path), killed)
    database.execute("rollback")
    database.close()
    return killed / path.name


def change(path: Path, statement: str) -> None:
    """Does something to a database behind the program's back."""
    database = sqlite3.connect(path)
    database.execute(statement)
    database.commit()
    database.close()


@example.where_present
def test_real_returns_come_back_with_every_source(tmp_path: Path) -> None:
    files = {file.name: file.read_bytes() for file in sorted(example.RETURNS.iterdir())}
    returns = tuple({sent.unit: sent for name, data in files.items() for sent in (READER.read(name, data),)}.values())
    with new_session(tmp_path) as session:
        session.do(AcceptReturns(returns), {sha256(data).hexdigest(): data for data in files.values()})
        before = state_of(session.report)
    report = open_report(session.file.path)
    assert state_of(report) == before
    assert report.returns == {sent.unit: sent for sent in returns}
    assert {sent.file for sent in returns} <= set(files)


def test_reading_ends_where_it_is_no_longer_wanted(tmp_path: Path) -> None:
    path = tmp_path / "甲县.nianbao"
    with Session.create(path, FORM, "甲县", 2025) as session:
        session.do(AcceptReturns((sent_by("教育局"), sent_by("民政局"))))
    heard: list[tuple[int, int]] = []

    def heed(count: int, of: int) -> None:
        heard.append((count, of))
        if count == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        Session.open(path, heed=heed)
    assert heard == [(0, 2), (1, 2)]
    assert not lock_path(path).exists()


def test_a_copy_that_is_called_off_at_the_very_end_takes_nothings_place(tmp_path: Path) -> None:
    class Off(Exception):  # noqa: N818  no error
        pass

    def heed(count: int, of: int) -> None:
        if (count, of) == (1, 1):
            raise Off

    target = tmp_path / "别的.nianbao"
    with new_session(tmp_path) as session, pytest.raises(Off):
        session.file.copy_to(target, heed=heed)
    assert not target.exists()
