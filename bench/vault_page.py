"""Time the vault's list in this process: ``python -m bench.vault_page`` prints {"first_ms", "first_queries", …} as JSON."""

import json
import statistics
import sys
import time

import django

TIMES = 20


def main() -> None:
    """Median of some requests by An, through the whole middleware: newest papers, those after 500 others, and a search."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from accounts.models import User
    from bench.drafts import BACKEND, HOST
    from vault import selectors
    from vault.holders import Holder

    an = User.objects.select_related("person").get(email="an@demo.vn")
    browser = Client(**HOST)
    browser.force_login(an, backend=BACKEND)
    after = ""
    for _page in range(25):
        after = selectors.papers(Holder("", "An", an.person), after=after).after
    figures: dict[str, float] = {}
    for part, address in (("first", "/kho/"), ("deep", f"/kho/?sau={after}"), ("words", "/kho/?tim=giay+phep+7")):
        for _ in range(5):
            page = browser.get(address)
        if page.status_code != 200 or page.content.count(b"dossier-list__item") != selectors.PER_PAGE:
            sys.exit(f"the vault does not show {selectors.PER_PAGE} papers: {page.status_code} {address}")
        with CaptureQueriesContext(connection) as seen:
            browser.get(address)
        queries = len(seen.captured_queries)  # the next request empties their log
        took = []
        for _ in range(TIMES):
            started = time.perf_counter()
            browser.get(address)
            took.append((time.perf_counter() - started) * 1000)
        figures |= {f"{part}_ms": statistics.median(took), f"{part}_queries": queries}
    sys.stdout.write(json.dumps(figures))


if __name__ == "__main__":
    django.setup()
    main()
