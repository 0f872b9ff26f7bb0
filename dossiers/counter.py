"""Receptions at the counter: what a clerk may reach, for whom they file, what else those people have. Reads only."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Avg, Count, F, Q, QuerySet

from accounts.models import Organisation, Person, User
from accounts.selectors import actor_for
from agencies.models import Agency, Seat
from common import clock
from common.actors import Actor
from common.errors import NotFound
from dossiers.access import within_reach
from dossiers.models import CounterFiling, Dossier
from dossiers.related import of_person
from dossiers.states import OPEN, RULE_CHANNEL, Channel
from procedures import places
from procedures.models import Offering, Procedure, Publication

ROLES = frozenset({Seat.Role.CLERK, Seat.Role.CENTRE_HEAD})
"""Who receives at a counter."""
CHANNEL = RULE_CHANNEL[Channel.COUNTER]
KEPT = timedelta(days=1)
"""How long a reception that nobody finished is kept; it holds somebody's card."""
MOST = 5


@dataclass(frozen=True)
class Filer:
    """Whose a new dossier is and who enters it: the account it is shown to, the person, the channel, the actor of its chain.

    ``organisation`` or ``child``: in whose place the person files.
    """

    applicant: User | None
    person_id: uuid.UUID | None
    organisation: Organisation | None
    channel: str
    actor: Actor
    told: Mapping[str, Any] = field(default_factory=dict)
    child: Person | None = None

    @classmethod
    def online(cls, by: User, organisation: Organisation | None, child: Person | None = None) -> "Filer":
        """Whoever files for themselves, for an organisation that they represent or for their child.

        A child that came of age meanwhile hands in what a parent began as their own.
        """
        child = child if child and child.pk != by.person_id else None
        told = {"child": str(child.pk)} if child else {}
        return cls(by, by.person_id, organisation, Channel.PORTAL, Actor("citizen", by.pk), told, child)


@dataclass(frozen=True)
class AtCounter:
    """A reception on its way to a dossier. ``person``: who stands in it, known to the system by now.

    ``incomplete``: form 02 or 03 follows, so that what is lacking does not stand in the way; ``refused``: nothing is owed.
    """

    filing: CounterFiling
    seat: Seat
    by: User
    person: Person
    organisation: Organisation | None = None
    incomplete: bool = False
    refused: bool = False

    @property
    def in_hand(self) -> frozenset[str]:
        """The papers that lie before the clerk."""
        return frozenset(key for key, paper in self.filing.papers.items() if paper.get("got"))

    @property
    def filer(self) -> Filer:
        """The dossier is the person's, shown to their account where they have one; the chain says who entered it for whom."""
        account = User.objects.filter(person=self.person).first()
        told = {"counter": str(self.filing.pk), "person": str(self.person.pk), "on_behalf": self.filing.behalf is not None}
        return Filer(account, self.person.pk, self.organisation, Channel.COUNTER, actor_for(self.by, self.seat), told)


def filing_of(by: User, seat: Seat, filing_id: uuid.UUID) -> CounterFiling:
    """One's own reception on this seat; raises ``NotFound``. One query."""
    related = ("person", "organisation", "draft__version", "draft__offering__handling", "dossier__receiving", "draft__receiving")
    rows = CounterFiling.objects.select_related(*related, "draft__offering__receiving")
    filing = rows.filter(pk=filing_id, clerk=by, seat=seat.pk).first()
    if filing is None:
        raise NotFound
    return filing


def under_way(by: User, seat: Seat) -> list[CounterFiling]:
    """One's own receptions that are not finished, the latest first. One query."""
    rows = CounterFiling.objects.filter(clerk=by, seat=seat.pk, outcome="").select_related("draft__version")
    return list(rows.order_by("-saved_at")[:MOST])


def of_colleagues(by: User, seat: Seat) -> list[CounterFiling]:
    """Receptions that others of the seat's unit have under way, the latest first. One query."""
    rows = CounterFiling.objects.filter(seat__agency=seat.agency_id, outcome="").exclude(clerk=by, seat=seat.pk)
    return list(rows.select_related("draft__version", "clerk__person").order_by("-saved_at")[:MOST])


def of_colleague(by: User, seat: Seat, filing_id: uuid.UUID) -> CounterFiling:
    """One of them; raises ``NotFound``. One query."""
    rows = CounterFiling.objects.filter(seat__agency=seat.agency_id, outcome="").exclude(clerk=by, seat=seat.pk)
    found = rows.select_related("draft__version", "clerk__person").filter(pk=filing_id).first()
    if found is None:
        raise NotFound
    return found


@dataclass(frozen=True)
class Day:
    """What one seat received today, and how long a reception took on the average."""

    received: int
    took: timedelta | None


def today(seat: Seat) -> Day:
    """Receptions that this seat finished today. One query."""
    start = datetime.combine(clock.today(), time.min, clock.VIETNAM)
    rows = CounterFiling.objects.filter(seat=seat.pk, ended_at__gte=start)
    found = rows.aggregate(count=Count("pk"), took=Avg(F("ended_at") - F("started_at")))
    return Day(found["count"], found["took"])


@dataclass(frozen=True)
class Offered:
    """A procedure that a one-door section receives."""

    code: str
    name: str
    initials: str


def offered(agency: Agency) -> list[Offered]:
    """What is received here today: by an offering of its own, or because it is received anywhere. By name; one query."""
    own = Offering.objects.filter(receiving=agency, valid_from__lte=clock.today())
    own = own.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=clock.today()))
    here = Q(procedure__in=own.values("procedure"))
    if agency.kind in places.SECTIONS:
        here |= Q(version__content__non_territorial=True)
    rows = Publication.objects.filter(here, status=Publication.Status.PUBLISHED).exclude(procedure__kind=Procedure.Kind.INTERNAL)
    names = rows.order_by("version__name", "procedure__code").values_list("procedure__code", "version__name").distinct()
    return [Offered(code, name, "".join(word[0] for word in name.split())) for code, name in names]


def handlers(offerings: list[Offering], agency: Agency) -> list[Offering]:
    """The offerings of one procedure that ``agency`` may take: its own, or every one where it is received anywhere. No query."""
    own = [row for row in offerings if row.receiving_id == agency.pk]
    return own or offerings


def beside(filing: CounterFiling, procedure_id: uuid.UUID | int) -> list[Dossier]:
    """Open dossiers of the same procedure and owner: a warning, never a bar. One query, none for somebody new."""
    rows = _owned(filing)
    if rows is None:
        return []
    rows = rows.filter(version__procedure=procedure_id, state__in=OPEN)
    return list(rows.only("code", "state", "submitted_at").order_by("-submitted_at")[:MOST])


def others(filing: CounterFiling, seat: Seat) -> list[Dossier]:
    """The latest dossiers of who stands there, within the seat's reach. One query, none for somebody new."""
    rows = _owned(filing)
    if rows is None:
        return []
    found = rows.filter(pk__in=within_reach(seat).values("pk")).select_related("version")
    return list(found.defer("answers", "provenance", "version__content").order_by("-submitted_at")[:MOST])


def _owned(filing: CounterFiling) -> QuerySet[Dossier] | None:
    if filing.organisation_id:
        return Dossier.objects.filter(organisation=filing.organisation_id)
    if filing.company or not filing.person_id:
        return None
    return Dossier.objects.filter(of_person(filing.person_id))
