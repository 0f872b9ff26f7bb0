"""Days off and swapped working days for the system administrator."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from agencies import access, selectors
from agencies.models import CalendarDay, Seat
from agencies.services import sessions as working_sessions
from agencies.services import special_days
from agencies.services.special_days import DayFacts
from common import clock
from common.errors import DomainError
from dossiers.recounting import recounts
from portal.web.ops.calendars.asking import Change, Saved, asked, save_or_ask
from portal.web.ops.calendars.forms import DayForm, SessionsForm
from portal.web.ops.gate import administrator
from portal.web.ops.officials.forms import ReasonForm
from portal.web.ops.paging import page_of


@login_required
@never_cache
def listing(request: HttpRequest, seat: int) -> HttpResponse:
    """One year's special days, the years there are, the sessions in force, the last recounts. Six queries whatever the number."""
    own, _actor = administrator(request, seat)
    years = selectors.special_years()
    year = _year(request.GET.get("nam", ""))
    context = {
        "seat": own,
        "year": year,
        "years": sorted({*years, clock.today().year}),
        "page": page_of(request, selectors.special_days(year)),
        "sessions": selectors.sessions_in_force(),
        "recounts": recounts(),
    }
    return render(request, "ops/calendars/list.html", context)


@login_required
@never_cache
def add(request: HttpRequest, seat: int) -> HttpResponse:
    """Add a day for the whole province or for one agency and what is below it."""
    own, actor = administrator(request, seat)
    form = DayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts, agency = form.facts(), form.cleaned_data["agency"]
        make = partial(special_days.add, facts, by=actor, agency=agency)
        change = Change(_said(facts), make, agency.pk if agency else None, facts.day)
        if (done := _tried(form, request, change)) is not None:
            return _answer(request, own, done, facts.day)
    return _form(request, own, form, None)


@login_required
@never_cache
def edit(request: HttpRequest, seat: int, day_id: int) -> HttpResponse:
    """Change a day."""
    own, actor = administrator(request, seat)
    row = access.special_day(day_id)
    form = DayForm(request.POST or None, row=row)
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        make = partial(special_days.edit, row, facts, by=actor)
        change = Change(_said(facts), make, row.agency_id, min(row.day, facts.day))
        if (done := _tried(form, request, change)) is not None:
            return _answer(request, own, done, facts.day)
    return _form(request, own, form, row)


@login_required
@never_cache
def remove(request: HttpRequest, seat: int, day_id: int) -> HttpResponse:
    """Confirm and take a day out of the calendar."""
    own, actor = administrator(request, seat)
    row = access.special_day(day_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason, day = form.cleaned_data["reason"], row.day
        what = _("Bỏ khỏi lịch: %(day)s, %(reason)s") % {"day": clock.long_date(day), "reason": row.reason}
        change = Change(
            what, lambda: special_days.remove(access.special_day(day_id), by=actor, reason=reason), row.agency_id, day
        )
        return _answer(request, own, save_or_ask(request, change), day)
    context = {"seat": own, "row": row, "form": form}
    return render(request, "ops/calendars/remove.html", context, status=400 if form.errors else 200)


@login_required
@never_cache
def sessions(request: HttpRequest, seat: int) -> HttpResponse:
    """Set the working sessions that apply from a date on."""
    own, actor = administrator(request, seat)
    form = SessionsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        agency, named = given["agency"], {name: given[name] for name in ("provenance", "agency")}
        change = Change(
            _("Buổi làm việc mới từ %(day)s") % {"day": clock.long_date(given["since"])},
            lambda: working_sessions.change(given["since"], given["sessions"], given["saturday"], by=actor, **named),
            agency.pk if agency else None,
            given["since"],
        )
        try:
            return _answer(request, own, save_or_ask(request, change), None)
        except DomainError as error:
            form.add_error("since" if isinstance(error, working_sessions.TooEarly) else "sessions", str(error.message))
    return render(request, "ops/calendars/sessions.html", {"seat": own, "form": form}, status=400 if form.errors else 200)


def _tried(form: DayForm, request: HttpRequest, change: Change) -> Saved | None:
    """The day saved, or what saving would move; ``None`` with the refusal at its field."""
    try:
        return save_or_ask(request, change)
    except special_days.WorkedAnyway as error:
        form.add_error("kind", str(error.message))
    except DomainError as error:
        form.add_error("day", str(error.message))
    return None


def _said(facts: DayFacts) -> str:
    """Thứ Tư, 25/11/2026: ngày nghỉ, bão."""
    kind = str(CalendarDay.Kind(facts.kind).label).lower()
    return f"{clock.long_date(facts.day)}: {kind}, {facts.reason}"


def _answer(request: HttpRequest, own: Seat, done: Saved, day: date | None) -> HttpResponse:
    """The question before saving, or the way back to the day's year once it is saved."""
    if done.effect is not None:
        return asked(request, own, done.what, done.effect)
    messages.success(request, _("Đã lưu. Trong vài phút, hồ sơ đang mở được tính lại ngày hẹn theo lịch mới."))
    year = f"?nam={day.year}" if day else ""
    return redirect(f"{reverse('ops-calendars:list', kwargs={'seat': own.pk})}{year}")


def _form(request: HttpRequest, own: Seat, form: DayForm, row: CalendarDay | None) -> HttpResponse:
    context = {"seat": own, "form": form, "row": row}
    return render(request, "ops/calendars/day.html", context, status=400 if form.errors else 200)


def _year(text: str) -> int:
    return int(text) if text.isdecimal() and 1900 < int(text[:4]) < 2100 and len(text) == 4 else clock.today().year
