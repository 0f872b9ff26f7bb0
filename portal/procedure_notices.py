"""Telling the agencies concerned that a procedure changed: everyone who receives, handles or signs it there.

The act only leaves a row in the outbox; who is told is looked up when the row is worked, so publishing costs nothing more.
"""

import uuid
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import SeatAssignment
from agencies.models import Seat
from common import clock, outbox
from common.events import ProcedureChanged
from notifications.services.notify import notify
from procedures import offered
from procedures.models import Offering, ProcedureVersion

TOPIC = "procedures.notice"
ROLES = (Seat.Role.CLERK, Seat.Role.CENTRE_HEAD, Seat.Role.HANDLER, Seat.Role.LEADER, Seat.Role.RECORDS)
WORDS: dict[str, tuple[str | Promise, str | Promise]] = {
    "publish": (
        _("Thủ tục %(code)s có bản mới"),
        _("“%(name)s” áp dụng bản %(number)s từ %(day)s. Hồ sơ đã nhận vẫn theo bản cũ."),
    ),
    "schedule": (
        _("Thủ tục %(code)s sẽ có bản mới"),
        _("“%(name)s” sẽ áp dụng bản %(number)s từ %(day)s. Xem trước để chuẩn bị."),
    ),
    "withdraw-scheduled": (
        _("Bản mới của thủ tục %(code)s không áp dụng"),
        _("“%(name)s” bản %(number)s được rút trước ngày áp dụng. Bản đang áp dụng giữ nguyên."),
    ),
    "stop-intake": (
        _("Ngừng tiếp nhận thủ tục %(code)s"),
        _("“%(name)s” ngừng tiếp nhận từ %(day)s. Hồ sơ đã nhận vẫn giải quyết tiếp."),
    ),
    "reopen-intake": (_("Tiếp nhận lại thủ tục %(code)s"), _("“%(name)s” được tiếp nhận lại từ %(day)s.")),
    "abolish": (_("Thủ tục %(code)s bị bãi bỏ"), _("“%(name)s” bị bãi bỏ từ %(day)s. Hồ sơ đã nhận vẫn giải quyết tiếp.")),
}


def keep(event: ProcedureChanged) -> None:
    """Leave a row for the worker, in the transaction of the change; what the system does (seeds, imports) is no news."""
    if event.by.kind != "official":
        return
    key = f"{TOPIC}:{event.what}:{event.version_id}:{uuid.uuid4().hex[:8]}"
    outbox.append(TOPIC, {"what": event.what, "day": str(event.day), "version": str(event.version_id), "key": key}, key=key)


def tell(payload: dict[str, Any]) -> None:
    """The outbox's handler: a message to every holder of a working seat in the agencies that take or handle the procedure.

    Done twice it tells nobody twice. Two queries and two statements a person.
    """
    version = ProcedureVersion.objects.select_related("procedure").defer("content").get(pk=payload["version"])
    title, body = WORDS[payload["what"]]
    year, month, day = payload["day"].split("-")
    words = {
        "code": version.procedure.code,
        "name": version.name,
        "number": version.number,
        "day": f"{int(day)}/{int(month)}/{year}",
    }
    for user_id in people(version.procedure_id):
        notify(
            user_id,
            kind="procedure",
            title=gettext(str(title)) % words,
            body=gettext(str(body)) % words,
            link=reverse("procedure:detail", args=[version.procedure.code]),
            key=payload["key"],
        )


def people(procedure_id: int) -> list[uuid.UUID]:
    """Who holds a working seat where the procedure is taken or handled today. One query."""
    held = offered.holding(Offering.objects.filter(procedure=procedure_id), clock.today())
    there = Q(seat__agency__in=held.values("handling")) | Q(seat__agency__in=held.values("receiving"))
    rows = SeatAssignment.objects.filter(there, until__isnull=True, seat__active=True, seat__role__in=ROLES, user__is_active=True)
    return list(rows.order_by("user_id").values_list("user_id", flat=True).distinct())
