"""A compiled report and what is written of it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from app.form import Severity
from app.jobs.entries import own_entry
from app.jobs.tell import counted, missing_said, say, say_what_is_written, tell, tell_findings
from app.report.record import Json, figures_to_json, finding_from_json, finding_to_json
from app.report.report import Report
from app.report.review import Review, review
from app.resources import template
from app.writers.content import printed_of
from app.writers.files import made, together, whole
from app.writers.web import write_html
from app.writers.word import write_word
from app.writers.working_paper import working_paper


def outcome_of(report: Report) -> Outcome:
    """What is to be said of a report that was saved."""
    return Outcome(report, review(report), [own_entry(report.form, sent) for sent in report.returns.values()])


@dataclass(slots=True)
class Outcome:
    """`entries` are the files, as the contract gives them."""

    report: Report
    review: Review
    entries: list[Json]

    @property
    def status(self) -> int:
        """0 where everything is well; else 1, and what is printed is a draft."""
        errors = [f for entry in self._counting for f in entry["findings"] if f["severity"] == Severity.ERROR]
        return 0 if self.review.is_ready and not errors and not self.report.collected.left_out else 1

    @property
    def _counting(self) -> list[Json]:
        """The files but those of units that are left out of the roll-up."""
        aside = {unit.name for unit in self.report.units.values() if not unit.included}
        return [entry for entry in self.entries if entry["unit"] not in aside]

    def write(self, wanted: argparse.Namespace, saving: AbstractContextManager[None] | None = None) -> None:
        """Writes everything that is asked for, and with it the report that `saving` makes: all of it, or nothing.

        Raises `NotWritten`, or `Unheard` where standard output does not take the JSON.
        """
        with together(self._contents(wanted)), saving or nullcontext():
            if wanted.json == "-":
                say(_text(self._json()))

    def _contents(self, wanted: argparse.Namespace) -> dict[Path, bytes]:
        printed = printed_of(self.report, self.review, draft=self.status != 0)
        form = template("report.docx")
        writers: list[tuple[Path | None, Callable[[BinaryIO], None]]] = [
            (wanted.docx, lambda out: write_word(printed, form, out)),
            (wanted.html, lambda out: write_html(printed, out)),
            (wanted.working_paper, lambda out: working_paper(self.report, out)),
        ]
        contents = {target: made(target, write) for target, write in writers if target}
        if wanted.json and wanted.json != "-":
            contents[Path(wanted.json)] = _text(self._json()).encode()
        return contents

    def _json(self) -> Json:
        return {
            "files": self.entries,
            "report": {
                "figures": figures_to_json(self.report.form, self.report.figures),
                "findings": [finding_to_json(finding) for finding in self.review.findings],
                "prose": [number.to_json() for number in self.review.numbers],
            },
        }

    def tell(self, wanted: argparse.Namespace, saved: str = "") -> None:
        """The findings on standard error, and on standard output what was done; `saved` is the line about --save."""
        form = self.report.form
        for entry in self._counting:
            found = map(finding_from_json, entry["findings"])
            tell_findings(form, [one for one in found if one.severity is Severity.ERROR], entry["file"])
        tell_findings(form, self.review.findings)
        if self.review.missing:
            tell(missing_said(self.report.form, self.review.missing))
        if wanted.json != "-":
            say_what_is_written([self._summary(), *self._written(wanted), *([saved] if saved else [])])

    def _written(self, wanted: argparse.Namespace) -> Iterator[str]:
        for target in (wanted.docx, wanted.html, wanted.working_paper, wanted.json):
            if target:
                yield f"已写{'草稿' if self.status and target in (wanted.docx, wanted.html) else ''}：{target}"

    def _summary(self) -> str:
        filled = len(self.report.figures)
        return (
            f"{self.report.title}：汇总{len(self.report.sources)}个单位，{filled}项数据；"
            f"{counted(self.report.form, self.review.findings)}。{self._verdict()}。"
        )

    def _verdict(self) -> str:
        if self.status:
            return "还不能提交"
        texts = [section.id for section in self.report.form.sections if section.kind == "text"]
        if not all(self.review.paragraphs.get(section) for section in texts):
            return "数据核对无误；文字部分还没有写"
        return "可以提交"


def write_json(target: str, data: Json) -> None:
    """Writes JSON to a file, whole or not at all; "-" is standard output. Raises `NotWritten` or `Unheard`."""
    if target == "-":
        say(_text(data))
        return
    with whole(Path(target)) as out:
        out.write(_text(data).encode())


def _text(data: Json) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)
