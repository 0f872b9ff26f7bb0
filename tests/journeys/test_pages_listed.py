"""The list of pages is the URLconf's, not ours: an address without an entry fails here, long before a browser starts."""

import pytest
from django.urls import get_resolver

from tests.access.test_matrix import routes
from tests.journeys.pages import NO_PAGE, PAGES


def test_every_address_is_looked_at_or_is_no_page_for_a_reason() -> None:
    there = {name for name, _pattern in routes(get_resolver())}
    listed = {page.route for page in PAGES if page.route}
    assert there - listed - NO_PAGE.keys() == set(), (
        "a new address: say in PAGES of tests/journeys/pages.py who sees it with what, or in NO_PAGE why it is no page"
    )
    assert (listed | NO_PAGE.keys()) - there == set(), "an entry in tests/journeys/pages.py without an address"
    assert listed & NO_PAGE.keys() == set()


@pytest.mark.parametrize("name", NO_PAGE)
def test_what_is_no_page_says_why(name: str) -> None:
    assert NO_PAGE[name]


def test_no_look_is_listed_twice() -> None:
    names = [str(page) for page in PAGES]
    assert sorted(names) == sorted(set(names))
