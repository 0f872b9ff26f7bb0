"""Reads of money; each docstring says how many queries."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from agencies.models import Agency
from common import clock
from payments import rules
from payments.gateways import registry
from payments.models import Attempt, Exemption, FeeLine, FeeRequest, Kind, ManualCase, Receipt, Refund, TaxNotice


@dataclass(frozen=True)
class Standing:
    """Where a fee stands: its one true state, the last attempt, why it failed (a sentence), whether a person checks.

    ``paid_by`` is the gateway of the payment that settled it.
    """

    state: rules.State
    last: Attempt | None
    why: str
    open_case: bool
    can_resume: bool
    paid_by: str


def standing(fee: FeeRequest, now: datetime) -> Standing:
    """Two queries. ``can_resume``: the open try's own page still lives, so the payer may go back to it."""
    attempts = list(fee.attempts.order_by("created_at", "id"))
    open_case = fee.cases.filter(closed_at__isnull=True).exclude(kind__in=ManualCase.NOT_THE_PAYERS).exists()
    state = rules.state_of(fee.status, (attempt.status for attempt in attempts), open_case=open_case)
    last = attempts[-1] if attempts else None
    failed = state == rules.State.FAILED and last is not None
    return Standing(
        state=state,
        last=last,
        why=registry.get(last.gateway).why(last.reason_code or "11") if failed and last else "",
        open_case=open_case,
        paid_by=next((attempt.gateway for attempt in attempts if attempt.applied), ""),
        can_resume=bool(last and last.status in Attempt.OPEN and last.expires_at > now and not open_case),
    )


def lines(fee: FeeRequest) -> list[FeeLine]:
    """The lines of a fee in their order; one query."""
    return list(fee.lines.order_by("position"))


def notice(fee: FeeRequest) -> TaxNotice | None:
    """The notice behind a demand: its own, its whole's, or that of the demand which an exemption lowered to this one."""
    whole = fee.parent or fee
    found: TaxNotice | None = getattr(whole, "notice", None)
    if found is None and whole.purpose == FeeRequest.Purpose.OBLIGATION:
        claim = Exemption.objects.filter(successor=whole).select_related("fee__notice").first()
        return notice(claim.fee) if claim else None
    return found


def receipts(fee: FeeRequest) -> list[Receipt]:
    """The receipts in force of a fee; one query."""
    return list(fee.receipts.filter(status=Receipt.Status.ISSUED).order_by("kind"))


@dataclass(frozen=True)
class DayBook:
    """What came in on one day in Vietnam, a receipt a row, phí, lệ phí and the budget apart, and what went back that day; đồng.

    A receipt that was replaced or cancelled later stays in the book of its day: the money did come in then. Its successor is
    no money and stands in no book.
    """

    day: date
    receipts: list[Receipt]
    refunds: list[Refund]
    phi: int
    le_phi: int
    budget: int = 0

    @property
    def total(self) -> int:
        return self.phi + self.le_phi + self.budget

    @property
    def refunded(self) -> int:
        return sum(row.amount for row in self.refunds)

    @property
    def net(self) -> int:
        return self.total - self.refunded


def day_book(agency: Agency, day: date) -> DayBook:
    """What was collected and refunded on ``day`` by ``agency`` and the units below it; two queries."""
    start = datetime.combine(day, time.min, clock.VIETNAM)
    end = start + timedelta(days=1)
    rows = list(
        Receipt.objects.filter(replaces__isnull=True, issued_at__gte=start, issued_at__lt=end)
        .filter(fee__in=FeeRequest.objects.reach_of(agency))
        .select_related("fee")
        .order_by("issued_at", "kind")
    )
    back = Refund.objects.reach_of(agency).filter(status=Refund.Status.DONE, source=Refund.Source.APPLIED)
    back = back.filter(ended_at__gte=start, ended_at__lt=end).select_related("fee").order_by("ended_at", "id")
    sums = {kind: sum(row.amount for row in rows if row.kind == kind) for kind in Kind.values}
    return DayBook(day, rows, list(back), sums[Kind.PHI], sums[Kind.LE_PHI], sums[Kind.BUDGET])


def open_cases(agency: Agency, limit: int = 100) -> list[ManualCase]:
    """Cases that wait for a finance seat of ``agency``, oldest first; one query."""
    waiting = ManualCase.objects.reach_of(agency).filter(closed_at__isnull=True)
    return list(waiting.select_related("fee", "attempt", "event").order_by("opened_at", "id")[:limit])
