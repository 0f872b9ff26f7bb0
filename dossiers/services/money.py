"""Money that a dossier owes after it was filed: a notice of the tax or land authority, a phí asked for while it is handled.

While an obligation is unpaid at a step that stops for it the legal clock stands still (stops.py); paid, it goes on by itself.
What is due must be paid before the result is handed over.
"""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from common import clock, events
from common.actors import SYSTEM, Actor
from common.errors import NotAllowed
from common.money import vnd
from dossiers import standing
from dossiers.loaded import Loaded, load
from dossiers.locks import lock_dossier
from dossiers.models import Dossier, DossierFee, Task
from dossiers.services import outside, stops
from dossiers.services.telling import tell_applicant
from dossiers.states import CLOSED, Money
from payments.models import FeeRequest
from payments.rules import Line
from payments.services import withdraw as withdrawing
from payments.services.cash import TAKES_MONEY
from payments.services.obligation import Paper, Said, enter_notice, next_reference
from payments.services.request_fee import Terms, request_fee

ENTER, ASK, JUDGE, TAKE = "enter", "ask", "judge", "take"
DUE = FeeRequest.Status.DUE
ASKED_BY: dict[str, str] = {FeeRequest.Purpose.OBLIGATION: ENTER, FeeRequest.Purpose.LATER: ASK}
"""What is asked for on the way → the right to ask for it, and so to take it back."""


def may(dossier: Dossier, seat: Seat, by: User) -> frozenset[str]:
    """What this person may do with the dossier's money from this seat; one query.

    ``enter`` a notice, ``ask`` for a further phí (and take back what was wrong), ``judge`` vouchers and exemptions, ``take`` cash
    and cards.
    """
    if dossier.closed_at is not None:
        return frozenset()
    if seat.role == Seat.Role.FINANCE:  # the gatekeeper let them in: their agency collects it
        return frozenset({JUDGE})
    loaded = load(dossier.version_id, dossier.case)
    tasks = list(dossier.tasks.filter(done_at__isnull=True, agency_id=seat.agency_id, role=seat.role))
    mine = standing.free(tasks, by, seat)
    can = set()
    if any(_obliges(loaded, task) for task in mine):
        can |= {ENTER, JUDGE}
    if seat.role == Seat.Role.HANDLER and any(not task.is_question for task in mine):
        can |= {ASK, JUDGE}
    receives = seat.agency_id == dossier.receiving_id
    if receives and seat.role in (Seat.Role.CLERK, Seat.Role.CENTRE_HEAD):
        can.add(JUDGE)
    if receives and seat.role in TAKES_MONEY:
        can.add(TAKE)
    return frozenset(can)


def _obliges(loaded: Loaded, task: Task) -> bool:
    """Whether the task lies at a step about obligations: the step's own, or a question put to the tax office there."""
    step = loaded.process.by_key.get(task.step.partition(":")[0])
    return step is not None and (step.stops == "obligation" or any(one.effect == "obligation" for one in step.actions))


@transaction.atomic
def enter(
    dossier_id: uuid.UUID,
    said: Said,
    paper: Paper,
    lines: Sequence[Line],
    *,
    until: datetime,
    account: str,
    by: User,
    seat: Seat,
    seen: int,
) -> FeeRequest:
    """Enter a notice: what it asks for is due until ``until``, and the applicant is told. Raises ``Stale``, ``NotAllowed``."""
    dossier = _begin(dossier_id, ENTER, by, seat, seen, until)
    terms = _terms(dossier, until, account, said.issuer)
    fee = enter_notice(dossier.code, said, paper, lines, by=by, seat=seat, terms=terms)
    _owe(dossier, fee, "enter-notice", by, seat, seen)
    tell_applicant(dossier, "obligation", once=str(fee.pk))
    return fee


@transaction.atomic
def ask(dossier_id: uuid.UUID, lines: Sequence[Line], *, until: datetime, by: User, seat: Seat, seen: int) -> FeeRequest:
    """Ask for a phí or lệ phí that arose while the dossier is handled; the clock runs on. Raises ``Stale``, ``NotAllowed``."""
    dossier = _begin(dossier_id, ASK, by, seat, seen, until)
    title = load(dossier.version_id, dossier.case).title
    fee = request_fee(
        reference=next_reference(dossier.code, "TP"),
        matter=dossier.code,
        purpose=FeeRequest.Purpose.LATER,
        lines=lines,
        **(_terms(dossier, until, "", title) | {"collector": seat.agency}),
    )
    _owe(dossier, fee, "ask-fee", by, seat, seen)
    tell_applicant(dossier, "fee-asked", once=str(fee.pk))
    return fee


