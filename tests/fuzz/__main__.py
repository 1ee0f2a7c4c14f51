"""Tries many returns, prints what went wrong with its seed; exit status 1 when anything did.

`python -m tests.fuzz [--runs 10000] [--seed 0]`
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.fuzz.tries import try_cells
from tests.fuzz.tries_bytes import try_bytes

_BATCH = 250


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.fuzz")
    arguments.add_argument("--runs", type=int, default=10_000, help="of either sort")
    arguments.add_argument("--seed", type=int, default=0, help="the first one")
    called = arguments.parse_args()
    seeds = range(called.seed, called.seed + called.runs)
    print(f"seeds {seeds.start} to {seeds.stop - 1}")
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        is_well = [_cells(pool, seeds), _bytes(pool, seeds)]
    return 0 if all(is_well) else 1


def _cells(pool: ProcessPoolExecutor, seeds: range) -> bool:
    """Cells, labels, rows and columns: nothing may be silently wrong."""
    count = Counter[str]()
    for tried in pool.map(try_cells, seeds, chunksize=_BATCH):
        count["read" if tried.sent else "refused"] += 1
        count["with a wrong figure"] += bool(tried.wrong)
        count["of these with one that only a check names"] += bool(tried.unquestioned - tried.silent)
        count["of these with one that nothing names"] += bool(tried.silent)
        if tried.silent:
            print(tried, flush=True)
    _print("cells", count)
    return not count["of these with one that nothing names"]


def _bytes(pool: ProcessPoolExecutor, seeds: range) -> bool:
    """Bytes: every file is answered by the same process, in time."""
    count = Counter[str]()
    slowest, most_memory = 0.0, 0.0
    batches = [seeds[start : start + _BATCH] for start in range(0, len(seeds), _BATCH)]
    for tries, memory in pool.map(try_bytes, batches):
        most_memory = max(most_memory, memory)
        for tried in tries:
            count[tried.outcome] += 1
            count["with a figure lost without a word"] += bool(tried.lost)
            count["with a fault"] += bool(tried.fault)
            slowest = max(slowest, tried.seconds)
            if tried.fault:
                print(tried, flush=True)
    _print("bytes", count)
    print(f"  slowest {slowest:.2f} s, most memory of a reading process {most_memory:.0f} MB")
    return not count["with a fault"]


def _print(what: str, count: Counter[str]) -> None:
    print(what)
    for outcome, number in count.items():
        print(f"  {outcome:45} {number:6}")


if __name__ == "__main__":
    sys.exit(main())
