"""The four axes of a dossier's state, never mixed, and the one table that derives the ten national statuses."""

from dataclasses import dataclass

from django.db import models


class State(models.TextChoices):
    """Business: where the matter stands."""

    AWAITING_PAYMENT = "awaiting-payment", "Chờ nộp phí"
    SUBMITTED = "submitted", "Chờ tiếp nhận"
    PROCESSING = "processing", "Đang giải quyết"
    SUPPLEMENT = "supplement", "Chờ bổ sung"
    TAKEN_BACK = "taken-back", "Người nộp đang sửa"
    COMPLETED = "completed", "Đã có kết quả"
    DELIVERED = "delivered", "Đã trả kết quả"
    REFUSED = "refused", "Không được tiếp nhận"
    REJECTED = "rejected", "Không được giải quyết"
    WITHDRAWN = "withdrawn", "Đã rút hồ sơ"
    STOPPED = "stopped", "Dừng giải quyết"
    EXPIRED = "expired", "Hết hạn nộp phí"


OPEN = (
    State.AWAITING_PAYMENT,
    State.SUBMITTED,
    State.TAKEN_BACK,
    State.PROCESSING,
    State.SUPPLEMENT,
    State.COMPLETED,
)
CLOSED = tuple(state for state in State if state not in OPEN)


class Money(models.TextChoices):
    """Money: what is owed."""

    NONE = "none", "Không thu phí"
    DUE = "due", "Chưa nộp"
    SETTLED = "settled", "Đã nộp"
    EXPIRED = "expired", "Hết hạn nộp"


class Delivery(models.TextChoices):
    """Delivery: where the result is."""

    NONE = "none", "Chưa có kết quả"
    READY = "ready", "Chờ trả"
    POSTED = "posted", "Đang gửi bưu chính"
    DELIVERED = "delivered", "Đã trả"


class Sync(models.TextChoices):
    """Synchronisation with the national portal."""

    LOCAL = "local", "Chưa đồng bộ"
    SENT = "sent", "Đã đồng bộ"


class Channel(models.TextChoices):
    """How the dossier came in (KenhThucHien of the national codes stands beside in the exchange table)."""

    PORTAL = "portal", "Trực tuyến"
    NATIONAL = "national", "Cổng quốc gia"
    COUNTER = "counter", "Tại quầy"
    POST = "post", "Bưu chính"


# How the rules of a procedure call these (``{"var": "channel"}`` of papers and fees).
RULE_CHANNEL = {Channel.PORTAL: "online", Channel.NATIONAL: "online", Channel.COUNTER: "counter", Channel.POST: "post"}


@dataclass(frozen=True)
class National:
    """One row of the table: the nation's code and name, and the dossiers that have it.

    ``begun``: who handles it has looked at it or acted; ``owes``: the clock stands still until the applicant has paid what the
    State asks elsewhere (tax). None: either.
    """

    code: int
    name: str
    states: frozenset[State]
    begun: bool | None = None
    owes: bool | None = None


# Trạng thái quốc gia (domain.md §3.2): which dossiers have which of the ten. What is reported is what is so: a dossier that waits
# for papers, money or its end is never told as finished (§1.4).
NATIONAL = (
    National(1, "Mới đăng ký", frozenset({State.SUBMITTED, State.TAKEN_BACK})),
    National(2, "Được tiếp nhận", frozenset({State.PROCESSING}), begun=False, owes=False),
    National(3, "Không được tiếp nhận", frozenset({State.REFUSED})),
    National(4, "Đang xử lý", frozenset({State.PROCESSING}), begun=True, owes=False),
    National(5, "Yêu cầu bổ sung giấy tờ", frozenset({State.SUPPLEMENT})),
    National(6, "Yêu cầu thực hiện nghĩa vụ tài chính", frozenset({State.AWAITING_PAYMENT})),
    National(6, "Yêu cầu thực hiện nghĩa vụ tài chính", frozenset({State.PROCESSING}), owes=True),
    National(7, "Công dân yêu cầu rút hồ sơ", frozenset({State.WITHDRAWN})),
    National(8, "Dừng xử lý", frozenset({State.STOPPED, State.EXPIRED})),
    National(9, "Đã xử lý xong", frozenset({State.COMPLETED, State.REJECTED})),
    National(10, "Đã trả kết quả", frozenset({State.DELIVERED})),
)


