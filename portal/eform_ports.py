"""What e-forms may ask of the outside: the lists that eforms publishes, administrative units from agencies."""

from collections.abc import Sequence
from typing import Any

from agencies.models import AdministrativeUnit
from common.text import fold
from eforms.named import lists
from eforms.ports import Option

# The e-form language speaks of addresses with two or three levels; an edition of the official list stands behind each.
EDITIONS = {"2": "2025", "3": "2008"}
LEVELS = {"tinh": "province", "huyen": "district", "xa": "commune"}


class PortalPorts:
    """Lists and units, kept in memory: they change with an edition, not during a day."""

    def options(self, list_name: str, query: str = "", parent: str = "") -> Sequence[Option] | None:
        """Entries of a named list; None when there is no such list."""
        known = lists().get(list_name)
        wanted = fold(query)
        if known is None or not wanted:
            return known
        return [option for option in known if wanted in fold(option.label)]

    def prefill(self, name: str) -> Any:
        """Nothing beyond what the draft holds: facts are copied into it when it begins."""
        return None

    def address(self, edition: str, level: str, parent: str = "") -> Sequence[Option] | None:
        """Units of a level under a parent in the edition that stands for two or three levels."""
        asked = (EDITIONS.get(edition, edition), level, parent)
        if asked not in _kept:
            found = _units(*asked)
            if not found:  # perhaps not seeded yet: ask again next time
                return found
            _kept[asked] = found
        return _kept[asked]


_kept: dict[tuple[str, str, str], tuple[Option, ...]] = {}


def _units(edition: str, level: str, parent: str) -> tuple[Option, ...]:
    rows = AdministrativeUnit.objects.filter(edition=edition, level=LEVELS[level])
    rows = rows.filter(parent__code=parent) if parent else rows.filter(parent__isnull=True)
    return tuple(Option(code, name) for code, name in rows.order_by("order").values_list("code", "name"))
