"""The queue: a seat's open work, most urgent first. The filters stand in the URL, so a filter can be kept as a bookmark."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from agencies.models import Seat
from dossiers import selectors
from dossiers.models import Task
from portal.web.desk.seat import with_seat

PAGE_SIZE = 50
LATE = "late"
FIRST_TAB = {
    Seat.Role.CLERK: Task.Bucket.RECEIVE,
    Seat.Role.CENTRE_HEAD: Task.Bucket.RECEIVE,
}
# The tabs a role has any use for; a handler never sees what waits at the counter.
COUNTER_TABS = (Task.Bucket.RECEIVE, Task.Bucket.SUPPLEMENT, Task.Bucket.HAND_OVER)
OFFICE_TABS = (Task.Bucket.WORK, Task.Bucket.SUPPLEMENT, Task.Bucket.CONSULT)


@dataclass(frozen=True)
class Tab:
    """One entry of the side navigation."""

    key: str
    label: str
    count: str
    current: bool
    hot: bool = False


@with_seat()
def queue(request: HttpRequest, seat: Seat) -> HttpResponse:
    """One tab of the queue, 50 rows a page."""
    key = request.GET.get("muc") or default_tab(seat)
    query = request.GET.get("q", "").strip()
    number = _page_number(request.GET.get("trang"))
    rows = selectors.queue(seat, key if key != LATE else "", query=query, late=key == LATE)
    start = (number - 1) * PAGE_SIZE
    found = list(rows[start : start + PAGE_SIZE + 1])
    counts = selectors.counts(seat)
    navigation = tabs(seat, counts, key)
    context = {
        "seat": seat,
        "tabs": navigation,
        "tab": next((tab for tab in navigation if tab.current), None),
        "tasks": found[:PAGE_SIZE],
        "query": query,
        "page": number,
        "previous_page": _link(key, query, number - 1) if number > 1 else "",
        "next_page": _link(key, query, number + 1) if len(found) > PAGE_SIZE else "",
    }
    return render(request, "desk/queue/list.html", context)


def default_tab(seat: Seat) -> str:
    """Where a role's day begins."""
    return FIRST_TAB.get(seat.role, Task.Bucket.WORK)


def tabs(seat: Seat, counts: selectors.Counts, current: str = "") -> list[Tab]:
    """The side navigation of a seat with its counts."""
    keys = COUNTER_TABS if seat.role in FIRST_TAB else OFFICE_TABS
    entries = [Tab(key, Task.Bucket(key).label, counts.shown(key), key == current) for key in keys]
    late = f"{selectors.COUNT_CAP - 1}+" if counts.late >= selectors.COUNT_CAP else str(counts.late)
    return [*entries, Tab(LATE, _("Quá hạn"), late, current == LATE, hot=counts.late > 0)]


def _page_number(text: str | None) -> int:
    return min(max(int(text), 1), 10_000) if text and text.isdigit() else 1


def _link(key: str, query: str, number: int) -> str:
    return "?" + urlencode({"muc": key, "q": query, "trang": number})
