"""Prints each figure with its budget; exit status 1 when one is over it."""

from __future__ import annotations

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from tests.bench.compiling import check_times, compile_ratio
from tests.bench.reading import reading_ratios
from tests.bench.window import importing_waits, key_press, start_ratio, text_press

BUDGET = {
    "compile": 2.0,
    "checks, all (ms)": 1.0,
    "checks, one figure (ms)": 0.1,
    "reading 1,000, with marks": 2.0,
    "reading 1,000, to a .nianbao": 6.0,
    "reading 1,000, more memory (MB)": 10.0,
    "key press, 99th percentile (ms)": 16.0,
    "text key press, 99th percentile (ms)": 16.0,
    "window, start": 2.0,
    "reading 300, longest wait (ms)": 16.0,
    "adopting 300, longest wait (ms)": 16.0,
    "undoing that, longest wait (ms)": 16.0,
    "redoing that, longest wait (ms)": 16.0,
}


def main() -> int:
    results = {
        "compile": compile_ratio(),
        **check_times(),
        **reading_ratios(),
        "window, start": start_ratio(),
        "key press, 99th percentile (ms)": key_press(),
        "text key press, 99th percentile (ms)": text_press(),
        **importing_waits(),
    }
    for name, value in results.items():
        print(f"{name:37} {value:8.3f}   budget {BUDGET[name]}")
    return 1 if any(value > BUDGET[name] for name, value in results.items()) else 0


if __name__ == "__main__":
    sys.exit(main())
