"""(p) The list of a vault with 1,000 papers among very many against the same among 10,000: time and number of queries.

Databases made from the seeded one and filled by SQL, kept for the next run (bench/vault_fill.py). BENCH_VAULT_ROWS names the
large sizes (300,000, half a minute to fill; the goal of the issue is 10000000).
"""

import json
import os
import statistics
import subprocess
import sys

from bench import databases
from bench.measure import Result, at_most

SMALL = 10_000
LARGE = tuple(int(size) for size in os.environ.get("BENCH_VAULT_ROWS", "300000").split(","))
ROUNDS = 5
BYTES_A_ROW = 1100  # a paper and its indexes
PARTS = ("first", "deep", "words")
SAID = {"first": "newest papers", "deep": "the papers after 500", "words": "searched by words"}


def run() -> list[Result]:
    """Median milliseconds of the page, the sizes in turn, each in a process of its own."""
    urls = {size: _filled(size) for size in (SMALL, *LARGE)}
    rounds = [{size: _page(urls[size]) for size in urls} for _ in range(ROUNDS)]
    return [_result(size, rounds, part) for size in LARGE for part in PARTS]


def _result(size: int, rounds: list[dict[int, dict[str, float]]], part: str) -> Result:
    ours, baseline = (statistics.median(one[rows][f"{part}_ms"] for one in rounds) for rows in (size, SMALL))
    queries = {rows: rounds[0][rows][f"{part}_queries"] for rows in (size, SMALL)}
    told = f"{SAID[part]}, {size:,} papers; baseline {SMALL:,}; queries {queries[size]:g} and {queries[SMALL]:g}"
    result = at_most(f"vault-{part}", ours, baseline, 1.3, ROUNDS, f"ms a page, {told}")
    return Result(**{**result.__dict__, "met": result.met and queries[size] == queries[SMALL]})


def _filled(size: int) -> str:
    return databases.made("bench_vault", size, fill="bench.vault_fill", table="vault_document", bytes_a_row=BYTES_A_ROW)


def _page(url: str) -> dict[str, float]:
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    out = subprocess.run([sys.executable, "-m", "bench.vault_page"], env=env, capture_output=True, text=True, check=True).stdout
    return json.loads(out)
