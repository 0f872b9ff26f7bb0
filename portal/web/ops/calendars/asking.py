"""Before a calendar is saved, its page says how many open dossiers get another promise; nothing moves: it is saved at once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from agencies.models import Seat
from dossiers.services.sweeps.trying import Effect, effect

CONFIRMED = "confirmed"


@dataclass(frozen=True)
class Change:
    """A change as it would be made, in words, for whom, and from which day on it may tell."""

    what: str
    make: Callable[[], object]
    agency_id: int | None
    since: date


@dataclass(frozen=True)
class Saved:
    """``effect`` is what must be asked about first; ``None``: it was saved."""

    what: str
    effect: Effect | None


def save_or_ask(request: HttpRequest, change: Change) -> Saved:
    """Save what was confirmed or moves nothing. Raises what the change raises."""
    if request.POST.get(CONFIRMED) != "1":
        found = effect(change.make, agency_id=change.agency_id, since=change.since)
        if found.moved:
            return Saved(change.what, found)
    change.make()
    return Saved(change.what, None)


def asked(request: HttpRequest, own: Seat, what: str, found: Effect) -> HttpResponse:
    """The page that asks: how many, which way, some of them, and the same form once more."""
    kept = [(name, value) for name in request.POST if name != "csrfmiddlewaretoken" for value in request.POST.getlist(name)]
    context = {"seat": own, "what": what, "effect": found, "kept": [*kept, (CONFIRMED, "1")]}
    return render(request, "ops/calendars/confirm.html", context)
