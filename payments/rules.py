"""Pure decisions about money: which move is allowed and why, what a message means, what the payer is told."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Protocol

PAGE_OPEN = timedelta(minutes=15)
"""How long a payment page lives (vnp_ExpireDate)."""
GRACE = timedelta(minutes=5)
"""How long after that the gateway may still finish what the payer began in time."""
LEAST_TIME = timedelta(minutes=2)
"""Too little left to pay: nobody is sent away with less."""
ASK_AFTER = timedelta(minutes=3)
"""An attempt without a word for this long is asked about."""


class IllegalMove(Exception):
    """The state graph has no such edge; nothing was changed."""


# (status, event) → (new status, why). "failed" is not final for money: later proof of payment always wins.
EDGES: dict[tuple[str, str], tuple[str, str]] = {
    ("created", "send"): ("sent", "người nộp được chuyển sang cổng thanh toán"),
    ("created", "succeed"): ("succeeded", "cổng báo thành công trước khi ta kịp ghi là đã chuyển"),
    ("sent", "succeed"): ("succeeded", "cổng báo thành công"),
    ("failed", "succeed"): ("succeeded", "bằng chứng nộp tiền đến sau thì thắng"),
    ("cancelled", "succeed"): ("succeeded", "bằng chứng nộp tiền đến sau thì thắng"),
    ("expired", "succeed"): ("succeeded", "bằng chứng nộp tiền đến sau thì thắng"),
    ("created", "fail"): ("failed", "cổng báo không thành công"),
    ("sent", "fail"): ("failed", "cổng báo không thành công"),
    ("created", "cancel"): ("cancelled", "người nộp hủy ở trang của cổng"),
    ("sent", "cancel"): ("cancelled", "người nộp hủy ở trang của cổng"),
    ("created", "expire"): ("expired", "hết giờ; đã hỏi cổng và cổng không có kết quả"),
    ("sent", "expire"): ("expired", "hết giờ; đã hỏi cổng và cổng không có kết quả"),
}

# Refunds: one person asks, another approves, then the gateway or an official pays. "failed" may be tried again another way.
REFUND_EDGES: dict[tuple[str, str], tuple[str, str]] = {
    ("requested", "approve"): ("approved", "người thứ hai đồng ý"),
    ("requested", "reject"): ("rejected", "người thứ hai không đồng ý"),
    ("approved", "send"): ("sent", "đã gửi lệnh hoàn cho cổng"),
    ("approved", "pay"): ("done", "kế toán đã chi, có số giao dịch hoặc phiếu chi"),
    ("sent", "pay"): ("done", "cổng báo đã hoàn"),
    ("sent", "fail"): ("failed", "cổng báo không hoàn được"),
    ("failed", "pay"): ("done", "kế toán đã chi bằng cách khác"),
    ("failed", "reject"): ("rejected", "không hoàn được, tiền về lại chỗ cũ"),
}

# A demand that expired is settled all the same when proof comes: the payer did pay. One that was cancelled is not.
_TAKES_MONEY = {"due", "expired"}
_EVENT = {"failed": "fail", "cancelled": "cancel"}


def move(status: str, event: str) -> str:
    """The new status of an attempt. Raises ``IllegalMove``."""
    try:
        return EDGES[status, event][0]
    except KeyError:
        raise IllegalMove(f"{status} --{event}-->") from None


def move_refund(status: str, event: str) -> str:
    """The new status of a refund. Raises ``IllegalMove``."""
    try:
        return REFUND_EDGES[status, event][0]
    except KeyError:
        raise IllegalMove(f"refund {status} --{event}-->") from None


@dataclass(frozen=True)
class Verdict:
    """What a message does: ``outcome`` (GatewayEvent.Outcome), ``event`` on the attempt, a case to open, settle or not."""

    outcome: str
    event: str | None = None
    case: str | None = None
    settles: bool = False


def judge(
    says: str, amount: int | None, *, attempt_status: str, expected: int, fee_status: str, same_sum: bool = True
) -> Verdict:
    """Decide about one verified message for a known attempt; ``amount`` and ``expected`` in đồng. Never raises.

    ``same_sum``: a further success is the sum that we know already (a gateway that takes money once per reference), not
    another transfer with the same reference.
    """
    if says == "success":
        return _judge_success(amount, attempt_status=attempt_status, expected=expected, fee_status=fee_status, same_sum=same_sum)
    if says == "unclear":
        return Verdict("repeated") if attempt_status == "succeeded" else Verdict("unclear", case="unclear")
    event = _EVENT.get(says)
    if event is None:
        return Verdict("noted")
    return Verdict("recorded", event=event) if (attempt_status, event) in EDGES else Verdict("ignored")


def _judge_success(amount: int | None, *, attempt_status: str, expected: int, fee_status: str, same_sum: bool) -> Verdict:
    if amount != expected:
        return Verdict("wrong-amount", case="wrong-amount")
    if attempt_status == "succeeded":
        return Verdict("repeated") if same_sum else Verdict("extra", case="second-success")
    if fee_status in _TAKES_MONEY:
        return Verdict("settled", event="succeed", settles=True)
    return Verdict("extra", event="succeed", case="second-success")


class State(StrEnum):
    """The one true state that a payer sees."""

    UNPAID = "unpaid"
    PENDING = "pending"
    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    WAIVED = "waived"


def state_of(fee_status: str, attempts: Iterable[str], *, open_case: bool) -> State:
    """One state from the demand's status and its attempts' statuses, oldest first; ``open_case``: a person is checking."""
    if fee_status == "settled":
        return State.PAID
    tried = list(attempts)
    if fee_status == "waived":
        return State.WAIVED
    if open_case or any(status in {"created", "sent"} for status in tried):
        return State.PENDING
    if fee_status in {"expired", "cancelled"}:
        return State(fee_status)
    return State.FAILED if tried else State.UNPAID


class Line(Protocol):
    """One line of a demand as the caller computed it (procedures.rules.FeeLine fits); ``amount`` in đồng."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def amount(self) -> int: ...
    @property
    def basis(self) -> str: ...
    @property
    def explanation(self) -> str: ...


_BOOKS = {"phi": "AA", "le-phi": "AB", "thue": "AC"}
BUDGET_FORM = "C1-02/NS"
"""Giấy nộp tiền vào ngân sách nhà nước (NĐ 11/2020/NĐ-CP)."""


def series(kind: str, year: int) -> str:
    """Ký hiệu of electronic receipts: two letters per book, the year, E for electronic. Each kind has a book."""
    return f"{_BOOKS[kind]}-{year % 100:02d}E"
