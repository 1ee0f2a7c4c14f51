"""The command line, as the contract gives it: files, exit status, one clear line for what went wrong."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from app.form import FigureId
from app.jobs.saved import saved_report
from tests import example
from tests.readers.made import one_sheet, sample_figures, saved

TEXT = """一、总体情况
{year}年，{organ}新收到政府信息公开申请{requests.received.total}件。
五、存在的主要问题及改进情况
一是公开不够及时。下一步，{next_year}年将改进。
六、其他需要报告的事项
本年度未收取信息处理费。
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three units' returns and a text."""
    returns = tmp_path / "returns"
    returns.mkdir()
    for place, unit in enumerate(("教育局", "民政局", "司法局"), 1):
        figures = sample_figures() | {FigureId("proactive.licence.decisions"): 100 * place}
        (returns / f"{unit}.xlsx").write_bytes(saved(one_sheet(figures, unit=unit)[0]))
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    return tmp_path


def compiled(folder: Path, *more: str) -> tuple[int, dict[str, Any]]:
    out = folder / "out.json"
    status = main(["compile", str(folder / "returns"), "--organ", "青禾区人民政府", "--json", str(out), *more])
    return status, json.loads(out.read_text(encoding="utf-8"))


def test_three_returns_become_a_report(folder: Path) -> None:
    status, data = compiled(
        folder, "--text", str(folder / "text.txt"), "--docx", str(folder / "r.docx"), "--html", str(folder / "r.html"),
        "--working-paper", str(folder / "r.xlsx"), "--save", str(folder / "r.nianbao"),
    )  # fmt: skip
    assert status == 0
    assert data["report"]["figures"]["proactive.licence.decisions"] == 600
    assert data["report"]["figures"]["proactive.fee.amount"] == "37.0368"
    assert [file["unit"] for file in data["files"]] == ["司法局", "教育局", "民政局"]
    assert [(n["number"], n["state"]) for n in data["report"]["prose"]] == [("27", "linked"), ("未收取", "matched")][:1]
    assert {path.name for path in folder.iterdir()} >= {"r.docx", "r.html", "r.xlsx", "r.nianbao"}


def test_what_was_written_is_read_back_as_the_same_report(folder: Path) -> None:
    _, data = compiled(
        folder, "--text", str(folder / "text.txt"), "--docx", str(folder / "r.docx"), "--html", str(folder / "r.html")
    )
    for name in ("r.docx", "r.html"):
        out = folder / "check.json"
        assert main(["check", str(folder / name), "--json", str(out)]) == 0
        (file,) = json.loads(out.read_text())["files"]
        assert (file["kind"], file["unit"], file["year"]) == ("report", "青禾区人民政府", 2025)
        assert file["figures"] == data["report"]["figures"]


def test_a_saved_report_exports_what_was_compiled(folder: Path) -> None:
    compiled(
        folder,
        "--text",
        str(folder / "text.txt"),
        "--docx",
        str(folder / "a.docx"),
        "--save",
        str(folder / "r.nianbao"),
    )
    status = main(["export", str(folder / "r.nianbao"), "--docx", str(folder / "b.docx")])
    assert status == 0
    assert (folder / "a.docx").read_bytes() == (folder / "b.docx").read_bytes()


def test_a_draft_says_so(folder: Path) -> None:
    status, data = compiled(folder, "--docx", str(folder / "r.docx"))
    assert status == 1
    assert "text.missing" in {finding["check"] for finding in data["report"]["findings"]}
    assert main(["check", str(folder / "r.docx"), "--json", str(folder / "c.json")]) == 1


def test_without_organ_the_title_has_a_gap_and_an_error_says_so(folder: Path) -> None:
    out = folder / "out.json"
    assert main(["compile", str(folder / "returns"), "--json", str(out)]) == 1
    assert "report.organ" in {f["check"] for f in json.loads(out.read_text())["report"]["findings"]}


