"""Replacing a legal basis in many procedures: prepared by one person, approved by another, a result per procedure."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
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
from portal.web.ops.dates import DayField
from portal.web.ops.paging import page_of
from portal.web.publisher.gate import publisher
from portal.web.publisher.registry.bases import basis_for
from procedures.affected import of_many
from procedures.differences import between
from procedures.models import BasisReplacement, BasisReplacementRow, LegalBasis
from procedures.services import replace_basis

Status = BasisReplacement.Status
COLOURS = {"waiting": "grey", "published": "green", "scheduled": "blue", "drafted": "blue", "refused": "red"}


class PrepareForm(forms.Form):
    """Which text comes instead, how, from when; which procedures stands beside the form."""

    new = forms.CharField(
        label=_("Số, ký hiệu căn cứ mới"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}),
        error_messages={"required": _("Nhập số, ký hiệu căn cứ mới")},
    )
    new_name = forms.CharField(
        label=_("Tên căn cứ mới"), max_length=500, required=False, help_text=_("Chỉ cần khi văn bản chưa có trong danh mục.")
    )
    way = forms.ChoiceField(
        label=_("Cách làm"),
        choices=BasisReplacement.Way.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Chọn cách làm")},
    )
    effective_from: Any = DayField(label=_("Áp dụng từ ngày"), required_message=_("Nhập ngày áp dụng"))
    decision = forms.CharField(
        label=_("Quyết định công bố"),
        max_length=150,
        required=False,
        help_text=_("Cần khi công bố bản mới. Số, ngày và cơ quan ban hành."),
    )
    reason = forms.CharField(
        label=_("Ghi chú cho người duyệt"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        """A text that is not in the register needs its name."""
        given = super().clean() or {}
        code = (given.get("new") or "").strip()
        known = LegalBasis.objects.filter(code=code).exists() if code else True
        if not known and not (given.get("new_name") or "").strip():
            self.add_error("new_name", gettext("Văn bản này chưa có trong danh mục. Nhập tên văn bản"))
        if given.get("way") == BasisReplacement.Way.PUBLISH and not (given.get("decision") or "").strip():
            self.add_error("decision", gettext("Nhập số và ngày của quyết định công bố"))
        return given

    def basis(self) -> LegalBasis:
        """The new text, made where there is none."""
        code, name = self.cleaned_data["new"].strip(), self.cleaned_data["new_name"].strip()
        defaults = {"name": name or code, "in_force_from": self.cleaned_data["effective_from"]}
        return LegalBasis.objects.get_or_create(code=code, defaults=defaults)[0]

    def plan(self) -> replace_basis.Plan:
        """What is to happen."""
        given = self.cleaned_data
        return replace_basis.Plan(given["way"], given["effective_from"], given["decision"], given["reason"])


@require_http_methods(["GET", "POST"])
@publisher
def prepare(request: HttpRequest, seat: Seat, basis: int) -> HttpResponse:
    """Choose what comes instead and in which procedures; only an author prepares."""
    if seat.role != Seat.Role.AUTHOR:
        raise Http404
    old = basis_for(basis)
    versions = replace_basis.naming(seat, old)
    chosen = request.POST.getlist("codes") if request.method == "POST" else [one.procedure.code for one in versions]
    first = {"new": getattr(old.replaced_by, "code", ""), "way": "publish", "effective_from": f"{clock.today():%d/%m/%Y}"}
    form = PrepareForm(request.POST if request.method == "POST" else None, initial=first)
    context = {"seat": seat, "basis": old, "versions": versions, "chosen": set(chosen), "form": form}
    if request.method == "GET":
        return render(request, "publisher/registry/prepare.html", context)
    valid = form.is_valid()
    if not chosen:
        form.add_error(None, gettext("Chọn ít nhất một thủ tục"))
    if not valid or not chosen:
        return render(request, "publisher/registry/prepare.html", context, status=422)
    try:
        made = replace_basis.prepare(seat, old, form.basis(), form.plan(), chosen, by=actor_for(request.user, seat))
    except DomainError as refusal:
        form.add_error(None, str(refusal.message))
        return render(request, "publisher/registry/prepare.html", context, status=409)
    messages.success(request, gettext("Đã chuẩn bị. Người duyệt xem từng thay đổi rồi quyết định."))
    return HttpResponseRedirect(reverse("registry:replacement", args=[seat.pk, made.pk]))


@require_GET
@publisher
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Replacements, the last prepared first. Three queries whatever the number."""
    rows = _within(seat).select_related("old", "new", "prepared_by__person", "decided_by__person")
    return render(request, "publisher/registry/replacements.html", {"seat": seat, "page": page_of(request, rows)})


def _within(seat: Seat) -> Any:
    """What was prepared at or below the seat's own agency."""
    return BasisReplacement.objects.filter(prepared_seat__agency__path__startswith=seat.agency.path)


@require_http_methods(["GET", "POST"])
@publisher
def replacement(request: HttpRequest, seat: Seat, replacement: uuid.UUID) -> HttpResponse:
    """Every procedure with what changes in it and who feels it; approving, giving up, trying again."""
    rows = _within(seat).select_related("old", "new", "prepared_by__person", "decided_by__person")
    found = rows.filter(pk=replacement).first()
    if found is None:
        raise NotFound
    if request.method == "POST":
        return _act(request, seat, found)
    page = page_of(request, found.rows.select_related("procedure", "version", "made", "draft"))
    felt = of_many([row.procedure for row in page])
    context = {
        "seat": seat,
        "replacement": found,
        "page": page,
        "rows": [_told(row, found, felt) for row in page],
        "acts": _acts(seat, found, request.user.pk),
        "own": found.prepared_by_id == request.user.pk,
        "waiting": found.status == Status.APPROVED and found.rows.filter(outcome="waiting").exists(),
    }
    return render(request, "publisher/registry/replacement.html", context)


def _told(row: BasisReplacementRow, found: BasisReplacement, felt: Any) -> dict[str, Any]:
    made = replace_basis.swapped(row.version.content, found.old, found.new)
    return {
        "row": row,
        "changes": between(row.version.content, made),
        "affected": felt[row.procedure_id],
        "colour": COLOURS[row.outcome],
    }


def _acts(seat: Seat, found: BasisReplacement, user: Any) -> list[tuple[str, str, bool]]:
    """(act, words, warns) that this seat has now."""
    approver = seat.role == Seat.Role.APPROVER
    acts = []
    if found.status == Status.PREPARED:
        if approver and found.prepared_by_id != user:
            acts.append(("approve", gettext("Duyệt và thực hiện"), False))
        acts.append(("discard", gettext("Bỏ việc này"), True))
    if found.status == Status.APPROVED and approver and found.rows.filter(outcome="refused").exists():
        acts.append(("again", gettext("Làm lại các dòng chưa xong"), False))
    return acts


def _act(request: HttpRequest, seat: Seat, found: BasisReplacement) -> HttpResponse:
    services = {"approve": replace_basis.approve, "discard": replace_basis.discard, "again": replace_basis.again}
    done = {
        "approve": gettext("Đã duyệt. Từng thủ tục được làm lần lượt, kết quả hiện ở mỗi dòng."),
        "discard": gettext("Đã bỏ việc thay căn cứ này."),
        "again": gettext("Đang làm lại các dòng chưa xong."),
    }
    act = request.POST.get("act", "")
    if act not in services:
        raise Http404
    try:
        services[act](found.pk, by=actor_for(request.user, seat))
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, done[act])
    return HttpResponseRedirect(reverse("registry:replacement", args=[seat.pk, found.pk]))
