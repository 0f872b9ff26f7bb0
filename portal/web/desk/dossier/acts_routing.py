"""Acts that move work between people and units: what rights.py and the process allow, in words, with service and form."""

from django.utils.translation import gettext_lazy as _

from dossiers.services import assigning, consult, handle, second_look, transferring, verifying
from portal.web.desk.dossier import forms_routing as forms
from portal.web.desk.dossier.act_page import ActPage

ROUTING: dict[str, ActPage] = {
    "assign": ActPage(_("Phân công"), _("Giao việc"), _("Đã giao việc."), assigning.assign, forms.AssignForm),
    "release": ActPage(
        _("Thôi giữ hồ sơ"), _("Thôi giữ hồ sơ"), _("Bạn không giữ hồ sơ này nữa."), assigning.release, asks=False
    ),
    "take-over": ActPage(
        _("Nhận thay đồng nghiệp"), _("Nhận thay"), _("Bạn đang giữ hồ sơ này."), assigning.take_over, forms.TakeOverForm
    ),
    "transfer": ActPage(
        _("Chuyển cơ quan có thẩm quyền"),
        _("Chuyển hồ sơ"),
        _("Đã chuyển hồ sơ đến cơ quan có thẩm quyền."),
        transferring.transfer,
        forms.TransferForm,
    ),
    "recall": ActPage(
        _("Thu hồi vì nơi nhận chưa mở"), _("Thu hồi"), _("Hồ sơ đã về lại bước của bạn."), transferring.recall, forms.NoteForm
    ),
    "consult": ActPage(_("Hỏi ý kiến"), _("Gửi câu hỏi"), _("Đã gửi câu hỏi."), consult.consult, forms.UnitsForm),
    "answer-consultation": ActPage(
        _("Trả lời ý kiến"),
        _("Gửi trả lời"),
        _("Đã gửi trả lời."),
        consult.answer_consultation,
        forms.AnswerWithFileForm,
    ),
    "recall-question": ActPage(
        _("Thu hồi câu hỏi"),
        _("Thu hồi câu hỏi"),
        _("Đã thu hồi câu hỏi."),
        consult.recall_question,
        forms.RecallQuestionForm,
    ),
    "verify": ActPage(
        _("Lập biên bản xác minh"), _("Lưu biên bản"), _("Đã lưu biên bản xác minh."), verifying.verify, forms.VerifyForm
    ),
    "second-look": ActPage(
        _("Yêu cầu thẩm định lại"),
        _("Gửi yêu cầu"),
        _("Đã gửi yêu cầu thẩm định lại."),
        second_look.second_look,
        forms.SecondLookForm,
    ),
    "forward": ActPage(_("Chuyển bước tiếp"), _("Chuyển"), _("Đã chuyển bước tiếp."), handle.forward, forms.ForwardForm),
    "obligation": ActPage(
        _("Thông báo nghĩa vụ tài chính"), _("Gửi thông báo"), _("Đã báo người nộp."), handle.oblige, forms.ForwardForm
    ),
    "issue": ActPage(_("Phát hành kết quả"), _("Phát hành"), _("Đã chuyển đến nơi trả."), handle.publish, forms.ForwardForm),
    "answer": ActPage(_("Cho ý kiến"), _("Gửi ý kiến"), _("Đã gửi ý kiến."), handle.answer, forms.ForwardForm),
}
