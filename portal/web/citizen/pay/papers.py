"""What a payer may do beside paying: read the notice, send a voucher, ask for an exemption, divide the sum among payers."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access import citizen_by_identity
from accounts.models import User, identity_index
from accounts.selectors import actor_for
from common.errors import DomainError, NotFound
from common.money import vnd
from dossiers.services import work_files
from notifications.services.notify import notify
from payments import access, selectors
from payments.models import FeeRequest
from payments.services import exempt, obligation, share_out
from payments.services.obligation import Paper
from portal.web.desk.finance.forms_dossier import DongField
from portal.web.files import private_file
from portal.web.ops.dates import DayField

ROWS = 4


class PaperForm(forms.Form):
    """A file that proves something."""

    file = forms.FileField(
        label=gettext_lazy("Ảnh hoặc tệp PDF"),
        help_text=gettext_lazy("Chụp rõ cả trang, nhỏ hơn 10 MB"),
        widget=forms.FileInput(attrs={"accept": ".pdf,image/*"}),
        error_messages={"required": gettext_lazy("Chọn tệp"), "empty": gettext_lazy("Tệp này không có nội dung")},
    )


class VoucherForm(PaperForm):
    """What a bank or the treasury gave out for the money."""

    number = forms.CharField(
        label=gettext_lazy("Số chứng từ"), max_length=60, error_messages={"required": gettext_lazy("Nhập số chứng từ")}
    )
    paid_on = DayField(label=gettext_lazy("Ngày nộp"), required_message=gettext_lazy("Nhập ngày nộp"))
    place = forms.CharField(
        label=gettext_lazy("Nơi nộp"),
        help_text=gettext_lazy("Tên ngân hàng hoặc kho bạc"),
        max_length=200,
        error_messages={"required": gettext_lazy("Nhập nơi bạn đã nộp tiền")},
    )
    amount = DongField(label=gettext_lazy("Số tiền trên chứng từ"), min_value=1)
    field_order = ("number", "paid_on", "place", "amount", "file")


class ExemptForm(PaperForm):
    """Why less is due."""

    ground = forms.CharField(
        label=gettext_lazy("Vì sao bạn được miễn, giảm"),
        help_text=gettext_lazy("Ví dụ: hộ nghèo, người có công, người khuyết tật, người cao tuổi"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Nhập lý do bạn được miễn, giảm")},
    )
    field_order = ("ground", "file")


class SharesForm(forms.Form):
    """Who pays how much; rows without a name are left out."""

    def __init__(self, *args: Any, payer: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(ROWS):
            number = {"number": n + 1}
            self.fields[f"name_{n}"] = forms.CharField(
                label=_("Người nộp %(number)s") % number, max_length=250, required=False, initial=payer if n == 0 else ""
            )
            self.fields[f"amount_{n}"] = DongField(label=_("Số tiền người %(number)s nộp") % number, required=False)
            self.fields[f"identity_{n}"] = forms.CharField(
                label=_("Số định danh của người %(number)s") % number,
                help_text=_("Để trống nếu bạn nộp thay. Người có tài khoản thấy phần của mình ở đây."),
                max_length=20,
                required=False,
            )
        del self.fields["identity_0"]  # the one who divides

    @property
    def payers(self) -> list[share_out.Payer]:
        """The rows with a name, in their order."""
        data = self.cleaned_data
        named = [n for n in range(ROWS) if data.get(f"name_{n}")]
        return [
            share_out.Payer(data[f"name_{n}"], data.get(f"amount_{n}") or 0, _account(data.get(f"identity_{n}", "")))
            for n in named
        ]


def _account(number: str) -> User | None:
    """The account of this identity number; None where there is none: the page says the same, so nobody learns who has one."""
    try:
        return citizen_by_identity(identity_index("".join(number.split()))) if number.strip() else None
    except NotFound:
        return None


def _paper(upload: UploadedFile) -> Paper:
    kept = work_files.checked((upload.name or "giay", upload.read()))
    assert kept is not None
    return Paper(kept.name, kept.blob_id)


def _asked(
    request: HttpRequest, fee: uuid.UUID, make: Callable[..., forms.Form], do: Callable[[FeeRequest, Any, User], str], page: str
) -> HttpResponse:
    """GET: the form. POST: do it, say so, back to the fee; what is wrong stands beside what was typed."""
    found = own(request, fee)
    assert request.user.is_authenticated
    form = make(request.POST, request.FILES) if request.method == "POST" else make()
    if request.method == "POST" and form.is_valid():
        try:
            messages.success(request, do(found, form, request.user))
            return redirect("pay:show", fee=found.pk)
        except DomainError as error:
            form.add_error(None, str(error.message))
    context = {"fee": found, "lines": selectors.lines(found), "form": form}
    return render(request, f"citizen/pay/{page}.html", context, status=422 if form.errors else 200)


def own(request: HttpRequest, fee_id: uuid.UUID) -> FeeRequest:
    """The fee of whoever asks; 404 for everyone else's."""
    try:
        return access.fee_of(request.user, fee_id)
    except NotFound:
        raise Http404 from None


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def voucher(request: HttpRequest, fee: uuid.UUID) -> HttpResponse:
    """Show that the notice was paid at a bank or the treasury."""

    def send(found: FeeRequest, form: VoucherForm, by: User) -> str:
        data = form.cleaned_data
        words = {name: data[name] for name in ("number", "paid_on", "place", "amount")}
        obligation.send_voucher(found, _paper(data["file"]), **words, by=by)
        return _("Đã gửi chứng từ. Cán bộ kiểm tra rồi báo cho bạn; đừng nộp thêm.")

    return _asked(request, fee, VoucherForm, send, "voucher")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def exemption(request: HttpRequest, fee: uuid.UUID) -> HttpResponse:
    """Ask to pay nothing or less."""

    def send(found: FeeRequest, form: ExemptForm, by: User) -> str:
        exempt.ask_exemption(found, _paper(form.cleaned_data["file"]), ground=form.cleaned_data["ground"], by=by)
        return _("Đã gửi đề nghị. Cán bộ kiểm tra rồi báo cho bạn; chưa cần nộp trong lúc chờ.")

    return _asked(request, fee, ExemptForm, send, "exemption")


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def shares(request: HttpRequest, fee: uuid.UUID) -> HttpResponse:
    """Divide what is due among several payers."""
    name = str(own(request, fee).payer_name or "")

    def divide(found: FeeRequest, form: SharesForm, by: User) -> str:
        with transaction.atomic():
            for share in share_out.share_out(found, form.payers, by=actor_for(by)):
                if share.payer_id and share.payer_id != found.payer_id:
                    _tell(share, share.payer_id)
        return _("Đã chia. Mỗi người nộp phần của mình, hồ sơ đi tiếp khi đủ.")

    return _asked(request, fee, lambda *given: SharesForm(*given, payer=name), divide, "shares")


def _tell(share: FeeRequest, payer_id: uuid.UUID) -> None:
    """Somebody was named to pay a part: they may, or leave it to whoever named them."""
    title = _("Hồ sơ %(code)s: bạn được đề nghị nộp một phần") % {"code": share.code}
    body = _("Số tiền %(total)s, xem và nộp trên cổng. Không phải của bạn thì bỏ qua tin này.") % {"total": vnd(share.total)}
    link = reverse("pay:show", args=[share.pk])
    notify(payer_id, kind="fee", title=title, body=body, link=link, key=f"fee:{share.pk}:share")


@never_cache
@login_required
@require_GET
def notice(request: HttpRequest, fee: uuid.UUID) -> HttpResponse:
    """The file of the notice behind one's own fee."""
    found = own(request, fee)
    row = selectors.notice(found)
    if row is None:
        raise Http404
    return private_file(row.blob, row.name)
