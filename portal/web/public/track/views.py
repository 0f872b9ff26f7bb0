"""Tracking by code and a second proof. The answer to an unknown code and to a wrong proof is the same sentence."""

from datetime import timedelta

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.limits import allow
from common.text import mask_name
from dossiers import selectors
from dossiers.loaded import load
from portal.web import client

PER_MINUTE = 10
WRONG_PER_HOUR = 5


class TrackForm(forms.Form):
    """Blanks and letter case in the code do not matter."""

    code = forms.CharField(
        label=_("Mã hồ sơ"),
        max_length=60,
        help_text=_("Mã ghi trên giấy tiếp nhận, ví dụ H09.35.01.01-261123-0001"),
        error_messages={"required": _("Nhập mã hồ sơ.")},
    )
    proof = forms.CharField(
        label=_("4 số cuối của số định danh hoặc số điện thoại người nộp"),
        max_length=4,
        min_length=4,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("Nhập 4 số cuối."),
            "min_length": _("Nhập đủ 4 số."),
            "max_length": _("Nhập đủ 4 số."),
        },
    )


@never_cache
@require_http_methods(["GET", "POST"])
def track(request: HttpRequest) -> HttpResponse:
    """Ask for code and proof; show the state, masked. POST only, so that no proof lands in a log or history."""
    form = TrackForm(request.POST or None, initial={"code": request.GET.get("ma", "")})
    if request.method == "GET" or not form.is_valid():
        return render(request, "public/track/form.html", {"form": form}, status=422 if form.is_bound else 200)
    code, proof = form.cleaned_data["code"], form.cleaned_data["proof"]
    address = client.address(request)
    if not allow(f"track:{address}", PER_MINUTE, timedelta(minutes=1)) or not allow(
        f"track-code:{code.strip().upper()}", WRONG_PER_HOUR * 4, timedelta(hours=1)
    ):
        form.add_error(None, _("Bạn đã tra cứu nhiều lần. Chờ ít phút rồi thử lại, hoặc gọi 1022."))
        return render(request, "public/track/form.html", {"form": form}, status=429)
    dossier = selectors.track(code, proof)
    if dossier is None:
        form.add_error(None, _("Không tìm thấy hồ sơ với mã và số đã nhập. Kiểm tra lại cả hai."))
        return render(request, "public/track/form.html", {"form": form}, status=422)
    context = {
        "dossier": dossier,
        "procedure_name": load(dossier.version_id, dossier.case).title,
        "owner": mask_name(dossier.owner_name),
        "timeline": selectors.timeline(dossier),
    }
    return render(request, "public/track/result.html", context)
