"""Reads for pages: each states its queries."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from accounts.models import User
from vault.access import documents_of
from vault.models import Document, Reading

PER_PAGE = 20


def papers_of(user: User, page: int = 1) -> Page:
    """A page of the user's papers, newest first, with issuers; three queries (representations, count, rows)."""
    rows = documents_of(user).select_related("issuer").order_by("-issued_on", "-id")
    return Paginator(rows, PER_PAGE).get_page(page)


def readings_of(user: User, page: int = 1) -> Page:
    """Who read the user's papers, newest first, without the user's own look-ups; three queries."""
    rows = (
        Reading.objects.filter(document__in=documents_of(user))
        .exclude(reader="owner")
        .select_related("document", "agency")
        .order_by("-at", "-id")
    )
    return Paginator(rows, PER_PAGE).get_page(page)


def readings_of_document(document: Document, limit: int = 5) -> QuerySet[Reading]:
    """The latest readings of one paper; one query."""
    return document.readings.select_related("agency").order_by("-at", "-id")[:limit]
