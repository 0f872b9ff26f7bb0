"""What e-forms may ask of the outside: the lists that eforms publishes, administrative units from agencies."""

from collections.abc import Mapping, Sequence
from typing import Any

from agencies import address
from agencies.models import AdministrativeUnit
from common.errors import NotFound
from common.text import fold
from eforms.named import lists
from eforms.ports import Option, Place, StoredFile

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

    def taken(self, path: str, value: Any) -> bool:
        """No register of answers is kept: what must be unique outside rows is for the official to compare."""
        return False

    def address(self, edition: str, level: str, parent: str = "") -> Sequence[Option] | None:
        """Units of a level under a parent in the edition that stands for two or three levels."""
        asked = (EDITIONS.get(edition, edition), level, parent)
        if asked not in _kept:
            found = _units(*asked)
            if not found:  # perhaps not seeded yet: ask again next time
                return found
            _kept[asked] = found
        return _kept[asked]

    def places(self, edition: str, query: str) -> Sequence[Place]:
        """Communes of the edition that fit the words, names of the other edition included; three queries."""
        return [_place(found) for found in address.search(query[:MOST_WORDS], of=EDITIONS.get(edition, edition))]

    def chain(self, edition: str, code: str) -> tuple[Option, ...] | None:
        """A commune with its district and province; one query the first time."""
        asked = (EDITIONS.get(edition, edition), code)
        if asked not in _chains:
            try:
                found = address.place_of(code, of=asked[0])
            except NotFound:
                return None
            _chains[asked] = _place(found).chain
        return _chains[asked]

    def files(self, ids: Sequence[str]) -> Mapping[str, StoredFile] | None:
        """Files belong to a draft: who processes its answers passes ``ports.OfOne``; without it no file is stored."""
        return {}


MOST_WORDS = 100
_kept: dict[tuple[str, str, str], tuple[Option, ...]] = {}
_chains: dict[tuple[str, str], tuple[Option, ...]] = {}


def _place(found: address.Place) -> Place:
    chain = tuple(Option(code, name) for code, name in found.chain)
    return Place(chain, found.note, tuple(_place(choice) for choice in found.choices))


def _units(edition: str, level: str, parent: str) -> tuple[Option, ...]:
    rows = AdministrativeUnit.objects.filter(edition=edition, level=LEVELS[level])
    rows = rows.filter(parent__code=parent) if parent else rows.filter(parent__isnull=True)
    return tuple(Option(code, name) for code, name in rows.order_by("order").values_list("code", "name"))
