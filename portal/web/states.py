"""A dossier's state as its owner reads it, in their language. The desk's words are ``dossiers.states.State``'s labels."""

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from dossiers.states import State

TO_OWNER: dict[str, str | Promise] = {
    State.AWAITING_PAYMENT: pgettext_lazy("hồ sơ", "Chờ nộp phí"),
    State.SUBMITTED: pgettext_lazy("hồ sơ", "Chờ tiếp nhận"),
    State.PROCESSING: pgettext_lazy("hồ sơ", "Đang giải quyết"),
    State.SUPPLEMENT: pgettext_lazy("hồ sơ", "Chờ bổ sung"),
    State.TAKEN_BACK: pgettext_lazy("hồ sơ", "Bạn đang sửa"),
    State.COMPLETED: pgettext_lazy("hồ sơ", "Đã có kết quả"),
    State.DELIVERED: pgettext_lazy("hồ sơ", "Đã trả kết quả"),
    State.REFUSED: pgettext_lazy("hồ sơ", "Không được tiếp nhận"),
    State.REJECTED: pgettext_lazy("hồ sơ", "Không được giải quyết"),
    State.WITHDRAWN: pgettext_lazy("hồ sơ", "Đã rút hồ sơ"),
    State.STOPPED: pgettext_lazy("hồ sơ", "Dừng giải quyết"),
    State.EXPIRED: pgettext_lazy("hồ sơ", "Hết hạn nộp phí"),
}
