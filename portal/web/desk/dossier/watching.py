"""Who else has this dossier open: noted in the cache for a minute, never in the database. A hint, not a lock.

Two who note themselves at the same moment may lose one of the two until the next beat, twenty seconds later.
"""

import uuid
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from accounts.models import User
from agencies.models import Seat
from common import clock
from dossiers import access
from portal.web.desk.seat import with_seat

SECONDS = 60


def others(dossier_id: uuid.UUID, user: User, seat: Seat) -> list[str]:
    """Note that ``user`` looks, and return who else does, as names; no query."""
    key, now = f"desk-watching:{dossier_id}", clock.now().timestamp()
    seen: dict[str, tuple[float, str]] = cache.get(key) or {}
    fresh = {who: (at, name) for who, (at, name) in seen.items() if now - at < SECONDS}
    cache.set(key, fresh | {str(user.pk): (now, f"{user} ({seat.title})")}, SECONDS)
    return [name for who, (_at, name) in sorted(fresh.items()) if who != str(user.pk)]


def told(names: list[str]) -> str:
    """2 người khác đang xem: Phạm Thị Bình (Công chức tiếp nhận), …; empty when one is alone."""
    if not names:
        return ""
    text = ngettext("%(n)s người khác đang xem: %(names)s", "%(n)s người khác đang xem: %(names)s", len(names))
    return text % {"n": len(names), "names": ", ".join(names)}


@require_GET
@with_seat()
def beat(request: HttpRequest, seat: Seat, dossier: Any) -> HttpResponse:
    """What an open page asks now and then: JSON {"watching", "changed"}; ``?ban=`` is the version that it shows. One query."""
    found = access.dossier_for_seat(seat, dossier)
    changed = request.GET.get("ban", "").isdigit() and int(request.GET["ban"]) != found.lock_version
    words = _("Hồ sơ đã thay đổi từ lúc bạn mở trang. Tải lại để xem bản mới.") if changed else ""
    return JsonResponse({"watching": told(others(found.pk, request.user, seat)), "changed": words})
