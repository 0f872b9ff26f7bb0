"""The words of the process language as a department's clerk reads them."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agencies.models import Seat
from portal.web.publisher.editor.kinds import limit_words
from workflow.charts import Whose, whose

Words = str | Promise
KINDS: Mapping[str, Words] = {
    "receive": _("Tiếp nhận"),
    "check": _("Kiểm tra"),
    "assign": _("Phân công"),
    "handle": _("Thụ lý"),
    "consult": _("Cho ý kiến"),
    "verify": _("Kiểm tra thực địa"),
    "pay": _("Chờ nghĩa vụ tài chính"),
    "approve": _("Duyệt"),
    "number": _("Cấp số"),
    "sign": _("Ký"),
    "stamp": _("Đóng dấu, ký số cơ quan"),
    "issue": _("Phát hành"),
    "hand-over": _("Trả kết quả"),
    "automatic": _("Hệ thống tự chọn đường đi"),
    "fork": _("Rẽ nhánh song song"),
    "join": _("Gộp nhánh"),
    "chain": _("Chuyển hồ sơ con (liên thông)"),
}
ADDED = tuple(kind for kind in KINDS if kind not in ("fork", "join"))
"""What is added as one step; a fork and its join come together."""
ROLES: Mapping[str, Words] = {
    key: words for key, words in Seat.Role.choices if key in ("clerk", "centre-head", "handler", "leader", "records", "finance")
}
AGENCIES: Mapping[str, Words] = {
    "receiving": _("Nơi tiếp nhận"),
    "handling": _("Cơ quan giải quyết"),
    "returning": _("Nơi trả kết quả"),
    "parent": _("Cơ quan cấp trên"),
    "named": _("Một cơ quan cụ thể"),
    "address": _("Cơ quan ở địa chỉ trong tờ khai"),
    "competent": _("Cơ quan có thẩm quyền về lĩnh vực"),
}
EFFECTS: Mapping[str, Words] = {
    "forward": _("Chuyển bước tiếp theo"),
    "receive": _("Tiếp nhận hồ sơ (đồng hồ bắt đầu chạy)"),
    "refuse": _("Từ chối tiếp nhận (mẫu 03)"),
    "supplement": _("Yêu cầu bổ sung (mẫu 02, đồng hồ dừng)"),
    "assign": _("Phân công người làm"),
    "consult": _("Gửi lấy ý kiến"),
    "answer": _("Trả lời ý kiến"),
    "verify": _("Kiểm tra thực địa có biên bản"),
    "obligation": _("Thông báo nghĩa vụ tài chính"),
    "propose": _("Trình kết quả"),
    "return": _("Trả lại bước trước"),
    "approve": _("Duyệt"),
    "reject": _("Từ chối giải quyết"),
    "number": _("Cấp số"),
    "sign": _("Ký"),
    "stamp": _("Đóng dấu, ký số cơ quan"),
    "issue": _("Phát hành kết quả"),
    "hand-over": _("Trả kết quả cho người dân"),
}
REQUIREMENTS: Mapping[str, Words] = {
    "opinion": _("Ý kiến"),
    "reason": _("Lý do"),
    "items": _("Danh mục cần bổ sung"),
    "attachment": _("Tệp đính kèm"),
    "minutes": _("Biên bản"),
    "result": _("Dự thảo kết quả"),
    "number": _("Số và ngày"),
    "signature": _("Chữ ký của người ký"),
    "agency-signature": _("Chữ ký số của cơ quan"),
    "recipient": _("Người nhận"),
}
STOPS: Mapping[str, Words] = {
    "supplement": _("chờ bổ sung giấy tờ"),
    "obligation": _("chờ nghĩa vụ tài chính"),
    "valuation": _("chờ định giá"),
    "posting": _("niêm yết công khai"),
    "assessment": _("chờ đánh giá, giám định"),
}
SILENCES: Mapping[str, Words] = {"consent": _("Coi là đồng ý"), "wait": _("Vẫn chờ trả lời")}
WAITS: Mapping[str, Words] = {"all": _("Chờ đủ tất cả"), "any": _("Chỉ cần một")}


def lane_words(lane: Whose, names: Mapping[str, str]) -> tuple[str, str]:
    """(who, where) of a lane; ``names`` are agencies' and fields' by code."""
    role, agency = lane
    kind, _colon, code = agency.partition(":")
    where = str(AGENCIES.get(kind, agency))
    if kind == "named":
        where = names.get(code, code)
    elif kind == "competent":
        where = gettext("cơ quan có thẩm quyền: %(field)s") % {"field": names.get(code, code)}
    elif kind == "address":
        where = gettext("cơ quan ở địa chỉ: %(question)s") % {"question": names.get(code, code)}
    return (str(ROLES.get(role, role)) if role else gettext("Hệ thống")), where


def who_words(step: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """ "Chuyên viên thụ lý, cơ quan giải quyết"; nobody for a step that only passes."""
    if step.get("kind") in ("fork", "join", "automatic", "chain"):
        return gettext("Hệ thống")
    who, where = lane_words(whose(step), names)
    return f"{who}, {where[:1].lower() + where[1:] if where in map(str, AGENCIES.values()) else where}"


def time_words(step: Mapping[str, Any]) -> str:
    """ "3 ngày làm việc", "30 % thời hạn"; "" where a step takes none."""
    share = step.get("share")
    if isinstance(share, Mapping):
        return limit_words(str(share.get("limit") or ""))
    if isinstance(share, int | float) and not isinstance(share, bool) and share:
        return gettext("%(share)s thời hạn") % {"share": percent(share)}
    return ""


def percent(share: float) -> str:
    """0.125 → "12,5 %"."""
    return f"{share * 100:.4g} %".replace(".", ",")


def listed(words: Sequence[Any]) -> str:
    """Words one after another."""
    return ", ".join(str(one) for one in words if one)
