"""A promised time: booked, moved, cancelled, or taken back by the office. One function, one transaction, one audit row.

Everything about a slot happens under the lock of its kind of matter; the database holds no two bookings of one position besides.
"""

import secrets
import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import rules as people
from accounts.models import User, phone_index
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock, idempotency
from common.actors import Actor
from common.errors import EmptyReason, NotAllowed, NotFound
from common.events import emit
from common.locks import hold
from common.text import tidy
from reception import access, booking
from reception.happened import AppointmentHappened
from reception.locks import lock_appointment, lock_service, lock_services
from reception.models import Appointment, Closure, Place, Service

SCOPE = "reception-appointment"
MOST_OPEN = 3
"""So many appointments to come one telephone number may hold at a place."""
MOST_MOVES = 3
State = Appointment.State


class SlotGone(NotAllowed):
    """Someone else took the last place of the slot, or it began."""

    code = "slot-gone"
    default_message = gettext_lazy("Khung giờ này vừa hết chỗ. Chọn khung giờ khác.")


@dataclass(frozen=True)
class Holder:
    """Who books. ``email`` may be empty; ``user`` is the account, None without one."""

    name: str
    phone: str
    email: str = ""
    user: User | None = None

    @property
    def actor(self) -> Actor:
        """For the audit row."""
        return actor_for(self.user) if self.user is not None else Actor("citizen")


@transaction.atomic
def book(service_id: int, at: datetime, holder: Holder, *, procedure: str = "", key: uuid.UUID) -> Appointment:
    """Promise a slot. ``key`` is the form's: sent twice, one appointment.

    Raises ``SlotGone``; ``NotAllowed`` where this number has too many to come; ``accounts.rules.BadPhone``.
    """
    hold(f"{SCOPE}:{key}")
    phone = people.phone(holder.phone)
    body = idempotency.fingerprint({"service": service_id, "at": at, "phone": phone_index(phone)})
    if (answer := idempotency.recall(SCOPE, key, body)) is not None:
        return Appointment.objects.select_related("service", "place__agency").get(pk=answer["appointment"])
    service = lock_service(service_id)
    _must_be_few(service.place, phone_index(phone))
    appointment = Appointment(
        code=_new_code(),
        place=service.place,
        service=service,
        procedure=procedure,
        at=at,
        minutes=service.minutes,
        position=_free_position(service, at),
        user=holder.user,
        name=tidy(holder.name),
        phone=phone,
        phone_index=phone_index(phone),
        email=holder.email or None,
        booked_at=clock.now(),
    )
    appointment.save(force_insert=True)
    log.begin(_stream(appointment), "appointment-booked", holder.actor, _told(appointment))
    emit(AppointmentHappened(appointment.pk, "booked", "0"))
    idempotency.store(SCOPE, key, body, {"appointment": str(appointment.pk)})
    return appointment


@transaction.atomic
def move(appointment_id: uuid.UUID, at: datetime, *, by: Actor) -> Appointment:
    """Another time for the same matter; code and address stay. Raises ``SlotGone``, ``NotAllowed``."""
    appointment = _open(appointment_id)
    if appointment.moves >= MOST_MOVES:
        raise NotAllowed(_("Lịch này đã đổi %(times)d lần. Hủy rồi đặt lịch mới nếu cần đổi nữa.") % {"times": MOST_MOVES})
    if at == appointment.at:
        raise NotAllowed(_("Bạn đang có hẹn đúng giờ này. Chọn giờ khác."))
    appointment.at, appointment.position = at, _free_position(appointment.service, at)
    appointment.minutes, appointment.moves = appointment.service.minutes, appointment.moves + 1
    appointment.save(update_fields=["at", "position", "minutes", "moves"])
    log.append(_stream(appointment), "appointment-moved", by, _told(appointment))
    emit(AppointmentHappened(appointment.pk, "moved", str(appointment.moves)))
    return appointment


