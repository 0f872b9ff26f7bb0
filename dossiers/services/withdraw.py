"""The applicant no longer wants it: the dossier ends, with the reason they gave."""

import uuid

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from common import clock
from common.actors import Actor
from common.errors import NotAllowed
from dossiers.access import must_be_own
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, DossierFee, Draft, IssuedResult
from dossiers.services import moves, outside, stop
from dossiers.states import Money, State
from payments.models import FeeRequest
from payments.services.request_fee import cancel_fee

OPEN_TO_IT = frozenset({State.AWAITING_PAYMENT, State.SUBMITTED, State.TAKEN_BACK, State.SUPPLEMENT, State.PROCESSING})
TOO_LATE = (IssuedResult.State.NUMBERED, IssuedResult.State.SIGNED, IssuedResult.State.ISSUED)


def may_withdraw(dossier: Dossier) -> bool:
    """Whether it can still be withdrawn: until a result has its number, and not a part alone. One query for one under way."""
    if dossier.state not in OPEN_TO_IT or dossier.parent_id is not None:
        return False
    # A corrected result is in the vault already, whatever state its new draft has.
    return not dossier.results.filter(Q(state__in=TOO_LATE) | Q(corrections__isnull=False)).exists()


@transaction.atomic
def withdraw(dossier_id: uuid.UUID, *, by: User, reason: str) -> Dossier:
    """End the applicant's own dossier; what was still to pay is cancelled, form 05 says so where it had been accepted.

    Raises ``EmptyReason``, ``NotFound`` for a stranger, ``NotAllowed`` once it ended or a result has its number.
    """
    reason = moves.require(reason, _("Nhập lý do rút hồ sơ."))
    # The fee before the dossier: payments/locks.py.
    due = DossierFee.objects.filter(dossier_id=dossier_id, fee_request__status=FeeRequest.Status.DUE)
    cancelled = [link.fee_request for link in due.select_related("fee_request") if cancel_fee(link.fee_request)]
    # The draft before the dossier (locks.py): of one that was taken back it ends too.
    draft = Draft.objects.select_for_update(of=("self",)).filter(dossier=dossier_id).first()
    dossier = lock_dossier(dossier_id)
    must_be_own(by, dossier)
    if not may_withdraw(dossier):
        raise NotAllowed(_("Hồ sơ này không rút được nữa. Gửi câu hỏi trong trang hồ sơ để cơ quan hướng dẫn."))
    now = clock.now()
    if dossier.taken_back.filter(ended_at__isnull=True).update(ended_at=now) and draft is not None:
        draft.submitted_at = dossier.submitted_at
        draft.save(update_fields=["submitted_at"])
    if cancelled:
        dossier.money = Money.NONE
    outside.end(dossier, State.WITHDRAWN, reason, now)
    outside.keep(dossier, "withdraw", Actor("citizen", by.pk), now)
    if dossier.accepted_at:
        stop.tell(dossier, "withdrawn")
    else:
        moves.tell_applicant(dossier, "withdrawn")
    return dossier
