"""Why something was not signed, in sentences that a page shows as they are.

``SigningFailed`` means that a signature may have been made and is lost: a number that was printed in it is void. What is under
``NothingSigned`` was refused before any signature: everything stands as it was, and trying again is all there is to do.
"""

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError


class SigningFailed(DomainError):
    """The signature could not be made; nothing was changed. Void the reserved number and try again."""

    code = "signing-failed"
    default_message = _("Chưa ký được giấy tờ này. Số đã giữ bị hủy, hãy ký lại.")


class NothingSigned(DomainError):
    """Refused before anything was signed."""

    code = "nothing-signed"
    default_message = _("Chưa ký. Không có gì thay đổi; thử lại sau ít phút.")


class NoKey(NothingSigned):
    """There is no key of this name, or it does not open with the password of the settings."""

    code = "no-key"
    default_message = _("Chưa có chứng thư chữ ký số cho vị trí này. Liên hệ quản trị hệ thống để cấp.")


class WrongKey(NothingSigned):
    """The key's certificate names somebody else than who acts (a new person on the seat): nothing was signed."""

    code = "wrong-key"
    default_message = _("Chứng thư chữ ký số của vị trí này mang tên người khác. Liên hệ quản trị hệ thống để cấp lại.")


class BadCertificate(NothingSigned):
    """The certificate was revoked, has ended, or its CA is none that this installation trusts."""

    code = "bad-certificate"
    default_message = _("Chứng thư chữ ký số đã bị thu hồi, hết hạn hoặc không do tổ chức được tin cậy cấp. Chưa ký gì.")


class OutdatedList(NothingSigned):
    """The CA's list of revocations is here and has ended: nobody knows whether the certificate still counts."""

    code = "outdated-list"
    default_message = _(
        "Chưa ký vì danh sách thu hồi của tổ chức cấp chứng thư đã quá hạn, chưa tải được bản mới. "
        "Số đã cấp vẫn giữ; báo quản trị hệ thống."
    )


class NoTimeStamp(NothingSigned):
    """The policy demands a time stamp and none is to be had (fault F20)."""

    code = "no-time-stamp"
    default_message = _(
        "Chưa ký vì dịch vụ cấp dấu thời gian không trả lời và quy định bắt buộc có dấu thời gian. "
        "Số đã cấp vẫn giữ; ký lại khi dịch vụ hoạt động."
    )


class ServiceDown(NothingSigned):
    """The remote signing service is away, slow, or answers nonsense; it was not asked to sign yet."""

    code = "signing-service-down"
    default_message = _("Dịch vụ ký số từ xa không trả lời nên chưa ký gì. Thử lại sau ít phút.")


class ConsentRefused(NothingSigned):
    """The service did not take the PIN or the one-time code."""

    code = "consent-refused"
    default_message = _("Mã PIN hoặc mã xác nhận không khớp nên chưa ký gì. Kiểm tra rồi nhập lại.")
