"""``python -m bench.search_fill SIZE``: the real titles of the national list as published procedures, in a database of their own.

5,670 are the list itself; above that, titles are made by putting the first words of one before the last words of another,
so that words stay as common as they are and every made title is new.
"""

import gzip
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django


def main() -> int:
    """Fill the database that DATABASE_URL names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench.settings")
    django.setup()
    size = int(sys.argv[1])
    # After setup: models need the applications.
    from bench.search_rows import write

    write(records(size))
    return 0


def catalogue() -> Path:
    """The list of the national database, out of the repository."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    return Path(os.environ.get("TTHC_DATA", beside)) / "tthc-national" / "catalog.jsonl.gz"


def records(size: int) -> Iterator[dict[str, Any]]:
    """``size`` rows in the list's own shape, the real ones first."""
    with gzip.open(catalogue(), "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    yield from rows[:size]
    number, step = 0, 1
    while number < size - len(rows):
        for index, row in enumerate(rows):
            if number >= size - len(rows):
                return
            other = rows[(index + 37 * step) % len(rows)]
            words, others = row["name"].split(), other["name"].split()
            name = " ".join([*words[: (len(words) + 1) // 2], *others[len(others) // 2 :]])
            yield {**row, "code": f"8.{number:06d}", "name": name[:480], "id": f"{step}-{index}"}
            number += 1
        step += 1


if __name__ == "__main__":
    sys.exit(main())
