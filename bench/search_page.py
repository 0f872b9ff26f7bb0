"""``python -m bench.search_page``: one round over the database that DATABASE_URL names; its figures as JSON on stdout."""

import json
import os
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import django

QUERIES = Path(__file__).resolve().parent.parent / "tests" / "procedures"
FILES = ("search_queries.jsonl", "search_queries_held_out.jsonl")
CODES = ("1.001193", "2.000815", "1.004194", "1.013225", "1.001612", "2.000635", "1.000894", "1.000656")


def main() -> int:
    """Measure and print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    from django.test import Client

    from procedures.search import search

    asked = [json.loads(line) for name in FILES for line in (QUERIES / name).read_text(encoding="utf-8").splitlines()]
    client = Client(headers={"host": "127.0.0.1"})

    def page(query: str) -> None:
        if client.get("/tim-kiem/", {"q": query}).status_code != 200:
            raise RuntimeError(query)

    words = [row["query"] for row in asked]
    search(words[0])
    page(words[0])
    searches = _times(search, words)
    figures = {
        "queries": len(words),
        "p50": statistics.median(searches),
        "p95": _p95(searches),
        "page": _p95(_times(page, words)),
        "by_code": _p95(_times(page, CODES * 8)),
        **quality(asked, search),
    }
    sys.stdout.write(json.dumps(figures, ensure_ascii=False))
    return 0


def quality(asked: Iterable[dict[str, Any]], search: Callable[[str], Sequence[Any]]) -> dict[str, Any]:
    """Shares right at first, in the first three, mean reciprocal rank over ten, and the misses in words."""
    places, misses = [], []
    for row in asked:
        hits = search(row["query"])
        place = next((place for place, hit in enumerate(hits, 1) if hit.code in row["codes"]), 0)
        places.append(place)
        if not 1 <= place <= 3:
            misses.append(f"{row['id']} {row['query']}: {', '.join(hit.code for hit in hits[:3]) or 'nothing'}")
    total = len(places)
    return {
        "judged": total,
        "first": sum(place == 1 for place in places) / total,
        "three": sum(1 <= place <= 3 for place in places) / total,
        "mrr": sum(1 / place for place in places if place) / total,
        "misses": misses,
    }


def _times(work: Callable[[str], object], queries: Iterable[str]) -> list[float]:
    found = []
    for query in queries:
        started = time.perf_counter()
        work(query)
        found.append((time.perf_counter() - started) * 1000)
    return found


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]


if __name__ == "__main__":
    sys.exit(main())
