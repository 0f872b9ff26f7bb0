"""Reading the catalogue; every docstring says how many queries it costs."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from agencies.models import Seat
from common import clock
from common.errors import NotFound
from procedures import revision
from procedures.models import LifeEvent, Offering, Procedure, ProcedureVersion, Publication

_PUBLISHED = Publication.Status.PUBLISHED
SHOWN = (Publication.Status.PUBLISHED, Publication.Status.INTAKE_STOPPED)
"""What a visitor sees: in force, or with its intake stopped (its page says so)."""
# Spelt out because the page of a procedure is the busiest of all: one look-up by index for all that its cache needs.
_STANDING = (
    "SELECT p.version_id, p.status, r.value || '.' || r.xmin::text "
    "FROM procedures_publication p JOIN procedures_procedure c ON c.id = p.procedure_id "
    "LEFT JOIN common_counter r ON r.scope = %s "
    "WHERE c.code = %s AND c.kind <> 'internal' AND p.status IN ('published', 'intake-stopped', 'withdrawn') "
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


def listed(on: date | None = None) -> QuerySet[Procedure]:
    """The procedures that the public finds in lists and search on a day (today). No query; to filter with.

    Shown, not internal, and not replaced: a provincial copy stands in the place of a national procedure from its day on, as
    soon as it is shown itself.
    """
    day = on or clock.today()
    shown = Publication.objects.filter(procedure=OuterRef("pk"), status__in=SHOWN)
    copies = Procedure.objects.filter(replaces=OuterRef("pk"), replaces_from__lte=day, publications__status__in=SHOWN)
    return Procedure.objects.exclude(kind=Procedure.Kind.INTERNAL).filter(Exists(shown), ~Exists(copies))


def replaced_by(code: str, on: date | None = None) -> Entry | None:
    """The provincial copy that applies instead of this procedure on a day (today), if any. One query."""
    day = on or clock.today()
    found = _entries(Q(procedure__replaces__code=code, procedure__replaces_from__lte=day), limit=1)
    return found[0] if found else None


def published(code: str) -> ProcedureVersion:
    """The version in force that people file for, with its procedure, field and publication. One query.

    Raises ``NotFound``, for internal procedures too. ``copy_of`` says whether a provincial copy applies in its place.
    """
    today, copies = clock.today(), Procedure.objects.filter(publications__status__in=SHOWN)
    instead = copies.filter(replaces=OuterRef("procedure"), replaces_from__lte=today).values("code")[:1]
    version = (
        ProcedureVersion.objects.select_related("procedure__field", "publication")
        .annotate(instead=Subquery(instead))
        .filter(procedure__code=code, publication__status=_PUBLISHED)
        .exclude(procedure__kind=Procedure.Kind.INTERNAL)
        .first()
    )
    if version is None:
        raise NotFound
    return version


def copy_of(found: ProcedureVersion) -> str | None:
    """The code of the provincial copy that applies today in the place of a version of ``published``. No query."""
    instead: str | None = found.__dict__["instead"]
    return instead


def standing(code: str) -> Standing:
    """The version a visitor sees and its status, intake stopped and abolished ones too. One query.

    Raises ``NotFound``, for internal procedures always.
    """
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


def in_force(codes: Collection[str]) -> frozenset[str]:
    """Those of these procedures that can be filed now: what a sub-dossier may name. One query, none for none."""
    if not codes:
        return frozenset()
    rows = Publication.objects.filter(status=Publication.Status.PUBLISHED, procedure__code__in=codes)
    return frozenset(rows.values_list("procedure__code", flat=True))


def roles_held(procedure: Procedure) -> dict[str, dict[str, frozenset[str]]]:
    """The roles for which there are seats where the procedure is offered: {"receiving": {agency: roles}, "handling": …}.

    For the process checker; {} where nobody offers it. Two queries.
    """
    rows = offerings(procedure)
    places = {agency.pk for row in rows for agency in (row.receiving, row.handling)}
    seats: dict[int, set[str]] = {pk: set() for pk in places}
    for agency_id, role in Seat.objects.filter(active=True, agency__in=places).order_by("pk").values_list("agency_id", "role"):
        seats[agency_id].add(role)
    at = {
        "receiving": {row.receiving.name: frozenset(seats[row.receiving_id]) for row in rows},
        "handling": {row.handling.name: frozenset(seats[row.handling_id]) for row in rows},
    }
    return at if rows else {}


def staffed(procedure: Procedure) -> dict[str, dict[str, frozenset[str]]] | None:
    """The roles that somebody holds in one at least of the agencies that offer the procedure, for the check at publication.

    One empty seat is that agency's to fill; a role that is held nowhere makes a step that nobody can ever do. None where nobody
    offers it yet. Two queries.
    """
    everywhere = _("nơi nào thực hiện thủ tục này")
    found = roles_held(procedure)
    return {kind: {everywhere: frozenset().union(*places.values())} for kind, places in found.items()} if found else None


def life_events() -> list[LifeEvent]:
    """The occasions that have at least one listed procedure, in their order, with ``total``. One query."""
    held = Count("procedures", filter=Q(procedures__in=listed()), distinct=True)
    return list(LifeEvent.objects.annotate(total=held).filter(total__gt=0).order_by("order", "slug"))


def life_event(slug: str) -> LifeEvent:
    """One occasion; raises ``NotFound``. One query."""
    event = LifeEvent.objects.filter(slug=slug).first()
    if event is None:
        raise NotFound
    return event


def of_life_event(event: LifeEvent) -> list[Entry]:
    """Listed procedures of an occasion: what most people come for then, the others by how often they are done. One query."""
    order = {code: place for place, code in enumerate(event.first or ())}
    found = _entries(Q(procedure__life_events=event, procedure__in=listed()), limit=200)
    return sorted(found, key=lambda entry: order.get(entry.code, len(order)))


def most_used(limit: int = 10) -> list[Entry]:
    """The listed procedures that most people do. One query."""
    return _entries(Q(procedure__in=listed()), limit=limit)


def entries(codes: Sequence[str]) -> list[Entry]:
    """The listed procedures of those codes, in the order given. One query."""
    found = {entry.code: entry for entry in _entries(Q(procedure__code__in=codes, procedure__in=listed()), limit=len(codes))}
    return [found[code] for code in codes if code in found]


def _entries(where: Q, *, limit: int) -> list[Entry]:
    order = ("-procedure__popularity", "procedure__code")
    # Chosen first, read then: a document is unpacked for every row whose parts are asked for, sorted away or not.
    chosen = ProcedureVersion.objects.filter(where, publication__status__in=SHOWN).order_by(*order).values("pk")[:limit]
    rows = (
        ProcedureVersion.objects.filter(pk__in=chosen)
        .order_by(*order)
        .values_list("procedure__code", "name", "content__summary", "content__limit__text", "content__fee_text")
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
