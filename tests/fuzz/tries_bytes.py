"""Damaged files through the process that reads foreign files: it answers each, in time and within its memory."""

from __future__ import annotations

import random
import resource
import time
from collections.abc import Sequence
from dataclasses import dataclass

from app.readers.process import PATIENCE, Read, ReaderProcess, Received
from tests.fuzz.damage import damaged, originals
from tests.fuzz.verdict import silently_wrong
from tests.readers.made import FORM

_CODES = {"encrypted", "corrupt", "too_large", "not_a_return", "unsupported"}


@dataclass(frozen=True)
class ByteTry:
    """What became of a seed: `fault` is what must not be, "" for nothing; `lost` figures silently became 0."""

    seed: int
    kind: str
    outcome: str
    seconds: float
    fault: str
    lost: int

    def __str__(self) -> str:
        return f"{self.seed} {self.kind}: {self.fault} ({self.outcome}, {self.seconds:.1f} s)"


def try_bytes(seeds: Sequence[int]) -> tuple[list[ByteTry], float]:
    """Reads the files of these seeds one after the other; also the most memory that a child took so far, in MB."""
    with ReaderProcess(FORM) as child:
        tries = [_try(child, seed) for seed in seeds]
    return tries, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def _try(child: ReaderProcess, seed: int) -> ByteTry:
    rng = random.Random(seed)
    kind = rng.choice(list(originals()))
    data = damaged(rng, kind)
    started = time.perf_counter()
    read = child.read(Received(f"教育局.{kind}", data), 2025)
    seconds = time.perf_counter() - started
    outcome = read.refused.code if read.refused else "read"
    if child._child is None:
        outcome = "refused, and a new process started"
    return ByteTry(seed, kind, outcome, seconds, _fault(read, seconds), _lost(kind, read))


def _fault(read: Read, seconds: float) -> str:
    """What must not become of any file. That its process ended is no fault: it has a limit of memory."""
    if seconds >= PATIENCE:
        return "it hung until it was killed"
    if read.refused is not None:
        is_told = read.refused.code in _CODES and read.refused.say.endswith("。")
        return "" if is_told else f"refused without a sentence: {read.refused.say}"
    assert read.sent is not None
    if read.sent.figures.keys() != read.sent.sources.keys():
        return "a figure without source, or the other way round"
    strange = [figure for figure, value in read.sent.figures.items() if value is None or value < 0]
    return f"no value: {strange[0]}" if strange else ""


def _lost(kind: str, read: Read) -> int:
    """Figures that are 0 because their cell is blank now, and nothing says so.

    Where the damage left another number, or took a cell out of the file altogether, nobody could know.
    """
    if read.sent is None:
        return 0
    silent = silently_wrong(originals()[kind][1], read.sent)
    return sum(not read.sent.sources[figure].raw for figure in silent)
