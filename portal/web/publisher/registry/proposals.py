"""Proposals to cut something, from the first word to the decision and the version that carries it out."""

import uuid
from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.selectors import actor_for
from agencies.models import Seat
from common import clock
from common.errors import DomainError, NotFound
from portal.web.ops.paging import page_of
from portal.web.publisher.gate import publisher
from portal.web.publisher.registry.numbers import CountField
from portal.web.publisher.registry.savings import version_for
from procedures import access, costs, observed
from procedures.candidates import candidates, saving
from procedures.models import CostSheet, ProcedureVersion, Proposal
from procedures.services import simplify

Status = Proposal.Status
COLOURS = {"proposed": "blue", "considered": "yellow", "accepted": "green", "rejected": "grey", "done": "green"}
ACTS: dict[str, Any] = {
    Status.CONSIDERED: _("Đưa vào xem xét"),
    Status.ACCEPTED: _("Chấp thuận"),
    Status.REJECTED: _("Không chấp thuận"),
    Status.DONE: _("Đã thực hiện ở bản đang áp dụng"),
}


class ProposalForm(forms.Form):
    """What is proposed and what one dossier saves."""

    kind = forms.ChoiceField(label=_("Loại"), choices=Proposal.Kind.choices, error_messages={"required": _("Chọn loại đề xuất")})
    title = forms.CharField(label=_("Đề xuất"), max_length=200, error_messages={"required": _("Nhập đề xuất trong một câu")})
    reason = forms.CharField(
        label=_("Lý do, bằng chứng"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
        error_messages={"required": _("Nhập lý do để người quyết định hiểu")},
    )
    minutes = CountField(
        label=_("Số phút giảm mỗi hồ sơ"),
        most=100_000,
        error_messages={"required": _("Nhập số phút, 0 nếu không giảm")},
    )
    money = CountField(
        label=_("Số đồng giảm mỗi hồ sơ"),
        most=1_000_000_000,
        error_messages={"required": _("Nhập số đồng, 0 nếu không giảm")},
    )
    cases_a_year = CountField(
        label=_("Số hồ sơ một năm"), most=100_000_000, error_messages={"required": _("Nhập số hồ sơ một năm")}
    )
    path = forms.CharField(required=False, max_length=200, widget=forms.HiddenInput)

    def said(self) -> simplify.Suggested:
        """What the service takes."""
        return simplify.Suggested(**self.cleaned_data)


class DecisionForm(forms.Form):
    """What was decided, by which paper."""

    decision = forms.CharField(label=_("Văn bản quyết định"), max_length=150, required=False, help_text=_("Số và ngày, nếu có."))
    note = forms.CharField(
        label=_("Ý kiến"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Cần khi không chấp thuận."),
    )


@require_GET
@publisher
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Proposals within reach, the last touched first, with what they save. Four queries whatever the number."""
    wanted = request.GET.get("loc", "")
    rows = within(seat).filter(status=wanted) if wanted in Status.values else within(seat)
    page = page_of(request, rows.select_related("procedure", "made_by__person"))
    decided = (
        within(seat).filter(status__in=(Status.ACCEPTED, Status.DONE)).values_list("minutes", "money", "cases_a_year", "hour")
    )
    hours = round(sum(minutes * cases for minutes, _money, cases, _hour in decided) / 60)
    money = round(sum((minutes * hour / 60 + money) * cases for minutes, money, cases, hour in decided))
    context = {
        "seat": seat,
        "page": page,
        "rows": [(row, COLOURS[row.status]) for row in page],
        "statuses": Status.choices,
        "wanted": wanted,
        "hours": hours,
        "money": money,
    }
    return render(request, "publisher/registry/proposals.html", context)


def within(seat: Seat) -> QuerySet[Proposal]:
    """Proposals about procedures within reach. No query."""
    return Proposal.objects.filter(procedure__in=access.procedures_within(seat))


@require_http_methods(["GET", "POST"])
@publisher
def new(request: HttpRequest, seat: Seat, code: str) -> HttpResponse:
    """Propose a cut, from a candidate that the system found (``?goi-y=``) or from nothing."""
    version = version_for(seat, code)
    form = ProposalForm(request.POST if request.method == "POST" else None, initial=_first(request, version))
    context = {"seat": seat, "version": version, "form": form, "hour": settings.LABOUR_HOUR}
    if request.method == "GET":
        return render(request, "publisher/registry/propose.html", context)
    if not form.is_valid():
        return render(request, "publisher/registry/propose.html", context, status=422)
    made = simplify.propose(version.procedure, form.said(), by=actor_for(request.user, seat))
    messages.success(request, gettext("Đã ghi đề xuất."))
    return HttpResponseRedirect(reverse("registry:proposal", args=[seat.pk, made.pk]))


def _first(request: HttpRequest, version: ProcedureVersion) -> dict[str, Any]:
    sheet = CostSheet.objects.filter(procedure=version.procedure).first()
    seen = observed.of(version.procedure_id, clock.today() - timedelta(days=365))
    first: dict[str, Any] = {"minutes": 0, "money": 0, "cases_a_year": sheet.cases_a_year if sheet else seen.filed}
    number = request.GET.get("goi-y", "")
    found = candidates(version.content, seen) if number.isdigit() else []
    if number.isdigit() and int(number) < len(found):
        one = found[int(number)]
        lines = (
            costs.from_json(sheet.lines) if sheet and sheet.version_id == version.pk else costs.lines_of(version.content, seen)
        )
        minutes, money = saving(one, lines)
        first |= {
            "kind": one.kind,
            "title": one.title,
            "reason": one.evidence,
            "path": one.path,
            "minutes": minutes,
            "money": money,
        }
    return first


@require_http_methods(["GET", "POST"])
@publisher
def proposal(request: HttpRequest, seat: Seat, proposal: uuid.UUID) -> HttpResponse:
    """One proposal: what it saves, where it stands, the next step."""
    related = ("procedure", "made_by__person", "done_in")
    found = within(seat).select_related(*related).filter(pk=proposal).first()
    if found is None:
        raise NotFound
    form = DecisionForm(request.POST if request.method == "POST" else None)
    context: dict[str, Any] = {
        "seat": seat,
        "proposal": found,
        "form": form,
        "acts": _acts(seat, found, request.user.pk),
        "colour": COLOURS[found.status],
    }
    context["decides"] = any(key != Status.DONE for key, _words in context["acts"])
    if request.method == "GET":
        return render(request, "publisher/registry/proposal.html", context)
    act = request.POST.get("act", "")
    if act not in ACTS or not form.is_valid():
        raise Http404
    actor = actor_for(request.user, seat)
    try:
        if act == Status.DONE:
            simplify.carried_out(found.pk, version_for(seat, found.procedure.code), by=actor)
        else:
            simplify.decide(found.pk, act, by=actor, **form.cleaned_data)
    except NotFound:
        raise
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
        return render(request, "publisher/registry/proposal.html", context, status=409)
    messages.success(request, gettext("Đã ghi quyết định."))
    return HttpResponseRedirect(reverse("registry:proposal", args=[seat.pk, found.pk]))


def _acts(seat: Seat, found: Proposal, user: Any) -> list[tuple[str, Any]]:
    """The steps that this seat and person have now."""
    deciding = seat.role == Seat.Role.APPROVER and found.made_by_id != user
    following = simplify.NEXT[found.status]
    return [(key, words) for key, words in ACTS.items() if key in following and (deciding or key == Status.DONE)]