def test_two_different_files_of_a_unit_are_left_to_the_clerk(folder: Path) -> None:
    other = sample_figures() | {FigureId("proactive.penalty.decisions"): 9}
    (folder / "returns" / "教育局（改）.xlsx").write_bytes(saved(one_sheet(other, unit="教育局")[0]))
    status, data = compiled(folder)
    assert status == 1
    (duplicate,) = [f for f in data["report"]["findings"] if f["check"] == "returns.duplicate"]
    assert "教育局.xlsx" in duplicate["message"]
    assert "教育局（改）.xlsx" in duplicate["message"]
    assert data["report"]["figures"]["proactive.licence.decisions"] == 500


def test_the_same_bytes_count_once(folder: Path) -> None:
    copy = (folder / "returns" / "教育局.xlsx").read_bytes()
    (folder / "returns" / "教育局 副本.xlsx").write_bytes(copy)
    status, data = compiled(folder)
    assert status == 0
    assert data["report"]["figures"]["proactive.licence.decisions"] == 600


def test_a_return_of_another_year_is_left_out(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "returns" / "财政局.xlsx").write_bytes(saved(one_sheet(sample_figures(), unit="财政局", year=2024)[0]))
    status, data = compiled(folder, "--year", "2025")
    assert status == 1
    assert "2024" in capsys.readouterr().err
    assert data["report"]["figures"]["proactive.licence.decisions"] == 600


def test_years_that_differ_need_to_be_settled(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "returns" / "财政局.xlsx").write_bytes(saved(one_sheet(sample_figures(), unit="财政局", year=2024)[0]))
    assert main(["compile", str(folder / "returns")]) == 2
    assert "--year" in capsys.readouterr().err


def test_a_unit_of_the_roster_without_return_is_an_error(folder: Path) -> None:
    (folder / "roster.txt").write_text("教育局\n民政局\n司法局\n财政局\n", encoding="gb18030")
    status, data = compiled(folder, "--units", str(folder / "roster.txt"))
    assert status == 1
    assert ["财政局没有报送" in f["message"] for f in data["report"]["findings"]] == [True]


