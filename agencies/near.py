"""From an address to the offices that serve it, whichever edition of administrative units either of them uses.

Offices of the demonstration stand in the old communes, people's addresses more and more in the new ones (ADR 0004): a unit is
followed to what it became and to what it was made of. What is found is kept in memory: units change with an edition, not daily.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from agencies import address
from agencies.models import AdministrativeUnit
from agencies.units import COMMUNE, NEW, OLD
from common.text import fold

MOST_PARTS = 6
MOST_KEPT = 1000
_served: dict[tuple[str, str], frozenset[int]] = {}
_now: dict[int, str] = {}


def serving(text: str) -> frozenset[int]:
    """Ids of the units an address in one line lies in: its commune, what it became or was made of, their districts.

    Empty when the words name no commune or several. At most a dozen queries the first time, none after.
    """
    key = ("", fold(text))
    if key not in _served:
        found = _named(text)
        if not found:
            return found
        _keep(key, found)
    return _served[key]


def _named(text: str) -> frozenset[int]:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    for first in range(min(len(parts), MOST_PARTS)):
        words, name = ", ".join(parts[first:])[:100], fold(parts[first])
        for edition in (OLD, NEW):
            places = [place for place in address.search(words, of=edition) if not place.note]
            exact = [place for place in places if fold(place.name) == name] or places
            if len(exact) == 1 and f" {fold(exact[0].name)}".endswith(f" {name}"):
                return around(edition, exact[0].code)
    return frozenset()


def around(edition: str, code: str) -> frozenset[int]:
    """Ids of a commune, its neighbours in the other edition, and the districts of both. Two queries the first time."""
    if (edition, code) in _served:
        return _served[edition, code]
    unit = AdministrativeUnit.objects.filter(edition=edition, code=code, level=COMMUNE).first()
    if unit is None:
        return frozenset()
    linked = [*unit.successors.all(), *unit.predecessors.all()]
    found = frozenset(pk for one in (unit, *linked) for pk in (one.pk, one.parent_id) if pk)
    _keep((edition, code), found)
    return found


def _keep(key: tuple[str, str], found: frozenset[int]) -> None:
    if len(_served) >= MOST_KEPT:
        _served.clear()
    _served[key] = found


def now_part_of(ids: Collection[int]) -> Mapping[int, str]:
    """What old communes belong to now: id → "phường Thủ Dầu Một", several joined by "hoặc"; those unchanged are left out.

    One query for those not asked about before.
    """
    unknown = set(ids) - _now.keys()
    if unknown:
        _now.update(_names(unknown))
    return {pk: _now[pk] for pk in ids if _now.get(pk)}


def _names(ids: Iterable[int]) -> dict[int, str]:
    rows: Any = AdministrativeUnit.objects.filter(pk__in=ids).order_by("pk", "successors__order")
    found: dict[int, list[str]] = {}
    own: dict[int, str] = {}
    for pk, name, heir in rows.values_list("pk", "name", "successors__name"):
        own[pk] = name
        if heir:
            found.setdefault(pk, []).append(heir)
    return {
        pk: "" if found.get(pk, [name]) == [name] else _(" hoặc ").join(name[:1].lower() + name[1:] for name in found[pk])
        for pk, name in own.items()
    }
