"""Who stands at the counter and what for: one box for the scanner, then one page; Enter leads to the e-form."""

from collections.abc import Mapping

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.limits import allow
from agencies.models import Seat
from common import clock
from common.errors import DomainError, NotFound
from dossiers import counter
from dossiers.loaded import load
from dossiers.models import CounterFiling
from dossiers.services import counter as services
from portal.web.desk.counter import ticket
from portal.web.desk.counter.forms import WhatForm, WhoForm, doubts
from portal.web.desk.counter.frame import WRONG, frame, with_filing
from portal.web.desk.seat import with_seat
from procedures import selectors as procedures
from procedures.models import Offering, ProcedureVersion

MOST_TYPED = 1000
PROCEDURE, CASE, PLACE = "tt", "th", "noi"
"""What was chosen, in the address of a page that is shown again: codes, nobody's words."""


@require_http_methods(["GET", "POST"])
@with_seat(roles=counter.ROLES)
def start(request: HttpRequest, seat: Seat) -> HttpResponse:
    """One box that takes a scan or a number; POST begins a reception with it."""
    if request.method == "POST":
        # A clerk's look-ups are counted: the box must not serve to try which numbers are known.
        if not allow(f"counter-reception:{request.user.pk}", *settings.COUNTER_RECEPTIONS):
            messages.error(request, _("Bạn đã bắt đầu rất nhiều lượt trong một giờ. Đợi ít phút rồi tiếp tục."))
            return HttpResponseRedirect(request.path)
        filing = services.begin(by=request.user, seat=seat, typed=request.POST.get("quet", "")[:MOST_TYPED])
        ticket.begun(request.user, seat)
        return HttpResponseRedirect(reverse("counter:who", args=[seat.pk, filing.pk]), status=303)
    context = frame(request, seat) | {"ticket": ticket.here(request.user, seat)}
    context |= {"under_way": counter.under_way(request.user, seat), "day": counter.today(seat)}
    context["colleagues"] = counter.of_colleagues(request.user, seat)
    return render(request, "desk/counter/start.html", context)


@with_filing
@require_http_methods(["GET", "POST"])
def who(request: HttpRequest, seat: Seat, filing: CounterFiling) -> HttpResponse:
    """The person's parts as read, and the procedure. POST keeps everything first, then judges it."""
    if request.method == "POST":
        return _posted(request, seat, filing)
    checked = WRONG in request.GET
    chosen = _chosen(request.GET, filing)
    version, places = _known(seat, chosen[PROCEDURE])
    form = WhoForm(filing=filing, checked=checked)
    given = {"procedure": chosen[PROCEDURE], "case": chosen[CASE], "offering": chosen[PLACE]}
    asked = checked and (form.is_valid() or bool(chosen[PROCEDURE]))
    what = WhatForm(given if asked else None, initial=given, offered=counter.offered(seat.agency), version=version, places=places)
    _focus(form, what, filing)
    context = frame(request, seat, filing) | {
        "form": form,
        "what": what,
        "version": version,
        "unread": [form[name].label for name in filing.who.get("unread", ()) if name in form.fields],
        "differs": services.differs(filing),
        "doubts": doubts(filing),
        "others": counter.others(filing, seat),
        "beside": counter.beside(filing, version.procedure_id) if version else [],
        "errors": checked and [*form.errors, *(what.errors if asked else ())],
    }
    return render(request, "desk/counter/who.html", context)


