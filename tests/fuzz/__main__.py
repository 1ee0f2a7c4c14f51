"""Tries many returns, prints what was silently wrong with its seed; exit status 1 when anything was.

`python -m tests.fuzz [--runs 10000] [--seed 0]`
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor

from tests.fuzz.tries import try_cells


def main() -> int:
    arguments = argparse.ArgumentParser(prog="python -m tests.fuzz")
    arguments.add_argument("--runs", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=0, help="the first one")
    called = arguments.parse_args()
    seeds = range(called.seed, called.seed + called.runs)
    count = Counter[str]()
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        for tried in pool.map(try_cells, seeds, chunksize=50):
            count["refused"] += tried.sent is None
            count["with a wrong figure"] += bool(tried.wrong)
            count["… not questioned by the reader, but by a check"] += bool(tried.unquestioned - tried.silent)
            count["… and not a word about it"] += bool(tried.silent)
            if tried.silent:
                print(tried, flush=True)
    print(f"cells: seeds {seeds.start} to {seeds.stop - 1}")
    for what, how_many in count.items():
        print(f"  {what:50} {how_many:6}")
    return 1 if count["… and not a word about it"] else 0


if __name__ == "__main__":
    sys.exit(main())
