"""I3: every đồng in one place. Read-only; run by ``manage.py check_invariants`` after every fault."""

from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from payments.models import Attempt, FeeRequest, GatewayEvent, ManualCase, Receipt


@dataclass(frozen=True)
class Check:
    """How many rows were looked at, and a sentence per violation."""

    checked: int
    violations: list[str]


def check() -> Check:
    """Seven queries over all fees: attempts = applied + to refund, one applied at most, proof kept, receipts = fee."""
    bad = [*_fees(), *_events(), *_receipts()]
    return Check(FeeRequest.objects.count() + GatewayEvent.objects.count(), bad)


def _fees() -> list[str]:
    good = Q(attempts__status=Attempt.Status.SUCCEEDED)
    rows = (
        FeeRequest.objects.annotate(
            applied=Count("attempts", filter=Q(attempts__applied=True)),
            applied_sum=Sum("attempts__amount", filter=Q(attempts__applied=True), default=0),
            extra=Count("attempts", filter=good & Q(attempts__applied=False)),
        )
        .filter(Q(applied__gt=0) | Q(extra__gt=0) | Q(status=FeeRequest.Status.SETTLED))
        .order_by("pk")
    )
    refunds = dict(
        ManualCase.objects.filter(kind=ManualCase.Kind.SECOND_SUCCESS)
        .values_list("fee")
        .annotate(n=Count("attempt", distinct=True))
        .order_by()
    )
    bad = []
    for fee in rows.iterator():
        settled = fee.status == FeeRequest.Status.SETTLED
        if fee.applied > 1 or settled != (fee.applied == 1):
            bad.append(f"fee {fee.reference}: {fee.status} with {fee.applied} applied payments")
        if settled and fee.applied_sum != fee.total:
            bad.append(f"fee {fee.reference}: {fee.applied_sum} applied of {fee.total}")
        if fee.extra != refunds.get(fee.pk, 0):
            bad.append(f"fee {fee.reference}: {fee.extra} extra payments, {refunds.get(fee.pk, 0)} cases to refund")
    return bad


def _events() -> list[str]:
    """Every verified success is tied to an attempt or stands before a person; every success has its proof."""
    lost = GatewayEvent.objects.filter(verified=True, says="success", attempt__isnull=True, cases__isnull=True)
    unproved = Attempt.objects.filter(status=Attempt.Status.SUCCEEDED).exclude(
        pk__in=GatewayEvent.objects.filter(verified=True, says="success", attempt__isnull=False).values("attempt")
    )
    return [
        *(f"event {event.pk}: a verified success for {event.txn_ref} is nowhere" for event in lost.order_by("pk")),
        *(f"attempt {attempt.txn_ref}: succeeded without a verified message" for attempt in unproved.order_by("pk")),
    ]


def _receipts() -> list[str]:
    rows = (
        FeeRequest.objects.filter(status=FeeRequest.Status.SETTLED)
        .annotate(receipted=Sum("receipts__amount", filter=Q(receipts__status=Receipt.Status.ISSUED), default=0))
        .order_by("pk")
    )
    return [
        f"fee {fee.reference}: receipts over {fee.receipted} of {fee.total}"
        for fee in rows.iterator()
        if fee.receipted != fee.total
    ]
