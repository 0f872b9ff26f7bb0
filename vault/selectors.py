"""Reads for pages: each states its queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from accounts.models import User
from agencies.models import Seat
from common import clock
from common.text import fold, nfc
from vault.access import documents_of, issued_by
from vault.copied import CopyForm
from vault.holders import Holder
from vault.models import Document, Reading, Share

PER_PAGE = 20
MOST_FOUND = 20
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Slice:
    """Some papers, newest first; ``after`` is where the next ones begin, empty at the end."""

    rows: list[Document]
    after: str


def papers(holder: Holder, *, origin: str = "", words: str = "", after: str = "") -> Slice:
    """Twenty papers of one vault, newest first, with issuers; two queries, whatever the size of all vaults together: which
    they are comes from the index ``vault_of_…`` alone, for with its joins the planner may read the whole table.

    ``words`` are looked for in name, number, issuer and dossier, with or without accents; ``after`` is an earlier slice's.
    """
    rows = held(holder).order_by("-issued_on", "-id")
    if origin in Document.Origin.values:
        rows = rows.filter(origin=origin)
    for word in fold(words).split()[:6]:
        rows = rows.filter(Q(folded__contains=word) | Q(title__icontains=word) | Q(number__icontains=word))
    place = _place(after)
    if place:
        day, pk = place
        rows = rows.filter(Q(issued_on__lt=day) | Q(issued_on=day, pk__lt=pk), issued_on__lte=day)
    here = list(rows.values_list("pk", flat=True)[: PER_PAGE + 1])
    related = ("issuer", "checked_by", "blob", "source")
    found = list(Document.objects.filter(pk__in=here).select_related(*related).order_by("-issued_on", "-id"))
    last = found[PER_PAGE - 1] if len(found) > PER_PAGE else None
    return Slice(found[:PER_PAGE], f"{last.issued_on.isoformat()}_{last.pk.hex}" if last else "")


def held(holder: Holder) -> QuerySet[Document]:
    """The papers of one vault, lazy."""
    return Document.objects.filter(**holder.column, removed_at__isnull=True)


def counts(holder: Holder) -> dict[str, int]:
    """How many papers of each origin the vault holds; one query."""
    return dict(held(holder).order_by().values_list("origin").annotate(n=Count("pk")))


def _place(text: str) -> tuple[date, UUID] | None:
    day, _, pk = text.partition("_")
    try:
        return date.fromisoformat(day), UUID(pk)
    except ValueError:
        return None


def found_for_copy(seat: Seat, typed: str) -> list[Document]:
    """What the seat's agency issued under just this number or in the dossier of this code; nobody leafs through it. One query."""
    exact = Q(number=nfc(typed)) | Q(dossier_code=typed.upper())
    related = ("issuer", "source", "owner_person", "owner_organisation")
    return list(
        issued_by(seat)
        .filter(exact, copy_form__in=("", CopyForm.WHOLE))
        .select_related(*related)
        .order_by("-issued_on", "-id")[:MOST_FOUND]
    )


def certified_by(seat: Seat, page: str = "") -> Page:
    """The book of certified copies of the seat's agency, newest first; two queries."""
    related = ("owner_person", "owner_organisation", "reserved_number")
    rows = issued_by(seat).filter(copy_form=CopyForm.CERTIFIED).select_related(*related)
    return Paginator(rows.order_by("-issued_on", "-id"), PER_PAGE).get_page(page)


def readings_of(user: User, page: int = 1) -> Page:
    """Who read the user's papers, newest first, without the user's own look-ups; three queries."""
    rows = (
        Reading.objects.filter(document__in=documents_of(user))
        .exclude(reader="owner")
        .select_related("document", "agency", "share__agency")
        .order_by("-at", "-id")
    )
    return Paginator(rows, PER_PAGE).get_page(page)


def readings_of_document(document: Document, limit: int = 5) -> QuerySet[Reading]:
    """The latest readings of one paper; one query."""
    return document.readings.select_related("agency", "share__agency").order_by("-at", "-id")[:limit]


def shares_of(user: User, page: int = 1) -> Page:
    """What the user, or who else may open the same vaults, gave to whom, newest first, with how often it was read."""
    rows = (
        Share.objects.filter(document__in=documents_of(user))
        .select_related("document", "agency")
        .annotate(read=Count("readings"))
        .order_by("-created_at", "-id")
    )
    return Paginator(rows, PER_PAGE).get_page(page)


def shares_of_document(document: Document) -> list[Share]:
    """To whom one paper is given now; one query."""
    return list(document.shares.open().select_related("agency").annotate(read=Count("readings")).order_by("-created_at"))


def usable(document: Document) -> bool:
    """Whether a paper may be handed in today: in force and not past its date."""
    return (
        document.status == Document.Status.IN_FORCE
        and document.removed_at is None
        and document.ended_original is None
        and (document.valid_until is None or document.valid_until >= clock.today())
    )


def usable_by(user: User) -> QuerySet[Document]:
    """The papers that a user may hand in today, newest first, with issuers; two queries."""
    today = clock.today()
    ended = Q(source__status__in=(Document.Status.REVOKED, Document.Status.REPLACED)) & ~Q(copy_form="")
    in_date = Q(valid_until__isnull=True) | Q(valid_until__gte=today)
    rows = documents_of(user).filter(in_date, status=Document.Status.IN_FORCE).exclude(ended)
    return rows.select_related("issuer", "blob", "checked_by").order_by("-issued_on", "-id")


def expiring(rows: Iterable[Document]) -> set[Any]:
    """Those of them that end within thirty days. No query."""
    today = clock.today()
    return {row.pk for row in rows if row.valid_until and today <= row.valid_until <= today + SOON}
