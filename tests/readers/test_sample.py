"""The project's own sample: what the invented units filled in is what is read."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest

from app.form import FigureId, Severity, newest_form
from app.readers.returns import Reader
from app.report.each_return import own_findings
from app.report.report import Change, Report, Step, Unit
from app.report.returns import Return
from app.report.review import review
from app.report.text import parsed
from app.report.values import Value
from app.resources import resource

FORM = newest_form()
READER = Reader(FORM)
FILES = sorted((resource("sample") / "returns").glob("*.xlsx"))


def sample_figures() -> Any:
    """The figures from which `packaging/make_sample.py` makes the files."""
    path = Path(__file__).parents[2] / "packaging" / "sample_figures.py"
    spec = importlib.util.spec_from_file_location("sample_figures", path)
    assert spec
    assert spec.loader
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SAMPLE = sample_figures()


def read(file: Path) -> Return:
    return READER.read(file.name, file.read_bytes())


def sample_report() -> Report:
    text = resource("sample") / "text.txt"
    sections = parsed(FORM, text.read_text(encoding="utf-8").splitlines()).sections
    roster = (resource("sample") / "roster.txt").read_text(encoding="utf-8").splitlines()
    report = Report(FORM, f"{SAMPLE.DISTRICT}人民政府", SAMPLE.YEAR)
    steps = [Step(("unit", name), None, Unit(name)) for name in roster]
    steps += [Step(("return", sent.unit), None, sent) for sent in map(read, FILES)]
    steps += [Step(("text", section), None, "\n".join(written)) for section, written in sections.items()]
    report.adopt(Change("示例", tuple(steps)))
    return report


@pytest.mark.parametrize(
    ("file", "unit"), list(zip(FILES, SAMPLE.UNITS, strict=True)), ids=[file.stem for file in FILES]
)
def test_a_sample_return_is_read_exactly_and_without_complaint(file: Path, unit: Any) -> None:
    sent = read(file)
    assert (sent.unit, sent.year) == (unit.name, SAMPLE.YEAR)
    assert sent.figures == unit.figures(FORM)
    assert not sent.unused
    assert not own_findings(FORM, sent)


def test_the_sample_adds_up_to_the_district() -> None:
    sums: dict[FigureId, Value] = dict.fromkeys(FORM.figures, 0)
    for unit in SAMPLE.UNITS:
        for figure, value in unit.figures(FORM).items():
            sums[figure] += value
    assert sample_report().figures == sums


def test_the_sample_report_is_ready_and_every_number_of_its_text_is_accounted_for() -> None:
    judged = review(sample_report())
    assert judged.is_ready
    assert [finding.message for finding in judged.findings if finding.severity is not Severity.NOTICE] == []
    assert {number.state for number in judged.numbers} <= {"linked", "declared", "matched"}
