"""Matching the entries of two lists: by key or code, then by name; what only stands elsewhere is moved, not lost and found."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from common.text import fold

Row = Mapping[str, Any]
ALIKE = 0.6  # from this similarity on a text is the same one, reworded


@dataclass(frozen=True, slots=True)
class Matches:
    """``kept``: (old, new) pairs in the new order; ``moved``: places in ``kept`` that stand elsewhere."""

    kept: list[tuple[Any, Any]]
    moved: set[int]
    added: list[Any]
    removed: list[Any]


def by_key(old: Sequence[Row], new: Sequence[Row], key: Callable[[Row], str] | None = None) -> Matches:
    """Match entries by ``key`` (their key or code), those left over by their name."""
    naming = key or (lambda row: str(row.get("key") or row.get("code") or ""))
    pairs = _same(old, new, naming, {})
    return _matches(old, new, _same(old, new, lambda row: fold(str(row.get("name") or "")), pairs))


def by_text(old: Sequence[str], new: Sequence[str]) -> Matches:
    """Match texts: the same ones, then those that are much alike."""
    return _matches(old, new, _alike(old, new, _same(old, new, fold, {})))


def _same(old: Sequence[Any], new: Sequence[Any], key: Callable[[Any], str], pairs: Mapping[int, int]) -> dict[int, int]:
    """Places in ``new`` → places in ``old``, those of ``pairs`` and what has the same key."""
    found = dict(pairs)
    waiting: dict[str, list[int]] = {}
    for place, one in enumerate(old):
        if place not in pairs.values() and key(one):
            waiting.setdefault(key(one), []).append(place)
    for place, one in enumerate(new):
        if place not in found and waiting.get(key(one)):
            found[place] = waiting[key(one)].pop(0)
    return found


def _alike(old: Sequence[str], new: Sequence[str], pairs: Mapping[int, int]) -> dict[int, int]:
    found = dict(pairs)
    left = [place for place in range(len(old)) if place not in pairs.values()]
    words_of = {place: Counter(fold(old[place]).split()) for place in left}
    for place, one in enumerate(new):
        if place in found:
            continue
        likeness = {other: _likeness(words_of[other], Counter(fold(one).split())) for other in left}
        best = max(likeness, key=lambda other: likeness[other], default=None)
        if best is not None and likeness[best] >= ALIKE:
            found[place] = best
            left.remove(best)
    return found


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """The share of words that two texts have in common: cheap, for steps of a thousand words are compared each with each."""
    return 2 * (one & other).total() / ((one.total() + other.total()) or 1)


def _matches(old: Sequence[Any], new: Sequence[Any], pairs: Mapping[int, int]) -> Matches:
    order = [pairs[place] for place in range(len(new)) if place in pairs]
    steady = _longest(order)
    return Matches(
        [(old[pairs[place]], one) for place, one in enumerate(new) if place in pairs],
        {place for place in range(len(order)) if place not in steady},
        [one for place, one in enumerate(new) if place not in pairs],
        [one for place, one in enumerate(old) if place not in pairs.values()],
    )


def _longest(numbers: Sequence[int]) -> set[int]:
    """Places of a longest rising run: what kept its order."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(tails, number)
        before.append(ends[at - 1] if at else -1)
        if at == len(tails):
            tails.append(number)
            ends.append(place)
        else:
            tails[at], ends[at] = number, place
    run: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        run.add(place)
        place = before[place]
    return run
