"""Closing a till: what lies in the drawer against what was taken; afterwards nothing of it changes."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock
from common.errors import DomainError, EmptyReason, Stale
from common.text import tidy
from payments.models import CounterPayment, TillClosing

NOTES = (500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500)
"""The notes of đồng that a drawer may hold, largest first."""


class NothingTaken(DomainError):
    """No money was taken since the last closing."""

    code = "nothing-taken"
    default_message = _("Quầy chưa thu khoản nào kể từ lần khóa sổ trước.")


@transaction.atomic
def close_till(
    seat: Seat, day: date, *, by: User, notes: Mapping[int, int], card_counted: int, seen: tuple[int, int], reason: str = ""
) -> TillClosing:
    """Close what ``seat`` took on ``day`` and did not close yet. ``notes``: how many of each note lie in the drawer.

    ``seen`` is (cash, card) in đồng as the page showed them: when more was taken meanwhile it is ``Stale``, nothing is closed and
    the page shows the new sums. Raises ``NothingTaken``, or ``EmptyReason`` when the count differs and no reason is given.
    """
    rows = CounterPayment.objects.select_for_update(of=("self",)).filter(seat=seat, taken_on=day, closing__isnull=True)
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    if not ids:
        raise NothingTaken
    found = {
        row["method"]: row["sum"]
        for row in CounterPayment.objects.filter(pk__in=ids).values("method").annotate(sum=Sum("amount")).order_by()
    }
    cash, card = (found.get(method, 0) for method in ("cash", "card"))
    if seen != (cash, card):
        raise Stale(str(_("Quầy đã thu thêm từ lúc bạn mở trang này. Đếm lại theo số mới.")))
    counted = sum(note * number for note, number in notes.items())
    reason = tidy(reason)
    if (counted, card_counted) == (cash, card):
        reason = ""
    elif not reason:
        raise EmptyReason(str(_("Nhập lý do khi số đếm được khác số theo sổ.")))
    closing = TillClosing.objects.create(
        seat=seat,
        agency_id=seat.agency_id,
        day=day,
        serial=TillClosing.objects.filter(seat=seat, day=day).count() + 1,
        payments=len(ids),
        cash_expected=cash,
        cash_counted=counted,
        notes={str(note): number for note, number in notes.items() if number},
        card_expected=card,
        card_counted=card_counted,
        reason=reason,
        closed_by=by,
        closed_at=clock.now(),
    )
    CounterPayment.objects.filter(pk__in=ids).update(closing=closing)
    data = {"day": day.isoformat(), "payments": len(ids), "difference": closing.difference}
    log.append(f"seat:{seat.pk}", "till.closed", actor_for(by, seat), data)
    return closing
