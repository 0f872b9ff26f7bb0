"""The messages of acts on time, on paper and by the applicant: texts by kind, and what they quote beside the usual facts."""

from typing import Any

from django.utils.translation import gettext as _

from common import clock
from common.money import vnd
from dossiers.loaded import load
from dossiers.models import Dossier
from payments.models import FeeRequest


def texts() -> dict[str, tuple[str, str]]:
    """(title, body) by kind; ``messages.compose`` fills them in."""
    return _of_time() | _of_the_applicant() | _of_results()


def _of_time() -> dict[str, tuple[str, str]]:
    return {
        "extended": (
            _("Hồ sơ %(code)s: xin lỗi và hẹn lại ngày trả"),
            _("Hồ sơ chậm so với hẹn. Ngày hẹn trả mới: %(due)s. Văn bản xin lỗi, có lý do, ở trong trang hồ sơ của bạn."),
        ),
        "stopped": (
            _("Hồ sơ %(code)s: dừng giải quyết"),
            _("Lý do: %(reason)s. Thông báo dừng giải quyết có trong trang hồ sơ; bạn có thể hỏi hoặc khiếu nại ở đó."),
        ),
        "lapsed": (
            _("Hồ sơ %(code)s: dừng vì hết thời hạn bổ sung"),
            _("Cơ quan chưa nhận được phần bổ sung trong thời hạn. Bạn có thể nộp hồ sơ mới bất cứ lúc nào."),
        ),
        "lapsed-on": (
            _("Hồ sơ %(code)s: đã hết thời hạn bổ sung"),
            _("Cơ quan làm tiếp bản đính chính với giấy tờ đã có. Kết quả đã trả vẫn còn hiệu lực."),
        ),
        "obligation": (
            _("Hồ sơ %(code)s: bạn cần nộp nghĩa vụ tài chính"),
            _("%(owed)s Thời hạn giải quyết tạm dừng cho đến khi bạn nộp đủ. Giữ chứng từ nộp tiền."),
        ),
        "fee-asked": (
            _("Hồ sơ %(code)s: bạn cần nộp thêm phí, lệ phí"),
            _("%(owed)s Nộp trước khi nhận kết quả; cơ quan vẫn giải quyết hồ sơ trong lúc chờ."),
        ),
        "obligation-paid": (
            _("Hồ sơ %(code)s: đã nhận nghĩa vụ tài chính"),
            _("Thời hạn giải quyết chạy tiếp. Bạn chưa phải làm gì thêm."),
        ),
        "fee-withdrawn": (
            _("Hồ sơ %(code)s: một khoản phải nộp đã được hủy"),
            _("Đừng nộp khoản đó nữa: lý do và khoản đúng, nếu có, ở trang hồ sơ. Nếu bạn đã chuyển tiền, tiền được hoàn lại."),
        ),
        "later-paid": (
            _("Hồ sơ %(code)s: đã nhận tiền phí, lệ phí"),
            _("Biên lai ở trong kho giấy tờ của bạn."),
        ),
        "obligation-expired": (
            _("Hồ sơ %(code)s: quá hạn nộp theo thông báo"),
            _("Bạn vẫn còn nghĩa vụ này. Đã nộp thì gửi chứng từ ở trang hồ sơ; chưa nộp thì hỏi nơi ra thông báo."),
        ),
        "later-expired": (
            _("Hồ sơ %(code)s: quá hạn nộp phí, lệ phí"),
            _("Hỏi nơi trả kết quả về khoản này trước khi đến nhận."),
        ),
        "fee-lowered": (
            _("Hồ sơ %(code)s: bạn được miễn, giảm"),
            _("%(owed)s Số còn phải nộp đã trừ phần được miễn, giảm."),
        ),
        "supplement-ends": (
            _("Hồ sơ %(code)s: sắp hết thời hạn bổ sung"),
            _("Gửi phần bổ sung trước %(until)s. Quá hạn, hồ sơ sẽ dừng giải quyết."),
        ),
        "reopened": (
            _("Hồ sơ %(code)s: được mở lại"),
            _("Cơ quan mở lại hồ sơ theo quyết định. Xem ngày hẹn và diễn biến trong trang hồ sơ của bạn."),
        ),
    }


