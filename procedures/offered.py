"""Who offers what, as a publisher reads and changes it: by procedure and by agency, within the seat's reach."""

from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from agencies.models import Agency, Seat
from common import clock
from common.errors import NotFound
from common.text import fold
from procedures import access
from procedures.models import Offering, Procedure, ProcedureVersion
from procedures.selectors import SHOWN


def within(seat: Seat) -> QuerySet[Offering]:
    """The offerings that a seat may arrange: those handled at or below its own agency. No query."""
    if seat.role not in access.PUBLISHER_ROLES:
        return Offering.objects.none()
    return Offering.objects.filter(handling__path__startswith=seat.agency.path)


def holding(rows: QuerySet[Offering], on: date) -> QuerySet[Offering]:
    """Those that hold on a day. No query."""
    return rows.filter(valid_from__lte=on).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))


def by_procedure(seat: Seat, query: str = "", *, nobody: bool = False) -> QuerySet[Procedure]:
    """Procedures in force, by code, with ``name`` and ``places``: how many agencies handle them within reach today.

    ``query`` is part of a code or of a name, no diacritics needed; ``nobody``: only those that nobody handles. One query a
    page, one more for the count.
    """
    here = holding(within(seat).filter(procedure=OuterRef("pk")), clock.today()).order_by()
    shown = ProcedureVersion.objects.filter(procedure=OuterRef("pk"), publication__status__in=SHOWN)
    places = here.values("procedure").annotate(n=Count("handling", distinct=True)).values("n")
    rows = Procedure.objects.filter(Exists(shown)).annotate(name=Subquery(shown.values("name")[:1]), places=Subquery(places))
    if nobody:
        rows = rows.filter(places__isnull=True)
    if query.strip():
        rows = rows.filter(Q(code__icontains=query.strip()) | Q(search_entry__folded_title__contains=fold(query)))
    return rows.select_related("field").order_by("code")


def by_agency(seat: Seat, query: str = "") -> QuerySet[Agency]:
    """Agencies at or below the seat's own that handle something or could, in the tree's order, with ``procedures``.

    Divisions and desks inside an agency are not listed. One query a page, one more for the count.
    """
    today = clock.today()
    here = holding(Offering.objects.filter(handling=OuterRef("pk")), today).order_by()
    number = here.values("handling").annotate(n=Count("procedure", distinct=True)).values("n")
    inner = (Agency.Kind.ONE_DOOR, Agency.Kind.DIVISION, Agency.Kind.CENTRE)
    rows = Agency.objects.in_force(today).under(seat.agency).annotate(procedures=Subquery(number))
    rows = rows.exclude(kind__in=inner, procedures__isnull=True).select_related("level")
    for word in query.split():
        rows = rows.filter(Q(name__unaccent__icontains=word) | Q(code__istartswith=word))
    return rows.order_by("path")


def of_procedure(seat: Seat, procedure: Procedure, *, past: bool = False) -> QuerySet[Offering]:
    """Where a procedure is offered within reach, today and later; ``past``: also where it ended. One query a page."""
    rows = within(seat).filter(procedure=procedure)
    if not past:
        rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=clock.today()))
    return rows.select_related("receiving", "handling__level").order_by("handling__path", "receiving__path")


def of_agency(seat: Seat, agency: Agency) -> QuerySet[Offering]:
    """What an agency handles, today and later, by code, with ``name``. One query a page."""
    shown = ProcedureVersion.objects.filter(procedure=OuterRef("procedure"), publication__status__in=SHOWN)
    rows = within(seat).filter(handling=agency).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=clock.today()))
    rows = rows.annotate(name=Subquery(shown.values("name")[:1]))
    return rows.select_related("procedure", "receiving").order_by("procedure__code", "receiving__path")


def offering_for(seat: Seat, offering_id: int) -> Offering:
    """One offering within reach; raises ``NotFound``. One query."""
    related = ("procedure__field", "receiving", "handling__parent")
    found = within(seat).select_related(*related).filter(pk=offering_id).first()
    if found is None:
        raise NotFound
    return found


def agency_for(seat: Seat, code: str) -> Agency:
    """An agency at or below the seat's own; raises ``NotFound``. One query."""
    rows = Agency.objects.in_force(clock.today()).under(seat.agency).select_related("level", "parent")
    found = rows.filter(code=code).first()
    if found is None:
        raise NotFound
    return found


def procedure_for(seat: Seat, code: str) -> ProcedureVersion:
    """The version in force of a procedure that the seat may offer below itself; raises ``NotFound``. One query.

    Wider than ``access.procedure_for``: a district arranges who below it offers what its province applies.
    """
    if seat.role not in access.PUBLISHER_ROLES:
        raise NotFound
    rows = ProcedureVersion.objects.select_related("procedure__field", "publication")
    found = rows.filter(procedure__code=code, publication__status__in=SHOWN).first()
    if found is None:
        raise NotFound
    return found
