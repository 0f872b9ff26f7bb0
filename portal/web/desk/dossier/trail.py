"""The list that a dossier was opened from: it goes along in the address, so that back, previous and next keep tab and filters."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from agencies.models import Seat
from dossiers import neighbours, queues
from dossiers.models import Dossier
from portal.web.desk.queue import filters


@dataclass(frozen=True)
class Trail:
    """``query`` is the list's own ("" for a dossier that was opened by its address); ``label`` the tab in words."""

    seat: int
    key: str = ""
    asked: queues.Filters = queues.Filters()

    @property
    def query(self) -> str:
        """muc=work&kenh=portal."""
        return filters.written(self.key, self.asked) if self.key else ""

    @property
    def suffix(self) -> str:
        """What an address without a query ends with."""
        return f"?{self.query}" if self.key else ""

    @property
    def more(self) -> str:
        """What an address with a query goes on with."""
        return f"&{self.query}" if self.key else ""

    @property
    def back(self) -> str:
        """The list."""
        return reverse("queue:list", args=[self.seat]) + self.suffix

    @property
    def label(self) -> str:
        """The tab's name."""
        return str(queues.LABELS[self.key]) if self.key else ""

    def to(self, dossier_id: uuid.UUID | None) -> str:
        """A dossier of the list; "" for none."""
        return reverse("desk_dossier:workspace", args=[self.seat, dossier_id]) + self.suffix if dossier_id else ""


@dataclass(frozen=True)
class Steps:
    """Previous and next as addresses, and where among how many the dossier stands."""

    previous: str
    following: str
    number: int
    total: str


def of(request: HttpRequest, seat: Seat) -> Trail:
    """The list named in the address, where the seat has it."""
    key = request.GET.get("muc", "")
    return Trail(seat.pk, key, filters.read(request.GET)) if key in (*queues.of_seat(seat), queues.ALL) else Trail(seat.pk)


def steps(trail: Trail, dossier: Dossier, seat: Seat, user: User) -> Steps | None:
    """What stands before and after the dossier in its list; no query without a list."""
    if not trail.key:
        return None
    place = neighbours.of(dossier, seat, user, trail.key, trail.asked)
    total = f"{neighbours.CAP - 1}+" if place.total >= neighbours.CAP else str(place.total)
    return Steps(trail.to(place.previous), trail.to(place.following), place.number, total)
