"""How long something takes."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable


def median_time(job: Callable[[], object], runs: int = 5) -> float:
    """Seconds; one run more, not counted, comes first."""
    job()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        job()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
