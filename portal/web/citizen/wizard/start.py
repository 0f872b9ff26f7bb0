"""Before the first page: which case, where to file, for whom. What was said on the way here is shown, not asked again."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.access import child_of, representation
from accounts.models import Organisation, Person
from accounts.selectors import acting_for
from agencies.models import Agency
from common.errors import NotFound
from dossiers import duplicates
from dossiers.loaded import load
from dossiers.services import national_intake, placing
from dossiers.services.begin import begin
from eforms import engine
from portal.web.citizen.wizard.again import WRONG, again
from portal.web.citizen.wizard.cases import case_field
from portal.web.offices import Offices, Served, hint, offered, own_address
from procedures import asking, places, targets
from procedures import content as contents
from procedures import selectors as procedures
from procedures.models import Offering, ProcedureVersion
from vault.holders import CHILD

FEW = 7
MYSELF = "toi"
AGAIN = "sua"
FOR_CHILD = _("Nộp cho con: tờ khai điền sẵn thông tin của con, bạn là người nộp thay, kết quả vào kho giấy tờ của con.")
ASKED_BEFORE = ("case", "offering")


class OfficeField(forms.ChoiceField):
    """One place of a procedure: radios for a few, else a list by districts that a script makes searchable."""

    def __init__(self, offices: Offices, *, few: bool, **kwargs: Any) -> None:
        super().__init__(
            choices=[pair for _title, group in offices.choices for pair in group]
            if few
            else [("", _("Chưa chọn")), *offices.choices],
            widget=forms.RadioSelect() if few else forms.Select(attrs={"data-pick": ""}),
            initial=offices.proposed,
            help_text="" if few else hint(offices),
            error_messages={"required": _("Chọn nơi nộp."), "invalid_choice": _("Chọn nơi nộp.")},
            **kwargs,
        )


class StartForm(forms.Form):
    """Which case, where to file, and for whom: asked once before the first page."""

    receiving = forms.ChoiceField(
        label=_("Bạn muốn nộp và nhận kết quả ở Bộ phận Một cửa nào?"),
        help_text=_("Thủ tục này được tiếp nhận ở mọi Bộ phận Một cửa trong tỉnh."),
        required=False,
        widget=forms.Select(attrs={"data-pick": ""}),
        error_messages={"invalid_choice": _("Chọn một Bộ phận Một cửa trong danh sách.")},
    )
    organisation = forms.ChoiceField(
        label=_("Bạn nộp cho ai?"),
        widget=forms.RadioSelect,
        initial=MYSELF,
        error_messages={
            "required": _("Chọn bạn nộp cho ai."),
            "invalid_choice": _("Chọn một người trong danh sách. Quyền nộp thay của bạn có thể đã kết thúc."),
        },
    )

    def __init__(
        self,
        *args: Any,
        version: ProcedureVersion,
        offerings: Sequence[Offering],
        organisations: Sequence[Organisation],
        children: Sequence[Person] = (),
        addresses: Sequence[Served] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offices = offered(offerings, lambda row: row.pk, addresses=addresses)
        office = OfficeField(offices, few=len(offerings) <= FEW, label=_("Bạn muốn nộp ở đâu?"))
        self.fields = {"offering": office, **self.fields}
        if asked := case_field(version):
            self.fields = {"case": asked, **self.fields}
        fields: Any = self.fields
        self.sections = {str(row.pk): row for row in places.sections(version)}
        if self.sections:
            fields["receiving"].choices = [("", _("Tại nơi giải quyết")), *((pk, a.name) for pk, a in self.sections.items())]
        else:
            del self.fields["receiving"]
        self.places = {str(row.pk): row for row in offerings}
        others = [(f"{CHILD}{one.pk}", str(_("Cho con: %s")) % one.full_name) for one in children]
        others += [(str(one.pk), one.name) for one in organisations]
        # Who may act for nobody any more since the page was opened is told so, and does not file as themselves unawares.
        if others or self.data.get("organisation", MYSELF) != MYSELF:
            fields["organisation"].choices = [(MYSELF, _("Cho tôi")), *others]
            if organisations and targets.leaves_out_people(version.content.get("targets", ())):
                fields["organisation"].initial = str(organisations[0].pk)
            if children:
                fields["organisation"].help_text = FOR_CHILD
        else:
            del self.fields["organisation"]

    def settle(self, name: str, value: str) -> str:
        """Take an answer given before as it is, so that it is sent but not asked; its words, or "" when it is no answer here."""
        field: Any = self.fields.get(name)
        words = dict(_flat(field.choices)).get(value, "") if field and value else ""
        if words:
            field.widget = forms.HiddenInput()
            self.initial[name] = value
        return str(words)

    @property
    def place(self) -> Offering:
        """The chosen place."""
        return self.places[self.cleaned_data["offering"]]

    @property
    def section(self) -> Agency | None:
        """Another one-door section than the place's own, where one was chosen."""
        return self.sections.get(self.cleaned_data.get("receiving") or "")


