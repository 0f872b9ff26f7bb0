"""The handful of typed events by which a low package wakes a high one; portal/wiring.py lists who listens.

``emit`` calls the listeners at once, inside the caller's transaction: what they write commits or fails with it.
"""

import uuid
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from common.actors import Actor

E = TypeVar("E")
_listeners: dict[type, list[Callable]] = defaultdict(list)


@dataclass(frozen=True)
class FeeSettled:
    """A fee was paid in full; proof is stored. Emitted once per fee request, by settlement only."""

    fee_request_id: uuid.UUID
    at: datetime


@dataclass(frozen=True)
class FeeExpired:
    """A fee request ran out of time unpaid; the gateway was asked first."""

    fee_request_id: uuid.UUID
    at: datetime


@dataclass(frozen=True)
class FeeWaived:
    """An official confirmed that nothing of a fee need be paid; no money moved."""

    fee_request_id: uuid.UUID
    at: datetime


@dataclass(frozen=True)
class FeeLowered:
    """An official confirmed that less is due: ``fee_request_id`` ended, ``successor_id`` asks for the rest."""

    fee_request_id: uuid.UUID
    successor_id: uuid.UUID
    at: datetime


@dataclass(frozen=True)
class SeatChanged:
    """A person's seats changed, so their sessions must end."""

    user_id: uuid.UUID


@dataclass(frozen=True)
class AccountEvent:
    """Something happened to an account that the audit log keeps and, for some actions, the owner is told.

    ``data`` holds ids and codes, never names or numbers of people.
    """

    user_id: uuid.UUID
    action: str
    actor: Actor
    data: dict[str, Any]


@dataclass(frozen=True)
class RegistryChanged:
    """An administrator changed an agency or a calendar; the audit log keeps it in ``stream``.

    ``data`` holds codes, dates and values of the registry, which are public.
    """

    stream: str
    action: str
    actor: Actor
    data: dict[str, Any]


@dataclass(frozen=True)
class CalendarChanged:
    """A day off or a working day changed for an agency and all below it (``None``: for everyone); due times may move."""

    agency_id: int | None
    day: date


@dataclass(frozen=True)
class DraftDiscussed:
    """Somebody spoke about a version draft, in a new remark or an ``answer``; ``told`` are the accounts concerned."""

    draft_id: uuid.UUID
    code: str
    comment_id: int
    answer: bool
    told: tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class DraftMoved:
    """A version draft took a step of its review: ``act`` is submit, return, approve or publish; ``told`` are its authors."""

    draft_id: uuid.UUID
    code: str
    act: str
    revision: int
    by: Actor
    told: tuple[uuid.UUID, ...]


@dataclass(frozen=True)
class ProcedureChanged:
    """A procedure's version was published, scheduled or abolished, or its intake stopped or opened (``what``) from ``day`` on.

    The agencies that handle it are told where an official did it.
    """

    code: str
    what: str
    day: date
    version_id: uuid.UUID
    by: Actor


def listen(kind: type[E], listener: Callable[[E], None]) -> None:
    """Connect a listener; connecting it twice changes nothing."""
    if listener not in _listeners[kind]:
        _listeners[kind].append(listener)


def emit(event: object) -> None:
    """Call everyone who listens to this event's type, in the order of wiring."""
    for listener in _listeners[type(event)]:
        listener(event)
