"""Why an upload is refused: one stable code and one Vietnamese sentence each (ux.md 1.2)."""

from django.utils.translation import gettext_lazy as _

from common.errors import DomainError

MESSAGES = {
    "empty": _("Tệp trống"),
    "too-big": _("Tệp phải nhỏ hơn 10 MB"),
    "type": _("Tệp phải là ảnh (JPG, PNG, HEIC) hoặc PDF"),
    "mismatch": _("Nội dung tệp không đúng với đuôi tên tệp, hãy lưu lại dưới dạng ảnh (JPG, PNG, HEIC) hoặc PDF"),
    "malware": _("Tệp có mã độc nên không được nhận"),
    "password": _("Tệp có mật khẩu, hãy gỡ mật khẩu rồi tải lại"),
    "active": _("Tệp PDF có phần tự chạy (JavaScript, XFA hoặc lệnh mở chương trình), hãy in tệp ra PDF mới rồi tải lại"),
    "broken": _("Tệp bị hỏng hoặc chưa tải đủ, hãy mở thử trên máy của bạn rồi tải lại"),
    "pixels": _("Ảnh phải nhỏ hơn 40 triệu điểm ảnh, hãy chụp lại ở cỡ nhỏ hơn"),
    "changed": _("Tệp nhận được không giống tệp bạn gửi, hãy tải lại"),
    "no-room": _("Hệ thống đang không lưu được tệp. Câu trả lời của bạn vẫn còn, hãy tải lại tệp sau ít phút"),
    "pages": _("Tệp PDF phải có không quá 200 trang"),
}


class BadUpload(DomainError):
    """The file is refused; ``code`` is one of ``MESSAGES``' keys, ``message`` is shown beside the file's name."""

    def __init__(self, code: str, message: str | None = None) -> None:
        super().__init__(str(message or MESSAGES[code]), code=code)
