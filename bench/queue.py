"""(c) The queue page with many dossiers against 10,000: time and number of queries.

Databases made from the seeded one and filled by COPY, kept for the next run (bench/queue_fill.py). BENCH_QUEUE_ROWS names the
large sizes (1,000,000; bin/test soak: 1000000,10000000), BENCH_OFFICIALS so many officials who hold the work (3600 in soak).
"""

import json
import os
import statistics
import subprocess
import sys

from bench import databases
from bench.measure import Result, at_most

SMALL = 10_000
LARGE = tuple(int(size) for size in os.environ.get("BENCH_QUEUE_ROWS", "1000000").split(","))
ROUNDS = 5
BYTES_A_ROW = 1300  # dossier, task and their indexes


def run() -> list[Result]:
    """Median milliseconds of the page, the sizes in turn, each in a process of its own."""
    urls = {size: filled(size) for size in (SMALL, *LARGE)}
    rounds = [{size: _page(urls[size]) for size in urls} for _ in range(ROUNDS)]
    return [_result(size, rounds, which) for size in LARGE for which in ("", "rare_")]


def _result(size: int, rounds: list[dict[int, dict[str, float]]], which: str) -> Result:
    """``which``: "" for the tab as it is, ``rare_`` narrowed to a rare procedure."""
    ours, baseline = (statistics.median(r[one][f"{which}ms"] for r in rounds) for one in (size, SMALL))
    queries = {one: rounds[0][one][f"{which}queries"] for one in (size, SMALL)}
    said = "filtered, " if which else ""
    note = f"ms a page, {said}{size:,} dossiers; baseline {SMALL:,}; queries {queries[size]} and {queries[SMALL]}"
    name = ("queue" if size <= 1_000_000 else "queue-10m") + ("-rare" if which else "")
    result = at_most(name, ours, baseline, 1.3, ROUNDS, note)
    return Result(**{**result.__dict__, "met": result.met and queries[size] == queries[SMALL]})


def filled(size: int) -> str:
    """The address of a database with ``size`` dossiers."""
    crowd = os.environ.get("BENCH_OFFICIALS", "")
    prefix = f"bench_{crowd}_officials" if crowd else "bench"
    return databases.made(prefix, size, fill="bench.queue_fill", table="dossiers_dossier", bytes_a_row=BYTES_A_ROW)


def _page(url: str) -> dict[str, float]:
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    out = subprocess.run([sys.executable, "-m", "bench.queue_page"], env=env, capture_output=True, text=True, check=True).stdout
    return json.loads(out)
