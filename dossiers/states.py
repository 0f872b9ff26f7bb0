"""The four axes of a dossier's state, never mixed, and the one table that derives the ten national statuses."""

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

# Trạng thái quốc gia (domain.md §3.2): state → (mã, tên). A filing that waits for money is "6" to the nation.
NATIONAL_STATUS = {
    State.AWAITING_PAYMENT: (6, "Yêu cầu thực hiện nghĩa vụ tài chính"),
    State.SUBMITTED: (1, "Mới đăng ký"),
    State.TAKEN_BACK: (1, "Mới đăng ký"),
    State.PROCESSING: (4, "Đang xử lý"),
    State.SUPPLEMENT: (5, "Yêu cầu bổ sung giấy tờ"),
    State.COMPLETED: (9, "Đã xử lý xong"),
    State.DELIVERED: (10, "Đã trả kết quả"),
    State.REFUSED: (3, "Không được tiếp nhận"),
    State.REJECTED: (9, "Đã xử lý xong"),
    State.WITHDRAWN: (7, "Công dân yêu cầu rút hồ sơ"),
    State.STOPPED: (8, "Dừng xử lý"),
    State.EXPIRED: (8, "Dừng xử lý"),
}

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
