"""Which agencies take procedures, as people look for them: from the province down to the commune. Each read says its queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from agencies.models import Agency
from common import clock
from common.errors import NotFound
from common.text import sort_key, tidy
from procedures.models import Offering


@dataclass(frozen=True)
class Taker:
    """An agency that takes procedures itself or stands above others that do. ``below`` counts those others.

    ``short`` is enough where the agency above it is known from the place.
    """

    code: str
    name: str
    short: str
    path: str
    level: str
    takes: bool
    below: int

    @property
    def depth(self) -> int:
        """1 for the root."""
        return self.path.count("/")


@dataclass(frozen=True)
class Network:
    """Every taker by its path. One-door sections are not in it: their agency is."""

    takers: dict[str, Taker]

    def under(self, path: str) -> list[Taker]:
        """The takers directly below a path, by name."""
        depth = path.count("/") + 1
        found = [taker for key, taker in self.takers.items() if key.startswith(path) and taker.depth == depth]
        return sorted(found, key=lambda taker: sort_key(taker.name))

    def levels(self) -> list[tuple[str, list[Taker]]]:
        """The root and what stands directly under it, grouped by the name of their level, bodies of a level by name."""
        root = min((taker.depth for taker in self.takers.values()), default=1)
        top = [taker for taker in self.takers.values() if taker.depth <= root + 1 and (taker.takes or taker.depth > root)]
        groups: dict[str, list[Taker]] = {}
        for taker in top:
            groups.setdefault(taker.level, []).append(taker)
        return [(level, sorted(rows, key=lambda row: sort_key(row.name))) for level, rows in groups.items()]


def network(on: date | None = None) -> Network:
    """Agencies that take or handle something on that day (today), and those above them. One query."""
    day = on or clock.today()
    held = _in_force(Offering.objects.all(), day)
    takes = Exists(held.filter(receiving=OuterRef("pk"))) | Exists(held.filter(handling=OuterRef("pk")))
    rows = Agency.objects.in_force(day).select_related("level").annotate(takes=takes).order_by("level__rank", "path")
    here = [row for row in rows if row.kind != Agency.Kind.ONE_DOOR]
    at_work = [row.path for row in here if row.takes]
    counted = {row.path: sum(path.startswith(row.path) and path != row.path for path in at_work) for row in here}
    return Network(
        {
            row.path: Taker(
                row.code, row.name, row.short_name or row.name, row.path, row.level.name, row.takes, counted[row.path]
            )
            for row in here
            if row.takes or counted[row.path]
        }
    )


def agency(code: str) -> Agency:
    """An agency that exists today, with its level, area and the agency above it; raises ``NotFound``. One query."""
    rows = Agency.objects.in_force(clock.today()).select_related("level", "parent", "area")
    found = rows.filter(code=tidy(code)).first()
    if found is None:
        raise NotFound
    return found


def codes_at(at: Agency, on: date | None = None) -> dict[str, bool]:
    """Codes of the procedures that an agency takes or handles → whether one can file online there. One query."""
    day = on or clock.today()
    rows = _in_force(Offering.objects.filter(Q(receiving=at) | Q(handling=at)), day)
    found: dict[str, bool] = {}
    for code, online in rows.order_by("procedure__code").values_list("procedure__code", "online"):
        found[code] = found.get(code, False) or online
    return found


def of_areas(codes: Iterable[str], edition: str) -> list[Agency]:
    """The people's committees of these administrative units, in the order given. One query."""
    wanted = list(codes)
    rows = Agency.objects.in_force(clock.today()).filter(kind=Agency.Kind.AUTHORITY, area__edition=edition, area__code__in=wanted)
    found = {row.area.code: row for row in rows.select_related("area") if row.area}
    return [found[code] for code in wanted if code in found]


def desk_of(at: Agency) -> Agency | None:
    """The one-door section of an agency, if it has one of its own. One query."""
    return Agency.objects.in_force(clock.today()).filter(kind=Agency.Kind.ONE_DOOR, parent=at).order_by("path").first()


def _in_force(rows: QuerySet[Offering], day: date) -> QuerySet[Offering]:
    return rows.filter(valid_from__lte=day).filter(Q(valid_to__isnull=True) | Q(valid_to__gt=day))