def test_a_figure_that_some_units_lack_is_partial(folder: Path) -> None:
    book, addresses = one_sheet(sample_figures(), unit="财政局")
    assert book.active is not None
    book.active[addresses[FigureId("requests.granted.natural")]] = "待核实"
    (folder / "returns" / "财政局.xlsx").write_bytes(saved(book))
    status, data = compiled(folder)
    assert status == 1
    (partial,) = [f for f in data["report"]["findings"] if f["check"] == "requests.granted.natural.partial"]
    assert "财政局" in partial["message"]
    assert data["report"]["figures"]["requests.granted.natural"] == 9


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["compile"], "缺少 SRC"),
        (["compile", "没有的文件夹"], "没有的文件夹"),
        (["compile", "{f}/returns", "--year", "25"], "“25”不对，请写 2021 年以后"),
        (["compile", "{f}/returns", "--year", "2020"], "2021年以后"),
        (["compile", "{f}/returns", "--docx", "{f}/没有/r.docx"], "没有文件夹"),
        (["compile", "{f}/returns", "--text", "{f}/没有.txt"], "没有.txt"),
        (["compile", "{f}/text.txt"], "没有一个文件能作为报送表读入"),
        (["compile", "{f}/returns", "--nonsense"], "--nonsense"),
        (["export", "{f}/没有.nianbao"], "没有.nianbao"),
        (["export", "{f}/text.txt"], "text.txt"),
        (["blank", "{f}/blanks", "--year", "2019"], "2019"),
        (["blank", "{f}/returns/..", "--year", "2026", "--units", "{f}/empty"], "单位名册empty是空的。请存为"),
        (["compile", "{f}/returns", "--text", "{f}/empty"], "文字empty是空的。请另存为文本"),
        (["compile", "{f}/returns", "--text", "{f}/returns/教育局.xlsx"], "教育局.xlsx不是文本"),
        (["compile", "{f}/returns", "--text", "{f}/words"], "words：文字里没有统一格式的标题"),
        (["compile", "{f}/returns", "--docx", "-"], "只有 --json 可以用“-”"),
        (["compile", "{f}/returns", "--docx", "{f}/words"], "不是 Word 文件"),
        (["compile", "{f}/returns", "--json", "{f}/words"], "不是 JSON 文件"),
        (["compile", "{f}/returns", "--html", "{f}/r", "--docx", "{f}/returns/../r"], "--docx 和 --html 是同一个文件"),
        (["compile", "{f}/returns", "--save", "{f}/words"], "不是年报助手的文件"),
        (["什么"], "没有“什么”这个命令"),
        (["compile", "{f}/returns", "--docx"], "--docx 后面要写内容"),
    ],
)
def test_a_wrong_call_says_what_is_wrong(
    folder: Path, arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty").touch()
    (folder / "words").write_text("年报", encoding="utf-8")
    before = {path: path.is_file() and path.read_bytes() for path in folder.rglob("*")}
    try:
        status = main([argument.replace("{f}", str(folder)) for argument in arguments])
    except SystemExit as ended:
        status = ended.code  # type: ignore[assignment]
    errors = capsys.readouterr().err
    assert status == 2
    assert says in errors
    assert "Traceback" not in errors
    assert {path: path.is_file() and path.read_bytes() for path in folder.rglob("*")} == before


@pytest.mark.skipif(os.geteuid() == 0 and not Path("/proc").exists(), reason="needs a folder nobody may write in")
def test_an_unwritable_folder_is_said_before_anything_is_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["compile", str(folder / "returns"), "--html", str(folder / "r.html"), "--docx", "/proc/r.docx"]
    assert main(arguments) == 2
    assert "/proc" in capsys.readouterr().err
    assert not (folder / "r.html").exists()


def test_blank_returns_are_made_for_every_unit_and_read_back(folder: Path) -> None:
    (folder / "roster.txt").write_text("教育局\n民政局\n", encoding="utf-8")
    assert main(["blank", str(folder / "b"), "--year", "2026", "--units", str(folder / "roster.txt")]) == 0
    assert sorted(path.name for path in (folder / "b").iterdir()) == ["01_教育局.xlsx", "02_民政局.xlsx"]


def test_json_on_standard_output_is_all_that_stands_there(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "check", str(folder / "returns"), "--json", "-"],
        capture_output=True, check=False, cwd=Path(__file__).parents[1],
    )  # fmt: skip
    assert done.returncode == 0
    assert len(json.loads(done.stdout)["files"]) == 3


@example.where_present
def test_the_real_example_compiles_exactly(tmp_path: Path) -> None:
    out = tmp_path / "o.json"
    status = main(
        [
            "compile",
            str(example.RETURNS),
            "--organ",
            "北关区人民政府",
            "--text",
            str(example.FOLDER / "beiguan-2025.text.txt"),
            "--docx",
            str(tmp_path / "o.docx"),
            "--json",
            str(out),
        ]
    )
    data = json.loads(out.read_text())
    figures = {k: Decimal(v) if isinstance(v, str) else v for k, v in data["report"]["figures"].items()}
    assert status == 0
    assert figures == example.figures()
    assert not [f for f in data["report"]["findings"] if f["severity"] != "notice"]
    states = [number["state"] for number in data["report"]["prose"] if number["section"] == "1"]
    assert (states.count("matched"), states.count("identity"), states.count("unaccounted")) == (7, 4, 1)