def _flat(choices: Any) -> list[tuple[str, Any]]:
    return [pair for value, words in choices for pair in (words if isinstance(words, list) else [(value, words)])]


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def start(request: Any, code: str) -> HttpResponse:
    """Ask which case it is and where to file, and open a draft; with nothing to ask, a button is all there is.

    A procedure whose province has its own copy leads there. ``?case=`` and ``?offering=`` were chosen before and are only
    shown; answers of the personal page (procedures/asking.py) in the address become the draft's first answers.
    """
    try:
        version = procedures.published(code)
    except NotFound:
        raise Http404 from None
    if not contents.is_handled(version.content):
        raise Http404  # only shown: there is nothing to file
    if instead := procedures.copy_of(version):
        return HttpResponseRedirect(reverse("wizard:start", args=[instead]))
    # Only before it begins: whoever has this page open goes on here, as drafts do.
    if request.method == "GET" and national_intake.in_force(code):
        return HttpResponseRedirect(reverse("procedure:detail", args=[code]))  # its page says where it is filed now
    form = _form(request, version)
    if request.method == "POST":
        if not form.is_valid():
            return again(request, **{name: request.POST[name] for name in form.fields if name in request.POST})
        return _begun(request, version, form)
    given = {name: request.GET.get(name, "") for name in ASKED_BEFORE if name not in request.GET.getlist(AGAIN)}
    settled = [] if WRONG in request.GET else [(name, form.settle(name, value)) for name, value in given.items()]
    titles = {"case": _("Trường hợp"), "offering": _("Nơi nộp")}
    context = {
        "version": version,
        "form": form,
        "settled": [(name, titles[name], words) for name, words in settled if words],
        "asks": form.visible_fields(),
        "said": _said(version.content, request.GET),
        "beside": duplicates.of_applicant(request.user, version),
    }
    return render(request, "citizen/wizard/start.html", context)


def _form(request: Any, version: ProcedureVersion) -> StartForm:
    offerings = [row for row in procedures.offerings(version) if row.online]
    given = request.POST if request.method == "POST" else request.GET if WRONG in request.GET else None
    known = {name: request.GET[name] for name in ASKED_BEFORE if request.GET.get(name)}
    # What only people may do is not begun for an organisation.
    kinds = version.content.get("targets", ())
    mine, ours = acting_for(request.user)
    mine = [] if targets.only_people(kinds) else mine
    ours = [] if targets.leaves_out_people(kinds) else ours
    near = own_address(request.user) if request.method == "GET" else []
    more: Any = {"organisations": mine, "children": ours, "addresses": near}
    return StartForm(given, initial=known, version=version, offerings=offerings, **more)


def _begun(request: Any, version: ProcedureVersion, form: StartForm) -> HttpResponse:
    """Open the draft with what was said before, and lead to its first page."""
    case = form.cleaned_data.get("case", "")
    place_of = _in_place_of(request.user, form.cleaned_data.get("organisation") or MYSELF)
    draft = begin(request.user, version, form.place, **place_of, case=case, receiving=form.section)
    content = version.content
    said = dict(_said(content, request.POST))
    gone = asking.go(content, said)
    first = asking.answers(content, gone, [*request.POST.getlist(asking.TRUE), *(k for k, yes in gone.holds.items() if yes)])
    if first:
        placing.fill(draft.pk, request.user, first)
    page = engine.visible_pages(load(draft.version_id, draft.case).form, {})[0]
    return HttpResponseRedirect(reverse("wizard:page", args=[draft.pk, page.key]))


def _said(content: Mapping[str, Any], given: QueryDict) -> list[tuple[str, str]]:
    """What the personal page sent along: answers of the check, conditions that hold."""
    answers: Any = given.dict()
    said = [(answer.key, answer.value) for answer in asking.go(content, answers).said]
    keys = {paper["key"] for paper in content.get("papers", ())}
    return [*said, *((asking.TRUE, key) for key in given.getlist(asking.TRUE) if key in keys)]


def _in_place_of(user: Any, chosen: str) -> dict[str, Any]:
    """The ``organisation`` or the ``child`` one files for, if any; choosing one that is not one's own is a 404."""
    if chosen == MYSELF:
        return {}
    try:
        if chosen.startswith(CHILD):
            return {"child": child_of(user, uuid.UUID(chosen.removeprefix(CHILD)))}
        return {"organisation": representation(user, uuid.UUID(chosen)).organisation}
    except (NotFound, ValueError):
        raise Http404 from None
