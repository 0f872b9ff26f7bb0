"""The checklist: what an official found of one paper. The words go into the request for a supplement."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from agencies.models import Seat
from common.errors import DomainError, NotFound
from dossiers.models import PaperCheck
from dossiers.services import desk
from portal.web.desk.dossier import trail
from portal.web.desk.seat import with_seat


class CheckForm(forms.Form):
    """A verdict, and why where it is not good."""

    verdict = forms.ChoiceField(choices=PaperCheck.Verdict.choices)
    note = forms.CharField(required=False, max_length=2000)


@require_POST
@with_seat()
def check(request: HttpRequest, seat: Seat, dossier: Any, paper: str) -> HttpResponse:
    """Note the verdict and go back to the paper's place in the workspace."""
    form = CheckForm(request.POST)
    if not form.is_valid():
        raise NotFound
    try:
        desk.check_paper(dossier, by=request.user, seat=seat, paper=paper, **form.cleaned_data)
        messages.success(request, gettext("Đã ghi kết quả kiểm tra giấy tờ."))
    except NotFound:
        raise
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect(f"{trail.of(request, seat).to(dossier)}#giay-{paper}")
