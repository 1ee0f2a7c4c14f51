"""Every file of the corpus gives what a person reads in it, or is refused for the reason that a person would give."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.form import FigureId
from app.readers.folder import collect
from app.readers.process import ReaderProcess, Received
from app.report.values import Value
from tests.readers.made import FORM

HERE = Path(__file__).parent
CASES = sorted(HERE.glob("*.toml"))


def truth(case: dict[str, Any]) -> dict[FigureId, Value]:
    """What is not named is 0; what is `missing`, by its id or its table's, is not there."""
    known = {
        figure: Decimal(str(case["figures"].get(figure, 0)))
        if FORM.figures[figure].is_money
        else case["figures"].get(figure, 0)
        for figure in FORM.figures
    }
    missing = set(case.get("missing", ()))
    return {figure: value for figure, value in known.items() if not {figure, FORM.figures[figure].table} & missing}


@pytest.fixture(scope="module")
def child() -> Iterator[ReaderProcess]:
    with ReaderProcess(FORM) as process:
        yield process


@pytest.mark.parametrize("case_file", CASES, ids=lambda path: path.stem)
def test_a_return_gives_what_a_person_reads_in_it(case_file: Path, child: ReaderProcess) -> None:
    case = tomllib.loads(case_file.read_text(encoding="utf-8"))
    (received,) = collect([HERE / case["file"]])
    assert isinstance(received, Received)
    read = child.read(received, 2025)
    if "refused" in case:
        assert read.refused is not None
        assert read.refused.code == case["refused"]
        assert read.refused.say.endswith("。")
        return
    assert read.sent is not None, read.refused
    assert dict(read.sent.figures) == truth(case)
    assert (read.sent.unit, read.sent.year) == (case.get("unit", "教育局"), case.get("year", 2025))
    checks = {finding.check for finding in read.sent.findings}
    assert set(case.get("told", ())) <= checks
    assert case.get("told") or not {check for check in checks if check != "reading.blank_total"}


def test_every_file_has_its_truth_and_every_truth_its_file() -> None:
    files = {path.name for path in HERE.iterdir() if path.suffix not in (".toml", ".py") and path.is_file()}
    assert files == {tomllib.loads(case.read_text(encoding="utf-8"))["file"] for case in CASES}
    assert len(CASES) > 60
