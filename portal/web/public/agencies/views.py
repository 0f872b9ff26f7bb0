"""Agencies that take procedures. People know the name of their commune, old or new, not the tree: so they are asked for it."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agencies import address
from agencies.hours import clock as at_hour
from common import clock
from common.errors import NotFound
from common.text import fold, tidy
from deadlines.calendar import Hours
from deadlines.selectors import NoCalendar, calendar_for
from portal.web.public import lists
from portal.web.public.paging import page_of
from procedures import directory as directories
from procedures import revision, takers
from procedures.takers import Network

LONGEST_QUERY = 80
MOST_FOUND = 10


@dataclass(frozen=True)
class Found:
    """An agency that fits what was typed; ``note`` says why where the name alone does not ("nay thuộc …")."""

    code: str
    name: str
    note: str = ""


@require_safe
def agencies(request: HttpRequest) -> HttpResponse:
    """The province's bodies and the way to the communes; ``q`` finds the reader's own. At most five queries."""
    network = lists.network(revision.current())
    query = tidy(request.GET.get("q", ""))[:LONGEST_QUERY]
    context = {"levels": network.levels(), "query": query, "found": _find(network, query) if query else []}
    return render(request, "public/agencies/list.html", context)


@require_safe
def agency(request: HttpRequest, code: str) -> HttpResponse:
    """Where it is, when it is open, what is below it, and the procedures it takes. At most eight queries."""
    now = revision.current()
    network = lists.network(now)
    try:
        found = takers.agency(code)
    except NotFound as missing:
        raise Http404 from missing
    online = takers.codes_at(found)
    below = network.under(found.path)
    if not online and not below:
        raise Http404
    titles = lists.directory(now).holding(online)
    query = tidy(request.GET.get("q", ""))[:LONGEST_QUERY]
    page = page_of(request, directories.containing(titles, query) if query else titles)
    context = {
        "agency": found,
        "above": found.parent if found.parent and found.parent.path in network.takers else None,
        "desk": takers.desk_of(found),
        "below": below,
        "hours": _hours(found.pk),
        "total": len(titles),
        "online": online,
        "query": query,
        "page_obj": page,
        "entries": lists.entries(list(page.object_list)),
    }
    return render(request, "public/agencies/agency.html", context)


def _find(network: Network, query: str) -> list[Found]:
    """Committees of the communes that fit, by today's name or the old one, then bodies whose own name holds every word."""
    known = {taker.code: taker for taker in network.takers.values()}
    places = {place.code: place for place in address.search(query, limit=MOST_FOUND)}
    rows = takers.of_areas(places, address.edition()) if places else []
    found = [Found(row.code, row.name, places[row.area.code].note) for row in rows if row.area and row.code in known]
    words, have = fold(query).split(), {one.code for one in found}
    named = [taker for taker in known.values() if all(word in fold(taker.name) for word in words) and taker.code not in have]
    return [*found, *(Found(taker.code, taker.name) for taker in named)][:MOST_FOUND]


def _hours(agency_id: int) -> dict[str, str] | None:
    """Opening hours of a working week {"week", "saturday"}, as people write them; None without a calendar."""
    try:
        rows = calendar_for(agency_id, clock.today()).hours
    except NoCalendar:
        return None
    begun: list[Hours] = [row for row in rows if row.since <= clock.today()] or [rows[0]]
    return {"week": _sessions(begun[-1].sessions), "saturday": _sessions(begun[-1].saturday)}


def _sessions(sessions: tuple[tuple[int, int], ...]) -> str:
    return ", ".join(f"{at_hour(opening)}–{at_hour(close)}" for opening, close in sessions)
