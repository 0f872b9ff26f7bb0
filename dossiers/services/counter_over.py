"""A colleague goes on with a reception that another clerk began: they are called away, the person stands there still."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from audit import log
from common import clock
from common.errors import EmptyReason, NotFound
from common.text import tidy
from dossiers import counter
from dossiers.models import CounterFiling, Draft


@transaction.atomic
def take_over(filing_id: uuid.UUID, *, by: User, seat: Seat, reason: str) -> CounterFiling:
    """Make a colleague's open reception one's own, with everything that was entered; the reason stays with it.

    Raises ``EmptyReason``, ``NotFound`` for another unit's, one's own or one that has ended.
    """
    reason = tidy(reason)
    if not reason:
        raise EmptyReason(_("Nhập lý do làm thay, ví dụ: đồng nghiệp được gọi đi họp."))
    rows = CounterFiling.objects.select_for_update().filter(pk=filing_id, seat__agency=seat.agency_id, outcome="")
    # Locked first, read afterwards: whoever waited here reads what the other one left.
    if not rows.values_list("pk"):
        raise NotFound
    filing = counter.of_colleague(by, seat, filing_id)
    now = clock.now()
    before = {"from": str(filing.clerk_id), "seat": filing.seat_id}
    filing.taken = [*(filing.taken or ()), {**before, "by": str(by.pk), "at": now.isoformat(), "reason": reason}]
    filing.clerk, filing.seat, filing.saved_at = by, seat, now
    filing.save(update_fields=["clerk", "seat", "taken", "saved_at"])
    if filing.draft_id:
        Draft.objects.filter(pk=filing.draft_id, submitted_at__isnull=True).update(owner=by)
    log.append(f"counter:{filing.pk}", "take-over", actor_for(by, seat), before)
    return filing
