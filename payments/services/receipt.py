"""Receipts (biên lai): numbered when the fee settles, printed afterwards by a worker (render_receipt.py)."""

from datetime import datetime

from django.conf import settings
from django.db.models import Sum
from django.utils.translation import gettext as _

from agencies.models import Agency
from common import clock, counters, outbox
from payments import rules
from payments.gateways import registry
from payments.models import Attempt, CounterPayment, FeeRequest, Kind, Receipt

RENDER = "payments.render_receipt"
"""Outbox topic; its handler is ``payments.services.render_receipt.render``, payload {"receipt": uuid}."""


def title(receipt: Receipt) -> str:
    """What a receipt is called: Biên lai lệ phí AB-26E số 0000001."""
    words = {"kind": str(receipt.get_kind_display()).lower(), "series": receipt.series, "number": receipt.number_text}
    if receipt.kind == Kind.BUDGET:
        return _("Chứng từ nộp ngân sách %(series)s số %(number)s") % words
    return _("Biên lai %(kind)s %(series)s số %(number)s") % words


def issue(fee: FeeRequest, attempt: Attempt, *, at: datetime) -> list[Receipt]:
    """Number one receipt for phí and one for lệ phí, as far as there is any; in the settling transaction, last of all.

    What a treasury took has its own voucher, which the payer brought: no receipt of ours stands beside it. Numbers have no gap
    per collector, form and series (NĐ 123/2020): the counter's row stays locked until commit.
    """
    if attempt.gateway == registry.TREASURY.key:
        return []
    amounts = fee.lines.order_by("kind").values_list("kind").annotate(amount=Sum("amount"))
    collector = fee.collector or Agency.objects.filter(code=settings.ROOT_AGENCY_CODE).first()
    receipts = [_number(fee, attempt, kind, amount, collector, at) for kind, amount in amounts if amount]
    outbox.append_many([_to_print(receipt) for receipt in receipts])
    return receipts


def _number(fee: FeeRequest, attempt: Attempt, kind: str, amount: int, collector: Agency | None, at: datetime) -> Receipt:
    code = collector.code if collector else settings.ROOT_AGENCY_CODE
    form, series = _form(kind), rules.series(kind, clock.local(at).year)
    return Receipt.objects.create(
        fee=fee,
        kind=kind,
        collector_code=code,
        collector_name=collector.name if collector else settings.PROVINCE,
        collector_tax_code=settings.RECEIPTS["tax_code"],
        form_code=form,
        series=series,
        number=_next_number(code, form, series),
        amount=amount,
        method=registry.get(attempt.gateway).method,
        cashier=_cashier(attempt),
        issued_at=at,
    )


def _form(kind: str) -> str:
    """Mẫu số: of what goes to the State budget the treasury's own form (NĐ 11/2020), else the book's."""
    return rules.BUDGET_FORM if kind == Kind.BUDGET else settings.RECEIPTS["form_code"]


def _cashier(attempt: Attempt) -> str:
    """Người thu tiền: the official at the counter; empty where the system took it."""
    if attempt.gateway not in registry.COUNTER:
        return ""
    row = CounterPayment.objects.select_related("taken_by__person").get(attempt=attempt)
    return row.taken_by.person.full_name if row.taken_by.person else row.taken_by.email


def reissue(old: Receipt, *, amount: int, payer_name: str | None, payer_address: str | None, at: datetime) -> Receipt:
    """The receipt that takes the place of ``old`` (ended before, in the same transaction), with the next number of its book."""
    series = rules.series(old.kind, clock.local(at).year)
    receipt = Receipt.objects.create(
        fee_id=old.fee_id,
        kind=old.kind,
        collector_code=old.collector_code,
        collector_name=old.collector_name,
        collector_tax_code=old.collector_tax_code,
        form_code=old.form_code,
        series=series,
        number=_next_number(old.collector_code, old.form_code, series),
        amount=amount,
        method=old.method,
        cashier=old.cashier,
        payer_name=payer_name,
        payer_address=payer_address,
        replaces=old,
        issued_at=at,
    )
    outbox.append_many([_to_print(receipt)])
    return receipt


def _next_number(code: str, form: str, series: str) -> int:
    """No gap per collector, form and series, which names the year: the counter's row stays locked until commit."""
    return counters.take(f"receipt:{code}:{form}:{series}")


def _to_print(receipt: Receipt) -> tuple[str, dict[str, str], str]:
    return RENDER, {"receipt": str(receipt.pk)}, f"receipt:{receipt.pk}"
