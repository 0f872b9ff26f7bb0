"""Places to hand in, as a page offers them: under their districts by name, with the ward's name of today, the nearest first."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from agencies import near
from common.text import sort_key
from procedures.models import Offering

Served = tuple[str, frozenset[int]]
"""An address in words, the ids of the units it lies in."""


@dataclass(frozen=True)
class Office:
    """One place of a list: what is sent, how people know it, "nay thuộc phường …" where its ward has a new name."""

    value: str
    name: str
    note: str
    offering: Offering

    @property
    def choice(self) -> tuple[str, str]:
        """(value, words) of an option."""
        return self.value, f"{self.name}, {self.note}" if self.note else self.name


@dataclass(frozen=True)
class Offices:
    """All places in groups (title, offices); ``near`` are those that serve the person's address, ``by`` that address in words."""

    groups: Sequence[tuple[str, Sequence[Office]]]
    near: Sequence[Office]
    by: str = ""

    @property
    def proposed(self) -> str:
        """The value of the only place that serves the address; "" when there are several or none."""
        return self.near[0].value if len(self.near) == 1 else ""

    @property
    def choices(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """What a select offers: the nearest under a title of their own, then the districts."""
        close = {office.value for office in self.near}
        groups = [(title, [office.choice for office in group if office.value not in close]) for title, group in self.groups]
        first = [(_("Theo địa chỉ của bạn"), [office.choice for office in self.near])] if self.near else []
        return first + [(title, group) for title, group in groups if group]


def offered(places: Sequence[Offering], value: Callable[[Offering], Any], *, addresses: Sequence[Served] = ()) -> Offices:
    """The places, nearest to the first of ``addresses`` that any of them serves. No query once the units are known."""
    now = near.now_part_of({place.handling.area_id for place in places if place.handling.area_id})
    rows = [(_above(place), Office(str(value(place)), _name(place), _note(place, now), place)) for place in places]
    groups: dict[str, list[Office]] = {}
    for above, office in sorted(rows, key=lambda row: (sort_key(row[0]), sort_key(row[1].name))):
        groups.setdefault(above, []).append(office)
    for address, ids in addresses:
        close = [office for group in groups.values() for office in group if office.offering.handling.area_id in ids]
        if close and len(close) < len(rows):
            return Offices(list(groups.items()), close, address)
    return Offices(list(groups.items()), [])


def own_address(user: Any) -> list[Served]:
    """The address that an account holds; [] for strangers. No query for an address seen before when the person is loaded."""
    person = user.person if user.is_authenticated else None
    return [(str(person.address), near.serving(str(person.address)))] if person is not None and person.address else []


def hint(offices: Offices) -> str:
    """How to find one's place in the list, for whoever draws it."""
    said = _("Gõ tên phường, xã, tên cũ hay tên mới đều được, không cần dấu.")
    return f"{_('Địa chỉ của bạn: %(address)s.') % {'address': offices.by}} {said}" if offices.near else said


def office_note(place: Offering) -> str:
    """ "nay thuộc phường …" of one place, "" where nothing changed. One query the first time."""
    return _note(place, near.now_part_of([place.handling.area_id])) if place.handling.area_id else ""


def _above(place: Offering) -> str:
    """The district: its body's name without what every one of them begins with."""
    above = place.handling.parent
    name = (above.short_name or above.name) if above else place.handling.name
    bare = name.removeprefix("UBND ").removeprefix("Ủy ban nhân dân ").removeprefix("Công an ")
    return bare[:1].upper() + bare[1:]


def _name(place: Offering) -> str:
    """How a place is offered: by the authority that people know, not by its counter's full name."""
    shown = place.handling if place.receiving.parent_id == place.handling_id else place.receiving
    return shown.short_name or shown.name


def _note(place: Offering, now: Any) -> str:
    name = now.get(place.handling.area_id or 0)
    return _("nay thuộc %(name)s") % {"name": name} if name else ""
