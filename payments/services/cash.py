"""Cash and card at the counter: the official's word settles the fee at once, in one transaction with its receipts."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.selectors import actor_for
from agencies.models import Seat
from common import clock
from common.errors import DomainError, NotAllowed
from common.money import vnd
from payments.gateways import registry
from payments.models import Attempt, CounterPayment, Receipt
from payments.services import by_word

TAKES_MONEY = frozenset({Seat.Role.CLERK, Seat.Role.CENTRE_HEAD, Seat.Role.FINANCE})
LARGEST_NOTE = 500_000
"""Nobody hands over a note too many: change of a whole largest note or more is a slip of the keyboard."""


class WrongCash(DomainError):
    """What the payer handed over is not enough, or far too much."""

    code = "wrong-amount"
    default_message = gettext_lazy("Số tiền khách đưa chưa đúng.")


def take(request_id: uuid.UUID, *, by: User, seat: Seat, received: int) -> Receipt:
    """Take cash for the whole fee: ``received`` is what the payer hands over, in đồng; the change follows from it.

    Returns the first of its receipts (``payments.selectors.receipts`` gives all: phí and lệ phí have one each); the change is
    ``receipt.fee.attempts.get(applied=True).counter.change``. The caller has seen to it that ``seat`` may reach the matter.
    Raises ``NotFound``, ``NotAllowed`` for a seat that takes no money, ``WrongCash`` when it is too little or plainly mistyped,
    ``NotDue`` when it was paid or is over, ``Waiting`` while an online payment of the same fee may still come.
    """
    return _take(request_id, by=by, seat=seat, method="cash", received=received, slip="")


def take_card(request_id: uuid.UUID, *, by: User, seat: Seat, slip: str) -> Receipt:
    """The same by a card at the counter's own terminal; ``slip`` is the number that the terminal printed (1-40 characters)."""
    if not 0 < len(slip.strip()) <= 40:
        raise WrongCash(_("Nhập số hóa đơn mà máy thẻ in ra (tối đa 40 ký tự)."))
    return _take(request_id, by=by, seat=seat, method="card", received=None, slip=slip.strip())


def _take(request_id: uuid.UUID, *, by: User, seat: Seat, method: str, received: int | None, slip: str) -> Receipt:
    if seat.role not in TAKES_MONEY:
        raise NotAllowed
    by_word.ask_first(request_id)
    actor = actor_for(by, seat)
    with transaction.atomic():
        fee = by_word.due(request_id)
        received = fee.total if received is None else received
        _must_fit(fee.total, received)
        attempt = by_word.attempt_of(fee, method, actor)
        _row(attempt, by=by, seat=seat, method=method, received=received, slip=slip)
        facts = {"seat": seat.pk, "received": received, "change": received - fee.total, "slip": slip}
        by_word.say(attempt, registry.COUNTER[method], actor, **facts)
        return fee.receipts.select_related("fee").filter(status=Receipt.Status.ISSUED).order_by("kind")[0]


def _must_fit(total: int, received: int) -> None:
    if received < total:
        raise WrongCash(_("Còn thiếu %(missing)s.") % {"missing": vnd(total - received)})
    if received - total >= LARGEST_NOTE:
        raise WrongCash(_("Phải thối lại %(change)s: kiểm tra lại số tiền khách đưa.") % {"change": vnd(received - total)})


def _row(attempt: Attempt, *, by: User, seat: Seat, method: str, received: int, slip: str) -> None:
    if slip and CounterPayment.objects.filter(seat=seat, taken_on=clock.today(), slip=slip).exists():
        raise WrongCash(_("Số hóa đơn máy thẻ này đã được ghi hôm nay."))
    CounterPayment.objects.create(
        attempt=attempt,
        method=method,
        amount=attempt.amount,
        received=received,
        change=received - attempt.amount,
        slip=slip,
        seat=seat,
        taken_by=by,
        taken_at=attempt.created_at,
        taken_on=clock.today(),
    )