def withdraw(dossier_id: uuid.UUID, fee_id: uuid.UUID, *, reason: str, by: User, seat: Seat, seen: int) -> FeeRequest:
    """Take a wrong demand back, with its ``reason``, and tell the applicant; the clock stands until the right notice is there.

    Raises ``Stale``, ``NotAllowed``, ``EmptyReason``, ``NotDue``, ``Waiting`` (payments/services/withdraw.py).
    """
    if not DossierFee.objects.filter(dossier=dossier_id, fee_request=fee_id).exists():
        raise NotAllowed(_("Vị trí của bạn không có việc này ở hồ sơ."))
    withdrawing.ask_first(fee_id)
    with transaction.atomic():
        # The fee's lock comes before the dossier's (payments/locks.py).
        fee = withdrawing.withdraw(fee_id, reason=reason, by=by, seat=seat)
        dossier = lock_dossier(dossier_id, seen=seen)
        if ASKED_BY.get(fee.purpose) not in may(dossier, seat, by):
            raise NotAllowed(_("Vị trí của bạn không có việc này ở hồ sơ."))
        dossier.money = _standing(dossier)
        now = clock.now()
        stops.follow(dossier, load(dossier.version_id, dossier.case), now)
        outside.keep(dossier, "withdraw-fee", actor_for(by, seat), now, {"fee": str(fee.pk), "total": fee.total, "seen": seen})
        tell_applicant(dossier, "fee-withdrawn", once=str(fee.pk))
    return fee


def _standing(dossier: Dossier) -> str:
    """The money axis from the demands as they are; one query."""
    found = set(dossier.fees.values_list("fee_request__status", flat=True))
    for status, money in ((DUE, Money.DUE), (FeeRequest.Status.EXPIRED, Money.EXPIRED)):
        if status in found:
            return money
    return Money.SETTLED if found & {FeeRequest.Status.SETTLED, FeeRequest.Status.WAIVED} else Money.NONE


def _begin(dossier_id: uuid.UUID, what: str, by: User, seat: Seat, seen: int, until: datetime) -> Dossier:
    dossier = lock_dossier(dossier_id, seen=seen)
    if what not in may(dossier, seat, by):
        raise NotAllowed(_("Vị trí của bạn không có việc này ở hồ sơ."))
    if until <= clock.now():
        raise NotAllowed(_("Hạn nộp phải sau hôm nay."))
    return dossier


def _terms(dossier: Dossier, until: datetime, account: str, title: str) -> Terms:
    return {
        "payer": dossier.applicant,
        "organisation": dossier.organisation,
        "expires_at": until,
        "title": title,
        "return_path": reverse("citizen_dossiers:detail", args=[dossier.pk]),
        "payer_name": dossier.payer_name,
        "payer_address": str(dossier.owner_address or ""),
        "collector": dossier.handling,
        "account": account,
    }


def _owe(dossier: Dossier, fee: FeeRequest, action: str, by: User, seat: Seat, seen: int) -> None:
    DossierFee.objects.create(dossier=dossier, fee_request=fee)
    dossier.money = Money.DUE
    now = clock.now()
    stops.follow(dossier, load(dossier.version_id, dossier.case), now)
    outside.keep(dossier, action, actor_for(by, seat), now, {"fee": str(fee.pk), "total": fee.total, "seen": seen})


def paid(event: events.FeeSettled | events.FeeWaived) -> None:
    """What was asked for later is paid or waived: the clock goes on once no obligation is due. Runs inside the settlement."""
    link = _link(event.fee_request_id)
    if link is None:
        return
    dossier = lock_dossier(link.dossier_id)
    now = clock.now()
    dossier.money = Money.DUE if dossier.fees.filter(fee_request__status=DUE).exists() else Money.SETTLED
    if dossier.state not in CLOSED:
        stops.follow(dossier, load(dossier.version_id, dossier.case), now)
    purpose = link.fee_request.purpose
    outside.keep(dossier, f"{purpose}-paid", Actor("gateway"), now, {"fee": str(event.fee_request_id)})
    tell_applicant(dossier, f"{purpose}-paid", once=str(event.fee_request_id))


def expired(event: events.FeeExpired) -> None:
    """The time of a notice ran out: it is owed all the same, and another authority says how. The dossier stays where it is."""
    link = _link(event.fee_request_id)
    if link is None:
        return
    dossier = lock_dossier(link.dossier_id)
    dossier.money = Money.EXPIRED
    outside.keep(dossier, f"{link.fee_request.purpose}-expired", SYSTEM, clock.now(), {"fee": str(event.fee_request_id)})
    tell_applicant(dossier, f"{link.fee_request.purpose}-expired", once=str(event.fee_request_id))


def lowered(event: events.FeeLowered) -> None:
    """An exemption was confirmed: the demand for the rest takes the place of the first, whatever it was for."""
    link = DossierFee.objects.filter(fee_request_id=event.fee_request_id).first()
    if link is not None:
        DossierFee.objects.create(dossier_id=link.dossier_id, fee_request_id=event.successor_id)
        tell_applicant(lock_dossier(link.dossier_id), "fee-lowered", once=str(event.successor_id))


def _link(fee_id: uuid.UUID) -> DossierFee | None:
    """The dossier of a demand that came after its filing; one query."""
    rows = DossierFee.objects.select_related("fee_request").exclude(fee_request__purpose=FeeRequest.Purpose.FILING)
    return rows.filter(fee_request_id=fee_id).first()


def must_be_paid(dossier: Dossier) -> None:
    """Payment at the end: nothing is handed over while something is due. One query; raises ``NotAllowed`` with the sum."""
    due = [link.fee_request.total for link in dossier.fees.filter(fee_request__status=DUE).select_related("fee_request")]
    if due:
        raise NotAllowed(_("Người nộp còn %(sum)s chưa nộp. Thu trước khi trả kết quả.") % {"sum": vnd(sum(due))})
