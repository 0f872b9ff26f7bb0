"""(h) Search over the 5,670 real titles and over 60,000 made of them: time in the process, the page, and whether it is right.

Two databases made from the seeded one and filled once, kept for the next run. The queries are those of
tests/procedures/search_queries*.jsonl, none of whose codes the measured code knows; misses go to stderr.
"""

import hashlib
import json
import os
import statistics
import subprocess
import sys
from typing import Any
from urllib.parse import urlparse, urlunparse

import psycopg

from bench.measure import Result, at_least, at_most
from bench.search_fill import catalogue

REAL, LARGE = 5_670, 60_000
ROUNDS = 3
SLOWEST_MS = 10.0


def run() -> list[Result]:
    """p95 of all queries in milliseconds, the two sizes in turn, each in a process of its own; then the quality."""
    if not catalogue().exists():
        raise SystemExit(f"bench search needs the real titles: {catalogue()} is not there (TTHC_DATA)")
    urls = {size: _filled(size) for size in (REAL, LARGE)}
    rounds = [{size: _measured(urls[size]) for size in urls} for _ in range(ROUNDS)]

    def median(size: int, name: str) -> float:
        return statistics.median(one[size][name] for one in rounds)

    real = median(REAL, "p95")
    note = f"p95 ms of {rounds[0][REAL]['queries']} queries"
    found = rounds[0][REAL]
    for miss in found["misses"]:
        sys.stderr.write(f"  {miss}\n")
    quality = f"of {found['judged']} queries; first {found['first']:.3f}, MRR {found['mrr']:.3f}; misses on stderr"
    return [
        at_most("search", real, SLOWEST_MS, 1.0, ROUNDS, f"{note} in the process; baseline 10 ms; p50 {median(REAL, 'p50'):.2f}"),
        at_most(
            "search-page",
            median(REAL, "page"),
            median(REAL, "by_code"),
            4.0,
            ROUNDS,
            "p95 ms a page; baseline the page of a code",
        ),
        at_most("search-60k", median(LARGE, "p95"), real, 3.0, ROUNDS, f"{note}; 60,000 titles against 5,670"),
        at_least("search-right", found["three"], 0.92, 1.0, 1, f"right in the first three, {quality}"),
    ]


def _measured(url: str) -> dict[str, Any]:
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    done = subprocess.run([sys.executable, "-m", "bench.search_page"], env=env, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def _filled(size: int) -> str:
    """The address of a database with ``size`` procedures; made the first time."""
    own = os.environ["DATABASE_URL"]
    parts = urlparse(own)
    name = f"bench_search_{size}_{_schema(own)}"
    url = urlunparse(parts._replace(path=f"/{name}"))
    with psycopg.connect(os.environ["SUPERUSER_DATABASE_URL"], autocommit=True) as admin:
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            older = f"bench\\_search\\_{size}\\_%"
            for (old,) in admin.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [older]).fetchall():
                admin.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{parts.path.lstrip("/")}" OWNER "{parts.username}"')
    with psycopg.connect(url, autocommit=True) as target:
        row = target.execute("SELECT count(*) FROM procedures_procedure").fetchone()
        full = row is not None and row[0] >= size
    if not full:
        env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        subprocess.run([sys.executable, "-m", "bench.search_fill", str(size)], env=env, check=True)
    return url


def _schema(url: str) -> str:
    """What the migrations and the everyday words came to: a kept database of others is not used again."""
    with psycopg.connect(url) as source:
        names = source.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
        words = source.execute("SELECT phrase, means FROM procedures_synonym ORDER BY phrase").fetchall()
    return hashlib.sha256(repr((names, words)).encode()).hexdigest()[:8]
