"""The agency tree, its seats with who stands in for whom, and its calendars, one module per part."""

from agencies.models.calendars import CalendarDay, CalendarVersion
from agencies.models.delegation import Delegation
from agencies.models.loaded import LoadedData
from agencies.models.seats import Seat
from agencies.models.tree import AdministrativeUnit, Agency, AgencyLevel, AgencyQuerySet, AgencySuccession

__all__ = [
    "AdministrativeUnit",
    "Agency",
    "AgencyLevel",
    "AgencyQuerySet",
    "AgencySuccession",
    "CalendarDay",
    "CalendarVersion",
    "Delegation",
    "LoadedData",
    "Seat",
]
