"""The calendar of changes: what starts, ends and comes into force, month by month."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from agencies.models import Seat
from common import clock
from portal.web.publisher.gate import publisher
from procedures import timeline

MONTHS = 3
WORDS: dict[str, Any] = {
    timeline.SCHEDULED: _("Sẽ áp dụng"),
    timeline.IN_FORCE: _("Áp dụng"),
    timeline.BEGINS: _("Bắt đầu cung cấp"),
    timeline.ENDS: _("Ngừng cung cấp"),
    timeline.BASIS_ENDS: _("Căn cứ hết hiệu lực"),
    timeline.BASIS_BEGINS: _("Căn cứ có hiệu lực"),
    timeline.COPY: _("Thay thủ tục quốc gia"),
}
COLOURS = {timeline.SCHEDULED: "blue", timeline.BASIS_ENDS: "red", timeline.ENDS: "yellow"}


@require_GET
@publisher
def calendar(request: HttpRequest, seat: Seat) -> HttpResponse:
    """Three months from ``?tu=2026-11``, this month when absent. Seven queries whatever the number of changes."""
    first = month_of(request.GET.get("tu", ""))
    until = shifted(first, MONTHS)
    days = timeline.changes(seat, first, until)
    told = [
        (day, [{"change": one, "words": WORDS[one.kind], "colour": COLOURS.get(one.kind, "grey")} for one in held])
        for day, held in days.items()
    ]
    context = {
        "seat": seat,
        "days": told,
        "first": first,
        "last": shifted(until, 0, back_a_day=True),
        "earlier": f"{shifted(first, -MONTHS):%Y-%m}",
        "later": f"{until:%Y-%m}",
        "today": clock.today(),
        "current": first == clock.today().replace(day=1),
    }
    return render(request, "publisher/registry/calendar.html", context)


def month_of(text: str) -> date:
    """The first day of ``2026-11``; this month's when nobody can read it or it is far away."""
    year, _dash, month = text.partition("-")
    today = clock.today()
    if year.isdigit() and month.isdigit() and 1 <= int(month) <= 12 and abs(int(year) - today.year) <= 20:
        return date(int(year), int(month), 1)
    return today.replace(day=1)


def shifted(first: date, months: int, *, back_a_day: bool = False) -> date:
    """The first of a month some months on, or the day before it."""
    number = first.year * 12 + first.month - 1 + months
    found = date(number // 12, number % 12 + 1, 1)
    return date.fromordinal(found.toordinal() - 1) if back_a_day else found
