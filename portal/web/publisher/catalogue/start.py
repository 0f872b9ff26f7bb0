"""How a draft begins: a new procedure, or sections taken over from another one."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.selectors import actor_for
from agencies.models import Seat
from common.errors import DomainError, NotFound
from portal.web.publisher.gate import author, writing
from procedures import sections, worklist
from procedures.access import procedure_for
from procedures.models import Procedure, VersionDraft
from procedures.services import copying, drafting

NOT_COPIED = ("name",)


class NewForm(forms.Form):
    """What a new procedure must have: its national code, name and field."""

    code = forms.CharField(
        label=_("Mã thủ tục"),
        max_length=20,
        help_text=_("Mã trên Cơ sở dữ liệu quốc gia, ví dụ 1.001193"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-10"}),
        error_messages={"required": _("Nhập mã thủ tục")},
    )
    name = forms.CharField(
        label=_("Tên thủ tục"),
        max_length=500,
        help_text=_("Bắt đầu bằng việc người dân cần làm, ví dụ: Đăng ký khai sinh"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Nhập tên thủ tục")},
    )
    field = forms.ChoiceField(label=_("Lĩnh vực"), error_messages={"required": _("Chọn lĩnh vực")})
    kind = forms.ChoiceField(
        label=_("Ai ban hành"), choices=Procedure.Kind.choices, widget=forms.RadioSelect, initial=Procedure.Kind.STANDARD
    )
    begin = forms.ChoiceField(
        label=_("Bắt đầu từ"),
        choices=(("empty", _("Bản trống")), ("copy", _("Chép từ một thủ tục khác"))),
        widget=forms.RadioSelect,
        initial="empty",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = [(one.code, f"{one.name} ({one.code})") for one in worklist.all_fields()]
        self.fields["field"].choices = [("", _("Chọn lĩnh vực")), *fields]


@require_http_methods(["GET", "POST"])
@author
def new(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Open the first draft of a procedure that the catalogue does not have yet."""
    form = NewForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            draft = drafting.new_procedure(
                given["code"].strip(), given["field"], given["name"], by=actor_for(request.user, seat), kind=given["kind"]
            )
        except DomainError as refusal:
            form.add_error("code" if isinstance(refusal, drafting.BadCode | drafting.CodeTaken) else None, str(refusal.message))
        else:
            page = "catalogue:copy" if given["begin"] == "copy" else "catalogue:draft"
            return HttpResponseRedirect(reverse(page, args=[seat.pk, draft.pk]))
    context = {"seat": seat, "form": form, "root": seat.agency.parent_id is None}
    return render(request, "publisher/catalogue/new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@writing
def copy(request: HttpRequest, seat: Seat, draft: VersionDraft) -> HttpResponse:
    """Choose another procedure, then the sections to take over from it."""
    query, code = request.GET.get("q", "").strip(), request.GET.get("tu", "")
    context: dict[str, Any] = {"seat": seat, "draft": draft, "name": worklist.name_of(draft), "query": query}
    if not code:
        found = [one for one in worklist.models(seat, query) if one["code"] != draft.procedure.code]
        return render(request, "publisher/catalogue/copy.html", context | {"found": found})
    source = procedure_for(seat, code)
    content = copying.content_of(source)
    if not content or source == draft.procedure:
        raise NotFound
    error = ""
    if request.method == "POST":
        try:
            chosen = request.POST.getlist("phan")
            seen = int(request.POST.get("seen", "0") or 0) if request.POST.get("seen", "0").isdecimal() else 0
            copying.copy_sections(draft.pk, source, chosen, by=actor_for(request.user, seat), seen=seen)
        except DomainError as refusal:
            error = str(refusal.message)
        else:
            messages.success(request, gettext("Đã chép các phần đã chọn. Mỗi phần hoàn tác được riêng."))
            return HttpResponseRedirect(reverse("catalogue:draft", args=[seat.pk, draft.pk]))
    context |= {
        "source": source,
        "source_name": (content.get("names") or {}).get("vi", code),
        "choices": _choices(draft, content),
        "errors": [("phan-0", error)] if error else [],
    }
    return render(request, "publisher/catalogue/copy.html", context, status=422 if error else 200)


def _choices(draft: VersionDraft, content: Any) -> list[dict[str, Any]]:
    """The sections that the other procedure has, those that this draft lacks ticked at first."""
    rows = [section for section in sections.SECTIONS if any(sections.held(content, section).values())]
    return [
        {
            "key": section.key,
            "title": section.title,
            "ticked": section.key not in NOT_COPIED and not any(sections.held(draft.content, section).values()),
            "replaces": any(sections.held(draft.content, section).values()),
        }
        for section in rows
    ]
