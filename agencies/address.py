"""Places of residence: communes found without diacritics, and names of one edition turned into the other's.

An instance says which edition its addresses use (setting ADDRESS_EDITION, decisions.md "Territory"). People type what they
know, so names of the other edition are found too, with a note; where one old commune was divided, the person is asked.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q, QuerySet
from django.db.models.functions import Length
from django.utils.translation import gettext as _

from agencies.models import AdministrativeUnit
from agencies.units import COMMUNE, NEW, OLD, PROVINCE
from common.errors import NotFound
from common.text import fold

CANDIDATES = 300
"""How many rows are ranked at most; a query that fits more is too short to be helped by more."""

_SHORT = {"p": "phuong", "x": "xa", "tt": "thi tran", "tp": "thanh pho", "tx": "thi xa", "q": "quan", "h": "huyen", "t": "tinh"}
_KIND = re.compile(r"^(phuong|xa|thi tran|dac khu|thanh pho|thi xa|quan|huyen|tinh) ")
_CITIES = {"tphcm": "thanh pho ho chi minh", "hcm": "ho chi minh", "sai gon": "ho chi minh", "tdm": "thu dau mot", "hn": "ha noi"}


@dataclass(frozen=True, slots=True)
class Place:
    """A commune to choose. ``full`` is its chain up to the province.

    ``note`` is "nay thuộc …" or "trước là …" when the words matched the other edition's name. ``choices`` holds the communes to
    ask about when one old commune became several; the place itself is then of the other edition and cannot be stored.
    """

    code: str
    name: str
    full: str
    edition: str
    note: str = ""
    choices: tuple["Place", ...] = ()
    chain: tuple[tuple[str, str], ...] = ()
    """(code, name) from the province down to the commune."""


def edition() -> str:
    """The edition of this instance's addresses: ``2008`` or ``2025``."""
    return settings.ADDRESS_EDITION


def search(query: str, *, of: str | None = None, province: str | None = None, limit: int = 10) -> list[Place]:
    """Communes that fit every word of ``query``, best first; at most 3 queries. An empty query finds nothing.

    ``of``: the edition to answer in (the instance's when absent); ``province``: only within this province's code of it.
    """
    of = of or edition()
    words = _words(query)
    if not words:
        return []
    fit = [(_fit(unit, words), False, unit) for unit in _matching(words, of, province)[:CANDIDATES]]
    other = _matching(words, _other(of), None).prefetch_related(_linked(of))
    fit += [(_fit(unit, words), True, unit) for unit in other[:CANDIDATES]]
    places: dict[tuple[str, str], Place] = {}
    for _key, foreign, unit in sorted(fit, key=lambda item: (item[0][0], item[1], item[0])):
        place = _translated(unit, of, province) if foreign else _place(unit)
        if place is not None:
            places.setdefault((place.edition, place.code), place)
        if len(places) == limit:
            break
    return list(places.values())


def place_of(code: str, *, of: str | None = None) -> Place:
    """The commune with this code; 1 query. Raises ``NotFound``."""
    found = _communes().filter(edition=of or edition(), code=code).first()
    if found is None:
        raise NotFound(_("Không có xã, phường mang mã {code}.").format(code=code))
    return _place(found)


def became(code: str) -> tuple[Place, ...]:
    """What an old commune (edition 2008) belongs to now: one place, or several to ask about; 2 queries. Raises ``NotFound``."""
    return _neighbours(code, OLD)


def was(code: str) -> tuple[Place, ...]:
    """The old communes that a new one (edition 2025) was made of; 2 queries. Raises ``NotFound``."""
    return _neighbours(code, NEW)


def provinces(of: str | None = None) -> QuerySet[AdministrativeUnit]:
    """Provinces of an edition in the alphabet's order; lazy, 1 query."""
    return AdministrativeUnit.objects.filter(edition=of or edition(), level=PROVINCE).order_by("order")


def communes_of(province: str, of: str | None = None) -> QuerySet[AdministrativeUnit]:
    """Communes of a province (through its districts where the edition has them), in the alphabet's order; lazy, 1 query."""
    return _communes().filter(edition=of or edition()).filter(_within(province)).order_by("order", "code")


def _communes() -> QuerySet[AdministrativeUnit]:
    return AdministrativeUnit.objects.filter(level=COMMUNE).select_related("parent__parent")


