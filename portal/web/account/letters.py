"""The words of allauth's letters and messages, in one table each; no letter carries personal data."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_CHANGED = gettext_lazy("Nếu không phải bạn làm việc này, hãy đổi mật khẩu ngay và gọi tổng đài.")
_IGNORE = gettext_lazy("Nếu không phải bạn yêu cầu, hãy bỏ qua thư này. Không đưa mã cho bất kỳ ai, kể cả cán bộ.")

# template prefix of allauth → (subject, body, closing line)
LETTERS: dict[str, tuple[Any, Any, Any]] = {
    "account/email/email_confirmation_signup": (
        gettext_lazy("Mã xác nhận thư điện tử"),
        gettext_lazy(
            "Mã xác nhận để mở tài khoản của bạn:\n\n    %(code)s\n\nNhập mã ở trang đang mở. Mã dùng được trong 15 phút."
        ),
        _IGNORE,
    ),
    "account/email/email_confirmation": (
        gettext_lazy("Mã xác nhận thư điện tử"),
        gettext_lazy("Mã xác nhận địa chỉ thư này:\n\n    %(code)s\n\nNhập mã ở trang đang mở. Mã dùng được trong 15 phút."),
        _IGNORE,
    ),
    "account/email/password_reset_code": (
        gettext_lazy("Mã đặt lại mật khẩu"),
        gettext_lazy("Mã đặt lại mật khẩu của bạn:\n\n    %(code)s\n\nNhập mã ở trang đang mở. Mã dùng được trong 15 phút."),
        _IGNORE,
    ),
    "account/email/unknown_account": (
        gettext_lazy("Địa chỉ này chưa có tài khoản"),
        gettext_lazy(
            "Có người vừa xin đặt lại mật khẩu với địa chỉ này, nhưng địa chỉ chưa có tài khoản. Mở tại:\n%(signup_url)s"
        ),
        gettext_lazy("Nếu không phải bạn yêu cầu, hãy bỏ qua thư này."),
    ),
    "account/email/account_already_exists": (
        gettext_lazy("Địa chỉ này đã có tài khoản"),
        gettext_lazy(
            "Có người vừa mở tài khoản bằng địa chỉ này, nhưng bạn đã có tài khoản. Nếu quên mật khẩu:\n%(password_reset_url)s"
        ),
        gettext_lazy("Nếu không phải bạn làm, tài khoản của bạn vẫn an toàn; bỏ qua thư này."),
    ),
    "account/email/email_changed": (
        gettext_lazy("Thư điện tử của tài khoản đã đổi"),
        gettext_lazy("Thư điện tử của tài khoản đã đổi từ địa chỉ này sang một địa chỉ khác lúc %(at)s."),
        _CHANGED,
    ),
    "account/email/email_deleted": (
        gettext_lazy("Đã bỏ một địa chỉ thư"),
        gettext_lazy("Một địa chỉ thư chưa xác nhận đã được bỏ khỏi tài khoản lúc %(at)s."),
        _CHANGED,
    ),
    "account/email/password_changed": (
        gettext_lazy("Mật khẩu đã đổi"),
        gettext_lazy("Mật khẩu của tài khoản đã đổi lúc %(at)s."),
        _CHANGED,
    ),
    "account/email/password_set": (
        gettext_lazy("Mật khẩu đã đặt"),
        gettext_lazy("Tài khoản đã có mật khẩu lúc %(at)s."),
        _CHANGED,
    ),
    "account/email/password_reset": (
        gettext_lazy("Mật khẩu đã đặt lại"),
        gettext_lazy("Mật khẩu của tài khoản đã đặt lại lúc %(at)s."),
        _CHANGED,
    ),
    "mfa/email/totp_activated": (
        gettext_lazy("Đã bật ứng dụng tạo mã"),
        gettext_lazy("Ứng dụng tạo mã đã bật cho tài khoản lúc %(at)s."),
        _CHANGED,
    ),
    "mfa/email/totp_deactivated": (
        gettext_lazy("Đã tắt ứng dụng tạo mã"),
        gettext_lazy("Ứng dụng tạo mã đã tắt lúc %(at)s."),
        _CHANGED,
    ),
    "mfa/email/webauthn_added": (
        gettext_lazy("Đã thêm khóa bảo mật"),
        gettext_lazy("Một khóa bảo mật đã thêm vào tài khoản lúc %(at)s."),
        _CHANGED,
    ),
    "mfa/email/webauthn_removed": (
        gettext_lazy("Đã gỡ khóa bảo mật"),
        gettext_lazy("Một khóa bảo mật đã gỡ khỏi tài khoản lúc %(at)s."),
        _CHANGED,
    ),
    "mfa/email/recovery_codes_generated": (
        gettext_lazy("Đã tạo mã dự phòng mới"),
        gettext_lazy("Mã dự phòng mới đã tạo lúc %(at)s; mã cũ không dùng được nữa."),
        _CHANGED,
    ),
    "socialaccount/email/account_connected": (
        gettext_lazy("Đã liên kết VNeID"),
        gettext_lazy("Tài khoản đã liên kết với VNeID lúc %(at)s."),
        _CHANGED,
    ),
    "socialaccount/email/account_disconnected": (
        gettext_lazy("Đã bỏ liên kết VNeID"),
        gettext_lazy("Tài khoản đã bỏ liên kết với VNeID lúc %(at)s."),
        _CHANGED,
    ),
}

# template of allauth → sentence; an absent one is not shown
MESSAGES: dict[str, Any] = {
    "account/messages/logged_out.txt": gettext_lazy("Bạn đã đăng xuất."),
    "account/messages/email_confirmed.txt": gettext_lazy("Đã xác nhận thư điện tử."),
    "account/messages/email_confirmation_failed.txt": gettext_lazy("Chưa xác nhận được địa chỉ thư này. Hãy dùng địa chỉ khác."),
    "account/messages/password_changed.txt": gettext_lazy("Đã đổi mật khẩu."),
    "account/messages/password_set.txt": gettext_lazy("Đã đặt mật khẩu."),
    "mfa/messages/totp_activated.txt": gettext_lazy("Đã bật ứng dụng tạo mã."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("Đã tắt ứng dụng tạo mã."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("Đã thêm khóa bảo mật."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("Đã gỡ khóa bảo mật."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("Đã tạo mã dự phòng mới."),
    "usersessions/messages/sessions_logged_out.txt": gettext_lazy("Đã đăng xuất các thiết bị khác."),
    "socialaccount/messages/account_connected.txt": gettext_lazy("Đã liên kết VNeID."),
    "socialaccount/messages/account_connected_updated.txt": gettext_lazy("Đã liên kết VNeID."),
    "socialaccount/messages/account_connected_other.txt": gettext_lazy("VNeID này đã liên kết với một tài khoản khác."),
    "socialaccount/messages/account_disconnected.txt": gettext_lazy("Đã bỏ liên kết VNeID."),
}


def compose(prefix: str, values: dict[str, Any]) -> tuple[str, str]:
    """The subject and plain text of one of allauth's letters; raises ``KeyError`` for one that has no words here."""
    subject, body, closing = LETTERS[prefix]
    foot = _("Cần trợ giúp: gọi %(hotline)s (%(hours)s).") % {"hotline": settings.HOTLINE, "hours": settings.HOTLINE_HOURS}
    name = _("Hệ thống thông tin giải quyết thủ tục hành chính")
    return str(subject), f"{str(body) % values}\n\n{closing}\n\n{foot}\n{settings.PROVINCE} – {name}\n"
