"""The procedure that one comes for, carried along in the address (``thu-tuc``): it narrows offices and kinds of matter."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest

from common import clock
from portal.web.public import lists
from procedures.models import Offering
from procedures.offered import holding
from reception import booking
from reception.models import Place, Service


@dataclass(frozen=True)
class Matter:
    """A listed procedure with its field; empty when one comes for anything."""

    code: str = ""
    name: str = ""
    field: str = ""

    @property
    def query(self) -> str:
        """What an address carries on."""
        return f"?thu-tuc={self.code}" if self.code else ""


def asked(request: HttpRequest) -> Matter:
    """The procedure that the address names; nothing when it is not listed. One query warm."""
    code = request.GET.get("thu-tuc", "")[:20]
    found = lists.directory().holding([code]) if code else []
    return Matter(found[0].code, found[0].name, found[0].field) if found else Matter()


def taking(places: Iterable[Place], matter: Matter) -> list[Place]:
    """The places whose unit receives the procedure; all of them when one comes for anything. At most one query."""
    found = list(places)
    if not matter.code:
        return found
    rows = holding(Offering.objects.filter(procedure__code=matter.code), clock.today())
    units = set(rows.filter(receiving__in=[place.agency_id for place in found]).values_list("receiving_id", flat=True))
    return [place for place in found if place.agency_id in units]


def matters(place: Place, matter: Matter) -> list[Service]:
    """What can be booked at a place for it. One query."""
    found = booking.services(place)
    return (booking.fitting(found, matter.code, matter.field) if matter.code else []) or found
