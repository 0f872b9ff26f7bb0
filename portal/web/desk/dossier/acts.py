"""Every act on a dossier by its key: its words, its service, its form. The process names the first ones, the table of rights
(dossiers/rights.py) those of acts_routing.py and acts_time.py."""

from django.utils.translation import gettext_lazy as _

from dossiers.services import bring_result, consult, decide, handle, issue, receive, supplement
from portal.web.desk.dossier import forms
from portal.web.desk.dossier.act_page import ActPage
from portal.web.desk.dossier.acts_routing import ROUTING
from portal.web.desk.dossier.acts_time import TIME
from portal.web.desk.dossier.forms_results import BringForm, ResultForm
from portal.web.desk.dossier.forms_supplement import SupplementForm

STEPS: dict[str, ActPage] = {
    "take": ActPage(_("Nhận hồ sơ"), _("Nhận hồ sơ"), _("Bạn đang giữ hồ sơ này."), handle.take, asks=False),
    "receive": ActPage(_("Tiếp nhận"), _("Tiếp nhận"), _("Đã tiếp nhận và hẹn trả."), receive.receive, asks=False),
    "refuse": ActPage(
        _("Từ chối tiếp nhận"), _("Từ chối tiếp nhận"), _("Đã từ chối và báo người nộp."), receive.refuse, forms.ReasonForm
    ),
    "supplement": ActPage(
        _("Yêu cầu bổ sung"),
        _("Gửi yêu cầu bổ sung"),
        _("Đã gửi yêu cầu; đồng hồ dừng đến khi người nộp bổ sung."),
        supplement.request_supplement,
        SupplementForm,
    ),
    "draft-result": ActPage(
        _("Soạn dự thảo kết quả"), _("Lưu dự thảo"), _("Đã lưu dự thảo kết quả."), handle.draft_results, ResultForm
    ),
    "bring-result": ActPage(
        _("Đưa kết quả có sẵn vào"),
        _("Lưu kết quả"),
        _("Đã lưu kết quả. Xem lại rồi trình lãnh đạo."),
        bring_result.bring_result,
        BringForm,
    ),
    "propose": ActPage(_("Trình lãnh đạo"), _("Trình lãnh đạo"), _("Đã trình lãnh đạo."), handle.propose, forms.OpinionForm),
    "return": ActPage(_("Trả lại"), _("Trả lại"), _("Đã trả lại bước trước."), handle.send_back, forms.ReasonForm),
    "consult": ActPage(_("Hỏi ý kiến"), _("Gửi câu hỏi"), _("Đã gửi câu hỏi."), consult.consult, forms.QuestionForm),
    "answer-consultation": ActPage(
        _("Trả lời ý kiến"), _("Gửi trả lời"), _("Đã gửi trả lời."), consult.answer_consultation, forms.AnswerForm
    ),
    "approve": ActPage(_("Duyệt"), _("Duyệt"), _("Đã duyệt."), decide.approve, forms.ApproveForm),
    "reject": ActPage(
        _("Từ chối giải quyết"), _("Từ chối giải quyết"), _("Đã từ chối giải quyết."), decide.reject, forms.ReasonForm
    ),
    "number": ActPage(_("Cấp số"), _("Cấp số"), _("Đã cấp số và ngày."), issue.number, asks=False),
    "sign": ActPage(_("Ký số"), _("Ký số"), _("Đã ký số."), issue.sign, asks=False),
    "stamp": ActPage(_("Đóng dấu và phát hành"), _("Đóng dấu và phát hành"), _("Đã phát hành kết quả."), issue.stamp, asks=False),
    "hand-over": ActPage(_("Trả kết quả"), _("Trả kết quả"), _("Đã trả kết quả."), issue.hand_over, forms.HandOverForm),
}

DRAFTS = frozenset({"draft-result", "bring-result"})
"""Acts on the way to another of the step, that one which needs a result."""

ACTS: dict[str, ActPage] = STEPS | ROUTING | TIME
