"""Lists of the catalogue that every visitor sees alike, kept under the catalogue's revision: small ones in the cache, the
directory of all titles in the process (unpacking thousands of titles for every page would cost more than the page)."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import TypeVar

from django.core.cache import cache

from common import clock
from portal.web.public.kept import Kept
from procedures import directory as directories
from procedures import lawbook, revision, selectors, takers
from procedures.directory import Directory, Title
from procedures.models import LegalBasis, LifeEvent
from procedures.selectors import Entry
from procedures.takers import Network, Taker

T = TypeVar("T")
MOST_USED = 10

_directories: Kept[Directory] = Kept(2)


@dataclass(frozen=True)
class Shown:
    """What home shows of the catalogue; ``letters`` are those that some title stands under."""

    life_events: list[LifeEvent]
    most_used: list[Entry]
    letters: list[str]
    total: int


def shown() -> Shown:
    """What home shows. One query warm, five cold."""
    now = revision.current()

    def read() -> Shown:
        whole = directory(now)
        return Shown(selectors.life_events(), selectors.most_used(MOST_USED), list(whole.letters), len(whole.titles))

    return _kept("home", read, now)


def life_events() -> list[LifeEvent]:
    """Occasions in life with something published. One query warm, two cold."""
    return _kept("life-events", selectors.life_events)


def most_used() -> list[Entry]:
    """What most people do. One query warm, two cold."""
    return _kept("most-used", lambda: selectors.most_used(MOST_USED))


def procedures_of(event: LifeEvent) -> list[Entry]:
    """What can be done on an occasion. One query warm, two cold."""
    return _kept(f"life-event:{event.slug}", lambda: selectors.of_life_event(event))


def directory(now: str = "") -> Directory:
    """Every title, under the revision ``now`` (asked for when empty). One query warm, three cold; none when given and warm."""
    key = f"{now or revision.current()}:{clock.today()}"
    return _directories.get(key) or _directories.put(key, directories.read())


def network(now: str) -> Network:
    """The agencies that take procedures, today. No query warm, one cold."""
    return _kept("network", takers.network, now)


def resting_on(basis: LegalBasis, now: str) -> list[str]:
    """Codes of the procedures that rest on a legal text. No query warm, one cold."""
    return _kept(f"resting-on:{basis.pk}", lambda: lawbook.resting_on(basis), now)


def entries(titles: Sequence[Title]) -> dict[str, Entry]:
    """What one page of a list says about its titles, by code. One query."""
    return {entry.code: entry for entry in selectors.entries([title.code for title in titles])} if titles else {}


def _kept(name: str, read: Callable[[], T], now: str = "") -> T:
    # With the day: a provincial copy takes the national procedure's place on a day, whoever publishes on it.
    key = f"catalogue:{_shape()}:{now or revision.current()}:{clock.today()}:{name}"
    found = cache.get(key)
    if found is None:
        found = read()
        cache.set(key, found)
    return found


@lru_cache(maxsize=1)
def _shape() -> str:
    """A mark of what is kept, so that a new release does not read what an old one left in Redis."""
    names = [field.name for made in (Shown, Entry, Network, Taker) for field in fields(made)]
    names += [field.name for field in LifeEvent._meta.concrete_fields]
    return hashlib.sha256(" ".join(names).encode()).hexdigest()[:8]
