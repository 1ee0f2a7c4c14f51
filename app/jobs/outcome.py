"""A compiled report and what is written of it."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from app.form import Severity
from app.jobs.tell import say, tell, tell_findings
from app.report.record import Json, figures_to_json, finding_to_json
from app.report.report import Report
from app.report.review import PREAMBLE, Review
from app.resources import template
from app.writers.content import Printed, printed_report
from app.writers.files import NotWritten, whole
from app.writers.web import write_html
from app.writers.word import write_word
from app.writers.working_paper import write_working_paper


@dataclass(slots=True)
class Outcome:
    """`entries` are the files, as the contract gives them; `complete`: none refused, none left out."""

    report: Report
    review: Review
    entries: list[Json]
    complete: bool

    @property
    def status(self) -> int:
        """0 where everything is well; else 1, and what is printed is a draft."""
        errors = [f for entry in self.entries for f in entry["findings"] if f["severity"] == Severity.ERROR]
        return 0 if self.complete and self.review.is_ready and not errors else 1

    def write(self, wanted: argparse.Namespace) -> None:
        """Writes every file that is asked for. Raises `NotWritten` before anything is written half."""
        for target in (wanted.docx, wanted.html, wanted.working_paper, wanted.json):
            refuse_missing_folder(target)
        if wanted.docx:
            write_word(self._printed(), template("report.docx"), wanted.docx)
        if wanted.html:
            write_html(self._printed(), wanted.html)
        if wanted.working_paper:
            write_working_paper(wanted.working_paper, self.report)
        if wanted.json:
            write_json(wanted.json, self._json())

    def _printed(self) -> Printed:
        paragraphs = dict(self.review.paragraphs)
        return printed_report(
            self.report.form,
            self.report.title,
            self.report.organ,
            self.report.year,
            self.report.figures,
            paragraphs,
            paragraphs.pop(PREAMBLE, ()),
            draft=self.status != 0,
        )

    def _json(self) -> Json:
        return {
            "files": self.entries,
            "report": {
                "figures": figures_to_json(self.report.form, self.report.figures),
                "findings": [finding_to_json(finding) for finding in self.review.findings],
                "prose": [number.to_json() for number in self.review.numbers],
            },
        }

    def tell(self, wanted: argparse.Namespace) -> None:
        """The findings on standard error, and on standard output what was done."""
        for entry in self.entries:
            for finding in entry["findings"]:
                if finding["severity"] == Severity.ERROR:
                    tell(f"错误　{entry['file']}：{finding['message']}")
        tell_findings(self.review.findings)
        if self.review.missing:
            tell(f"数据缺{len(self.review.missing)}项。")
        if wanted.json == "-":
            return
        say(self._summary())
        for target in (wanted.docx, wanted.html, wanted.working_paper, wanted.json):
            if target:
                say(f"已写{'草稿' if self.status and target in (wanted.docx, wanted.html) else ''}：{target}")

    def _summary(self) -> str:
        counts = [sum(f.severity is severity for f in self.review.findings) for severity in Severity]
        filled = len(self.report.figures)
        verdict = "可以提交" if self.status == 0 else "还不能提交"
        return (
            f"{self.report.title}：汇总{len(self.report.sources)}个单位，{filled}项数据；"
            f"错误{counts[0]}处，核实{counts[1]}处，提示{counts[2]}处。{verdict}。"
        )


def refuse_missing_folder(target: Path | str | None) -> None:
    """Raises `NotWritten` early, before another file of the same job is written."""
    if target is None or target == "-":
        return
    path = Path(target)
    if not path.parent.is_dir():
        raise NotWritten(path, f"没有文件夹“{path.parent}”。请先建立它，或者换一个位置。")
    if path.is_dir():
        raise NotWritten(path, "这是一个文件夹。请换一个文件名。")
    if not os.access(path.parent, os.W_OK):
        raise NotWritten(path, f"没有在文件夹“{path.parent}”里写文件的权限。请换一个位置。")


def write_json(target: str, data: Json) -> None:
    """Writes JSON to a file, whole or not at all; "-" is standard output."""
    text = json.dumps(data, ensure_ascii=False, indent=1)
    if target == "-":
        print(text, file=sys.stdout)
        return
    with whole(Path(target)) as out:
        out.write(text.encode())
