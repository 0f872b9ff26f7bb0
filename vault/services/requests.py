"""Requests of data subjects: filed, answered within two working days with how and until when, done or refused with a reason."""

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts import limits
from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Agency, Seat
from audit import log
from common import clock
from common.actors import Actor
from common.errors import DomainError, EmptyReason, NotAllowed, NotFound
from common.events import emit
from common.text import nfc
from deadlines import rules
from deadlines.selectors import calendar_for
from vault.asked import DataRequest
from vault.happened import VaultHappened

ANSWER_WITHIN = "2wd"
"""NĐ 356/2025/NĐ-CP, as press and law firms quote it (reliability-security.md 5.7)."""
A_DAY = 10
ENDS = frozenset({DataRequest.State.ANSWERED, DataRequest.State.DONE, DataRequest.State.REFUSED})


class TooManyRequests(DomainError):
    """More in a day than a person can mean."""

    code = "too-many"
    default_message = _("Bạn đã gửi nhiều yêu cầu trong hôm nay. Gửi tiếp vào ngày mai.")


@transaction.atomic
def ask(user: User, *, kind: str, text: str) -> DataRequest:
    """File a request with the agency that runs the portal; its clock starts now. Raises ``EmptyReason``, ``TooManyRequests``."""
    if not text.strip():
        raise EmptyReason(str(_("Viết rõ dữ liệu nào")))
    if not limits.allow(f"data-request:{user.pk}", A_DAY, timedelta(days=1)):
        raise TooManyRequests
    agency = Agency.objects.get(code=settings.ROOT_AGENCY_CODE)
    now = clock.now()
    due = rules.due(now, ANSWER_WITHIN, calendar_for(agency.pk, clock.local(now).date()), ())
    row = DataRequest.objects.create(
        user=user, agency=agency, kind=kind, text=nfc(text).strip(), asked_at=now, answer_by=due.due_at
    )
    log.append(f"account:{user.pk}", "data-request", Actor("citizen", user_id=user.pk), {"request": str(row.pk), "kind": kind})
    return row


@transaction.atomic
def answer(request_id: uuid.UUID, *, by: User, seat: Seat, state: str, text: str, done_by: date | None = None) -> DataRequest:
    """Tell the person what happens: ``answered`` with the day until which it is done, ``done``, or ``refused``.

    Raises ``NotFound`` outside the seat's agency, ``NotAllowed`` once it is done or refused, ``EmptyReason``.
    """
    if not text.strip() or (state == DataRequest.State.ANSWERED and done_by is None):
        raise EmptyReason
    row = DataRequest.objects.select_for_update(of=("self",)).filter(pk=request_id, agency_id=seat.agency_id).first()
    if row is None:
        raise NotFound
    if state not in ENDS or row.state not in (DataRequest.State.OPEN, DataRequest.State.ANSWERED):
        raise NotAllowed
    now = clock.now()
    row.state, row.answer, row.answered_seat, row.done_by = state, nfc(text).strip(), seat, done_by or row.done_by
    row.answered_at = row.answered_at or now
    row.done_at = now if state != DataRequest.State.ANSWERED else None
    row.save()
    log.append(f"account:{row.user_id}", "data-answer", actor_for(by, seat), {"request": str(row.pk), "state": state})
    emit(VaultHappened("data-answer", row.pk, (row.user_id,), until=state))
    return row


def waiting_for(seat: Seat) -> list[DataRequest]:
    """What the seat's agency still owes an answer or the deed, the most urgent first; one query."""
    rows = DataRequest.objects.filter(agency_id=seat.agency_id, state__in=["open", "answered"])
    return list(rows.select_related("user__person").order_by("answer_by")[:200])


def of_seat(seat: Seat, request_id: uuid.UUID) -> DataRequest:
    """One request that was sent to the seat's agency; raises ``NotFound``."""
    row = DataRequest.objects.select_related("user__person").filter(pk=request_id, agency_id=seat.agency_id).first()
    if row is None:
        raise NotFound
    return row
