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
from payments.services.attempt import must_be_untouched
from payments.services.obligation import Paper
from portal.web.desk.finance.forms_dossier import DongField
from portal.web.files import private_file
from portal.web.ops.dates import DayField

ROWS, NEEDED = 4, 2
ORDINALS = (gettext_lazy("thứ nhất"), gettext_lazy("thứ hai"), gettext_lazy("thứ ba"), gettext_lazy("thứ tư"))


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
    """Who pays how much: two at least, up to ``ROWS``. ``total``: what the parts must come to, in đồng."""

    def __init__(self, *args: Any, payer: str, total: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.total = total
        for n in range(ROWS):
            who, needed = {"who": ORDINALS[n]}, n < NEEDED
            self.fields[f"name_{n}"] = forms.CharField(
                label=_("Họ tên"),
                max_length=250,
                required=needed,
                initial=payer if n == 0 else "",
                error_messages={"required": _("Nhập họ tên người nộp %(who)s") % who},
            )
            self.fields[f"amount_{n}"] = DongField(
                label=_("Số tiền"),
                required=needed,
                min_value=1,
                error_messages={
                    "required": _("Nhập số tiền người nộp %(who)s") % who,
                    "invalid": _("Nhập số tiền người nộp %(who)s bằng chữ số, ví dụ 1.500.000") % who,
                    "min_value": _("Số tiền người nộp %(who)s phải lớn hơn 0") % who,
                },
            )
            self.fields[f"identity_{n}"] = forms.CharField(
                label=_("Số định danh"),
                help_text=_("Người có tài khoản thấy phần của mình ở đây. Để trống nếu bạn nộp thay."),
                max_length=20,
                required=False,
            )
        del self.fields["identity_0"]  # the one who divides

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """(whose, the boxes) of each payer."""
        title = gettext_lazy("Người nộp %(who)s")
        names = ("name", "amount", "identity")
        return [
            (str(title) % {"who": ORDINALS[n]}, [self[f"{name}_{n}"] for name in names if f"{name}_{n}" in self.fields])
            for n in range(ROWS)
        ]

    @property
    def more_open(self) -> bool:
        """Whether somebody wrote into the rows that are folded away at first."""
        return any(self[f"{name}_{n}"].value() for n in range(NEEDED, ROWS) for name in ("name", "amount"))

    def clean(self) -> dict[str, Any]:
        """A name has its sum and a sum its name; together they are the whole."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        for n in range(NEEDED, ROWS):
            for here, there in (("name", "amount"), ("amount", "name")):
                if data.get(f"{there}_{n}") and not data.get(f"{here}_{n}") and f"{here}_{n}" not in self.errors:
                    self.add_error(f"{here}_{n}", self.fields[f"{here}_{n}"].error_messages["required"])
        there = sum(data.get(f"amount_{n}") or 0 for n in range(ROWS))
        if not self.errors and there != self.total:
            known = {"there": vnd(there), "total": vnd(self.total), "apart": vnd(abs(self.total - there))}
            words = _("còn thiếu %(apart)s") if there < self.total else _("thừa %(apart)s")
            said = _("Các phần đang cộng lại là %(there)s, %(apart)s so với %(total)s.")
            self.add_error("amount_0", said % {**known, "apart": words % known})
        return data

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
    request: HttpRequest,
    fee: uuid.UUID,
    make: Callable[..., forms.Form],
    do: Callable[[FeeRequest, Any, User], str],
    page: str,
    may: Callable[[FeeRequest], None],
) -> HttpResponse:
    """GET: the form. POST: do it, say so, back to the fee; what is wrong stands beside what was typed.

    Whose it is comes first (404), then whether it can be done now (``may`` raises: the page says why and asks nothing), then
    what was typed.
    """
    found = own(request, fee)
    assert request.user.is_authenticated
    try:
        may(found)
    except DomainError as error:
        refused = {"fee": found, "refused": str(error.message)}
        return render(request, f"citizen/pay/{page}.html", refused, status=409 if request.method == "POST" else 200)
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

    return _asked(request, fee, VoucherForm, send, "voucher", obligation.must_take_voucher)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def exemption(request: HttpRequest, fee: uuid.UUID) -> HttpResponse:
    """Ask to pay nothing or less."""

    def send(found: FeeRequest, form: ExemptForm, by: User) -> str:
        exempt.ask_exemption(found, _paper(form.cleaned_data["file"]), ground=form.cleaned_data["ground"], by=by)
        return _("Đã gửi đề nghị. Cán bộ kiểm tra rồi báo cho bạn; chưa cần nộp trong lúc chờ.")

    return _asked(request, fee, ExemptForm, send, "exemption", must_be_untouched)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def shares(request: HttpRequest, fee: uuid.UUID) -> HttpResponse:
    """Divide what is due among several payers."""
    whole = own(request, fee)
    first = {"payer": str(whole.payer_name or ""), "total": whole.total}

    def divide(found: FeeRequest, form: SharesForm, by: User) -> str:
        with transaction.atomic():
            for share in share_out.share_out(found, form.payers, by=actor_for(by)):
                if share.payer_id and share.payer_id != found.payer_id:
                    _tell(share, share.payer_id)
        return _("Đã chia. Mỗi người nộp phần của mình, hồ sơ đi tiếp khi đủ.")

    return _asked(request, fee, lambda *given: SharesForm(*given, **first), divide, "shares", share_out.must_be_dividable)


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
