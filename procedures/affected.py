"""Who feels a new version: people who are filling in, dossiers on their way, agencies that handle it.

Drafts and dossiers belong to a package above this one: their numbers come through ``Running``, filled in portal/wiring.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db.models import Q

from common import clock
from procedures.models import Offering, Procedure

NAMED = 5


@dataclass(frozen=True, slots=True)
class Numbers:
    """Of one procedure: drafts that somebody is filling in, dossiers that are not finished."""

    drafts: int = 0
    dossiers: int = 0


class Running(Protocol):
    """What the package of dossiers knows."""

    def numbers(self, procedure_ids: Sequence[int]) -> Mapping[int, Numbers]:
        """Drafts and unfinished dossiers by procedure; two queries however many procedures."""


class Nobody:
    """Nothing is running: what holds until the port is filled."""

    def numbers(self, procedure_ids: Sequence[int]) -> Mapping[int, Numbers]:
        """No numbers at all."""
        return {}


_running: list[Running] = [Nobody()]


def use(running: Running) -> None:
    """Fill the port of this process; called once from portal/wiring.py."""
    _running[0] = running


@dataclass(frozen=True, slots=True)
class Affected:
    """``drafts`` and ``dossiers`` stay on their version; ``agencies`` handle it today, ``named`` are the first of them."""

    drafts: int
    dossiers: int
    agencies: int
    named: tuple[str, ...] = ()


def affected(procedure: Procedure, *, on: date | None = None) -> Affected:
    """Who feels a new version of one procedure. Three queries."""
    return of_many([procedure], on=on)[procedure.pk]


def of_many(procedures: Sequence[Procedure], *, on: date | None = None) -> dict[int, Affected]:
    """The same for several, by their ids. Three queries."""
    day = on or clock.today()
    ids = [procedure.pk for procedure in procedures]
    numbers = _running[0].numbers(ids)
    rows = Offering.objects.filter(procedure_id__in=ids, valid_from__lte=day).filter(Q(valid_to=None) | Q(valid_to__gt=day))
    named: dict[int, list[str]] = {pk: [] for pk in ids}
    pairs = rows.order_by("procedure_id", "handling__path").values_list("procedure_id", "handling__name")
    for pk, name in pairs:
        if name not in named[pk]:
            named[pk].append(name)
    found = {}
    for pk in ids:
        running = numbers.get(pk, Numbers())
        found[pk] = Affected(running.drafts, running.dossiers, len(named[pk]), tuple(named[pk][:NAMED]))
    return found
