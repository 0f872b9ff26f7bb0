"""Long lists cut into pages with every page one press away, so that each procedure stays within three of home (ux.md §1.3)."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

A_PAGE = 100


def page_of(request: HttpRequest, rows: Sequence[Any] | Any, a_page: int = A_PAGE) -> Page:
    """The page that ``?trang=`` asks for, the nearest there is; ``rows`` may be a query (then one more to count)."""
    return Paginator(rows, a_page).get_page(request.GET.get("trang"))
