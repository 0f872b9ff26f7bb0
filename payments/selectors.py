"""Reads of money; each docstring says how many queries."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from agencies.models import Agency
from common import clock
from payments import rules
from payments.gateways import registry
from payments.models import Attempt, FeeLine, FeeRequest, ManualCase, Receipt


@dataclass(frozen=True)
class Standing:
    """Where a fee stands: its one true state, the last attempt, why it failed (a sentence), whether a person checks."""

    state: rules.State
    last: Attempt | None
    why: str
    open_case: bool
    can_resume: bool


def standing(fee: FeeRequest, now: datetime) -> Standing:
    """Two queries. ``can_resume``: the open try's own page still lives, so the payer may go back to it."""
    attempts = list(fee.attempts.order_by("created_at", "id"))
    open_case = fee.cases.filter(closed_at__isnull=True).exclude(kind=ManualCase.Kind.SECOND_SUCCESS).exists()
    state = rules.state_of(fee.status, (attempt.status for attempt in attempts), open_case=open_case)
    last = attempts[-1] if attempts else None
    failed = state == rules.State.FAILED and last is not None
    return Standing(
        state=state,
        last=last,
        why=registry.get(last.gateway).why(last.reason_code or "11") if failed and last else "",
        open_case=open_case,
        can_resume=bool(last and last.status in Attempt.OPEN and last.expires_at > now and not open_case),
    )


def lines(fee: FeeRequest) -> list[FeeLine]:
    """The lines of a fee in their order; one query."""
    return list(fee.lines.order_by("position"))


def receipts(fee: FeeRequest) -> list[Receipt]:
    """The receipts in force of a fee; one query."""
    return list(fee.receipts.filter(status=Receipt.Status.ISSUED).order_by("kind"))


@dataclass(frozen=True)
class DayBook:
    """The settled fees of one day in Vietnam and their sums in đồng, phí and lệ phí apart."""

    day: date
    receipts: list[Receipt]
    phi: int
    le_phi: int

    @property
    def total(self) -> int:
        return self.phi + self.le_phi


def day_book(agency: Agency, day: date) -> DayBook:
    """What was collected on ``day`` by ``agency`` and the units below it; one query."""
    start = datetime.combine(day, time.min, clock.VIETNAM)
    rows = list(
        Receipt.objects.filter(status=Receipt.Status.ISSUED, issued_at__gte=start, issued_at__lt=start + timedelta(days=1))
        .filter(fee__in=FeeRequest.objects.reach_of(agency))
        .select_related("fee")
        .order_by("issued_at", "kind")
    )
    sums = {kind: sum(row.amount for row in rows if row.kind == kind) for kind in ("phi", "le-phi")}
    return DayBook(day, rows, sums["phi"], sums["le-phi"])


def open_cases(agency: Agency, limit: int = 100) -> list[ManualCase]:
    """Cases that wait for a finance seat of ``agency``, oldest first; one query."""
    waiting = ManualCase.objects.reach_of(agency).filter(closed_at__isnull=True)
    return list(waiting.select_related("fee", "attempt", "event").order_by("opened_at", "id")[:limit])
