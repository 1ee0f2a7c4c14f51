"""A thousand returns against the bare parser on the same files: values with marks, and the way to a .nianbao."""

from __future__ import annotations

import contextlib
import io
import resource
import tempfile
from collections import deque
from pathlib import Path

from app.cli import parser
from app.form import FigureId
from app.jobs import run
from app.readers.formats import kind_of
from app.readers.workbook import read_workbook
from tests.bench.clock import median_time
from tests.bench.compiling import bare_parse
from tests.readers.made import one_sheet, sample_figures, saved

RETURNS = 1000
RUNS = 3


def reading_ratios() -> dict[str, float]:
    """Times of the bare parser's; and the MB that 1,000 returns take more than 100 in the program's own process."""
    with tempfile.TemporaryDirectory() as name:
        few, more = Path(name, "few"), Path(name, "more")
        for place in range(RETURNS):
            figures = sample_figures() | {FigureId("proactive.licence.decisions"): place}
            folder = few if place < RETURNS // 10 else more
            folder.mkdir(exist_ok=True)
            (folder / f"{place:04}.xlsx").write_bytes(saved(one_sheet(figures, unit=f"第{place}单位")[0]))
        before = _most_memory([few])
        growth = _most_memory([few, more]) - before
        files = [path.read_bytes() for path in Path(name).rglob("*.xlsx")]
        bare = median_time(lambda: deque(map(bare_parse, (few, more)), maxlen=0), RUNS)
        marked = median_time(lambda: [read_workbook(data, kind_of(data)) for data in files], RUNS)
        whole = median_time(lambda: compiled([few, more]), RUNS)
    print(f"1,000 returns: bare parser {bare:.2f} s; with marks {marked:.2f} s; to a .nianbao {whole:.2f} s")
    return {
        "reading 1,000, with marks": marked / bare,
        "reading 1,000, to a .nianbao": whole / bare,
        "reading 1,000, more memory (MB)": growth,
    }


def compiled(folders: list[Path]) -> None:
    """Recognised, checked, summed and stored, as the command line does it, its last lines left unsaid."""
    with tempfile.TemporaryDirectory() as name:
        kept = Path(name, "年报.nianbao")
        call = ["compile", *map(str, folders), "--organ", "青禾区人民政府", "--year", "2025", "--save", str(kept)]
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            run(parser().parse_args(call))


def _most_memory(folders: list[Path]) -> float:
    """The largest that this process has been so far, in MB, after compiling."""
    compiled(folders)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
