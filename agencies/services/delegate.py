"""Giving a seat into other hands for a time (ủy quyền trong thời gian nghỉ), and taking it back early.

Who sits where is accounts' matter: the caller has made sure that both people do (dossiers/services/leave.py).
"""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agencies.models import Delegation, Seat
from common import clock
from common.actors import Actor
from common.errors import DomainError, EmptyReason
from common.events import AccountEvent, emit
from common.text import tidy


class BadDelegation(DomainError):
    """The times or the people of a delegation do not fit."""

    code = "bad-delegation"
    default_message = gettext_lazy("Chọn thời gian ủy quyền từ nay trở đi, ngày kết thúc sau ngày bắt đầu.")


@transaction.atomic
def delegate(
    seat: Seat,
    *,
    from_user: uuid.UUID,
    to_user: uuid.UUID,
    own_seat: Seat,
    since: datetime,
    until: datetime,
    paper: str,
    by: Actor,
) -> Delegation:
    """Let ``to_user`` act on the seat in ``from_user``'s place in the time given; ``own_seat`` is the delegate's own.

    One person's seat lies in one other pair of hands at a time, and never in those of somebody who has given their own away.
    Raises ``EmptyReason`` without the number of the paper, ``BadDelegation``.
    """
    if not paper.strip():
        raise EmptyReason(_("Nhập số, ngày của văn bản ủy quyền."))
    if until <= max(since, clock.now()):
        raise BadDelegation
    if from_user == to_user:
        raise BadDelegation(_("Không ủy quyền cho chính mình được."))
    Seat.objects.select_for_update().get(pk=seat.pk)
    overlapping = Delegation.objects.filter(ended_at__isnull=True, since__lt=until, until__gt=since)
    if overlapping.filter(Q(seat=seat, from_user_id=from_user)).exists():
        raise BadDelegation(_("Vị trí này đã ủy quyền trong khoảng thời gian đó."))
    if overlapping.filter(from_user_id=to_user).exists():
        raise BadDelegation(_("Người này cũng vắng trong khoảng thời gian đó, đã ủy quyền cho người khác."))
    row = Delegation.objects.create(
        seat=seat,
        from_user_id=from_user,
        to_user_id=to_user,
        own_seat=own_seat,
        since=since,
        until=until,
        paper=tidy(paper),
    )
    _tell(row, "seat-delegated", by)
    return row


@transaction.atomic
def end(delegation: Delegation, *, by: Actor) -> Delegation:
    """Take the seat back before its time; ending it again changes nothing."""
    row = Delegation.objects.select_for_update().get(pk=delegation.pk)
    if row.ended_at is None and row.until > clock.now():
        row.ended_at = clock.now()
        row.save(update_fields=["ended_at"])
        _tell(row, "delegation-ended", by)
    return row


def _tell(row: Delegation, action: str, by: Actor) -> None:
    """Both people's chains of acts keep it."""
    told = {"seat": row.seat_id, "delegation": row.pk, "since": row.since.isoformat(), "until": row.until.isoformat()}
    for user in (row.from_user_id, row.to_user_id):
        emit(AccountEvent(user, action, by, told))
