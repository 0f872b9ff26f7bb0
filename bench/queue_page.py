"""Time the queue page in this process: ``python -m bench.queue_page`` prints {"ms", "queries", "rare_ms", "rare_queries"}.

``rare``: the same page narrowed to a procedure of which the unit has only some sixty open dossiers.
"""

import json
import statistics
import sys
import time
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from agencies.models import Seat

TIMES = 30


def seat() -> "Seat":
    """The demonstration clerk's seat."""
    from agencies.models import Seat

    return Seat.objects.select_related("agency").get(assignments__user__email="binh@demo.vn", assignments__until__isnull=True)


def main() -> None:
    """Median of some requests by the logged-in clerk, through the whole middleware."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from bench.drafts import BACKEND, HOST
    from bench.queue_fill import RARE_CODE

    browser = Client(**HOST)
    browser.force_login(User.objects.get(email="binh@demo.vn"), backend=BACKEND)
    url = f"/mot-cua/{seat().pk}/?muc=receive"

    def timed(address: str) -> tuple[float, int]:
        for _ in range(5):
            page = browser.get(address)
        if page.status_code != 200 or page.content.count(b"data-row") != 50:
            sys.exit(f"the queue does not show 50 rows: {page.status_code} {address}")
        with CaptureQueriesContext(connection) as seen:
            browser.get(address)
        queries = len(seen.captured_queries)
        took = []
        for _ in range(TIMES):
            started = time.perf_counter()
            browser.get(address)
            took.append((time.perf_counter() - started) * 1000)
        return statistics.median(took), queries

    (ms, queries), (rare_ms, rare_queries) = timed(url), timed(f"{url}&thu-tuc={RARE_CODE}")
    figures = {"ms": ms, "queries": queries, "rare_ms": rare_ms, "rare_queries": rare_queries}
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    django.setup()
    main()
