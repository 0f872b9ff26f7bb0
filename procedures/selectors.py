"""Reading the catalogue; every docstring says how many queries it costs."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Q

from common import clock
from common.errors import NotFound
from procedures import revision
from procedures.models import LifeEvent, Offering, Procedure, ProcedureVersion, Publication

_PUBLISHED = Publication.Status.PUBLISHED
# Spelt out because the page of a procedure is the busiest of all: one look-up by index for all that its cache needs.
_STANDING = (
    "SELECT p.version_id, p.status, r.value || '.' || r.xmin::text "
    "FROM procedures_publication p JOIN procedures_procedure c ON c.id = p.procedure_id "
    "LEFT JOIN common_counter r ON r.scope = %s "
    "WHERE c.code = %s AND p.status IN ('published', 'intake-stopped', 'withdrawn') "
    "ORDER BY p.status = 'published' DESC, p.effective_from DESC LIMIT 1"
)


@dataclass(frozen=True)
class Standing:
    """Which version of a procedure a visitor sees now, whether it takes dossiers (``status`` of Publication), and the
    catalogue's revision, which pages made from it are kept under."""

    version_id: uuid.UUID
    status: str
    revision: str


@dataclass(frozen=True)
class Entry:
    """A procedure in a list: code, name, and one sentence each on what it is, how long it takes and what it costs."""

    code: str
    name: str
    summary: str = ""
    limit: str = ""
    fee: str = ""


def published(code: str) -> ProcedureVersion:
    """The version in force, with its procedure, field and publication; raises ``NotFound``. One query."""
    version = (
        ProcedureVersion.objects.select_related("procedure__field", "publication")
        .filter(procedure__code=code, publication__status=_PUBLISHED)
        .first()
    )
    if version is None:
        raise NotFound
    return version


def standing(code: str) -> Standing:
    """The version a visitor sees and its status, intake stopped and abolished ones too; ``NotFound``. One query."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [revision.SCOPE, code])
        row = cursor.fetchone()
    if row is None:
        raise NotFound
    return Standing(*row)


def version(version_id: uuid.UUID) -> ProcedureVersion:
    """Any version by its id, with procedure, field and publication; raises ``NotFound``. One query."""
    found = ProcedureVersion.objects.select_related("procedure__field", "publication").filter(pk=version_id).first()
    if found is None:
        raise NotFound
    return found


def offerings(of: ProcedureVersion | Procedure, *, on: date | None = None) -> list[Offering]:
    """Where the procedure is taken and handled on that day (today), with both agencies, in the tree's order. One query."""
    day = on or clock.today()
    procedure_id = of.pk if isinstance(of, Procedure) else of.procedure_id
    return list(
        Offering.objects.select_related("receiving", "handling__parent")
        .filter(procedure_id=procedure_id, valid_from__lte=day)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
        .order_by("receiving__path", "handling__path")
    )


def life_events() -> list[LifeEvent]:
    """The occasions that have at least one published procedure, in their order, with ``total``. One query."""
    held = Count("procedures", filter=Q(procedures__publications__status=_PUBLISHED), distinct=True)
    return list(LifeEvent.objects.annotate(total=held).filter(total__gt=0).order_by("order", "slug"))


def life_event(slug: str) -> LifeEvent:
    """One occasion; raises ``NotFound``. One query."""
    event = LifeEvent.objects.filter(slug=slug).first()
    if event is None:
        raise NotFound
    return event


def of_life_event(event: LifeEvent) -> list[Entry]:
    """Published procedures of an occasion, most used first. One query."""
    return _entries(Q(procedure__life_events=event), limit=200)


def most_used(limit: int = 10) -> list[Entry]:
    """The published procedures that most people do. One query."""
    return _entries(Q(), limit=limit)


def entries(codes: Sequence[str]) -> list[Entry]:
    """The published procedures of those codes, in the order given. One query."""
    found = {entry.code: entry for entry in _entries(Q(procedure__code__in=codes), limit=len(codes))}
    return [found[code] for code in codes if code in found]


def _entries(where: Q, *, limit: int) -> list[Entry]:
    rows = (
        ProcedureVersion.objects.filter(where, publication__status=_PUBLISHED)
        .order_by("-procedure__popularity", "procedure__code")
        .values_list("procedure__code", "name", "content__summary", "content__limit__text", "content__fee_text")[:limit]
    )
    return [
        Entry(code, name, summary or "", _first_sentence(limit), _first_sentence(fee)) for code, name, summary, limit, fee in rows
    ]


def _first_sentence(text: str | None) -> str:
    """What a list has room for: "Trong ngày làm việc." of a longer rule."""
    head, dot, _rest = (text or "").partition(". ")
    return head + "." if dot else head


def updated_at(of: ProcedureVersion) -> datetime:
    """When this version came into the catalogue: what "Cập nhật ngày" on its page means. No query."""
    return of.created_at
