"""What the applicant is told, in plain words and without personal data: code, what happened, one thing to do."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from common import clock
from dossiers import terms, told_time
from dossiers.models import Dossier


@dataclass(frozen=True)
class Message:
    """A message's title and text; ``kind`` is the happening's."""

    title: str
    body: str


def compose(kind: str, dossier: Dossier) -> Message:
    """The message of ``kind`` about a dossier; raises ``KeyError`` for an unknown kind."""
    number = dossier.results.filter(document__isnull=False).count() if kind in _several() else 0
    title, body = _several()[kind] if number > 1 else (_texts() | told_time.texts())[kind]
    known = _facts(dossier) | {"number": number} | told_time.facts(kind, dossier)
    return Message(title % known, body % known)


def _facts(dossier: Dossier) -> dict[str, Any]:
    return {
        "code": dossier.code,
        "due": clock.at(dossier.due_at) if dossier.due_at else "",
        "reply": clock.at(dossier.reply_due_at),
        "agency": dossier.receiving.name,
        "reason": dossier.closing_reason,
        "whose": _("chủ hồ sơ") if dossier.organisation_id or dossier.child_id else _("bạn"),
        "pay_days": terms.span("payment").days,
    }


def _texts() -> dict[str, tuple[str, str]]:
    return {
        "submitted": (
            _("Hồ sơ %(code)s: đã nộp"),
            _("%(agency)s sẽ trả lời trước %(reply)s. Bạn chưa phải làm gì thêm."),
        ),
        "fee-due": (
            _("Hồ sơ %(code)s: còn chờ nộp phí"),
            _("Nộp phí trong %(pay_days)s ngày để hồ sơ được chuyển đến %(agency)s. Quá hạn, hồ sơ sẽ đóng."),
        ),
        "paid": (
            _("Hồ sơ %(code)s: đã nhận tiền phí"),
            _("Hồ sơ đã chuyển đến %(agency)s, nơi này sẽ trả lời trước %(reply)s."),
        ),
        "fee-expired": (
            _("Hồ sơ %(code)s: đóng vì quá hạn nộp phí"),
            _("Bạn có thể nộp lại bất cứ lúc nào. Nếu bạn đã chuyển tiền, hãy gọi 1022 để được kiểm tra."),
        ),
        "received": (
            _("Hồ sơ %(code)s: đã tiếp nhận"),
            _("Hẹn trả kết quả: %(due)s. Giấy tiếp nhận và hẹn trả có trong trang hồ sơ của bạn."),
        ),
        "due-moved": (
            _("Hồ sơ %(code)s: ngày hẹn trả thay đổi"),
            _("Lịch làm việc thay đổi nên hẹn trả mới là %(due)s. Cách tính có trong trang hồ sơ của bạn."),
        ),
        "reply-moved": (
            _("Hồ sơ %(code)s: ngày trả lời thay đổi"),
            _("Lịch làm việc thay đổi nên %(agency)s sẽ trả lời trước %(reply)s. Bạn chưa phải làm gì thêm."),
        ),
        "refused": (
            _("Hồ sơ %(code)s: không được tiếp nhận"),
            _("Lý do: %(reason)s. Phiếu từ chối có trong trang hồ sơ của bạn."),
        ),
        "supplement": (
            _("Hồ sơ %(code)s: cần bạn bổ sung"),
            _("Mở trang hồ sơ để xem từng mục cần bổ sung và lý do. Thời gian chờ bạn không tính vào thời hạn giải quyết."),
        ),
        "supplemented": (
            _("Hồ sơ %(code)s: đã nhận phần bổ sung"),
            _("Cơ quan tiếp tục giải quyết. Bạn chưa phải làm gì thêm."),
        ),
        "part-ended": (
            _("Hồ sơ %(code)s: xong một phần liên thông"),
            _("Mở trang hồ sơ để xem phần nào đã xong, phần nào còn đang giải quyết. Bạn chưa phải làm gì thêm."),
        ),
        "part-needless": (
            _("Hồ sơ %(code)s: một phần liên thông không cần làm nữa"),
            _("Hồ sơ đi tiếp bằng phần đã có kết quả. Bạn chưa phải làm gì thêm."),
        ),
        "rejected": (
            _("Hồ sơ %(code)s: không được giải quyết"),
            _("Lý do: %(reason)s."),
        ),
        "issued": (
            _("Hồ sơ %(code)s: đã có kết quả"),
            _("Kết quả có chữ ký số đã ở trong kho giấy tờ của %(whose)s. Bạn tải về hoặc đưa mã QR để người khác kiểm tra."),
        ),
        "delivered": (
            _("Hồ sơ %(code)s: đã trả kết quả"),
            _("Hãy cho biết bạn thấy việc giải quyết thế nào; cán bộ không thấy tên người đánh giá."),
        ),
    }


def _several() -> dict[str, tuple[str, str]]:
    """The same happenings where the dossier has several results."""
    return {
        "issued": (
            _("Hồ sơ %(code)s: đã có %(number)s kết quả"),
            _("%(number)s kết quả có chữ ký số đã ở trong kho giấy tờ của %(whose)s. Mỗi kết quả có số và mã QR riêng."),
        ),
        "delivered": (
            _("Hồ sơ %(code)s: đã trả %(number)s kết quả"),
            _("Hãy cho biết bạn thấy việc giải quyết thế nào; cán bộ không thấy tên người đánh giá."),
        ),
    }
