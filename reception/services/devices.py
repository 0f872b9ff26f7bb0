"""Machines of the hall that may give numbers: registered by its head, paired at the machine, taken back at once."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock
from common.actors import Actor
from common.errors import NotAllowed
from common.text import tidy
from reception import access
from reception.models import Device, Place

CODE_LIVES = timedelta(minutes=15)
SEEN_EVERY = timedelta(minutes=5)
MOST = 20
"""Machines of one hall."""


@transaction.atomic
def add(*, by: User, seat: Seat, name: str) -> tuple[Device, str]:
    """Register a machine: its row, and the code of eight digits that is typed at it once, shown to nobody again.

    Raises ``NotFound`` for a seat that sets up no hall, ``NotAllowed`` where there are too many.
    """
    place = access.place_for_head(seat)
    if Device.objects.filter(place=place, ended_at__isnull=True).count() >= MOST:
        raise NotAllowed(_("Đã có %(most)d máy. Thu hồi máy không dùng nữa rồi đăng ký máy mới.") % {"most": MOST})
    code, now = f"{secrets.randbelow(10**8):08d}", clock.now()
    row = Device.objects.create(
        place=place,
        name=tidy(name),
        code=access.fingerprint(code),
        code_until=now + CODE_LIVES,
        added_by=by,
        added_at=now,
    )
    log.append(f"reception:{place.agency.code}", "device-added", actor_for(by, seat), {"device": row.pk})
    return row, code


@transaction.atomic
def pair(place: Place, code: str) -> tuple[Device, str]:
    """The machine at which the code is typed becomes the registered one: its token, for that machine alone.

    Raises ``NotAllowed`` for a code that is wrong, used or too old. The caller counts the tries.
    """
    rows = Device.objects.select_for_update().filter(place=place, ended_at__isnull=True, token__isnull=True)
    row = rows.filter(code=access.fingerprint(code), code_until__gt=clock.now()).first()
    if row is None:
        raise NotAllowed(_("Mã không đúng hoặc đã hết hạn. Người phụ trách đăng ký lại máy để có mã mới."))
    token = secrets.token_urlsafe(32)
    row.token, row.code, row.paired_at = access.fingerprint(token), "", clock.now()
    row.save(update_fields=["token", "code", "paired_at"])
    log.append(f"reception:{place.agency.code}", "device-paired", Actor("kiosk"), {"device": row.pk})
    return row, token


@transaction.atomic
def end(device_id: int, *, by: User, seat: Seat) -> Device:
    """Take a machine back; it gives no number from now on. Raises ``NotFound``."""
    place = access.place_for_head(seat)
    row = access.device_of(place, device_id)
    row.ended_at = clock.now()
    row.save(update_fields=["ended_at"])
    log.append(f"reception:{place.agency.code}", "device-ended", actor_for(by, seat), {"device": row.pk})
    return row


def seen(device: Device) -> None:
    """Note that the machine is in use, every few minutes."""
    now = clock.now()
    if device.seen_at is None or now - device.seen_at > SEEN_EVERY:
        Device.objects.filter(pk=device.pk).update(seen_at=now)
