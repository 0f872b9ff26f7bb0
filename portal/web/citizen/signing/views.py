"""One page for both: the key, the PIN, a code where the service asks for one; the document is shown by a link beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.models import User
from common.errors import DomainError, NotFound
from dossiers import access
from dossiers.models import PrintedForm
from dossiers.services import sign_own
from vault import remote
from vault.keys import Consent
from vault.refusals import ServiceDown


@dataclass(frozen=True)
class Thing:
    """What is to be signed: its name, where it is read, where one goes back to, and the service that signs it."""

    name: str
    read: str
    back: str
    sign: Callable[..., Any]


class ConsentForm(forms.Form):
    """The holder's consent for this one document; nothing of it is kept."""

    key = forms.ChoiceField(
        label=gettext_lazy("Chữ ký số"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Chọn chữ ký số.")},
    )
    pin = forms.CharField(
        label=gettext_lazy("Mã PIN"),
        help_text=gettext_lazy("Mã bạn đặt với tổ chức cấp chữ ký số. Cổng không lưu mã này."),
        max_length=40,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        error_messages={"required": gettext_lazy("Nhập mã PIN.")},
    )
    code = forms.CharField(
        label=gettext_lazy("Mã xác nhận"),
        help_text=gettext_lazy(
            "Tổ chức cấp chữ ký số gửi mã này đến điện thoại của bạn. Để trống nếu không nhận được yêu cầu mã."
        ),
        max_length=12,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, keys: Sequence[remote.Credential], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("%(name)s, do %(ca)s cấp, dùng đến %(until)s")
        choices = [(one.id, words % {"name": one.name, "ca": one.issuer, "until": one.valid_until}) for one in keys]
        self.fields["key"].choices = choices  # type: ignore[attr-defined]
        self.fields["key"].initial = choices[0][0] if choices else None
        if not any(one.asks_code for one in keys):
            del self.fields["code"]


def _signs(view: Callable[[HttpRequest, Any], HttpResponse]) -> Callable[..., HttpResponse]:
    """What both pages are: for who is logged in, never cached, PIN and code in no error report; what is not there is a 404."""

    @never_cache
    @login_required
    @sensitive_post_parameters("pin", "code")
    @require_http_methods(["GET", "POST"])
    @wraps(view)
    def page(request: HttpRequest, thing: Any) -> HttpResponse:
        try:
            return view(request, thing)
        except NotFound:
            raise Http404 from None

    return page


@_signs
def paper(request: HttpRequest, thing: Any) -> HttpResponse:
    """Sign a PDF of one's draft."""
    file = access.draft_file_of(request.user, thing)
    if not sign_own.may_sign(file):
        raise NotFound
    back = f"{reverse('wizard:papers', args=[file.draft_id])}#giay-{file.paper_key}"
    return _page(
        request, thing, Thing(file.name, reverse("wizard:file", args=[file.draft_id, file.pk]), back, sign_own.sign_paper)
    )


@_signs
def declaration(request: HttpRequest, thing: Any) -> HttpResponse:
    """Sign the e-form that one filed."""
    form = access.printed_of(request.user, thing)
    if form.kind != PrintedForm.Kind.DECLARATION or form.blob_id is None or form.data.get("signed_by"):
        raise NotFound
    read, back = reverse("citizen_dossiers:printed", args=[form.pk]), reverse("citizen_dossiers:detail", args=[form.dossier_id])
    name = f"{form.get_kind_display()} {form.dossier.code}"
    return _page(request, thing, Thing(name, read, back, sign_own.sign_declaration))


def _page(request: HttpRequest, pk: Any, thing: Thing) -> HttpResponse:
    keys, down = _keys(request.user)
    form = ConsentForm(request.POST if request.method == "POST" and "gui-ma" not in request.POST else None, keys=keys)
    context = {"thing": thing, "form": form, "keys": keys, "down": down, "sent": False}
    if request.method == "GET" or not keys:
        return render(request, "citizen/signing/sign.html", context)
    if "gui-ma" in request.POST:
        return _send_code(request, context, keys)
    if not form.is_valid():
        return render(request, "citizen/signing/sign.html", context, status=422)
    given = form.cleaned_data
    try:
        thing.sign(pk, by=request.user, credential=given["key"], consent=Consent(given["pin"], given.get("code", "")))
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return render(request, "citizen/signing/sign.html", context, status=409)
    messages.success(request, _("Đã ký số “%s”.") % thing.name)
    return HttpResponseRedirect(thing.back)


def _send_code(request: HttpRequest, context: dict[str, Any], keys: Sequence[remote.Credential]) -> HttpResponse:
    chosen = next((one for one in keys if one.id == request.POST.get("key")), keys[0])
    try:
        remote.send_code(chosen.id)
    except DomainError as refusal:
        context["down"] = str(refusal.message)
    else:
        context["sent"] = True
    return render(request, "citizen/signing/sign.html", context)


def _keys(user: User) -> tuple[list[remote.Credential], str]:
    """The person's keys at the service; or why they cannot be asked for."""
    number = user.person.identity_number if user.person else None
    if not number or not remote.available():
        return [], ""
    try:
        return remote.credentials(number), ""
    except ServiceDown as refusal:
        return [], str(refusal.message)
