"""Tags of the account's pages."""

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

register = template.Library()

_BROWSERS = (("Edg/", "Edge"), ("coc_coc", "Cốc Cốc"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
_SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


_ACTS = {
    "registered": gettext_lazy("Mở tài khoản"),
    "login": gettext_lazy("Đăng nhập"),
    "login-failed": gettext_lazy("Đăng nhập sai mật khẩu"),
    "password-changed": gettext_lazy("Đổi mật khẩu"),
    "password-set": gettext_lazy("Đặt mật khẩu"),
    "password-reset": gettext_lazy("Đặt lại mật khẩu"),
    "email-changed": gettext_lazy("Đổi thư điện tử"),
    "phone-changed": gettext_lazy("Đổi số điện thoại"),
    "profile-changed": gettext_lazy("Sửa thông tin cá nhân"),
    "identity-bound": gettext_lazy("Gắn số định danh"),
    "recovery-codes-issued": gettext_lazy("In mã khôi phục"),
    "recovered": gettext_lazy("Khôi phục tài khoản"),
    "counter-reset": gettext_lazy("Được cấp mã tại quầy"),
    "seat-assigned": gettext_lazy("Được phân công vị trí"),
    "seat-ended": gettext_lazy("Thôi giữ vị trí"),
    "official-opened": gettext_lazy("Mở tài khoản cán bộ"),
    "official-closed": gettext_lazy("Khóa tài khoản"),
    "official-reopened": gettext_lazy("Mở lại tài khoản"),
    "second-factor-reset": gettext_lazy("Gỡ xác thực hai lớp"),
    "totp-activated": gettext_lazy("Bật ứng dụng tạo mã"),
    "totp-deactivated": gettext_lazy("Tắt ứng dụng tạo mã"),
    "webauthn-added": gettext_lazy("Thêm khóa bảo mật"),
    "webauthn-removed": gettext_lazy("Gỡ khóa bảo mật"),
    "recovery-codes-generated": gettext_lazy("Tạo mã dự phòng"),
    "account-connected": gettext_lazy("Liên kết VNeID"),
    "account-disconnected": gettext_lazy("Bỏ liên kết VNeID"),
}


@register.filter
def account_act(action: str) -> str:
    """An audit action of an account in words; one without words stays its code."""
    return str(_ACTS.get(action, action))


@register.filter
def in_fours(key: str) -> str:
    """ABCD EFGH: a long key in groups that can be typed and that a phone's line can break."""
    return " ".join(key[start : start + 4] for start in range(0, len(key), 4))


@register.filter
def device(user_agent: str) -> str:
    """Chrome trên Windows, for a browser's long name; what is not known is called another device."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), "")
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), "")
    if browser and system:
        return _("%(browser)s trên %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Thiết bị khác")
