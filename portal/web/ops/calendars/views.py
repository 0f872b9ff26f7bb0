"""Days off and swapped working days for the system administrator."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from agencies import access, selectors
from agencies.models import CalendarDay, Seat
from agencies.services import sessions as working_sessions
from agencies.services import special_days
from common import clock
from common.errors import DomainError
from portal.web.ops.calendars.forms import DayForm, SessionsForm
from portal.web.ops.gate import administrator
from portal.web.ops.officials.forms import ReasonForm
from portal.web.ops.paging import page_of


@login_required
@never_cache
def listing(request: HttpRequest, seat: int) -> HttpResponse:
    """One year's special days, the years there are, the sessions in force. Five queries whatever the number."""
    own, _actor = administrator(request, seat)
    years = selectors.special_years()
    year = _year(request.GET.get("nam", ""))
    context = {
        "seat": own,
        "year": year,
        "years": sorted({*years, clock.today().year}),
        "page": page_of(request, selectors.special_days(year)),
        "sessions": selectors.sessions_in_force(),
    }
    return render(request, "ops/calendars/list.html", context)


@login_required
@never_cache
def add(request: HttpRequest, seat: int) -> HttpResponse:
    """Add a day for the whole province or for one agency and what is below it."""
    own, actor = administrator(request, seat)
    form = DayForm(request.POST or None)
    if saved := _saved(form, request, lambda: special_days.add(form.facts(), by=actor, agency=form.cleaned_data["agency"])):
        messages.success(request, _("Đã thêm vào lịch. Hồ sơ tiếp nhận từ bây giờ được hẹn theo lịch mới."))
        return _back(seat, saved)
    return _form(request, own, form, None)


@login_required
@never_cache
def edit(request: HttpRequest, seat: int, day_id: int) -> HttpResponse:
    """Change a day."""
    own, actor = administrator(request, seat)
    row = access.special_day(day_id)
    form = DayForm(request.POST or None, row=row)
    if saved := _saved(form, request, lambda: special_days.edit(row, form.facts(), by=actor)):
        messages.success(request, _("Đã lưu. Hồ sơ tiếp nhận từ bây giờ được hẹn theo lịch mới."))
        return _back(seat, saved)
    return _form(request, own, form, row)


@login_required
@never_cache
def remove(request: HttpRequest, seat: int, day_id: int) -> HttpResponse:
    """Confirm and take a day out of the calendar."""
    own, actor = administrator(request, seat)
    row = access.special_day(day_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        special_days.remove(row, by=actor, reason=form.cleaned_data["reason"])
        messages.success(request, _("Đã bỏ ngày này khỏi lịch."))
        return redirect(f"{reverse('ops-calendars:list', kwargs={'seat': seat})}?nam={row.day.year}")
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
        try:
            working_sessions.change(
                given["since"],
                given["sessions"],
                given["saturday"],
                provenance=given["provenance"],
                by=actor,
                agency=given["agency"],
            )
        except DomainError as error:
            form.add_error("since" if isinstance(error, working_sessions.TooEarly) else "sessions", str(error.message))
        else:
            messages.success(request, _("Đã lưu buổi làm việc."))
            return redirect("ops-calendars:list", seat=seat)
    return render(request, "ops/calendars/sessions.html", {"seat": own, "form": form}, status=400 if form.errors else 200)


def _saved(form: DayForm, request: HttpRequest, save: Callable[[], CalendarDay]) -> CalendarDay | None:
    """The saved day, or ``None`` with the refusal at its field."""
    if request.method != "POST" or not form.is_valid():
        return None
    try:
        return save()
    except special_days.WorkedAnyway as error:
        form.add_error("kind", str(error.message))
    except DomainError as error:
        form.add_error("day", str(error.message))
    return None


def _form(request: HttpRequest, own: Seat, form: DayForm, row: CalendarDay | None) -> HttpResponse:
    context = {"seat": own, "form": form, "row": row}
    return render(request, "ops/calendars/day.html", context, status=400 if form.errors else 200)


def _back(seat: int, row: CalendarDay) -> HttpResponseRedirect:
    return redirect(f"{reverse('ops-calendars:list', kwargs={'seat': seat})}?nam={row.day.year}")


def _year(text: str) -> int:
    return int(text) if text.isdecimal() and 1900 < int(text[:4]) < 2100 and len(text) == 4 else clock.today().year
