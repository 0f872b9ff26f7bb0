"""The parts that every procedure must state: NĐ 63/2010/NĐ-CP art. 8 k. 2."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from procedures.checking.finding import ERROR, HINT, WARNING, Finding
from procedures.checking.looked import Looked


def name(looked: Looked) -> Iterator[Finding]:
    if not looked.name:
        yield Finding("names/vi", "no-name", ERROR, _("Chưa có tên thủ tục. Nhập tên đúng như quyết định công bố."))


def summary(looked: Looked) -> Iterator[Finding]:
    if not looked.text("summary"):
        message = _("Chưa có câu tóm tắt. Viết một câu nói người dân làm thủ tục này để được gì.")
        yield Finding("summary", "no-summary", ERROR, message)


def who(looked: Looked) -> Iterator[Finding]:
    if not looked.text("who"):
        yield Finding("who", "no-who", ERROR, _("Chưa ghi đối tượng thực hiện. Viết ai được làm thủ tục này."))
    if not looked.content.get("targets"):
        message = _("Chưa chọn nhóm đối tượng. Chọn để người dân lọc được theo “tôi là ai”.")
        yield Finding("targets", "no-targets", HINT, message)


def agencies(looked: Looked) -> Iterator[Finding]:
    held = looked.part("agencies")
    if not any(held.get(role) for role in ("deciding", "executing")):
        message = _("Chưa ghi cơ quan có thẩm quyền và cơ quan thực hiện. Thêm ít nhất một cơ quan.")
        yield Finding("agencies", "no-agencies", WARNING, message)
    if not looked.content.get("levels"):
        yield Finding("levels", "no-levels", HINT, _("Chưa chọn cấp thực hiện. Chọn trung ương, tỉnh hoặc xã."))


def steps(looked: Looked) -> Iterator[Finding]:
    if not looked.words("steps"):
        message = _("Chưa có trình tự thực hiện. Viết từng bước, từ lúc nộp tới lúc nhận kết quả.")
        yield Finding("steps", "no-steps", ERROR, message)


def methods(looked: Looked) -> Iterator[Finding]:
    held = looked.rows("methods")
    if not held:
        message = _("Chưa có cách thức thực hiện. Thêm ít nhất một kênh: trực tuyến, tại quầy hoặc bưu chính.")
        yield Finding("methods", "no-methods", ERROR, message)
    online = any(method.get("channel") == "online" for _path, method in held)
    level = looked.text("service_level")
    if held and not online and level in ("full", "partial"):
        message = _("Mức độ là dịch vụ công trực tuyến nhưng chưa có kênh trực tuyến. Thêm kênh này hoặc đổi mức độ.")
        yield Finding("service_level", "level-without-online", ERROR, message)
    if online and level == "information":
        message = _("Có kênh nộp trực tuyến nhưng mức độ chỉ là cung cấp thông tin. Đổi mức độ hoặc bỏ kênh trực tuyến.")
        yield Finding("service_level", "online-without-level", ERROR, message)


def papers(looked: Looked) -> Iterator[Finding]:
    if not looked.rows("papers") and not looked.forms:
        message = _("Chưa có thành phần hồ sơ. Thêm giấy tờ phải nộp hoặc tờ khai điện tử.")
        yield Finding("papers", "no-papers", ERROR, message)


def limit(looked: Looked) -> Iterator[Finding]:
    held = looked.part("limit")
    if not held.get("value"):
        message = _("Chưa có thời hạn giải quyết. Nhập thời hạn bằng số và đơn vị, ví dụ 7 ngày làm việc.")
        yield Finding("limit/value", "no-limit", ERROR, message)
    elif not looked.limit:
        message = _("Không đọc được thời hạn “%s”. Ghi như 7wd, 6h, 15d, 2mo hoặc same-day@15:00.")
        yield Finding("limit/value", "limit-unreadable", ERROR, message % held["value"])
    if not str(held.get("text") or "").strip():
        message = _("Chưa có thời hạn bằng chữ. Viết đúng câu mà người dân sẽ đọc.")
        yield Finding("limit/text", "no-limit-text", ERROR, message)


def fees(looked: Looked) -> Iterator[Finding]:
    if not looked.text("fee_text"):
        message = _("Chưa nói về phí, lệ phí. Ghi mức thu, hoặc ghi “Không thu phí, lệ phí”.")
        yield Finding("fee_text", "no-fee-text", ERROR, message)


def results(looked: Looked) -> Iterator[Finding]:
    held = looked.rows("results")
    if not held:
        yield Finding("results", "no-results", ERROR, _("Chưa có kết quả. Ghi giấy tờ mà người dân nhận được."))
    for path, result in held:
        if not str(result.get("code") or "").strip():
            message = _("Kết quả “%s” chưa có mã. Nhập mã kết quả để thủ tục khác dùng lại được.")
            yield Finding(f"{path}/code", "result-no-code", WARNING, message % result.get("name", ""))


def legal_bases(looked: Looked) -> Iterator[Finding]:
    if not looked.rows("legal_bases"):
        message = _("Chưa có căn cứ pháp lý. Thêm văn bản quy định thủ tục này.")
        yield Finding("legal_bases", "no-legal-bases", ERROR, message)


RULES = (name, summary, who, agencies, steps, methods, papers, limit, fees, results, legal_bases)
