"""Reads for pages: each states its queries."""

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from accounts.models import User
from common import clock
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


def usable(document: Document) -> bool:
    """Whether a paper may be handed in today: in force and not past its date."""
    return document.status == Document.Status.IN_FORCE and (document.valid_until is None or document.valid_until >= clock.today())


def usable_by(user: User) -> QuerySet[Document]:
    """The papers that a user may hand in today, newest first, with issuers; two queries."""
    today = clock.today()
    in_date = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    rows = documents_of(user).filter(in_date, status=Document.Status.IN_FORCE)
    return rows.select_related("issuer", "blob").order_by("-issued_on", "-id")
