"""Who is called next, and which move a number may make. Pure; ADR 0036 says why.

Fairness, in this order
1. who was sent to this window by another one: they have waited already, and their papers are half done;
2. an appointment whose time has come (from ``EARLY`` before it), if its holder came within ``LATE`` after it;
3. those with priority by law;
4. everybody else, by when they came.
After ``MOST_AHEAD`` calls in a row of kinds 2 and 3, the one of kind 4 who has waited longest is called, so nobody waits without
end. An appointment before its time is called only when nobody else waits; one that came too late waits like everybody.
"""

from collections.abc import Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from django.utils.translation import gettext as _

from common.errors import NotAllowed

EARLY, LATE = timedelta(minutes=5), timedelta(minutes=15)
MOST_AHEAD = 2
K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Waiting(Generic[K]):
    """One who waits. ``at`` is the time of an appointment; ``sent``: by another window to this one."""

    key: K
    turn_at: datetime
    priority: bool = False
    at: datetime | None = None
    sent: bool = False


def line(waiting: Iterable[Waiting[K]], now: datetime, *, ahead: int = 0) -> list[Waiting[K]]:
    """Everyone in the order in which they will be called. ``ahead``: so many of kinds 2 and 3 were called last, in a row."""
    groups: list[list[Waiting[K]]] = [[], [], [], []]
    for one in sorted(waiting, key=lambda one: one.turn_at):
        groups[_group(one, now)].append(one)
    sent, favoured, others, early = groups
    favoured.sort(key=lambda one: (one.at is None, one.at or one.turn_at))
    early.sort(key=lambda one: one.at or one.turn_at)
    mixed: list[Waiting[K]] = []
    while favoured or others:
        ahead = ahead if others else 0
        take = favoured if favoured and ahead < MOST_AHEAD else others
        ahead = ahead + 1 if take is favoured else 0
        mixed.append(take.pop(0))
    return [*sent, *mixed, *early]


def _group(one: Waiting, now: datetime) -> int:
    if one.sent:
        return 0
    if in_time(one):
        return 1 if one.at is not None and now >= one.at - EARLY else 3
    return 1 if one.priority else 2


def in_time(one: Waiting) -> bool:
    """Whether it is an appointment whose holder came before it was too late for it."""
    return one.at is not None and one.turn_at <= one.at + LATE


def in_a_row(called: Iterable[bool]) -> int:
    """How many of the latest calls, newest first, were of kinds 2 and 3 without one of kind 4 between."""
    count = 0
    for favoured in called:
        if not favoured:
            break
        count += 1
    return min(count, MOST_AHEAD)


WAITING, CALLED, SERVING, DONE, MISSED, LEFT = "waiting", "called", "serving", "done", "missed", "left"
MOVES: dict[str, tuple[Collection[str], str]] = {
    "call": ((WAITING,), CALLED),
    "again": ((CALLED,), CALLED),
    "serve": ((CALLED,), SERVING),
    "finish": ((CALLED, SERVING), DONE),
    "miss": ((CALLED,), MISSED),
    "send": ((CALLED, SERVING), WAITING),
    "return": ((MISSED,), WAITING),
    "leave": ((WAITING, CALLED, MISSED), LEFT),
}
"""Act → from which states, to which one."""


def moved(act: str, state: str) -> str:
    """The state after an act; raises ``NotAllowed`` where the number stands elsewhere by now."""
    start, end = MOVES[act]
    if state not in start:
        raise NotAllowed(_("Số này đã chuyển sang trạng thái khác. Xem lại màn hình rồi làm tiếp."))
    return end


def serves(fields: Sequence[str], procedures: Sequence[str], *, procedure: str, field: str) -> bool:
    """Whether a kind of matter takes a procedure: named itself, or by its field; one that names nothing takes everything."""
    if not fields and not procedures:
        return True
    return procedure in procedures or field in fields
