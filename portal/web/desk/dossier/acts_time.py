"""Acts on time, ends, paper and questions: what rights_time.py allows, in words, with service and form."""

from django.utils.translation import gettext_lazy as _

from dossiers.services import (
    complain,
    correct,
    counter_answer,
    deciding,
    extend,
    handing_over,
    originals,
    outage,
    questions,
    reopen,
    result_revoke,
    second_supplement,
    sheets,
    stop,
)
from portal.web.desk.dossier import forms_counter, forms_paper
from portal.web.desk.dossier import forms_time as forms
from portal.web.desk.dossier.act_page import ActPage
from portal.web.desk.signing.forms import RevokeForm

SENT_TO_LEADER = _("Đã gửi đề nghị đến lãnh đạo.")

TIME: dict[str, ActPage] = {
    "ask-extension": ActPage(
        _("Đề nghị gia hạn và xin lỗi"), _("Gửi lãnh đạo"), SENT_TO_LEADER, extend.ask_extension, forms.ExtendForm
    ),
    "extend": ActPage(
        _("Xin lỗi và gia hạn"),
        _("Xin lỗi và hẹn lại"),
        _("Đã hẹn lại ngày trả và báo người nộp."),
        extend.extend,
        forms.ExtendForm,
    ),
    "ask-stop": ActPage(_("Đề nghị dừng giải quyết"), _("Gửi lãnh đạo"), SENT_TO_LEADER, stop.ask_stop, forms.StopForm),
    "stop": ActPage(
        _("Dừng giải quyết"), _("Dừng giải quyết"), _("Đã dừng giải quyết và báo người nộp."), stop.stop, forms.StopForm
    ),
    "ask-second-supplement": ActPage(
        _("Đề nghị yêu cầu bổ sung lần nữa"),
        _("Gửi lãnh đạo"),
        SENT_TO_LEADER,
        second_supplement.ask_second_supplement,
        forms.SecondSupplementForm,
    ),
    "decide-request": ActPage(
        _("Quyết định đề nghị"), _("Ghi quyết định"), _("Đã ghi quyết định."), deciding.decide_request, forms.DecideForm
    ),
    "correct-result": ActPage(
        _("Đính chính, cấp lại kết quả"),
        _("Trình bản mới"),
        _("Đã trình bản mới; bản cũ còn hiệu lực đến khi có bản mới."),
        correct.correct_result,
        forms.CorrectForm,
    ),
    "revoke-result": ActPage(
        _("Thu hồi kết quả"),
        _("Thu hồi kết quả"),
        _("Đã thu hồi kết quả và báo người nộp."),
        result_revoke.revoke_result,
        RevokeForm,
    ),
    "reopen": ActPage(_("Mở lại hồ sơ"), _("Mở lại hồ sơ"), _("Đã mở lại hồ sơ."), reopen.reopen, forms.ReopenForm),
    "late-entry": ActPage(
        _("Nhập phiếu tiếp nhận giấy"),
        _("Tiếp nhận theo phiếu"),
        _("Đã tiếp nhận theo giờ ghi trên phiếu."),
        outage.enter_receipt,
        forms.LateEntryForm,
    ),
    "answer-question": ActPage(
        _("Trả lời câu hỏi của người nộp"), _("Gửi trả lời"), _("Đã gửi trả lời."), questions.answer_question, forms.ReplyForm
    ),
    "answer-complaint": ActPage(
        _("Trả lời phản ánh, khiếu nại"), _("Gửi trả lời"), _("Đã gửi trả lời."), complain.answer_complaint, forms.ComplaintForm
    ),
    "take-supplement": ActPage(
        _("Nhận bổ sung tại quầy"),
        _("Ghi nhận bổ sung"),
        _("Đã ghi nhận bổ sung; đồng hồ của hồ sơ chạy tiếp."),
        counter_answer.take_supplement,
        forms_counter.TakeSupplementForm,
    ),
    "hand-over": ActPage(
        _("Trả kết quả"), _("Trả kết quả"), _("Đã trả kết quả."), handing_over.hand_over, forms_paper.HandOverForm
    ),
    "send-by-post": ActPage(
        _("Gửi kết quả qua bưu chính"),
        _("Ghi đã gửi"),
        _("Đã ghi mã vận đơn và báo người nộp."),
        handing_over.send_by_post,
        forms_paper.PostForm,
    ),
    "post-returned": ActPage(
        _("Bưu chính trả lại kết quả"),
        _("Ghi bị trả lại"),
        _("Kết quả lại chờ ở quầy."),
        handing_over.post_returned,
        forms_paper.PostReturnedForm,
    ),
    "take-originals": ActPage(
        _("Nhận bản chính"), _("Ghi đã nhận"), _("Đã ghi bản chính."), originals.take_originals, forms_paper.TakeOriginalsForm
    ),
    "move-originals": ActPage(
        _("Chuyển chỗ bản chính"), _("Ghi chỗ mới"), _("Đã ghi chỗ mới."), originals.move_originals, forms_paper.MoveOriginalsForm
    ),
    "return-originals": ActPage(
        _("Trả bản chính"),
        _("Ghi đã trả"),
        _("Đã ghi trả bản chính."),
        originals.return_originals,
        forms_paper.ReturnOriginalsForm,
    ),
    "print-control-sheet": ActPage(
        _("In phiếu kiểm soát (mẫu 06)"),
        _("In phiếu kiểm soát (mẫu 06)"),
        _("Phiếu kiểm soát đang được tạo; tải lại trang sau vài giây."),
        sheets.print_control_sheet,
        asks=False,
    ),
}