def national(state: str, *, begun: bool, owes: bool) -> National:
    """The row that a dossier falls under; exactly one for every state and both facts (dossiers/national.py reads them)."""
    return next(row for row in NATIONAL if state in row.states and row.begun in (None, begun) and row.owes in (None, owes))


# Which business state may follow which, with the reason beside each edge; the checker (I4) replays acts against it.
TRANSITIONS: dict[tuple[State, State], str] = {
    (State.AWAITING_PAYMENT, State.SUBMITTED): "tiền đã vào",
    (State.AWAITING_PAYMENT, State.EXPIRED): "quá hạn nộp phí",
    (State.AWAITING_PAYMENT, State.WITHDRAWN): "người nộp rút",
    (State.EXPIRED, State.SUBMITTED): "tiền đến muộn: bằng chứng nộp tiền luôn thắng",
    (State.SUBMITTED, State.PROCESSING): "tiếp nhận",
    (State.SUBMITTED, State.SUPPLEMENT): "yêu cầu bổ sung trước khi tiếp nhận",
    (State.SUBMITTED, State.REFUSED): "từ chối tiếp nhận",
    (State.SUBMITTED, State.WITHDRAWN): "người nộp rút",
    (State.SUBMITTED, State.TAKEN_BACK): "người nộp lấy lại để sửa, trước khi tiếp nhận",
    (State.TAKEN_BACK, State.SUBMITTED): "người nộp gửi lại, hoặc hết hạn sửa nên nộp như cũ",
    (State.TAKEN_BACK, State.WITHDRAWN): "người nộp rút",
    (State.SUPPLEMENT, State.SUBMITTED): "đã bổ sung, chờ tiếp nhận",
    (State.SUPPLEMENT, State.PROCESSING): "đã bổ sung, giải quyết tiếp",
    (State.SUPPLEMENT, State.STOPPED): "không bổ sung đúng hạn",
    (State.SUPPLEMENT, State.WITHDRAWN): "người nộp rút",
    (State.PROCESSING, State.SUPPLEMENT): "yêu cầu bổ sung khi giải quyết",
    (State.PROCESSING, State.COMPLETED): "phát hành kết quả",
    (State.PROCESSING, State.REJECTED): "lãnh đạo không chấp thuận",
    (State.PROCESSING, State.WITHDRAWN): "người nộp rút",
    (State.PROCESSING, State.STOPPED): "lãnh đạo dừng giải quyết, mẫu 05",
    (State.COMPLETED, State.DELIVERED): "trả kết quả",
    (State.COMPLETED, State.PROCESSING): "đính chính kết quả trước khi trả",
    (State.DELIVERED, State.PROCESSING): "đính chính kết quả đã trả",
    (State.REJECTED, State.PROCESSING): "mở lại theo quyết định",
    (State.STOPPED, State.PROCESSING): "mở lại theo quyết định",
    (State.STOPPED, State.SUBMITTED): "mở lại theo quyết định hồ sơ dừng trước khi tiếp nhận",
    (State.REFUSED, State.SUBMITTED): "mở lại theo quyết định",
    (State.REFUSED, State.PROCESSING): "mở lại theo quyết định hồ sơ đã tiếp nhận rồi bị từ chối",
}


def may_follow(before: str, after: str) -> bool:
    """Whether ``after`` may come straight after ``before``; staying is always allowed."""
    return before == after or (State(before), State(after)) in TRANSITIONS