def _posted(request: HttpRequest, seat: Seat, filing: CounterFiling) -> HttpResponse:
    form = WhoForm(request.POST, request.FILES, filing=filing)
    filing = services.say(filing.pk, by=request.user, seat=seat, said=form.said())
    if form.refused:
        messages.error(request, form.refused)
    chosen = {PROCEDURE: request.POST.get("procedure", ""), CASE: request.POST.get("case", "")}
    chosen[PLACE] = request.POST.get("offering", "")
    version, places = _known(seat, chosen[PROCEDURE])
    what = WhatForm(
        {"procedure": chosen[PROCEDURE], "case": chosen[CASE], "offering": chosen[PLACE]},
        offered=counter.offered(seat.agency),
        version=version,
        places=places,
    )
    if not WhoForm(filing=filing, checked=True).is_valid() or form.refused:
        return _again(seat, filing, chosen, wrong=True)
    if version is None or not what.is_valid():
        # Just chosen: its case and agency are asked now, which is no mistake.
        fresh = version is not None and not (chosen[CASE] or chosen[PLACE]) and "procedure" not in what.errors
        return _again(seat, filing, chosen, wrong=not fresh)
    place = next((row for row in places if str(row.pk) == chosen[PLACE]), places[0])
    try:
        services.choose(
            filing.pk, by=request.user, seat=seat, version=version, offering=place, case=what.cleaned_data.get("case", "")
        )
    except DomainError as refusal:
        messages.error(request, str(refusal.message))
        return _again(seat, filing, chosen, wrong=True)
    return HttpResponseRedirect(reverse("counter:form", args=[seat.pk, filing.pk]), status=303)


def _again(seat: Seat, filing: CounterFiling, chosen: Mapping[str, str], *, wrong: bool) -> HttpResponse:
    query = {name: value for name, value in chosen.items() if value} | ({WRONG: "1"} if wrong else {})
    address = reverse("counter:who", args=[seat.pk, filing.pk])
    return HttpResponseRedirect(f"{address}?{urlencode(query)}" if query else address, status=303)


def _chosen(given: Mapping[str, str], filing: CounterFiling) -> dict[str, str]:
    """What the address says was chosen; else what the reception's draft is of."""
    if given.get(PROCEDURE) or filing.draft is None:
        return {name: given.get(name, "") for name in (PROCEDURE, CASE, PLACE)}
    draft = filing.draft
    return {PROCEDURE: load(draft.version_id).code, CASE: draft.case, PLACE: str(draft.offering_id)}


def _known(seat: Seat, code: str) -> tuple[ProcedureVersion | None, list[Offering]]:
    """The procedure that this section receives by that code, with the places that it may take it for."""
    if not code:
        return None, []
    try:
        version = procedures.published(code)
    except NotFound:
        return None, []
    places = counter.handlers(procedures.offerings(version), seat.agency)
    allowed = code in {one.code for one in counter.offered(seat.agency)}
    return (version, places) if places and allowed else (None, [])


def _focus(form: WhoForm, what: WhatForm, filing: CounterFiling) -> None:
    """Where the clerk goes on: what is wrong, what the scanner left unclear, what is empty, else the procedure and its case."""
    if form.is_bound and form.errors:
        first = next(iter(form.errors))
    else:
        unclear = [name for name in filing.who.get("unread", ()) if name in form.fields]
        first = next(iter(unclear), "" if filing.who.get("full_name") else "full_name")
    if first in form.fields:
        form.fields[first].widget.attrs["autofocus"] = True
        return
    open_ = [name for name in ("procedure", "case", "offering") if name in what.fields and not what.initial.get(name)]
    what.fields[next(iter(open_), "procedure")].widget.attrs["autofocus"] = True


@with_filing
@require_POST
def autosave(request: HttpRequest, seat: Seat, filing: CounterFiling) -> HttpResponse:
    """Keep the page as it stands while the clerk types: ``{"saved"}``."""
    kept = services.say(filing.pk, by=request.user, seat=seat, said=WhoForm(request.POST, filing=filing).said())
    return JsonResponse({"saved": _("Đã lưu lúc %(time)s") % {"time": f"{clock.local(kept.saved_at):%H:%M}"}})


@with_filing
@require_POST
def drop(request: HttpRequest, seat: Seat, filing: CounterFiling) -> HttpResponse:
    """Nothing comes of it: what was entered is deleted."""
    services.drop(filing.pk, by=request.user, seat=seat)
    messages.success(request, _("Đã bỏ lượt tiếp nhận."))
    return HttpResponseRedirect(reverse("counter:start", args=[seat.pk]))
