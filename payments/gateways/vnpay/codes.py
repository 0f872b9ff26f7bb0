"""VNPAY's result codes: what each means for the attempt, and what to tell the payer."""

from django.utils.translation import gettext_lazy as _

# vnp_ResponseCode of a finished payment. 07 took the money and is under suspicion: neither a success nor a failure.
CANCELLED = "24"
SUSPECT = "07"
REASONS = {
    "09": _("Thẻ hoặc tài khoản của bạn chưa đăng ký thanh toán qua mạng. Đăng ký với ngân hàng hoặc dùng thẻ khác."),
    "10": _("Thông tin thẻ đã được nhập sai quá 3 lần. Kiểm tra lại thẻ rồi thanh toán lại."),
    "11": _("Đã hết thời gian chờ thanh toán. Bạn có thể thanh toán lại."),
    "12": _("Thẻ hoặc tài khoản đang bị khóa. Hỏi ngân hàng hoặc dùng thẻ khác."),
    "13": _("Mã xác thực (OTP) đã nhập sai. Bạn có thể thanh toán lại."),
    "24": _("Bạn đã hủy giao dịch ở trang của ngân hàng."),
    "51": _("Tài khoản không đủ số dư. Nạp thêm tiền hoặc dùng tài khoản khác."),
    "65": _("Tài khoản đã vượt hạn mức giao dịch trong ngày. Thanh toán lại vào hôm sau hoặc dùng tài khoản khác."),
    "75": _("Ngân hàng đang bảo trì. Thanh toán lại sau hoặc chọn ngân hàng khác."),
    "79": _("Mật khẩu thanh toán đã nhập sai quá số lần cho phép. Hỏi ngân hàng hoặc dùng thẻ khác."),
}
OTHER = _("Ngân hàng không thực hiện được giao dịch. Bạn có thể thanh toán lại hoặc chọn cách khác.")


def says_of_ipn(response: str, status: str) -> str:
    """success, failed, cancelled or unclear, from the two codes of an IPN (domain.md §6.1)."""
    if response == "00" and status == "00":
        return "success"
    if response == CANCELLED:
        return "cancelled"
    if response in {SUSPECT, "00"} or status in {"00", SUSPECT}:
        return "unclear"
    return "failed"


def says_of_query(status: str) -> str:
    """success, failed, pending or unclear, from vnp_TransactionStatus of a querydr answer."""
    return {"00": "success", "01": "pending", "02": "failed"}.get(status, "unclear")
