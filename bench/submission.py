"""(b) A whole 14-field submission: SQL statements, and submissions per second for 1, 2 and 4 clients over HTTP.

25 queries = start, page, check, submit, confirmation, logged in, caches warm; transaction control is not counted.
"""

import http.client
import re
import threading
import time
from urllib.parse import urlencode, urlparse

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from bench import drafts
from bench.measure import Result
from bench.server import serving

GOAL = 25
NOT_COUNTED = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK", "SET ")
SECONDS = 6
OPEN_FORMS = 56


def run() -> list[Result]:
    """Statements of one submission against Open Forms' 56; rates in the note."""
    count, requests = statements()
    rates = ", ".join(f"{clients} client: {rate:.1f}/s" for clients, rate in _rates())
    note = f"SQL statements in {requests} requests; baseline Open Forms as measured before; submissions {rates}"
    return [Result("submission", count, OPEN_FORMS, round(count / OPEN_FORMS, 3), f"≤ {GOAL}", count <= GOAL, 1, note)]


def statements() -> tuple[int, int]:
    """(statements, requests) of one submission in this process, after a warm-up."""
    drafts.version()
    browser = drafts.client()
    submit_once(browser)
    with CaptureQueriesContext(connection) as seen:
        requests = submit_once(browser)
    counted = [q["sql"] for q in seen.captured_queries if not q["sql"].upper().startswith(NOT_COUNTED)]
    return len(counted), requests


def submit_once(browser: Client) -> int:
    """Start, the page, the check page, submit, the confirmation; returns how many requests that took."""
    place = str(drafts.selectors.offerings(drafts.selectors.published(drafts.CODE))[0].pk) if not _place else _place[0]
    _place[:] = [place]
    page = browser.post(f"/nop-ho-so/bat-dau/{drafts.CODE}/", {"offering": place})["Location"]
    check = browser.post(page, {**drafts.ANSWERS, "current_step": "trang"})["Location"]
    shown = browser.get(check).content.decode()
    key = re.search(r'name="key" value="([0-9a-f-]+)"', shown).group(1)  # type: ignore[union-attr]
    receipt = browser.post(check, {"key": key, "declared": "1"})["Location"]
    if browser.get(receipt).status_code != 200:
        raise RuntimeError("no receipt")
    return 5


_place: list[str] = []


def _rates() -> list[tuple[int, float]]:
    browser = drafts.client()
    cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in browser.cookies.items())
    with serving() as base:
        return [(clients, _rate(base, cookies, clients)) for clients in (1, 2, 4)]


def _rate(base: str, cookies: str, clients: int) -> float:
    end = time.monotonic() + SECONDS
    done: list[int] = []

    def work() -> None:
        visitor = Visitor(base, cookies)
        count = 0
        while time.monotonic() < end:
            visitor.submit(_place[0])
            count += 1
        done.append(count)

    threads = [threading.Thread(target=work) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / SECONDS


class Visitor:
    """A thin client over one connection, so that what is measured is the server."""

    def __init__(self, base: str, cookies: str) -> None:
        parts = urlparse(base)
        self.connection = http.client.HTTPConnection(parts.hostname or "", parts.port)
        self.base, self.cookies, self.token = base, cookies, "a" * 32

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> tuple[str, str]:
        """(Location, body) of one request; raises on an error status."""
        headers = {"Cookie": f"{self.cookies}; csrftoken={self.token}", "Origin": self.base}
        body = None
        if fields is not None:
            body = urlencode({**fields, "csrfmiddlewaretoken": self.token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:200]}")
        return answer.headers.get("Location", ""), text

    def submit(self, place: str) -> None:
        """One whole submission."""
        page, _body = self.ask("POST", f"/nop-ho-so/bat-dau/{drafts.CODE}/", {"offering": place})
        check, _body = self.ask("POST", page, {**drafts.ANSWERS, "current_step": "trang"})
        _location, shown = self.ask("GET", check)
        key = re.search(r'name="key" value="([0-9a-f-]+)"', shown).group(1)  # type: ignore[union-attr]
        receipt, _body = self.ask("POST", check, {"key": key, "declared": "1"})
        self.ask("GET", receipt)
