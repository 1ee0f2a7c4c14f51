"""The same jobs from a terminal. `main` is the one entry point of the program, for the window too.

Exit status: 0 all well; 1 done, but with errors, missing figures, or files refused or left out; 2 nothing done.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from app import __version__

_WRONG_CALL = {
    r"the following arguments are required: (.*)": r"缺少 \1",
    r"unrecognized arguments: (.*)": r"不认识“\1”",
    r"argument (\S+): expected (?:one|at least one) argument": r"\1 后面要写内容",
    r"argument 命令: invalid choice: '(.*)' \(choose from .*": r"没有“\1”这个命令",
    r"argument (\S+): ignored explicit argument '?(.*?)'?": r"\1 后面不能写“\2”",
    r"argument (\S+): (“.*)": r"\1 的\2",
}


class _Help(argparse.HelpFormatter):
    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def format_help(self) -> str:
        return super().format_help().replace("positional arguments:", "参数：").replace("options:", "选项：")


class _Parser(argparse.ArgumentParser):
    """Speaks Chinese."""

    def __init__(self, *, prog: str | None = None, description: str | None = None) -> None:
        super().__init__(prog=prog, description=description, formatter_class=_Help, add_help=False, allow_abbrev=False)
        self.add_argument("-h", "--help", action="help", help="显示这些说明")

    def error(self, message: str) -> NoReturn:
        for pattern, chinese in _WRONG_CALL.items():
            said = re.sub(f"^{pattern}$", chinese, message, flags=re.DOTALL)
            if said != message:
                break
        else:
            said = "有不认识的写法"
        _complain(f"命令写得不对：{said}。用 nianbao --help 查看用法。")
        raise SystemExit(2)


def _year(text: str) -> int:
    """The first year in the format is 2021; the jobs know which format holds for which years."""
    if not re.fullmatch(r"20[0-9]{2}", text):
        raise argparse.ArgumentTypeError(f"“{text}”不对，请写 2021 年以后的年度，如 2025")
    return int(text)


def parser() -> argparse.ArgumentParser:
    """The command line as the contract gives it."""
    top = _Parser(prog="nianbao", description="年报助手：编写《政府信息公开工作年度报告》。不带参数则打开窗口。")
    top.add_argument("--version", action="version", version=f"nianbao {__version__}", help="显示版本")
    commands = top.add_subparsers(dest="command", metavar="命令", parser_class=_Parser)

    compile_ = commands.add_parser("compile", help="把各单位的报送表汇总、核对，写成年报")
    compile_.add_argument("sources", nargs="+", type=Path, metavar="SRC", help="报送表文件、文件夹或 .zip")
    compile_.add_argument("--organ", default="", metavar="NAME", help="编报机关全称")
    compile_.add_argument("--year", type=_year, metavar="YYYY", help="报告年度")
    compile_.add_argument("--text", type=Path, metavar="FILE", help="第一、五、六部分的文字（.txt 或 .docx）")
    compile_.add_argument("--units", type=Path, metavar="ROSTER", help="单位名册：文本每行一个，或表格第一列")
    compile_.add_argument("--last-year", type=Path, metavar="FILE", help="上年报告（.nianbao、.docx 或 .html）")
    compile_.add_argument("--save", type=Path, metavar="R.nianbao", help="存为年报文件")
    _outputs(compile_)

    check = commands.add_parser("check", help="逐个核对报送表或写好的年报")
    check.add_argument("sources", nargs="+", type=Path, metavar="SRC", help="报送表、年报（.docx、.html）或 .nianbao")
    check.add_argument("--year", type=_year, metavar="YYYY", help="报告年度")
    check.add_argument("--last-year", type=Path, metavar="FILE", help="上年报告（.nianbao、.docx 或 .html）")
    check.add_argument("--json", metavar="F", help="核对结果（- 为标准输出）")

    blank = commands.add_parser("blank", help="生成发给各单位的空白报送表")
    blank.add_argument("directory", type=Path, metavar="DIR", help="放在哪个文件夹")
    blank.add_argument("--year", type=_year, required=True, metavar="YYYY", help="报告年度")
    blank.add_argument("--units", type=Path, metavar="ROSTER", help="单位名册")
    blank.add_argument("--last-year", type=Path, metavar="FILE", help="上年的 .nianbao，带出各单位的结转")

    export = commands.add_parser("export", help="从年报文件导出")
    export.add_argument("report", type=Path, metavar="R.nianbao", help="年报文件")
    _outputs(export)

    commands.add_parser("self-test", help="检查程序是否完好")
    return top


def _outputs(command: argparse.ArgumentParser) -> None:
    command.add_argument("--docx", type=Path, metavar="F", help="Word 文件")
    command.add_argument("--html", type=Path, metavar="F", help="网页文件")
    command.add_argument("--working-paper", type=Path, metavar="F.xlsx", help="底稿")
    command.add_argument("--json", metavar="F", help="数据和问题（- 为标准输出）")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command, or opens the window; returns the exit status."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    _speak_utf8()
    if arguments == ["--reader"]:
        from app.readers import child

        return child.main()
    if not arguments or (len(arguments) == 1 and arguments[0].lower().endswith(".nianbao")):
        return _open_window(arguments)
    wanted = parser().parse_args(arguments)
    if wanted.command is None:
        parser().error("the following arguments are required: 命令")
    # The jobs bring spreadsheet and Word libraries with them; a wrong call should not wait for these.
    from app.jobs import Failed, Unheard, run

    if "NIANBAO_DEBUG" not in os.environ:
        # The error is told; what libraries fail to tidy up after it (half a sheet on a full disk) is no news.
        sys.unraisablehook = lambda _: None
    try:
        return run(wanted)
    except (Failed, Unheard) as failed:
        if str(failed):
            _complain(str(failed))
    except KeyboardInterrupt:
        _complain("已取消。")
    except Exception as error:
        if "NIANBAO_DEBUG" in os.environ:
            raise
        _complain(f"程序出错，什么也没有改动（{type(error).__name__}：{error}）。请把这一行发给开发者。")
    return 2


def _complain(line: str) -> None:
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"nianbao：{line}", file=sys.stderr, flush=True)


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def _open_window(arguments: list[str]) -> int:
    """The window in this process; the frozen command line, which has no Qt, starts its twin."""
    if getattr(sys, "frozen", False):
        twin = Path(sys.executable).with_name("nianbao-window" + Path(sys.executable).suffix)
        if twin.exists():
            return subprocess.call([str(twin), *arguments])
        _complain("没有找到窗口程序。请重新安装年报助手。")
        return 2
    from app.window.__main__ import main as open_window

    return open_window(arguments)
