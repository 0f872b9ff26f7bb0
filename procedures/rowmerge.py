"""Two people's edits of one list brought together row by row. Pure.

Design requirements: (1) a row with a name (its key or code) is the same row wherever it stands; a row without one is followed by
what it says; (2) who changed, moved, added or took away a row gets it so where the other left it alone; (3) the same row changed
in two ways, or changed here and taken away there, is for the two to settle, and so are two new orders.
"""

import json
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

NAMES: Mapping[str, str] = {
    "papers": "key",
    "results": "key",
    "eligibility": "key",
    "fees": "code",
    "cases": "code",
    "legal_bases": "code",
}
"""Part of the content → what names its rows."""
Rows = Sequence[Any]


class Apart(Exception):
    """Both changed the same row, or the order, each in another way."""


def together(base: Rows, mine: Rows, theirs: Rows, name: str = "", *, mine_wins: bool = False) -> list[Any]:
    """Both edits of ``base`` in one list; raises ``Apart``, or takes ``mine`` where they meet when that is said to win."""
    ours, others = _followed(base, mine, name), _followed(base, theirs, name)
    here, there = ({place: row for place, row in pairs if place is not None} for pairs in (ours, others))
    kept = {place: row for place in range(len(base)) for row in _one(base[place], place, here, there, mine_wins)}
    mine_order, their_order = ([place for place, _row in pairs if place in kept] for pairs in (ours, others))
    before = sorted(kept)
    rest = [place for place in before if place in mine_order and place in their_order]
    moved_here, moved_there = (_only(order, rest) != rest for order in (mine_order, their_order))
    if moved_here and moved_there and _only(mine_order, rest) != _only(their_order, rest) and not mine_wins:
        raise Apart
    first, second = (ours, others) if moved_here else (others, ours)
    made: list[tuple[int | None, Any]] = [(p, kept[p] if p is not None else row) for p, row in first if p is None or p in kept]
    _add(made, second, kept, name, mine_wins=mine_wins, mine_second=second is ours)
    return [row for _place, row in made]


def _one(base: Any, place: int, here: Mapping[int, Any], there: Mapping[int, Any], mine_wins: bool) -> list[Any]:
    """The row as it is kept, in a list; no row when it goes."""
    missing = object()
    mine, theirs = here.get(place, missing), there.get(place, missing)
    if mine == theirs or theirs == base:
        return [] if mine is missing else [mine]
    if mine == base:
        return [] if theirs is missing else [theirs]
    if not mine_wins:
        raise Apart
    return [theirs] if mine is missing else [mine]


def _add(
    made: list[tuple[int | None, Any]],
    pairs: Sequence[tuple[int | None, Any]],
    kept: Mapping[int, Any],
    name: str,
    *,
    mine_wins: bool,
    mine_second: bool,
) -> None:
    """Put what is only in ``pairs`` into ``made``, each behind the row that it stood behind."""
    new = [row for place, row in made if place is None]
    present = {place for place, _row in made if place is not None}
    at = 0
    for place, row in pairs:
        if place is not None and place in present:
            at = next(n for n, (other, _row) in enumerate(made) if other == place) + 1
            continue
        if place is not None and place not in kept:
            continue
        held = kept[place] if place is not None else row
        if place is None and held in new:
            continue
        twin = next((n for n, (p, one) in enumerate(made) if p is None and _named(one, held, name)), None)
        if place is None and twin is not None:
            if not mine_wins:
                raise Apart
            made[twin] = (None, held) if mine_second else made[twin]
            continue
        while at < len(made) and made[at][0] is None:
            at += 1
        made.insert(at, (place, held))
        at += 1


def _named(one: Any, other: Any, name: str) -> bool:
    """Whether two new rows bear the same name."""
    return bool(name) and isinstance(one, Mapping) and isinstance(other, Mapping) and one.get(name) == other.get(name) is not None


def _only(order: Sequence[int], those: Sequence[int]) -> list[int]:
    return [place for place in order if place in those]


def _followed(base: Rows, rows: Rows, name: str) -> list[tuple[int | None, Any]]:
    """Each row with the place where it stood in ``base``, ``None`` for a new one."""
    names = [row.get(name) if isinstance(row, Mapping) else None for row in base] if name else []
    if names and all(names) and len(set(names)) == len(names):
        places = {one: place for place, one in enumerate(names)}
        found: list[tuple[int | None, Any]] = []
        for row in rows:
            place = places.pop(row.get(name) if isinstance(row, Mapping) else None, None)
            found.append((place, row))
        return found
    return _by_words(base, rows)


def _by_words(base: Rows, rows: Rows) -> list[tuple[int | None, Any]]:
    said = [[json.dumps(row, sort_keys=True, ensure_ascii=False) for row in side] for side in (base, rows)]
    found: list[tuple[int | None, Any]] = [(None, row) for row in rows]
    for act, start, end, begin, stop in SequenceMatcher(None, *said, autojunk=False).get_opcodes():
        if act in ("equal", "replace"):
            for step in range(min(end - start, stop - begin)):
                found[begin + step] = (start + step, rows[begin + step])
    return found
