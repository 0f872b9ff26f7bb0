"""What the portal does when something happened to an account: keep it in the audit log, tell the owner."""

from django.utils.translation import gettext as _

from audit import log
from common.events import AccountEvent
from notifications.services import notify

_LINK = "/tai-khoan/"


def keep(event: AccountEvent) -> None:
    """Append the event to the account's audit stream; what someone who took the account over would do first is also
    told to the owner (ASVS 6.3.7), in the inbox and by e-mail."""
    row = log.append(f"account:{event.user_id}", event.action, event.actor, event.data)
    words = _words().get(event.action)
    if words is not None:
        title, body = words
        notify.notify(event.user_id, kind="account", title=title, body=body, link=_LINK, key=f"account-event:{row.pk}")


def _words() -> dict[str, tuple[str, str]]:
    mistake = _("Nếu không phải bạn làm việc này, hãy đổi mật khẩu và gọi tổng đài.")
    return {
        "phone-changed": (_("Số điện thoại đã đổi"), _("Số điện thoại liên hệ của tài khoản vừa được đổi.") + " " + mistake),
        "recovery-codes-issued": (_("Đã in mã khôi phục mới"), _("Mã khôi phục cũ không dùng được nữa.") + " " + mistake),
        "recovered": (_("Tài khoản đã khôi phục"), _("Mật khẩu vừa được đặt lại bằng mã khôi phục.") + " " + mistake),
        "counter-reset": (
            _("Quầy Một cửa đã cấp mã khôi phục"),
            _("Cán bộ tại quầy đã đối chiếu giấy tờ và cấp một mã dùng trong 24 giờ.") + " " + mistake,
        ),
        "identity-bound": (_("Đã gắn số định danh"), _("Tài khoản đã gắn với số định danh cá nhân của bạn.") + " " + mistake),
        "authorised": (_("Bạn được thêm vào một tổ chức"), _("Một tổ chức cho bạn làm việc thay tổ chức ở đây.") + " " + mistake),
        "guardian-confirmed": (
            _("Bạn xem được kho giấy tờ của con"),
            _("Quầy Một cửa đã đối chiếu giấy khai sinh hoặc quyết định giám hộ.") + " " + mistake,
        ),
        "seat-assigned": (_("Vị trí công tác đã thay đổi"), _("Bạn được phân công một vị trí mới. Đăng nhập lại để tiếp tục.")),
        "seat-delegated": (
            _("Ủy quyền vị trí công tác"),
            _("Một vị trí được ủy quyền theo văn bản trong thời gian nghỉ. Mở mục Vị trí công tác để xem."),
        ),
        "seat-ended": (_("Vị trí công tác đã thay đổi"), _("Bạn thôi giữ một vị trí. Đăng nhập lại để tiếp tục.")),
    }