@pytest.mark.parametrize("suffix", ["docx", "html", "nianbao"])
def test_last_years_report_is_held_against_this_years(folder: Path, suffix: str) -> None:
    before = folder / "before"
    before.mkdir()
    figures = sample_figures() | {FigureId("proactive.normative.in_force"): 30}
    (before / "全区.xlsx").write_bytes(saved(one_sheet(figures, unit="全区", year=2024)[0]))
    option = {"docx": "--docx", "html": "--html", "nianbao": "--save"}[suffix]
    last_year = folder / f"2024.{suffix}"
    main(["compile", str(before), "--organ", "青禾区人民政府", option, str(last_year)])
    _, data = compiled(folder, "--last-year", str(last_year))
    found = {finding["check"]: finding for finding in data["report"]["findings"]}
    carried = found["requests.carried_in.natural.roll_forward"]
    assert (carried["left"], carried["right"], carried["severity"]) == ("3", "1", "warning")
    assert found["proactive.normative.in_force.roll_forward"]["right"] == "33"


def test_last_years_report_must_be_last_years(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compiled(folder, "--docx", str(folder / "r.docx"))
    assert main(["compile", str(folder / "returns"), "--last-year", str(folder / "r.docx")]) == 2
    assert "2025年度的，应为2024年度的" in capsys.readouterr().err


def test_another_organs_report_as_last_years_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = folder / "before"
    before.mkdir()
    (before / "全区.xlsx").write_bytes(saved(one_sheet(sample_figures(), unit="全区", year=2024)[0]))
    for organ, wrong in (("青禾区", False), ("红星区人民政府", True)):
        last_year = folder / f"{organ}.docx"
        main(["compile", str(before), "--organ", organ, "--docx", str(last_year)])
        capsys.readouterr()
        compiled(folder, "--last-year", str(last_year))
        told = "上年报告写的是“红星区人民政府”，本年是“青禾区人民政府”，请核实有没有拿错。"
        assert (told in capsys.readouterr().err) is wrong


def test_a_file_that_is_no_report_is_refused_as_last_years(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 cut off")
    assert main(["compile", str(folder / "returns"), "--last-year", str(folder / "坏.docx")]) == 2
    told = capsys.readouterr().err
    assert "请换成上年的年报文件，或者公布的 Word、网页。" in told
    assert "重报" not in told


def test_a_folder_is_no_report_of_last_year(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compile", str(folder / "returns"), "--last-year", str(folder / "returns")]) == 2
    assert "不是一个文件" in capsys.readouterr().err


def test_a_link_in_a_folder_is_left_out_with_a_notice(folder: Path) -> None:
    (folder / "returns" / "链接.xlsx").symlink_to(folder / "returns" / "教育局.xlsx")
    status, data = compiled(folder)
    assert status == 0
    assert ["链接.xlsx" in f["message"] for f in data["report"]["findings"] if f["check"] == "reading.skipped"] == [
        True
    ]


@pytest.mark.parametrize(
    ("command", "target"),
    [
        (["compile", "{f}/returns", "--docx"], "returns/教育局.xlsx"),
        (["compile", "{f}/returns/教育局.xlsx", "--working-paper"], "returns/教育局.xlsx"),
        (["compile", "{f}/returns", "--working-paper"], "hard.xlsx"),
        (["compile", "{f}/returns", "--working-paper"], "soft.xlsx"),
        (["compile", "{f}/returns", "--text", "{f}/text.txt", "--html"], "text.txt"),
        (["compile", "{f}/returns", "--units", "{f}/text.txt", "--json"], "text.txt"),
        (["compile", "{f}/returns", "--last-year", "{f}/r.nianbao", "--save"], "r.nianbao"),
        (["check", "{f}/returns", "--json"], "returns/教育局.xlsx"),
        (["export", "{f}/r.nianbao", "--docx"], "r.nianbao"),
    ],
)
def test_nothing_is_written_over_what_is_read(
    folder: Path, command: list[str], target: str, capsys: pytest.CaptureFixture[str]
) -> None:
    compiled(folder, "--save", str(folder / "r.nianbao"))
    (folder / "hard.xlsx").hardlink_to(folder / "returns" / "教育局.xlsx")
    (folder / "soft.xlsx").symlink_to(folder / "returns" / "教育局.xlsx")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert main([*(part.replace("{f}", str(folder)) for part in command), str(folder / target)]) == 2
    assert f"“{Path(target).name}”：它也是这次要读的文件" in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_what_was_written_before_is_written_again(folder: Path) -> None:
    for _ in range(2):
        status, _data = compiled(
            folder, "--text", str(folder / "text.txt"), "--docx", str(folder / "r.docx"),
            "--html", str(folder / "r.html"), "--working-paper", str(folder / "r.xlsx"),
        )  # fmt: skip
        assert status == 0


def test_a_report_that_is_replaced_stays_as_a_restore_point(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = folder / "年报.nianbao"
    compiled(folder, "--save", str(target))
    assert f"已存：{target}\n" in capsys.readouterr().out
    (folder / "returns" / "教育局.xlsx").unlink()
    compiled(folder, "--save", str(target))
    assert "原来的留在“年报.恢复点”文件夹里" in capsys.readouterr().out
    (kept,) = (folder / "年报.恢复点").iterdir()
    assert [len(saved_report(path).returns) for path in (kept, target)] == [3, 2]


def test_of_restore_points_the_newest_20_stay(folder: Path) -> None:
    points = folder / "r.恢复点"
    points.mkdir()
    for day in range(10, 31):
        (points / f"r 2026-01-{day} 101500.nianbao").touch()
        os.utime(points / f"r 2026-01-{day} 101500.nianbao", (day, day))
    (points / "我的.nianbao").touch()
    for _ in range(2):
        compiled(folder, "--save", str(folder / "r.nianbao"))
    names = sorted(path.name for path in points.iterdir())
    assert (len(names), names[0], names[-1]) == (21, "r 2026-01-12 101500.nianbao", "我的.nianbao")


def run(*arguments: object, shell: str = '"$@"') -> subprocess.CompletedProcess[str]:
    """A real process, started by a shell that limits it or directs its output."""
    command = ["bash", "-c", f"set -o pipefail; {shell}", "bash", sys.executable, "-m", "app", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1])


@pytest.mark.parametrize(("kilobytes", "names"), [(8, "b.xlsx"), (20, "b.xlsx"), (20, "b.json"), (30, "b.nianbao")])
def test_a_disk_that_does_not_take_one_file_gets_none(folder: Path, kilobytes: int, names: str) -> None:
    option = {"b.xlsx": "--working-paper", "b.json": "--json", "b.nianbao": "--save"}[names]
    before = sorted(folder.rglob("*"))
    done = run(
        "compile", folder / "returns", "--docx", folder / "b.docx", option, folder / names,
        shell=f'ulimit -f {kilobytes}; "$@"',
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, "")
    assert names in done.stderr
    assert done.stderr.count("\n") == 1
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize(
    ("shell", "says"),
    [('"$@" | true', ""), ('"$@" >/dev/full', "结果写不到标准输出"), ('"$@" >&-', "标准输出是关闭的")],
)
def test_json_that_nobody_takes_leaves_nothing_behind(folder: Path, shell: str, says: str) -> None:
    before = sorted(folder.rglob("*"))
    done = run(
        "compile", folder / "returns", "--docx", folder / "b.docx", "--save", folder / "b.nianbao", "--json", "-",
        shell=shell,
    )  # fmt: skip
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == bool(says)
    assert sorted(folder.rglob("*")) == before


def test_a_summary_that_nobody_reads_changes_nothing(folder: Path) -> None:
    done = run("compile", folder / "returns", "--organ", "甲", "--save", folder / "b.nianbao", shell='"$@" | true')
    assert (done.returncode, done.stderr) == (0, "")
    assert (folder / "b.nianbao").exists()


def test_only_duplicates_are_said_to_be_duplicates(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    both = folder / "both"
    both.mkdir()
    for place in (1, 2):
        figures = sample_figures() | {FigureId("proactive.penalty.decisions"): place}
        (both / f"{place}.xlsx").write_bytes(saved(one_sheet(figures, unit="教育局")[0]))
    assert main(["compile", str(both), "--json", str(folder / "o.json")]) == 2
    errors = capsys.readouterr().err
    assert "教育局有2个不同的文件：1.xlsx、2.xlsx" in errors
    assert "不是报送表" not in errors
    assert "年度的报送表" not in errors
    assert not (folder / "o.json").exists()


def test_figures_without_text_are_not_ready_to_submit(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, _ = compiled(folder, "--save", str(folder / "r.nianbao"))
    said = capsys.readouterr().out
    assert status == 0
    assert "数据核对无误；文字部分还没有写。" in said
    assert "可以提交" not in said
    assert main(["check", str(folder / "r.nianbao")]) == 1
    compiled(folder, "--text", str(folder / "text.txt"))
    assert "可以提交" in capsys.readouterr().out


def test_everything_that_is_counted_is_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, addresses = one_sheet(sample_figures(), unit="财政局")
    assert book.active is not None
    book.active[addresses[FigureId("proactive.fee.amount")]] = "9万元左右"
    sent = folder / "财政局.xlsx"
    sent.write_bytes(saved(book))
    (folder / "returns" / "链接.xlsx").symlink_to(sent)
    main(["check", str(sent), "--json", str(folder / "c.json")])
    told = capsys.readouterr().err
    (file,) = json.loads((folder / "c.json").read_text())["files"]
    assert all(finding["message"] in told for finding in file["findings"])
    assert "缺1项数据：表二“" in told
    compiled(folder)
    assert "提示　链接.xlsx" in capsys.readouterr().err


def test_the_first_missing_figures_are_named_by_their_places(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book, addresses = one_sheet(sample_figures(), unit="财政局")
    assert book.active is not None
    for row in ("natural", "business", "research", "legal"):
        book.active[addresses[FigureId(f"requests.granted.{row}")]] = "待核实"
    (folder / "财政局.xlsx").write_bytes(saved(book))
    main(["compile", str(folder / "财政局.xlsx"), "--organ", "甲"])
    said = next(line for line in capsys.readouterr().err.splitlines() if line.startswith("缺"))
    assert "项数据：表三“" in said
    assert said.count("、表三“") == 2
    assert said.endswith("等。")


def test_help_is_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["--help"], ["compile", "--help"]):
        with pytest.raises(SystemExit):
            main(arguments)
        said = capsys.readouterr().out
        assert said.startswith("用法：nianbao")
        assert "选项：" in said
        assert not {"usage", "options", "show"} & set(said.split())


def test_a_check_that_is_written_to_a_file_need_not_be_watched(folder: Path) -> None:
    done = run("check", folder / "returns", "--json", folder / "c.json", shell='"$@" | true')
    assert (done.returncode, done.stderr) == (0, "")
    unseen = run("check", folder / "returns", shell='"$@" | true')
    assert (unseen.returncode, unseen.stderr) == (2, "")


def test_what_was_left_out_is_known_to_the_saved_report(folder: Path) -> None:
    other = sample_figures() | {FigureId("proactive.penalty.decisions"): 9}
    (folder / "returns" / "教育局（改）.xlsx").write_bytes(saved(one_sheet(other, unit="教育局")[0]))
    (folder / "returns" / "坏的.xlsx").write_bytes(b"PK\x03\x04 broken")
    report = folder / "r.nianbao"
    assert compiled(folder, "--text", str(folder / "text.txt"), "--save", str(report))[0] == 1
    out = folder / "e.json"
    assert main(["export", str(report), "--json", str(out)]) == 1
    assert main(["check", str(report)]) == 1
    exported = json.loads(out.read_text(encoding="utf-8"))
    assert "returns.duplicate" in {finding["check"] for finding in exported["report"]["findings"]}
