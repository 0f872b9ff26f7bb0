"""Time the queue page in this process: ``python -m bench.queue_page`` prints {"ms", "queries"}."""

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

    browser = Client(**HOST)
    browser.force_login(User.objects.get(email="binh@demo.vn"), backend=BACKEND)
    url = f"/mot-cua/{seat().pk}/?muc=receive"
    for _ in range(5):
        page = browser.get(url)
    if page.status_code != 200 or page.content.count(b"data-row") != 50:
        sys.exit(f"the queue does not show 50 rows: {page.status_code}")
    with CaptureQueriesContext(connection) as seen:
        browser.get(url)
    queries = len(seen.captured_queries)
    took = []
    for _ in range(TIMES):
        started = time.perf_counter()
        browser.get(url)
        took.append((time.perf_counter() - started) * 1000)
    sys.stdout.write(json.dumps({"ms": statistics.median(took), "queries": queries}))


if __name__ == "__main__":
    django.setup()
    main()
