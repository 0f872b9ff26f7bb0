"""Telling who booked a visit: at once, again the day before, and when it changes. With an account in the inbox and by e-mail,
without one by e-mail where an address was given. Codes and times only, never a name."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from common import clock, outbox
from notifications.services import mail
from notifications.services.notify import notify
from reception.happened import AppointmentHappened
from reception.models import Appointment

REMIND = "reception.remind"
EVENING = 17
"""The hour of the day before at which one is reminded; who books later than that needs no reminder."""
WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "booked": (
        gettext_lazy("Đã đặt lịch hẹn %(at)s"),
        gettext_lazy("%(service)s, tại %(place)s. Mã hẹn %(code)s. Đến nơi, nhập mã này ở máy lấy số trước giờ hẹn ít phút."),
    ),
    "moved": (gettext_lazy("Lịch hẹn đổi sang %(at)s"), gettext_lazy("%(service)s, tại %(place)s. Mã hẹn %(code)s giữ nguyên.")),
    "cancelled": (gettext_lazy("Đã hủy lịch hẹn %(at)s"), gettext_lazy("%(service)s, tại %(place)s. Mã hẹn %(code)s.")),
    "closed": (
        gettext_lazy("Lịch hẹn %(at)s không thực hiện được"),
        gettext_lazy("%(place)s nghỉ ngày này: %(reason)s. Mã hẹn %(code)s. Mong bạn chọn ngày khác, hoặc nộp hồ sơ trực tuyến."),
    ),
    "reminded": (
        gettext_lazy("Nhắc lịch hẹn %(at)s"),
        gettext_lazy("%(service)s, tại %(place)s. Mã hẹn %(code)s. Không đến được thì đổi hoặc hủy để người khác có chỗ."),
    ),
}


def keep(event: AppointmentHappened) -> None:
    """Tell of it in the transaction of the act, and leave a reminder for the evening before where there is one to come."""
    appointment = _find(str(event.appointment_id))
    _tell(appointment, event.what, event.once, event.reason)
    if event.what not in ("booked", "moved"):
        return
    evening = _evening_before(appointment.at)
    if evening > clock.now():
        payload = {"appointment": str(appointment.pk), "moves": appointment.moves}
        outbox.append(REMIND, payload, key=f"{REMIND}:{appointment.pk}:{appointment.moves}", at=evening)


def remind(payload: dict[str, Any]) -> None:
    """The outbox's handler: one reminder, unless the appointment was moved or given up meanwhile."""
    appointment = _find(payload["appointment"])
    if appointment.state == Appointment.State.BOOKED and appointment.moves == payload["moves"]:
        _tell(appointment, "reminded", str(payload["moves"]))


def _find(key: str) -> Appointment:
    return Appointment.objects.select_related("service", "place__agency", "user").get(pk=key)


def _evening_before(at: datetime) -> datetime:
    return clock.local(at).replace(hour=EVENING, minute=0) - timedelta(days=1)


def _tell(appointment: Appointment, what: str, once: str, reason: str = "") -> None:
    title, body = WORDS[what]
    said = {
        "at": clock.at(appointment.at),
        "service": appointment.service.name,
        "place": appointment.place.agency.short_name or appointment.place.agency.name,
        "code": appointment.shown_code,
        "reason": reason,
    }
    link = reverse("appointments:own", args=[appointment.public_id])
    key = f"appointment:{appointment.pk}:{what}:{once}"
    if appointment.user is not None:
        notify(appointment.user, kind="appointment", title=title % said, body=body % said, link=link, key=key)
    elif appointment.email:
        text = f"{body % said}\n\n{_('Xem, đổi hoặc hủy lịch')}: {settings.SITE_URL}{link}\n"
        mail.queue(str(appointment.email), subject=title % said, body=text, key=key, expires_at=appointment.at)
