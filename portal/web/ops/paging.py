"""Fifty rows a page, as every list of officials has them."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

ROWS = 50


def page_of(request: HttpRequest, rows: QuerySet[Any]) -> Page:
    """The page that ``?trang=`` names, the nearest one when there is none such. Two queries."""
    return Paginator(rows, ROWS).get_page(request.GET.get("trang"))
