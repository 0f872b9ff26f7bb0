"""What procedures cost the people, and what could be cut."""

from datetime import timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.selectors import actor_for
from agencies.models import Seat
from common import clock
from common.errors import NotFound
from portal.web.ops.paging import page_of
from portal.web.publisher.gate import publisher
from portal.web.publisher.registry.numbers import CountField
from procedures import access, costs, observed, worklist
from procedures.candidates import candidates, saving
from procedures.costs import Line
from procedures.models import CostSheet, ProcedureVersion, Proposal
from procedures.selectors import SHOWN
from procedures.services import simplify

YEAR = timedelta(days=365)


class SheetForm(forms.Form):
    """The cost of one dossier, line by line, and how many there are in a year."""

    cases_a_year = CountField(
        label=_("Số hồ sơ một năm"),
        most=100_000_000,
        error_messages={"required": _("Nhập số hồ sơ một năm"), "invalid": _("Số hồ sơ là số nguyên, ví dụ 1.200")},
    )
    labour_hour = CountField(
        label=_("Chi phí một giờ công (đồng)"),
        least=1,
        most=10_000_000,
        error_messages={
            "required": _("Nhập chi phí một giờ công"),
            "invalid": _("Chi phí một giờ công là số đồng nguyên, ví dụ 59.422"),
        },
    )
    note = forms.CharField(label=_("Ghi chú"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for index, line in enumerate(lines):
            name = line.name[:60]
            self._box(f"minutes_{index}", gettext("Số phút: %s") % name, line.minutes, 100_000)
            self._money(f"money_{index}", gettext("Số đồng: %s") % name, round(line.money))
            self._box(f"share_{index}", gettext("Phần trăm hồ sơ: %s") % name, round(line.share * 100, 1), 100)

    def _money(self, name: str, label: str, first: int) -> None:
        self.fields[name] = CountField(
            label=label,
            most=1_000_000_000,
            initial=first,
            wide="govuk-input--width-5",
            error_messages={
                "required": gettext("Nhập số ở ô “%s”") % label,
                "invalid": gettext("Nhập số đồng nguyên ở ô “%s”, ví dụ 20.000") % label,
            },
        )

    def _box(self, name: str, label: str, first: float, most: int) -> None:
        self.fields[name] = forms.FloatField(
            label=label,
            min_value=0,
            max_value=most,
            localize=True,
            initial=f"{first:g}".replace(".", ","),
            widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "govuk-input--width-5"}),
            error_messages={
                "required": gettext("Nhập số ở ô “%s”") % label,
                "invalid": gettext("Nhập một số ở ô “%s”, ví dụ 30 hoặc 0,5") % label,
                "min_value": gettext("Ô “%s” từ 0 trở lên") % label,
                "max_value": gettext("Ô “%(label)s” không quá %(most)s") % {"label": label, "most": most},
            },
        )

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each line with its three boxes."""
        return [
            {
                "line": line,
                "group": costs.GROUPS.get(line.group, ""),
                **{name: self[f"{name}_{index}"] for name in ("minutes", "money", "share")},
            }
            for index, line in enumerate(self.lines)
        ]

    @property
    def plain(self) -> list[forms.BoundField]:
        """The boxes that stand under no line."""
        return [self[name] for name in ("cases_a_year", "labour_hour", "note")]

    def corrected(self) -> list[Line]:
        """The lines as they were put."""
        given = self.cleaned_data
        return [
            costs.corrected(
                line, minutes=given[f"minutes_{index}"], money=given[f"money_{index}"], share=given[f"share_{index}"] / 100
            )
            for index, line in enumerate(self.lines)
        ]


@require_GET
@publisher
def listing(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Procedures in force with what a year of them costs, as last reckoned. Four queries whatever the number."""
    query = request.GET.get("q", "").strip()
    page = page_of(request, worklist.in_force(seat, worklist.Wanted(query=query)))
    filed = observed.filed(clock.today() - YEAR)
    sheets = _last_sheets([version.procedure_id for version in page])
    rows = [
        {"version": version, "filed": filed.get(version.procedure_id, 0), "sheet": sheets.get(version.procedure_id)}
        for version in page
    ]
    context = {"seat": seat, "page": page, "rows": rows, "query": query, "hour": settings.LABOUR_HOUR}
    return render(request, "publisher/registry/savings.html", context)


def _last_sheets(procedure_ids: list[int]) -> dict[int, tuple[CostSheet, costs.Cost]]:
    rows = CostSheet.objects.filter(procedure__in=procedure_ids).order_by("procedure_id", "-made_at").distinct("procedure_id")
    return {sheet.procedure_id: (sheet, cost_of(sheet)) for sheet in rows}


def cost_of(sheet: CostSheet) -> costs.Cost:
    """What a kept sheet adds up to."""
    return costs.reckon(costs.from_json(sheet.lines), labour_hour=sheet.labour_hour, cases_a_year=sheet.cases_a_year)


def version_for(seat: Seat, code: str) -> ProcedureVersion:
    """The version in force of a procedure within reach; raises ``NotFound``. Two queries."""
    procedure = access.procedure_for(seat, code)
    rows = ProcedureVersion.objects.select_related("procedure__field", "publication")
    found = rows.filter(procedure=procedure, publication__status__in=SHOWN).first()
    if found is None:
        raise NotFound
    return found


@require_http_methods(["GET", "POST"])
@publisher
def procedure(request: HttpRequest, seat: Seat, code: str) -> HttpResponse:
    """One procedure: its cost line by line, what the system would cut, what was proposed."""
    version = version_for(seat, code)
    seen = observed.of(version.procedure_id, clock.today() - YEAR)
    last = CostSheet.objects.filter(procedure=version.procedure).first()
    lines = costs.from_json(last.lines) if last and last.version_id == version.pk else costs.lines_of(version.content, seen)
    first: dict[str, Any] = {
        "cases_a_year": last.cases_a_year if last else seen.filed,
        "labour_hour": last.labour_hour if last else settings.LABOUR_HOUR,
        "note": last.note if last else "",
    }
    form = SheetForm(request.POST if request.method == "POST" else None, initial=first, lines=lines)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            given = {name: form.cleaned_data[name] for name in ("cases_a_year", "labour_hour", "note")}
            simplify.keep_sheet(version, form.corrected(), by=actor_for(request.user, seat), **given)
            messages.success(request, gettext("Đã lưu bảng tính chi phí."))
            return HttpResponseRedirect(reverse("registry:cost", args=[seat.pk, code]))
        status = 422
    found = candidates(version.content, seen)
    context = {
        "seat": seat,
        "version": version,
        "form": form,
        "cost": costs.reckon(lines, labour_hour=first["labour_hour"], cases_a_year=first["cases_a_year"]),
        "seen": seen,
        "last": last,
        "labour_source": last.labour_source if last else settings.LABOUR_HOUR_SOURCE,
        "assumed": sum(line.assumed for line in lines),
        "candidates": [(number, one, *saving(one, lines)) for number, one in enumerate(found)],
        "proposals": Proposal.objects.filter(procedure=version.procedure),
    }
    return render(request, "publisher/registry/cost.html", context, status=status)
