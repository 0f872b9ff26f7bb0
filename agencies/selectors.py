"""Reads of the agency tree. A path is the identifiers from the root down, each followed by a slash."""

from datetime import date

from django.conf import settings
from django.db.models import Q, QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from agencies.codes import BadCode, normalise
from agencies.models import AdministrativeUnit, Agency, AgencyQuerySet, CalendarDay, CalendarVersion
from common.clock import today
from common.errors import NotFound


def root() -> Agency:
    """The agency at the top of this instance's tree (setting ROOT_AGENCY_CODE); 1 query. Raises ``NotFound``."""
    return find(settings.ROOT_AGENCY_CODE)


def find(code: str) -> Agency:
    """The agency with this identifier, in the new or the old order; 1 query. Raises ``NotFound``, also when it is no code."""
    try:
        return Agency.objects.select_related("level").get(code=normalise(code))
    except (Agency.DoesNotExist, BadCode):
        raise NotFound(_("Không có cơ quan mang mã {code}.").format(code=code)) from None


def descendants(agency: Agency, *, on: date | None = None) -> AgencyQuerySet:
    """``agency`` and everything below it that is in force on a day (today when absent), in the tree's order; lazy, 1 query."""
    return Agency.objects.under(agency).in_force(on or today())


def ancestors(agency: Agency) -> QuerySet[Agency]:
    """Everything above ``agency``, the nearest first; lazy, 1 query."""
    return Agency.objects.filter(path__in=_paths_above(agency.path)).order_by(Length("path").desc())


def one_door_of(agency: Agency) -> Agency:
    """Where people hand in what ``agency`` resolves: its own desk, else the nearest one above it; 1 query.

    A phòng's is the district's Bộ phận Một cửa, a sở's the province's Trung tâm Phục vụ hành chính công (NĐ 61/2018 Điều 7,
    NĐ 118/2025). Raises ``NotFound`` where no desk stands on the way up.
    """
    desks = (Agency.Kind.ONE_DOOR, Agency.Kind.CENTRE)
    if agency.kind in desks:
        return agency
    paths = [*_paths_above(agency.path), agency.path]
    found = (
        Agency.objects.in_force(today())
        .filter(kind__in=desks, parent__path__in=paths)
        .order_by(Length("path").desc(), "path")
        .first()
    )
    if found is None:
        raise NotFound
    return found


def authority_for(unit: AdministrativeUnit) -> Agency:
    """The Ủy ban nhân dân of an administrative unit of the tree's edition; 1 query. Raises ``NotFound``."""
    found = Agency.objects.in_force(today()).filter(kind=Agency.Kind.AUTHORITY, area=unit).first()
    if found is None:
        raise NotFound
    return found


def listing(query: str = "") -> QuerySet[Agency]:
    """Agencies in the tree's order with their levels; ``query`` matches names without diacritics and codes; lazy, 1 query."""
    found = Agency.objects.select_related("level").order_by("path")
    for word in query.split():
        here = Q(name__unaccent__icontains=word) | Q(short_name__unaccent__icontains=word)
        found = found.filter(here | Q(code__istartswith=word))
    return found


def matching(query: str) -> QuerySet[Agency]:
    """Agencies in force that ``listing`` finds for the query, the highest level first; lazy, 1 query."""
    found: AgencyQuerySet = listing(query)  # type: ignore[assignment]
    return found.in_force(today()).order_by("level__rank", "path")


def special_days(year: int) -> QuerySet[CalendarDay]:
    """Days off and swapped working days of a year with the agency they are for; lazy, 1 query."""
    return CalendarDay.objects.select_related("agency").filter(day__year=year).order_by("day", "agency__path", "id")


def special_years() -> list[int]:
    """The years that have any special day, in order; 1 query."""
    return [day.year for day in CalendarDay.objects.dates("day", "year")]


def sessions_in_force() -> list[CalendarVersion]:
    """Working sessions that apply today or later, the province's first; 1 query."""
    rows = CalendarVersion.objects.select_related("agency").order_by("effective_from")
    latest: dict[int | None, list[CalendarVersion]] = {}
    for row in rows:
        kept = latest.setdefault(row.agency_id, [])
        latest[row.agency_id] = [row] if row.effective_from <= today() else [*kept, row]
    return [row for agency in sorted(latest, key=lambda key: key or 0) for row in latest[agency]]


def _paths_above(path: str) -> list[str]:
    parts = path.strip("/").split("/")
    return ["/".join(parts[:depth]) + "/" for depth in range(1, len(parts))]
