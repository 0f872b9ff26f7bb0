"""What an official types whose key lies at a remote service: the PIN and, where the service sends one, a code. Never kept."""

from django.http import HttpRequest

from agencies.models import Seat
from vault import keys

FIELDS = ("pin", "code")


def credential(seat: Seat) -> str:
    """The remote key with which whoever acts on this seat signs, "" for a key that lies here or for a seat that only seals."""
    if seat.role != Seat.Role.LEADER:
        return ""
    instead = seat.delegation
    return keys.credential_of(keys.person_key(instead.own_seat_id if instead else seat.pk))


def given(request: HttpRequest) -> keys.Consent:
    """What was typed."""
    return keys.Consent(request.POST.get("pin", "").strip(), request.POST.get("code", "").strip())


def forget(request: HttpRequest) -> None:
    """Take it out of the request, before the request is kept in the session until a password was asked."""
    if not any(field in request.POST for field in FIELDS):
        return
    left = request.POST.copy()
    for field in FIELDS:
        left.pop(field, None)
    request.POST = left  # type: ignore[assignment]
