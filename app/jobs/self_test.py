"""Whether the program, as it is installed here, can do its work."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from app.form import newest_form
from app.jobs.files import read_files
from app.jobs.tell import say, tell
from app.report.edits import AcceptReturns, SetOrgan
from app.report.report import Report
from app.resources import resource, template
from app.writers.content import printed_report
from app.writers.word import write_word

_PATIENCE = 60  # seconds


def self_test(_wanted: argparse.Namespace) -> int:
    """Reads the sample, writes it to Word, reads that back; then the window tests itself in its own process."""
    wrong = [*_without_window(), *_window()]
    for line in wrong:
        tell(line)
    say("自检没有通过。" if wrong else "自检通过。")
    return 1 if wrong else 0


def _without_window() -> list[str]:
    form = newest_form()
    reads, _ = read_files(form, [resource("sample") / "returns"], None)
    wrong = [f"示例报送表{read.received.name}读不了：{read.refused.say}" for read in reads if read.refused]
    report = Report(form, "", 2025)
    for edit in (SetOrgan("自检"), AcceptReturns(tuple(read.sent for read in reads if read.sent))):
        report.adopt(edit.on(report))
    with tempfile.TemporaryDirectory() as folder:
        written = Path(folder, "自检.docx")
        content = printed_report(form, report.title, report.organ, report.year, report.figures, {})
        write_word(content, template("report.docx"), written)
        ((back,), _) = read_files(form, [written], None)
    if back.sent is None or back.sent.figures != dict(report.figures):
        wrong.append("写出的 Word 文件读回来与数据不一致。")
    return wrong


def _window() -> list[str]:
    try:
        done = subprocess.run(
            _window_command(), env=_with_a_screen(), capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return [f"窗口打不开：{error}"]
    return [] if done.returncode == 0 else [f"窗口打不开：{done.stderr.decode(errors='replace').strip()[-500:]}"]


def _with_a_screen() -> dict[str, str]:
    """The environment; without a display the window paints into memory."""
    has_none = sys.platform.startswith("linux") and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys()
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"} if has_none else dict(os.environ)


def _window_command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [str(Path(sys.executable).with_name("nianbao-window" + Path(sys.executable).suffix)), "--self-test"]
    return [sys.executable, "-m", "app.window", "--self-test"]
