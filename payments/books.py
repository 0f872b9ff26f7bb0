"""What the finance officer reads: one fee whole, refunds, statements, reconciliations; each docstring says how many queries."""

from dataclasses import dataclass

from django.db.models import Sum

from agencies.models import Agency
from payments.models import Attempt, FeeLine, FeeRequest, Inflow, Kind, ManualCase, Receipt, Reconciliation, Refund, Statement
from payments.services.refund import available


@dataclass(frozen=True)
class Sheet:
    """Everything about one fee: what is due, each try, each sum that came, receipts, refunds, open cases."""

    fee: FeeRequest
    lines: list[FeeLine]
    attempts: list[Attempt]
    inflows: list[Inflow]
    receipts: list[Receipt]
    refunds: list[Refund]
    cases: list[ManualCase]


def sheet(fee: FeeRequest) -> Sheet:
    """Six queries."""
    return Sheet(
        fee,
        list(fee.lines.order_by("position")),
        list(fee.attempts.order_by("created_at", "id")),
        list(fee.inflows.order_by("received_at", "id")),
        list(fee.receipts.select_related("replaces").order_by("issued_at", "kind")),
        list(fee.refunds.select_related("requested_by__person").order_by("requested_at", "id")),
        list(fee.cases.filter(closed_at__isnull=True).order_by("opened_at", "id")),
    )


@dataclass(frozen=True)
class Part:
    """So many đồng of one sum that may go back: of what was applied by kind, or of what waits. ``key`` names it in a form."""

    key: str
    inflow: Inflow
    source: str
    kind: str
    left: int


def refundable(fee: FeeRequest) -> list[Part]:
    """What may go back of a fee's sums, parts of 0 đ left out; a few queries a sum, of which a fee has one or two."""
    parts = []
    for inflow in fee.inflows.order_by("received_at", "id"):
        for source, kind in (("applied", Kind.LE_PHI), ("applied", Kind.PHI), ("waiting", "")):
            left = available(inflow, source, kind)
            if left > 0:
                parts.append(Part(f"{inflow.pk}:{source}:{kind}", inflow, source, str(kind), left))
    return parts


def budget_part(fee: FeeRequest) -> int:
    """Đồng of a settled fee that went to the State budget and is therefore no part of ``refundable`` (ADR 0046); one query."""
    if fee.status != FeeRequest.Status.SETTLED:
        return 0
    return fee.lines.filter(kind=Kind.BUDGET).aggregate(sum=Sum("amount"))["sum"] or 0


def found(agency: Agency, words: str, limit: int = 20) -> list[FeeRequest]:
    """Fees within reach whose dossier code begins so, newest first; one query. No words, no fees."""
    rows = FeeRequest.objects.reach_of(agency).filter(reference__istartswith=words.strip())
    return list(rows.order_by("-created_at", "-id")[:limit]) if words.strip() else []


def refunds(agency: Agency, limit: int = 100) -> list[Refund]:
    """Refunds within reach: those that wait for somebody first, then the newest; one query."""
    rows = Refund.objects.reach_of(agency).select_related("fee", "inflow", "requested_by__person")
    waiting = list(rows.filter(status__in=Refund.OPEN).order_by("requested_at", "id")[:limit])
    ended = rows.exclude(status__in=Refund.OPEN).order_by("-requested_at", "-id")
    return [*waiting, *ended[: max(0, limit - len(waiting))]]


def statements(limit: int = 50) -> list[Statement]:
    """The last statements taken; one query."""
    return list(Statement.objects.select_related("uploaded_by__person").order_by("-uploaded_at", "-id")[:limit])


def reconciliations(limit: int = 60) -> list[Reconciliation]:
    """The last reconciliations, newest day first; one query."""
    return list(Reconciliation.objects.order_by("-day", "gateway", "-finished_at")[:limit])
