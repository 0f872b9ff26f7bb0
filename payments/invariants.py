"""I3: every đồng in one place. Read-only; run by ``manage.py check_invariants`` after every fault."""

from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from payments.models import Attempt, CounterPayment, FeeRequest, GatewayEvent, Inflow, ManualCase, Receipt, Refund, TillClosing


@dataclass(frozen=True)
class Check:
    """How many rows were looked at, and a sentence per violation."""

    checked: int
    violations: list[str]


def check() -> Check:
    """A dozen queries over all money: what came in = applied + waiting + refunded + void (a CHECK of the table), and besides:

    applied + refunded of it = the fee, one applied attempt, receipts in force = applied, what waits stands before a person,
    every success has its proof and its sum, what a till closed is what it took.
    """
    bad = [*_fees(), *_shares(), *_waiting(), *_refunds(), *_events(), *_receipts(), *_tills()]
    return Check(FeeRequest.objects.count() + GatewayEvent.objects.count() + Inflow.objects.count(), bad)


def _total(rows: QuerySet, of: str, what: str = "amount") -> Coalesce:
    """The sum of ``what`` over rows whose ``of`` is the outer row: joins of several such sums would multiply each other."""
    sums = rows.filter(**{of: OuterRef("pk")}).order_by().values(of).annotate(sum=Sum(what)).values("sum")
    return Coalesce(Subquery(sums), 0)


def _fees() -> list[str]:
    paid_back = Refund.objects.filter(status=Refund.Status.DONE, source=Refund.Source.APPLIED)
    whole = FeeRequest.objects.filter(~Exists(FeeRequest.objects.filter(parent=OuterRef("pk"))))
    rows = whole.annotate(
        tries=Count("attempts", filter=Q(attempts__applied=True)),
        held=_total(Inflow.objects.all(), "fee", "applied"),
        back=_total(paid_back, "fee"),
    )
    settled = Q(status=FeeRequest.Status.SETTLED)
    wrong = rows.filter(
        (settled & (~Q(tries=1) | ~Q(total=F("held") + F("back"))))
        | (~settled & (Q(tries__gt=0) | Q(held__gt=0) | Q(back__gt=0)))
    )
    return [
        f"fee {fee.reference}: {fee.status}, {fee.tries} applied payments, {fee.held} of {fee.total} held, {fee.back} refunded"
        for fee in wrong.order_by("pk")
    ]


def _shares() -> list[str]:
    """A demand in shares holds no money itself; its shares are its sum, and it is settled exactly when they all are."""
    shares = FeeRequest.objects.filter(parent=OuterRef("pk"))
    rows = FeeRequest.objects.filter(Exists(shares)).annotate(
        sum=_total(FeeRequest.objects.all(), "parent", "total"),
        tries=Count("attempts"),
        unpaid=Exists(shares.exclude(status=FeeRequest.Status.SETTLED)),
    )
    settled = Q(status=FeeRequest.Status.SETTLED)
    wrong = rows.filter(~Q(sum=F("total")) | Q(tries__gt=0) | (settled & Q(unpaid=True)) | (Q(status="due") & Q(unpaid=False)))
    return [f"fee {fee.reference}: {fee.status}, {fee.sum} of {fee.total} in its shares" for fee in wrong.order_by("pk")]


def _waiting() -> list[str]:
    """What waits stands before a person, and every success has its sum."""
    before_a_person = ManualCase.objects.filter(inflow=OuterRef("pk"), closed_at__isnull=True)
    forgotten = Inflow.objects.filter(~Exists(before_a_person), waiting__gt=0)
    sumless = Attempt.objects.filter(~Exists(Inflow.objects.filter(attempt=OuterRef("pk"))), status=Attempt.Status.SUCCEEDED)
    return [
        *(f"sum {row.gateway} {row.key}: {row.waiting} wait before nobody" for row in forgotten.order_by("pk")),
        *(f"attempt {row.txn_ref}: succeeded without a sum" for row in sumless.order_by("pk")),
    ]


def _refunds() -> list[str]:
    done = Refund.objects.filter(status=Refund.Status.DONE)
    kept = Refund.objects.filter(status__in=Refund.OPEN)
    rows = Inflow.objects.filter(refunds__isnull=False).annotate(
        back=_total(done, "inflow"),
        from_applied=_total(kept.filter(source="applied"), "inflow"),
        from_waiting=_total(kept.filter(source="waiting"), "inflow"),
    )
    wrong = rows.filter(~Q(back=F("refunded")) | Q(from_applied__gt=F("applied")) | Q(from_waiting__gt=F("waiting")))
    return [
        f"sum {row.gateway} {row.key}: {row.refunded} refunded, {row.back} by refunds" for row in wrong.order_by("pk").distinct()
    ]


def _events() -> list[str]:
    """Every verified success is tied to an attempt or stands before a person; every success has its proof."""
    lost = GatewayEvent.objects.filter(verified=True, says="success", attempt__isnull=True, cases__isnull=True)
    proof = GatewayEvent.objects.filter(verified=True, says="success", attempt=OuterRef("pk"))
    unproved = Attempt.objects.filter(~Exists(proof), status=Attempt.Status.SUCCEEDED)
    return [
        *(f"event {event.pk}: a verified success for {event.txn_ref} is nowhere" for event in lost.order_by("pk")),
        *(f"attempt {attempt.txn_ref}: succeeded without a verified message" for attempt in unproved.order_by("pk")),
    ]


def _receipts() -> list[str]:
    rows = FeeRequest.objects.annotate(
        receipted=_total(Receipt.objects.filter(status=Receipt.Status.ISSUED), "fee"),
        # What a treasury took has a voucher of its own, not a receipt of ours.
        held=_total(Inflow.objects.exclude(gateway="treasury"), "fee", "applied"),
    ).filter(~Q(receipted=F("held")))
    return [f"fee {fee.reference}: receipts over {fee.receipted}, {fee.held} held" for fee in rows.order_by("pk")]


def _tills() -> list[str]:
    cash, card = (Coalesce(Sum("rows__amount", filter=Q(rows__method=method)), 0) for method in ("cash", "card"))
    closings = TillClosing.objects.annotate(cash=cash, card=card, n=Count("rows"))
    wrong = closings.exclude(cash=F("cash_expected"), card=F("card_expected"), n=F("payments"))
    taken = Attempt.objects.filter(gateway__in=("cash", "card"), applied=True)
    unwritten = taken.filter(~Exists(CounterPayment.objects.filter(attempt=OuterRef("pk"), amount=OuterRef("amount"))))
    return [
        *(f"till closing {row.pk}: {row.cash} + {row.card} in its rows" for row in wrong.order_by("pk")),
        *(f"attempt {row.txn_ref}: taken at the counter by nobody" for row in unwritten.order_by("pk")),
    ]
