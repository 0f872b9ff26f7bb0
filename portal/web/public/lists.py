"""Lists of the catalogue that every visitor sees alike, kept in the cache under the catalogue's revision."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from django.core.cache import cache

from procedures import revision, selectors
from procedures.models import LifeEvent
from procedures.selectors import Entry

T = TypeVar("T")
MOST_USED = 10


@dataclass(frozen=True)
class Shown:
    """What home shows of the catalogue."""

    life_events: list[LifeEvent]
    most_used: list[Entry]


def shown() -> Shown:
    """What home shows. One query warm, three cold."""
    return _kept("home", lambda: Shown(selectors.life_events(), selectors.most_used(MOST_USED)))


def life_events() -> list[LifeEvent]:
    """Occasions in life with something published. One query warm, two cold."""
    return _kept("life-events", selectors.life_events)


def most_used() -> list[Entry]:
    """What most people do. One query warm, two cold."""
    return _kept("most-used", lambda: selectors.most_used(MOST_USED))


def procedures_of(event: LifeEvent) -> list[Entry]:
    """What can be done on an occasion. One query warm, two cold."""
    return _kept(f"life-event:{event.slug}", lambda: selectors.of_life_event(event))


def _kept(name: str, read: Callable[[], T]) -> T:
    key = f"catalogue:{revision.current()}:{name}"
    found = cache.get(key)
    if found is None:
        found = read()
        cache.set(key, found)
    return found
