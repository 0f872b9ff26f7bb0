"""Receipts (biên lai): numbered when the fee settles, printed afterwards by a worker (render_receipt.py)."""

from datetime import datetime

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from agencies.models import Agency
from common import clock, counters, outbox
from payments import rules
from payments.gateways import registry
from payments.models import Attempt, FeeRequest, Receipt

RENDER = "payments.render_receipt"
"""Outbox topic; its handler is ``payments.services.render_receipt.render``, payload {"receipt": uuid}."""


def issue(fee: FeeRequest, attempt: Attempt, *, at: datetime) -> list[Receipt]:
    """Number one receipt for phí and one for lệ phí, as far as there is any; in the settling transaction, last of all.

    Numbers have no gap per collector, form and series (NĐ 123/2020): the counter's row stays locked until commit.
    """
    amounts = fee.lines.order_by("kind").values_list("kind").annotate(amount=Sum("amount"))
    collector = fee.collector or Agency.objects.filter(code=settings.ROOT_AGENCY_CODE).first()
    receipts = [_number(fee, attempt, kind, amount, collector, at) for kind, amount in amounts if amount]
    outbox.append_many([(RENDER, {"receipt": str(receipt.pk)}, f"receipt:{receipt.pk}") for receipt in receipts])
    return receipts


def _number(fee: FeeRequest, attempt: Attempt, kind: str, amount: int, collector: Agency | None, at: datetime) -> Receipt:
    code = collector.code if collector else settings.ROOT_AGENCY_CODE
    form, series = settings.RECEIPTS["form_code"], rules.series(kind, clock.local(at).year)
    return Receipt.objects.create(
        fee=fee,
        kind=kind,
        collector_code=code,
        collector_name=collector.name if collector else settings.PROVINCE,
        collector_tax_code=settings.RECEIPTS["tax_code"],
        form_code=form,
        series=series,
        number=counters.take(f"receipt:{code}:{form}:{series}"),
        amount=amount,
        method=_("Thanh toán trực tuyến qua %(gateway)s") % {"gateway": registry.get(attempt.gateway).label},
        issued_at=at,
    )
