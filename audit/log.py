"""Appending: two statements beside the act, in the act's transaction."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection

from audit.models import AuditEvent
from common import clock
from common.actors import Actor

GENESIS = "0" * 64


def digest(stream: str, seq: int, at: datetime, actor: str, action: str, data: dict[str, Any], prev: str) -> str:
    """SHA-256 over the canonical JSON of a row and the hash before it."""
    row = [stream, seq, at.isoformat(timespec="microseconds"), actor, action, data, prev]
    return hashlib.sha256(json.dumps(row, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()


def append(stream: str, action: str, actor: Actor, data: dict[str, Any] | None = None) -> AuditEvent:
    """Add one act to ``stream`` (``dossier:<uuid>``, ``procedure:<code>``, ``account:<uuid>``, ``system``).

    ``data`` holds ids, codes and hashes, never names or numbers of people, so erasure stays possible.
    Must run inside the act's transaction; the chain's head stays locked until it ends.
    """
    data = _with_delegation(actor, data)
    moment = clock.now()
    seq, prev = _lock_head(stream)
    seq += 1
    link = digest(stream, seq, moment, actor.ref, action, data, prev)
    event = AuditEvent(stream=stream, seq=seq, at=moment, actor=actor.ref, action=action, data=data, prev_hash=prev, hash=link)
    with connection.cursor() as cursor:
        # One statement for the row and the chain's head: an audit row costs two round trips in all.
        cursor.execute(
            "WITH row AS (INSERT INTO audit_auditevent (stream, seq, at, actor, action, data, prev_hash, hash) "
            "VALUES (%s, %s, %s, %s, %s, %s::jsonb, %s, %s) RETURNING id) "
            "UPDATE audit_chainhead SET seq = %s, hash = %s FROM row WHERE stream = %s RETURNING row.id",
            [stream, seq, moment, actor.ref, action, json.dumps(data), prev, link, seq, link, stream],
        )
        event.pk = cursor.fetchone()[0]
    event._state.adding = False
    return event


def hold(streams: Iterable[str]) -> None:
    """Lock the heads of all ``streams`` that one transaction will append to, in one order for everybody; new ones are made.

    Two transactions that append to the same two streams, each beginning with the other's second, would wait for each other until
    PostgreSQL ends one of them. Call it before the first ``append``, after the rows of the act itself are locked. One statement.
    """
    wanted = sorted(set(streams))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_chainhead (stream, seq, hash) SELECT stream, 0, %s FROM unnest(%s::text[]) "
            "WITH ORDINALITY AS wanted (stream, place) ORDER BY place "
            "ON CONFLICT (stream) DO UPDATE SET seq = audit_chainhead.seq",
            [GENESIS, wanted],
        )


def begin(stream: str, action: str, actor: Actor, data: dict[str, Any] | None = None) -> AuditEvent:
    """The first act of a stream that cannot exist yet (its id was just made): row and head in one statement.

    Raises ``IntegrityError`` when the stream has begun already.
    """
    data = _with_delegation(actor, data)
    moment = clock.now()
    link = digest(stream, 1, moment, actor.ref, action, data, GENESIS)
    event = AuditEvent(stream=stream, seq=1, at=moment, actor=actor.ref, action=action, data=data, prev_hash=GENESIS, hash=link)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH head AS (INSERT INTO audit_chainhead (stream, seq, hash) VALUES (%s, 1, %s)) "
            "INSERT INTO audit_auditevent (stream, seq, at, actor, action, data, prev_hash, hash) "
            "VALUES (%s, 1, %s, %s, %s, %s::jsonb, %s, %s) RETURNING id",
            [stream, link, stream, moment, actor.ref, action, json.dumps(data), GENESIS, link],
        )
        event.pk = cursor.fetchone()[0]
    event._state.adding = False
    return event


def _with_delegation(actor: Actor, data: dict[str, Any] | None) -> dict[str, Any]:
    """Who acts in another's place is named as such in every row: by which delegation (ủy quyền)."""
    return {**(data or {}), "delegation": actor.delegation_id} if actor.delegation_id is not None else data or {}


def _lock_head(stream: str) -> tuple[int, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_chainhead (stream, seq, hash) VALUES (%s, 0, %s) "
            "ON CONFLICT (stream) DO UPDATE SET seq = audit_chainhead.seq RETURNING seq, hash",
            [stream, GENESIS],
        )
        seq, prev = cursor.fetchone()
    return seq, prev
