"""Who sits where: assigning and ending, each with its reason; both end the person's sessions."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import SeatAssignment, User
from agencies.models import Seat
from common import clock
from common.actors import Actor
from common.errors import DomainError, EmptyReason, NotAllowed
from common.events import AccountEvent, SeatChanged, emit


class AlreadySeated(DomainError):
    """The person sits on this seat already."""

    code = "already-seated"
    default_message = _("Cán bộ này đang giữ vị trí đó.")


class NotOfficial(DomainError):
    """A citizen's account cannot hold a seat: officials have accounts of their own."""

    code = "not-official"
    default_message = _("Tài khoản này không phải của cán bộ, công chức.")


class SeatClosed(DomainError):
    """The seat is no longer in use."""

    code = "seat-closed"
    default_message = _("Vị trí này không còn dùng.")


@transaction.atomic
def assign(user: User, seat: Seat, *, by: Actor, reason: str) -> SeatAssignment:
    """Seat ``user``; emits ``SeatChanged``. Raises ``EmptyReason``, ``NotOfficial``, ``SeatClosed``, ``AlreadySeated``.

    Nobody seats themselves (``NotAllowed``): an administrator, who reads no dossier, must not become a clerk by it.
    """
    if by.user_id == user.pk:
        raise NotAllowed(str(_("Bạn không tự phân công vị trí cho mình ở đây được.")))
    if not reason.strip():
        raise EmptyReason(str(_("Nhập lý do hoặc số quyết định phân công")))
    User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not user.is_official:
        raise NotOfficial
    if not seat.active:
        raise SeatClosed
    if SeatAssignment.objects.filter(user=user, seat=seat, until__isnull=True).exists():
        raise AlreadySeated
    row = SeatAssignment.objects.create(user=user, seat=seat, since=clock.now())
    emit(AccountEvent(user.pk, "seat-assigned", by, {"seat": seat.pk, "role": seat.role, "reason": reason.strip()}))
    emit(SeatChanged(user.pk))
    return row


@transaction.atomic
def end(assignment: SeatAssignment, *, by: Actor, reason: str) -> SeatAssignment:
    """Free the seat from now on; emits ``SeatChanged``. Ending it again changes nothing. Raises ``EmptyReason``."""
    if not reason.strip():
        raise EmptyReason(str(_("Nhập lý do hoặc số quyết định thôi phân công")))
    row = SeatAssignment.objects.select_for_update().get(pk=assignment.pk)
    if row.until is not None:
        return row
    row.until = max(clock.now(), row.since)
    row.save(update_fields=["until"])
    emit(AccountEvent(row.user_id, "seat-ended", by, {"seat": row.seat_id, "reason": reason.strip()}))
    emit(SeatChanged(row.user_id))
    return row