def _within(province: str) -> Q:
    own = Q(parent__level=PROVINCE, parent__code=province)
    return own | Q(parent__parent__level=PROVINCE, parent__parent__code=province)


def _other(of: str) -> str:
    return NEW if of == OLD else OLD


def _linked(of: str) -> Prefetch:
    """The other edition's neighbours of a unit, with their chains."""
    return Prefetch("successors" if of == NEW else "predecessors", _communes().order_by("order"), to_attr="linked")


def _links_of(unit: AdministrativeUnit) -> list[AdministrativeUnit]:
    """What ``_linked`` fetched beside a unit."""
    return unit.linked  # type: ignore[attr-defined]


def _neighbours(code: str, of: str) -> tuple[Place, ...]:
    found = _communes().filter(edition=of, code=code).prefetch_related(_linked(_other(of))).first()
    if found is None:
        raise NotFound(_("Không có xã, phường mang mã {code}.").format(code=code))
    return tuple(_place(unit) for unit in _links_of(found))


def _matching(words: Sequence[str], of: str, province: str | None) -> QuerySet[AdministrativeUnit]:
    rows = _communes().filter(edition=of)
    for word in words:
        rows = rows.filter(folded__contains=word)
    rows = rows.filter(_within(province)) if province else rows
    # Names typed in full first, then short ones: neither may fall behind the cut that common words need.
    named = Q(folded__regex=rf"^((phuong|xa|thi tran|dac khu) )?{_KIND.sub('', ' '.join(words))}( |$)")
    return rows.order_by(ExpressionWrapper(named, BooleanField()).desc(), Length("name"), "order", "code")


def _words(query: str) -> list[str]:
    """Folded words; "P. Phú Cường, TP TDM" → phuong, phu, cuong, thanh, pho, thu, dau, mot."""
    text = re.sub(r"[^a-z0-9]+", " ", fold(query)).strip()
    text = re.sub(r"\b([pq])([0-9]{1,2})\b", r"\1 \2", text)
    for short, whole in _CITIES.items():
        text = re.sub(rf"\b{short}\b", whole, text)
    return " ".join(_SHORT.get(word, word) for word in text.split()).split()[:12]


def _fit(unit: AdministrativeUnit, words: Sequence[str]) -> tuple[int, int, bool, str, str]:
    """Lowest first: 0 the commune's own name is what was typed, 1 it begins so, 2 the words stand somewhere in its chain;

    then how many words are only parts of words, whether it lies outside this instance's province, and the alphabet.
    """
    query, name, whole = " ".join(words), fold(unit.name), f" {unit.folded} "
    bare, bare_query = _KIND.sub("", name), _KIND.sub("", query)
    if bare == bare_query:
        level = 0
    else:
        level = 1 if query.startswith((f"{name} ", f"{bare} ")) or bare.startswith(bare_query) else 2
    misses = sum(f" {word} " not in whole for word in words)
    return level, misses, _chain(unit)[-1].name != settings.PROVINCE, unit.order, unit.code


def _chain(unit: AdministrativeUnit) -> list[AdministrativeUnit]:
    chain = [unit]
    while chain[-1].parent is not None:
        chain.append(chain[-1].parent)
    return chain


def _place(unit: AdministrativeUnit, note: str = "", choices: tuple[Place, ...] = ()) -> Place:
    units = _chain(unit)
    full = ", ".join(part.name for part in units)
    chain = tuple((part.code, part.name) for part in reversed(units))
    return Place(unit.code, unit.name, full, unit.edition, note, choices, chain)


def _translated(unit: AdministrativeUnit, of: str, province: str | None) -> Place | None:
    """A match of the other edition as an answer in ``of``: the one commune with a note, or the old name with its choices."""
    linked = [other for other in _links_of(unit) if province is None or _chain(other)[-1].code == province]
    if not linked:
        return None
    full = ", ".join(part.name for part in _chain(unit))
    if len(linked) == 1:
        before = _("trước là {name}") if of == NEW else _("nay là {name}")
        return _place(linked[0], before.format(name=full))
    choices = tuple(_place(other) for other in linked)
    names = (_(" hoặc ") if of == NEW else ", ").join(choice.name for choice in choices)
    now = _("nay thuộc {names}") if of == NEW else _("gồm {names} trước đây")
    return _place(unit, now.format(names=names), choices)