def _of_the_applicant() -> dict[str, tuple[str, str]]:
    return {
        "withdrawn": (
            _("Hồ sơ %(code)s: đã rút"),
            _("Cơ quan không giải quyết hồ sơ này nữa. Nếu bạn đã để lại bản chính, đến %(agency)s để nhận lại."),
        ),
        "corrected": (
            _("Hồ sơ %(code)s: đã nhận bản sửa"),
            _("%(agency)s sẽ trả lời trước %(reply)s. Bạn chưa phải làm gì thêm."),
        ),
        "put-back": (
            _("Hồ sơ %(code)s: đã nộp lại như trước"),
            _("Phần bạn sửa chưa được gửi, cơ quan xem hồ sơ như khi nộp. %(agency)s sẽ trả lời trước %(reply)s."),
        ),
        "answered": (
            _("Hồ sơ %(code)s: đã có trả lời cho bạn"),
            _("Mở trang hồ sơ để đọc câu trả lời."),
        ),
    }


def _of_results() -> dict[str, tuple[str, str]]:
    return {
        "uncollected": (
            _("Hồ sơ %(code)s: kết quả đang chờ bạn nhận"),
            _("Kết quả có chữ ký số ở trong kho giấy tờ của bạn. Nhận bản giấy tại %(returning)s, hoặc cử người nhận thay."),
        ),
        "posted": (
            _("Hồ sơ %(code)s: đã gửi kết quả qua bưu chính"),
            _("Mã vận đơn: %(tracking)s. Tra cứu mã này ở trang của bưu chính để biết khi nào phát."),
        ),
        "post-returned": (
            _("Hồ sơ %(code)s: bưu chính chưa phát được kết quả"),
            _("Kết quả chờ bạn tại %(returning)s."),
        ),
        "correcting": (
            _("Hồ sơ %(code)s: kết quả đang được đính chính"),
            _("Cơ quan phát hiện sai sót và đang làm lại kết quả, hẹn trả %(due)s. Bản cũ vẫn dùng được đến khi có bản mới."),
        ),
        "result-corrected": (
            _("Hồ sơ %(code)s: đã có kết quả đính chính"),
            _("Bản mới ở trong kho giấy tờ của bạn. Bản cũ ghi rõ đã được thay thế."),
        ),
        "reissuing": (
            _("Hồ sơ %(code)s: kết quả đang được cấp lại"),
            _("Cơ quan đang làm bản mới, hẹn trả %(due)s. Bản cũ vẫn dùng được đến khi có bản mới."),
        ),
        "result-reissued": (
            _("Hồ sơ %(code)s: đã cấp lại kết quả"),
            _("Bản mới, số mới ở trong kho giấy tờ của bạn. Bản cũ ghi rõ đã được thay thế."),
        ),
        "result-revoked": (
            _("Hồ sơ %(code)s: kết quả bị thu hồi"),
            _("Giấy tờ không còn hiệu lực. Mở giấy tờ trong kho để xem quyết định thu hồi và căn cứ."),
        ),
    }


def facts(kind: str, dossier: Dossier) -> dict[str, Any]:
    """What texts of these kinds quote; one query where it is not on the dossier's row."""
    if kind == "posted":
        code = dossier.hand_overs.order_by("-at").values_list("tracking_code", flat=True).first()
        return {"tracking": code or ""}
    if kind == "supplement-ends":
        row = dossier.supplements.filter(answered_at__isnull=True).last()
        return {"until": clock.at(row.answer_until) if row else ""}
    if kind in ("obligation", "fee-asked", "fee-lowered"):
        return {"owed": _owed(dossier)}
    return {"returning": dossier.returning.name} if kind in ("uncollected", "post-returned") else {}


def _owed(dossier: Dossier) -> str:
    """What is to be paid and where: our own fee with its sum, else what another authority's notice says. Two queries at most."""
    due = dossier.fees.filter(fee_request__status=FeeRequest.Status.DUE).select_related("fee_request")
    total = sum(link.fee_request.total for link in due)
    if total:
        return _("Nộp %(sum)s ở trang hồ sơ của bạn.") % {"sum": vnd(total)}
    process = load(dossier.version_id, dossier.case).process
    steps = [process.step(key) for key in dossier.marking.get("at", ()) if key in process.by_key]
    asked = next((one.consult.name for one in steps if one.stops == "obligation" and one.consult), "")
    said = {"office": asked or _("Cơ quan thuế"), "agency": dossier.handling.name}
    return _("%(office)s gửi thông báo: nộp đúng số tiền, vào tài khoản ghi trên đó. Chưa nhận được thì hỏi %(agency)s.") % said
