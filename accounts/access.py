"""The only ways to reach an account's or a seat's row that a person asked for; a refusal looks like an absence."""

import uuid

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Guardianship, Person, Representation, SeatAssignment, User
from agencies.models import Delegation, Seat
from common import clock
from common.errors import NotFound


def seat_of(user: User, seat_id: int) -> Seat:
    """The seat, with its agency, if ``user`` holds it at this moment or acts on it in its holder's place; else ``NotFound``.

    One query for a seat of one's own, two for another's; the latter says by which ``delegation``.
    """
    if not user.is_authenticated:
        raise NotFound
    held = Seat.objects.filter(pk=seat_id, active=True, assignments__user_id=user.pk, assignments__until__isnull=True)
    seat = held.select_related("agency__level").order_by("pk").first()
    row = None if seat else delegated_to(user).filter(seat_id=seat_id).first()
    found = standing_in(row) if row else seat
    if found is None:
        raise NotFound
    return found


def delegated_to(user: User) -> QuerySet[Delegation]:
    """The delegations by which ``user`` acts in others' places at this moment; lazy, one query, with seats and agencies.

    One ends by itself: with its last minute, when either side no longer sits where it sat, or when it was taken back.
    """
    now = clock.now()
    held = SeatAssignment.objects.filter(until__isnull=True)
    rows = Delegation.objects.filter(to_user_id=user.pk, since__lte=now, until__gt=now, ended_at__isnull=True)
    rows = rows.filter(
        Exists(held.filter(user=OuterRef("from_user"), seat=OuterRef("seat"))),
        Exists(held.filter(user=OuterRef("to_user"), seat=OuterRef("own_seat"))),
        seat__active=True,
        to_user__is_active=True,
    )
    return rows.select_related("seat__agency__level", "from_user__person").order_by("seat__agency__path", "seat__role", "id")


def standing_in(row: Delegation) -> Seat:
    """The seat of a delegation, marked as acted on in its holder's place. No query."""
    seat = row.seat
    seat.delegation = row
    return seat


def official(user_id: uuid.UUID) -> User:
    """An official's account for the system administrator's pages; raises ``NotFound`` for citizens' accounts. One query."""
    user = User.objects.select_related("person").filter(pk=user_id, is_official=True).first()
    if user is None:
        raise NotFound
    return user


def open_assignment(user: User, assignment_id: int) -> SeatAssignment:
    """An assignment of ``user`` that has not ended; raises ``NotFound``. One query."""
    row = SeatAssignment.objects.select_related("seat__agency").filter(pk=assignment_id, user=user, until__isnull=True).first()
    if row is None:
        raise NotFound
    return row


def citizen_by_identity(number_index: str) -> User:
    """The citizen's account behind an identity number, as a clerk at the counter looks it up; raises ``NotFound``.

    Officials' accounts are out of the counter's reach. One query.
    """
    person = Person.objects.select_related("user").filter(identity_index=number_index).first()
    user = getattr(person, "user", None)
    if user is None or user.is_official:
        raise NotFound
    return user


def citizen_by_email(email: str) -> User:
    """The citizen's account with this e-mail address, for the counter; raises ``NotFound``. One query."""
    user = User.objects.select_related("person").filter(email=email.strip().lower(), is_official=False).first()
    if user is None:
        raise NotFound
    return user


def represented(user: User | AnonymousUser) -> QuerySet[Representation, uuid.UUID]:
    """The organisations that ``user`` may act for today, by id: a subquery, or one query when it is read."""
    return _rights(user).order_by().values_list("organisation_id", flat=True)


def representation(user: User, organisation_id: uuid.UUID) -> Representation:
    """The user's right to act for an organisation today; raises ``NotFound``. One query."""
    row = _rights(user).select_related("organisation").filter(organisation_id=organisation_id).first()
    if row is None:
        raise NotFound
    return row


def _rights(user: User | AnonymousUser) -> QuerySet[Representation]:
    today = clock.today()
    lasting = Q(until__isnull=True) | Q(until__gte=today)
    return Representation.objects.filter(lasting, user_id=user.pk, since__lte=today, role=Representation.Role.FULL)


def children(user: User | AnonymousUser) -> QuerySet[Guardianship, uuid.UUID]:
    """The children, as people, whom ``user`` sees and files for today: a subquery, or one query when it is read."""
    today = clock.today()
    rows = Guardianship.objects.filter(parent__user=user.pk, since__lte=today, until__gt=today)
    return rows.order_by().values_list("child_id", flat=True)


def child_of(user: User, child_id: uuid.UUID) -> Person:
    """The child whom the user may file for today; raises ``NotFound``. One query."""
    child = Person.objects.filter(pk=child_id, pk__in=children(user)).first()
    if child is None:
        raise NotFound
    return child


def in_care(user: User | AnonymousUser) -> QuerySet[Person, uuid.UUID]:
    """Whose filings as a child are the user's today: one's children's, and one's own once nobody is one's guardian any more.

    A former guardian and the parent of who came of age have no part in them, even in what they filed. A subquery.
    """
    today = clock.today()
    guarded = Guardianship.objects.filter(child=OuterRef("pk"), since__lte=today, until__gt=today)
    rows = Person.objects.filter(Q(pk__in=children(user)) | Q(~Exists(guarded), user=user.pk))
    return rows.order_by().values_list("pk", flat=True)


def acted_for(user: User | AnonymousUser) -> list[uuid.UUID]:
    """The ids of ``represented`` and of ``in_care`` together, for lists: one query. No id is of both."""
    return list(represented(user).union(in_care(user)))