@transaction.atomic
def cancel(appointment_id: uuid.UUID, *, by: Actor) -> Appointment:
    """The holder will not come; the place is free for others at once. Cancelled again, nothing changes."""
    appointment = lock_appointment(appointment_id)
    if appointment.state == State.CANCELLED:
        return appointment
    if appointment.state != State.BOOKED:
        raise NotAllowed(_("Lịch hẹn này không còn hiệu lực."))
    appointment.state = State.CANCELLED
    appointment.save(update_fields=["state"])
    log.append(_stream(appointment), "appointment-cancelled", by)
    emit(AppointmentHappened(appointment.pk, "cancelled", "0"))
    return appointment


@transaction.atomic
def close_day(day: date, reason: str, *, by: User, seat: Seat) -> int:
    """Shut the seat's place for a day; all who are booked for it are told, with the reason. Returns how many.

    Raises ``EmptyReason``, ``NotAllowed`` for a day that is over or shut already.
    """
    place = access.place_for_head(seat)
    if not reason.strip():
        raise EmptyReason(_("Nhập lý do để người có hẹn hiểu vì sao."))
    if day < clock.today():
        raise NotAllowed(_("Ngày này đã qua."))
    lock_services(place)
    row, new = Closure.objects.get_or_create(place=place, day=day, defaults={"reason": tidy(reason), "by": by, "at": clock.now()})
    if not new:
        raise NotAllowed(_("Ngày này đã đóng rồi."))
    booked = Appointment.objects.select_for_update().filter(place=place, state=State.BOOKED, at__date=day).order_by("pk")
    actor, told = actor_for(by, seat), 0
    for appointment in booked:
        appointment.state = State.CLOSED
        appointment.save(update_fields=["state"])
        log.append(_stream(appointment), "appointment-closed", actor)
        emit(AppointmentHappened(appointment.pk, "closed", "0", row.reason))
        told += 1
    log.append(f"reception:{place.agency.code}", "day-closed", actor, {"day": day.isoformat(), "told": told})
    return told


@transaction.atomic
def open_day(closure_id: int, *, by: User, seat: Seat) -> None:
    """Undo a day of rest: numbers and slots again. Whoever was told stays told; they may book again."""
    place = access.place_for_head(seat)
    lock_services(place)
    row = access.closure(place, closure_id)
    day = row.day
    row.delete()
    log.append(f"reception:{place.agency.code}", "day-opened", actor_for(by, seat), {"day": day.isoformat()})


def _open(appointment_id: uuid.UUID) -> Appointment:
    """An appointment that still stands, with its kind of matter locked before it."""
    service_id = Appointment.objects.filter(pk=appointment_id).values_list("service_id", flat=True).first()
    if service_id is None:
        raise NotFound
    service = lock_service(service_id)
    appointment = lock_appointment(appointment_id)
    appointment.service = service
    if appointment.state != State.BOOKED or appointment.at <= clock.now():
        raise NotAllowed(_("Lịch hẹn này không còn hiệu lực."))
    return appointment


def _free_position(service: Service, at: datetime) -> int:
    """The lowest position of a slot that nobody holds; raises ``SlotGone``. Under the lock of the kind of matter."""
    slot = booking.slot(service.place, service, at)
    if slot is None or not slot.free:
        raise SlotGone
    held = set(Appointment.objects.filter(service=service, at=at, state__in=booking.TAKEN).values_list("position", flat=True))
    return next(number for number in range(1, service.capacity + 1) if number not in held)


def _must_be_few(place: Place, index: str) -> None:
    rows = Appointment.objects.filter(place=place, phone_index=index, state=State.BOOKED, at__gte=clock.now())
    if rows.count() >= MOST_OPEN:
        raise NotAllowed(
            _("Số điện thoại này đang có %(count)d lịch hẹn ở đây. Hủy một lịch trước khi đặt thêm.") % {"count": MOST_OPEN}
        )


def _new_code() -> str:
    """Eight digits that no appointment has: read out, typed on a keypad."""
    while Appointment.objects.filter(code=(code := f"{secrets.randbelow(10**8):08d}")).exists():
        pass
    return code


def _told(appointment: Appointment) -> dict[str, str]:
    return {"place": appointment.place.agency.code, "service": appointment.service.letter, "at": appointment.at.isoformat()}


def _stream(appointment: Appointment) -> str:
    return f"appointment:{appointment.pk}"
