"""Which arrows of a flow lead back, and how far down each box stands. Pure."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Protocol


class Way(Protocol):
    """Anything that leads from one box to another."""

    @property
    def key(self) -> str: ...

    @property
    def source(self) -> str: ...

    @property
    def target(self) -> str: ...


def backward(keys: Sequence[str], arrows: Sequence[Way]) -> set[str]:
    """The keys of the arrows that lead back, seen from the first box on (and then from any that it does not reach)."""
    out: dict[str, list[Way]] = defaultdict(list)
    for arrow in arrows:
        out[arrow.source].append(arrow)
    back: set[str] = set()
    done: set[str] = set()
    for first in keys:
        if first in done:
            continue
        open_now = {first}
        done.add(first)
        path = [(first, iter(out[first]))]
        while path:
            at, ways = path[-1]
            way = next(ways, None)
            if way is None:
                path.pop()
                open_now.discard(at)
            elif way.target in open_now:
                back.add(way.key)
            elif way.target not in done:
                done.add(way.target)
                open_now.add(way.target)
                path.append((way.target, iter(out[way.target])))
    return back


def ranks(keys: Sequence[str], arrows: Sequence[Way], back: set[str]) -> dict[str, int]:
    """Each box's rank: one below the lowest that leads to it; what nothing leads to stands below its neighbour in ``keys``."""
    ahead = [arrow for arrow in arrows if arrow.key not in back]
    reached = {arrow.target for arrow in ahead}
    found: dict[str, int] = {}
    for place, key in enumerate(keys):
        if key not in reached:
            found[key] = 0 if place == 0 else found.get(keys[place - 1], place - 1) + 1
    for _round in keys:
        moved = False
        for arrow in ahead:
            wanted = found.get(arrow.source, 0) + 1
            if found.get(arrow.target, -1) < wanted:
                found[arrow.target], moved = wanted, True
        if not moved:
            break
    used = {rank: number for number, rank in enumerate(sorted({found.get(key, 0) for key in keys}))}
    return {key: used[found.get(key, 0)] for key in keys}
