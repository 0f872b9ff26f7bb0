"""The only ways to reach an account's or a seat's row that a person asked for; a refusal looks like an absence."""

import uuid

from accounts.models import Person, Representation, SeatAssignment, User
from agencies.models import Seat
from common import clock
from common.errors import NotFound


def seat_of(user: User, seat_id: int) -> Seat:
    """The seat, with its agency, if ``user`` holds it at this moment; raises ``NotFound`` otherwise. One query."""
    seat = (
        Seat.objects.select_related("agency", "agency__level")
        .filter(pk=seat_id, active=True, assignments__user_id=user.pk, assignments__until__isnull=True)
        .first()
        if user.is_authenticated
        else None
    )
    if seat is None:
        raise NotFound
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


def representation(user: User, organisation_id: uuid.UUID) -> Representation:
    """The user's right to act for an organisation today; raises ``NotFound``. One query."""
    today = clock.today()
    row = Representation.objects.select_related("organisation").filter(user=user, organisation_id=organisation_id).first()
    if row is None or row.since > today or (row.until and row.until < today):
        raise NotFound
    return row
