"""Apologising and extending: a handler asks, the leader decides, the applicant gets form 04 and one new promise (once)."""

import uuid
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from agencies.models import Seat
from common import clock
from common.errors import NotAllowed
from deadlines.calendar import to_moment
from deadlines.selectors import calendar_for
from dossiers import clocks
from dossiers.models import Dossier, Extension, LeaderRequest
from dossiers.services import asking, moves, outside, stepping
from vault.services import numbers

FURTHEST = timedelta(days=366)
"""A promise further away is a slip of the finger (2072 for 2027)."""
BOOK = "XL"
"""The book of numbers of these letters (xin lỗi); a printed letter bears a number like any other (NĐ 30/2020)."""
REASON = gettext_lazy("Nhập lý do chậm; người nộp đọc đúng những lời này.")


@transaction.atomic
def ask_extension(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, reason: str, until: date) -> LeaderRequest:
    """Ask the leader to apologise and to promise ``until``, a working day later than the present promise.

    Raises ``EmptyReason``, ``Stale``, ``NotAllowed`` (also where it was extended before: once is all the law gives).
    """
    reason = moves.require(reason, REASON)
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action="ask-extension")
    promised_on(act.dossier, until, act.now)
    return asking.ask(act, LeaderRequest.Kind.EXTEND, reason, {"until": until.isoformat()})


@transaction.atomic
def extend(dossier_id: uuid.UUID, *, by: User, seat: Seat, seen: int, reason: str, until: date) -> Extension:
    """The leader apologises and extends at once, without having been asked. Raises as ``ask_extension``."""
    reason = moves.require(reason, REASON)
    act = outside.begin(dossier_id, by=by, seat=seat, seen=seen, action="extend")
    return promise_anew(act, Extension.Ground.EXTEND, reason, until)


def grant(act: outside.Outside, request: LeaderRequest) -> None:
    """The leader agrees to what was asked; the day is looked at again, since time has passed."""
    act.action = "extend"
    promise_anew(act, Extension.Ground.EXTEND, request.reason, date.fromisoformat(request.given["until"]), request=request)


def promise_anew(
    act: outside.Outside,
    ground: Extension.Ground,
    reason: str,
    until: date,
    *,
    request: LeaderRequest | None = None,
) -> Extension:
    """Keep the extension, move the promise, print form 04, tell the applicant. The pauses stay as they are."""
    number = numbers.reserve(BOOK, act.dossier.handling, clock.local(act.now).year, act.actor)
    moment = promised_on(act.dossier, until, act.now)
    row = decide(act, ground, reason, moment, request=request, decision=number.text)
    outside.record(act, {"extension": str(row.pk), "due_at": act.dossier.due_at.isoformat()})
    moves.print_form(act.dossier, "form-04", once=str(row.pk), data={"extension": str(row.pk)})
    moves.tell_applicant(act.dossier, "extended", once=str(row.pk))
    return row


def decide(
    act: outside.Outside,
    ground: Extension.Ground,
    reason: str,
    until: datetime,
    *,
    request: LeaderRequest | None = None,
    decision: str = "",
) -> Extension:
    """The row, and the new promise on the dossier and its open tasks; the caller saves and tells."""
    dossier = act.dossier
    row = Extension.objects.create(
        dossier=dossier,
        ground=ground,
        before=dossier.due_at,
        until=until,
        reason=reason,
        decision=decision,
        request=request,
        signed_by=act.seat,
        signer=act.user,
        created_at=act.now,
    )
    clocks.set_promise(dossier, act.loaded)
    stepping.follow_promise(dossier, act.loaded)
    return row


def promised_on(dossier: Dossier, day: date, now: datetime) -> datetime:
    """What a promise for ``day`` means: the hour of the present one. Raises ``NotAllowed`` for a day that cannot be."""
    assert dossier.due_at is not None  # whoever is extended was accepted
    hour = clock.local(dossier.due_at).timetz()
    moment = datetime.combine(day, hour)
    if moment <= max(now, dossier.due_at):
        raise NotAllowed(_("Ngày hẹn mới phải sau hôm nay và sau ngày hẹn cũ."))
    if moment > max(now, dossier.due_at) + FURTHEST:
        raise NotAllowed(_("Ngày hẹn mới cách đây hơn một năm. Kiểm tra lại năm."))
    if not calendar_for(dossier.handling_id, day).is_open(to_moment(moment)):
        raise NotAllowed(_("%(day)s là ngày nghỉ. Chọn một ngày làm việc.") % {"day": clock.long_date(day)})
    return moment
