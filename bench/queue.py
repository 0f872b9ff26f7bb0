"""(c) The queue page with 1,000,000 dossiers against 10,000: time and number of queries.

Two databases made from the seeded one and filled by COPY, kept for the next run. One dossier in twenty belongs to the
seat's unit, one in five is open, one open in a hundred is overdue.
"""

import hashlib
import json
import os
import statistics
import subprocess
import sys
from urllib.parse import urlparse, urlunparse

import psycopg

from bench.measure import Result, at_most

SMALL, LARGE = 10_000, 1_000_000
ROUNDS = 5


def run() -> list[Result]:
    """Median milliseconds of the page, the two sizes in turn, each in a process of its own."""
    urls = {size: _filled(size) for size in (SMALL, LARGE)}
    rounds = [{size: _page(urls[size]) for size in urls} for _ in range(ROUNDS)]
    ours = statistics.median(r[LARGE]["ms"] for r in rounds)
    baseline = statistics.median(r[SMALL]["ms"] for r in rounds)
    queries = {size: rounds[0][size]["queries"] for size in urls}
    note = f"ms a page; baseline 10,000 dossiers; queries {queries[LARGE]} and {queries[SMALL]}"
    result = at_most("queue", ours, baseline, 1.3, ROUNDS, note)
    same = queries[LARGE] == queries[SMALL]
    return [Result(**{**result.__dict__, "met": result.met and same})]


def _page(url: str) -> dict[str, float]:
    env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings"}
    out = subprocess.run([sys.executable, "-m", "bench.queue_page"], env=env, capture_output=True, text=True, check=True).stdout
    return json.loads(out)


def _filled(size: int) -> str:
    """The address of a database with ``size`` dossiers; made the first time."""
    own = os.environ["DATABASE_URL"]
    parts = urlparse(own)
    name = f"bench_{size}_{_schema(own)}"
    url = urlunparse(parts._replace(path=f"/{name}"))
    with psycopg.connect(os.environ["SUPERUSER_DATABASE_URL"], autocommit=True) as admin:
        if admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            older = admin.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"bench\\_{size}\\_%"]).fetchall()
            for (old,) in older:
                admin.execute(f'DROP DATABASE "{old}" WITH (FORCE)')
            admin.execute(f'CREATE DATABASE "{name}" TEMPLATE "{parts.path.lstrip("/")}" OWNER "{parts.username}"')
    with psycopg.connect(url, autocommit=True) as target:
        full = target.execute("SELECT count(*) FROM dossiers_dossier WHERE code LIKE 'B%'").fetchone() == (size,)
    if not full:
        env = {**os.environ, "DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "bench.settings"}
        subprocess.run([sys.executable, "-m", "bench.queue_fill", str(size)], env=env, check=True)
    return url


def _schema(url: str) -> str:
    """What the migrations came to: a kept database of an older schema is not used again."""
    with psycopg.connect(url) as source:
        names = source.execute("SELECT app, name FROM django_migrations ORDER BY app, name").fetchall()
    return hashlib.sha256(repr(names).encode()).hexdigest()[:8]
