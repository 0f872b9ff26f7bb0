"""How many queries a page costs, told so that a busy machine does not change it."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def queries(browser: Client, address: str) -> int:
    """The fewest of three looks: what is kept for some seconds may run out before one of them."""
    return min(_once(browser, address) for _look in range(3))


def _once(browser: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(address).status_code == 200
    return len(asked)
