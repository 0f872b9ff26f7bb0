"""What an official types on the page of an act stays until it is sent: a closed tab or an ended session loses nothing."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import User
from agencies.models import Seat
from common import clock
from dossiers.models import TypedAct

KEPT = timedelta(days=7)
MOST_LETTERS = 60_000
"""Of one page; what is longer is not kept, the page says so."""


class TooLong(Exception):
    """More than a page of an act holds."""


@transaction.atomic
def keep(dossier_id: uuid.UUID, act: str, *, by: User, seat: Seat, values: Mapping[str, Sequence[str]]) -> datetime:
    """Keep what stands in the boxes now, emptied ones too, in the place of what was kept before; empty boxes alone keep nothing.

    Raises ``TooLong``. The caller fetched the dossier within the seat's reach.
    """
    typed = {name: list(found) for name, found in values.items()} if any(map(any, values.values())) else {}
    if sum(len(text) for found in typed.values() for text in found) > MOST_LETTERS:
        raise TooLong
    now = clock.now()
    if typed:
        own = {"dossier_id": dossier_id, "user": by, "seat_id": seat.pk, "act": act}
        TypedAct.objects.update_or_create(**own, defaults={"values": typed, "saved_at": now})
    else:
        forget(dossier_id, act, by=by, seat=seat)
    return now


def kept(dossier_id: uuid.UUID, act: str, *, by: User, seat: Seat) -> TypedAct | None:
    """What was typed and not sent; one query."""
    return TypedAct.objects.filter(dossier_id=dossier_id, user=by, seat=seat.pk, act=act).first()


def forget(dossier_id: uuid.UUID, act: str, *, by: User, seat: Seat) -> None:
    """The act was done, or the person begins anew."""
    TypedAct.objects.filter(dossier_id=dossier_id, user=by, seat=seat.pk, act=act).delete()


def forget_old() -> int:
    """Delete what nobody came back to within ``KEPT``; how many. Safe to repeat."""
    return TypedAct.objects.filter(saved_at__lt=clock.now() - KEPT).delete()[0]
